import { present } from '../kernel/present';
import type { Listed } from './lists/listed';
import { attemptOf, fileOf } from './parts';
import type { StateCode } from './state-code';
import type { StoredFile } from './stored-file';
import type { Submission } from './submission';

/** One file as people are told of it: name, size and hash of the same bytes, and the job those went into. */
type ShownFile = {
  readonly fileName: string;
  readonly label?: string;
  readonly rows?: number;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly jobId?: string;
};

/** The file that DATEV was given last; before the first time, the one that waits for it. */
export function fileAtDatev(s: Listed): ShownFile {
  const last = s.attempts.at(-1);
  if (last === undefined || s.kind === 'run') return waiting(s);
  const { fileName, jobId, records } = last;
  const file = fileOf(s, last.revision);
  const label = file === undefined ? s.label : labelOf(file, s);
  return {
    fileName,
    ...present({ label, jobId, rows: file?.rows ?? records, bytes: file?.bytes, sha256: last.sha256 }),
  };
}

/** Whether what DATEV was given as this revision are exactly the bytes that a run made: no program can export those again. */
export function isAsMade(
  { from, attempts }: Pick<Submission, 'from' | 'attempts'>,
  revision?: number,
): boolean {
  const [made] = attempts;
  const given = revision === undefined ? attempts.at(-1) : attemptOf({ attempts }, revision);
  return from !== undefined && made?.sha256 !== undefined && given?.sha256 === made.sha256;
}

/** Whether the bytes that DATEV was given last are here, so that they can go again. A row of a list does not know when they were deleted. */
export function isHeld({ attempts, files }: Listed): boolean {
  const last = attempts.at(-1)?.revision;
  return files.some(({ revision, deletedAt }) => revision === last && deletedAt === undefined);
}

/** The file that a state sentence is about: what our check says, it says of the file that waits. */
export function fileInQuestion(s: Listed, code: StateCode): ShownFile {
  return code === 'ready' || code === 'file-has-errors' ? waiting(s) : fileAtDatev(s);
}

function waiting(s: Listed): ShownFile {
  const { candidate: file } = s;
  if (file === undefined) return { fileName: s.fileName, ...present({ label: s.label }) };
  const { name, rows, bytes, sha256 } = file;
  return { fileName: name, ...present({ rows, bytes, sha256, label: labelOf(file, s) }) };
}

/** A batch carries its name itself; a package has none but the one that people gave to its job. */
function labelOf(file: Pick<StoredFile, 'label'>, { kind, label }: Listed): string | undefined {
  return file.label ?? (kind === 'extf' ? undefined : label);
}
