import { pack } from '../../src/dxso/archive/zip';
import { fillDxso } from '../../src/effects/send-dxso';
import { partsReader } from '../../src/files/parts-store';
import { loadSettings, saveSettings } from '../../src/settings/settings-store';
import type { SubmissionEvent } from '../../src/submissions/events';
import type { StoredFile } from '../../src/submissions/stored-file';
import { order, UPLOADED } from '../submissions/life';
import { loggedIn, MANDANT, onRecord, stored, watched } from './datev';
import { about, carried, leave, nothing, type Says, stage, wanted } from './stage';

export const JOBS = `accounting-dxso-jobs/clients/${MANDANT}/dxso-jobs`;
export const JOB = 'job-00000001';
export const OPEN = `POST ${JOBS}`;
export const PUT = `POST ${JOBS}/${JOB}/files`;
export const FINISH = `PUT ${JOBS}/${JOB}`;
export const STATUS = `GET ${JOBS}/${JOB}`;
export const DROP = `DELETE ${JOBS}/${JOB}`;
export const WORLD = { [PUT]: nothing, [FINISH]: nothing };
export type Table = Readonly<Record<string, Says | readonly Says[]>>;

export const PACKAGE = { ledger: 'accountsPayableLedger', month: '2026-11', parts: 3 } as const;
export const uploaded = (given: StoredFile) => ({ ...UPLOADED, file: given }) as typeof UPLOADED;
/** Files of a package: `document.xml` comes first, the others by their names. */
export async function packed({
  parts = 3,
  bytes = 9,
  over = {},
}: Pick<Case, 'parts' | 'bytes' | 'over'>): Promise<StoredFile> {
  const names = Array.from({ length: parts - 1 }, (_, n) => `Beleg_${String(n + 1).padStart(3, '0')}.pdf`);
  const files = ['document.xml', ...names].map((name) => ({ name, bytes: new Uint8Array(bytes).fill(7) }));
  return stored(pack(files), { kind: 'dxso', package: { ...PACKAGE, parts }, ...over });
}

export type Fill = { readonly from?: number; readonly left?: readonly number[] };
export type Case = {
  readonly says?: Table;
  readonly parts?: number;
  readonly fill?: Fill;
  readonly events?: readonly SubmissionEvent[];
  readonly over?: Partial<StoredFile>;
  readonly isLoggedIn?: boolean;
  readonly isStopped?: boolean;
  /** Of each image. */
  readonly bytes?: number;
};
export const OPENED: SubmissionEvent = { what: 'done', key: 'open:r1:1', jobId: JOB };
export const filling = ({ from = 0, left }: Fill = {}, revision = 1) =>
  wanted(
    { kind: 'fill-dxso', revision, jobId: JOB, from, ...(left === undefined ? {} : { left }) } as const,
    `fill:r1:${JOB}:${from}`,
  );
export async function filled(of: Case) {
  const { says = {}, events = [OPENED], isLoggedIn = true, isStopped = false } = of;
  stage({ ...WORLD, ...says });
  if (isLoggedIn) await loggedIn();
  const given = await packed(of);
  const submission = await onRecord('s1', uploaded(given), order(1), ...events);
  if (isStopped) {
    const before = await loadSettings();
    const stopped = { at: '2026-12-01T08:00:00.000Z', by: 'admin', reason: '' };
    await saveSettings(before, { ...before.data, stopped }, { kind: 'app' });
  }
  return about(submission, { watch: watched() });
}
export const fill = async (of: Case = {}) =>
  fillDxso(partsReader()).act(await filled(of), filling(of.fill), leave);
/** Names of the files that were put into the job, in their order. */
export const names = () =>
  carried(PUT).map((body) => /filename="([^"]+)"/.exec(new TextDecoder().decode(body as Uint8Array))?.[1]);
export const beleg = (n: number) => `Beleg_${String(n).padStart(3, '0')}.pdf`;
export const TAKEN = { is: 'done', sent: { jobId: JOB, retryAfterSeconds: 0 } };
