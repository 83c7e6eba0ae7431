import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type BookingFile, correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { loadUpload, saveUpload } from '../../src/files/file-store';
import type { Target, Upload } from '../../src/files/upload';
import { beginFile, finishFile, putFileChunk } from '../../src/flows/exception/receive-file';
import { MANDANT } from '../effects/datev';
import { seen } from '../support/forge-globals';

export const FILE = correctFile();
/** The same with another first field of its rows: other bytes, as good. */
export const OTHER_FILE = correctFile({ label: 'Anderer Stapel' });
export const WRONG_FILE = failingFile();
export const TO_MANDANT: Target = { to: 'mandant', mandant: MANDANT };
export const TO_S1: Target = { to: 'submission', submissionId: 's1' };

type File = Pick<BookingFile, 'name' | 'bytes'>;

/** What a browser says of a file before it sends it. */
export function said({ name, bytes }: File, target: Target = TO_MANDANT) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { target, name, bytes: bytes.length, packedBytes: gzipSync(bytes).length, sha256 };
}

export const packedText = ({ bytes }: File) => gzipSync(bytes).toString('base64');

/** Anna sends a small file up, whole; answers its id. */
export async function sentUp(file: File, target: Target = TO_MANDANT): Promise<string> {
  const begun = await beginFile('anna', said(file, target));
  if (!begun.ok) throw new Error(begun.problem.code);
  const { fileId } = begun.value;
  await putFileChunk('anna', { fileId, n: 0, data: packedText(file) });
  const finished = await finishFile('anna', fileId);
  if (!finished.ok) throw new Error(finished.problem.code);
  return fileId;
}

export async function uploadOf(fileId: string): Promise<Upload> {
  const found = await loadUpload(fileId);
  if (found === undefined) throw new Error(`no upload ${fileId}`);
  return found.upload;
}

/** What has become of an upload. */
export async function changeUpload(fileId: string, change: Partial<Upload>): Promise<void> {
  const found = await loadUpload(fileId);
  if (found === undefined) throw new Error(`no upload ${fileId}`);
  await saveUpload({ ...found.upload, ...change }, found.version);
}

/** So many times storage was asked to delete a piece of these bytes. */
export const deletions = (fileId: string) =>
  seen().filter(
    ({ path, body }) =>
      path.endsWith('/delete') && (body as { readonly key?: string }).key === `file:${fileId}:0`,
  ).length;
