import type { DxsoStatus } from '../datev/dxso-jobs/dxso-job';
import type { PackageFile } from '../dxso/package';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { isLast } from '../submissions/apply-send';
import type { StoredFile } from '../submissions/stored-file';
import { type Cause, SLICE, type Submission } from '../submissions/submission';
import { type EffectHandler, type Found, type Outcome, repeat, type Subject } from './effect-handler';

export type Refused = { readonly is: 'refused'; readonly cause: Cause };
export type Trouble = { readonly is: 'problem'; readonly problem: Problem };

export type DxsoPorts = {
  /** Service, right, ledger and fiscal year, before anything is made at DATEV. */
  preflight(subject: Subject, file: StoredFile): Promise<{ readonly is: 'go' } | Refused | Trouble>;
  /** DATEV wants one job at a time per kind and month, and one cash job in all; `false` while another one is under way. */
  takeLane(subject: Subject, lane: string): Promise<boolean>;
  open(
    subject: Subject,
    about: NonNullable<StoredFile['package']>,
  ): Promise<{ readonly is: 'opened'; readonly jobId: string } | Refused | Trouble>;
  /** The files of the package, document.xml first. */
  readParts(file: StoredFile): Promise<Result<readonly PackageFile[], Problem>>;
  /** Puts them in one after the other until one is not taken or time is over. */
  upload(subject: Subject, jobId: string, parts: readonly PackageFile[]): Promise<Uploaded>;
  /** Only while the submission still is about this job: a late result of an older one may have settled it. */
  finish(subject: Subject, jobId: string): Promise<Put>;
  /** `gone`: DATEV does not know the job. */
  status(subject: Subject, jobId: string): Promise<Result<DxsoStatus | 'gone', Problem>>;
  drop(subject: Subject, jobId: string): Promise<Result<void, Problem>>;
};

/** How many are in the job, and what kept the next one out. */
export type Uploaded = { readonly there: number; readonly halt?: Halt };
type Halt = Exclude<Put, { readonly is: 'there' }>;

/** How one call to an open job ended; `gone`: DATEV does not know the job · `finished`: it was finished already. */
export type Put =
  | { readonly is: 'there' }
  | { readonly is: 'gone'; readonly problem: Problem }
  | { readonly is: 'finished' }
  | Refused
  | Trouble;

const BUSY: Problem = { code: 'datev.lane-busy', retry: 'later', retryAfterSeconds: 120 };
/** Also when an invocation was ended while it filled a job. */
export const INTERRUPTED: Problem = { code: 'datev.job-interrupted', retry: 'later' };
const NO_FILE: Problem = { code: 'file.gone', retry: 'after-fix' };

/**
 * Makes a job for a package. Harmless to repeat: a job that is never finished is never processed. Its id is on record
 * before anything goes into it.
 */
export function openDxso(ports: DxsoPorts): EffectHandler<'open-dxso'> {
  return {
    async act(subject, pending) {
      const file = fileOf(subject.submission, pending.effect.revision);
      if (file?.package === undefined || file.deletedAt !== undefined)
        return { is: 'problem', problem: NO_FILE };
      const clear = await ports.preflight(subject, file);
      if (clear.is !== 'go') return clear;
      if (!(await ports.takeLane(subject, laneOf(file.package)))) return { is: 'problem', problem: BUSY };
      const opened = await ports.open(subject, file.package);
      return opened.is === 'opened' ? { is: 'done', jobId: opened.jobId } : opened;
    },
    afterLooks: repeat,
  };
}

/** Cash is one lane, whatever the month: its balance has to grow in order. */
function laneOf({ ledger, month }: NonNullable<StoredFile['package']>): string {
  return ledger === 'cashLedger' ? ledger : `${ledger}:${month}`;
}

/**
 * Puts a slice of the package into its job, the last slice finishes it. When DATEV says that it took nothing, what went before
 * stays and the rest goes later. What is in an unfinished job after a doubtful answer nobody can ask for, and whether a name
 * may come twice DATEV does not say: the job is thrown away, which DATEV allows as long as it is not finished, and a new one
 * is made.
 */
export function fillDxso(ports: DxsoPorts): EffectHandler<'fill-dxso'> {
  return {
    async act(subject, pending) {
      const { jobId, from, revision } = pending.effect;
      const file = fileOf(subject.submission, revision);
      const parts = file === undefined ? undefined : await ports.readParts(file);
      if (parts === undefined) return { is: 'problem', problem: NO_FILE };
      if (!parts.ok) return { is: 'problem', problem: parts.problem };
      const { there, halt } = await ports.upload(subject, jobId, parts.value.slice(from, from + SLICE));
      const filled = from + there;
      if (halt !== undefined) return halted(halt, { from, filled });
      if (filled < parts.value.length) return { is: 'done', filled };
      const put = await ports.finish(subject, jobId);
      return put.is === 'there' ? sent(jobId) : halted(put, { from, filled });
    },
    async lookUp(subject, pending): Promise<Found> {
      const { jobId } = pending.effect;
      const status = await ports.status(subject, jobId);
      if (!status.ok) return { is: 'problem', problem: status.problem };
      // It may have been finished, and nobody can say what became of it: a person looks there.
      if (status.value === 'gone')
        return isLast(subject.submission, pending.effect)
          ? { is: 'give-up' }
          : { is: 'start-over', problem: INTERRUPTED };
      const { problem = INTERRUPTED } = pending;
      return status.value === 0
        ? startOver(ports, { subject, jobId, problem })
        : { ...sent(jobId), is: 'found' };
    },
    afterLooks: repeat,
  };
}

function halted(put: Halt, at: { from: number; filled: number }): Outcome {
  switch (put.is) {
    case 'refused':
      return put;
    case 'gone':
      return { is: 'start-over', problem: put.problem };
    case 'finished':
      return { is: 'problem', problem: { code: 'datev.unreadable', retry: 'look-up' } };
    case 'problem':
      return put.problem.retry === 'look-up' || at.filled === at.from
        ? put
        : { is: 'done', filled: at.filled, problem: put.problem };
  }
}

async function startOver(
  ports: DxsoPorts,
  what: { readonly subject: Subject; readonly jobId: string; readonly problem: Problem },
): Promise<{ readonly is: 'start-over'; readonly problem: Problem } | Trouble> {
  const { subject, jobId, problem } = what;
  const dropped = await ports.drop(subject, jobId);
  return dropped.ok
    ? { is: 'start-over', problem }
    : { is: 'problem', problem: { ...dropped.problem, retry: 'look-up' } };
}

function sent(jobId: string) {
  return { is: 'done', sent: { jobId, retryAfterSeconds: 0 } } as const;
}

/** An unfinished job is not left lying about at DATEV. */
export function dropDxso(ports: Pick<DxsoPorts, 'drop'>): EffectHandler<'drop-dxso'> {
  return {
    async act(subject, pending) {
      const dropped = await ports.drop(subject, pending.effect.jobId);
      if (dropped.ok) return { is: 'done' };
      // A refusal will not change; a missing right or login may.
      const { problem } = dropped;
      const isFinal = problem.code === 'datev.refused';
      return { is: 'problem', problem: isFinal ? { ...problem, retry: 'never' } : problem };
    },
    afterLooks: repeat,
  };
}

function fileOf(s: Submission, revision: number): StoredFile | undefined {
  return s.files.find((f) => f.revision === revision);
}
