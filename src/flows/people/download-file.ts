import type { DownloadChunk } from '../../contract/answers';
import { readChunk } from '../../files/file-store';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import type { Submission } from '../../submissions/submission';
import { chunkOf } from '../../views/submission/file-view';

/** The n-th piece of a revision, the candidate included, as long as its bytes are kept. */
export async function downloadPiece(
  { files, candidate }: Submission,
  { revision, n }: { readonly revision: number; readonly n: number },
): Promise<Result<DownloadChunk, Problem>> {
  const all = candidate === undefined ? files : [...files, candidate];
  const file = all.find((one) => one.revision === revision);
  if (file === undefined || file.deletedAt !== undefined) return fail(GONE);
  const data = await readChunk(file.fileId, n);
  return data === undefined ? fail(GONE) : ok(chunkOf(file, data));
}

const GONE: Problem = { code: 'file.expired', retry: 'never' };
