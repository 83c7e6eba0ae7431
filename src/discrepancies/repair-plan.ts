import { causeOf } from '../datev/cause';
import type { DatevJob } from '../datev/extf-files/job';
import type { Verbatim } from '../datev/verbatim';
import { present } from '../kernel/present';
import { outcomeOf } from '../mandanten/job-events';
import { type Watch, withOpen } from '../mandanten/watch';
import type { SubmissionEvent } from '../submissions/events';
import type { Submission } from '../submissions/submission';
import type { SeenIssue } from './at-jira';
import { type Discrepancy, REPAIR_OF, type Repair } from './discrepancy';

/** A discrepancy with what was read to find it again. */
export type FoundAgain = {
  readonly discrepancy: Discrepancy;
  readonly submission?: Submission;
  readonly job?: DatevJob;
  /** Which transmission the job's `Reference-Id` names, if it is one of ours. */
  readonly ours?: Ours;
  /** Of the transmission to which the job belongs. */
  readonly revision?: number;
  readonly issue?: SeenIssue;
};
type Ours = { readonly submissionId: string; readonly revision: number };

/** What one click puts right. Done twice it changes nothing more than once. */
export type RepairPlan =
  | {
      readonly do: 'tell';
      /** As it was read. */
      readonly submission: Submission;
      readonly event: SubmissionEvent;
      /** DATEV's own words, for the panel only: they may carry ledger values. */
      readonly words?: { readonly revision: number; readonly verbatim: Verbatim };
    }
  /** `as`: the name and the revision under which its record, which is lost, had it. */
  | { readonly do: 'take-up'; readonly mandant: string; readonly job: DatevJob; readonly as?: Ours }
  | { readonly do: 'ask-again'; readonly submission: Submission }
  | { readonly do: 'look-again'; readonly issue: Named }
  | { readonly do: 'take-mark-off'; readonly issue: Named };
type Named = { readonly id: string; readonly key: string };

/** What puts a discrepancy right; undefined: nobody but people can, or what is needed for it is not there. */
export function planRepair(found: FoundAgain): RepairPlan | undefined {
  const { submission, discrepancy } = found;
  const how = REPAIR_OF[discrepancy.kind];
  switch (how) {
    case 'none':
      return undefined;
    case 'take-up':
      return takingUp(found);
    case 'ask-again':
      return submission && { do: how, submission };
    case 'look-again':
    case 'take-mark-off':
      return discrepancy.issue && { do: how, issue: discrepancy.issue };
    default: {
      const event = eventOf(how, found);
      return submission && event && { do: 'tell', submission, event, ...wordsOf(found) };
    }
  }
}

/** Of ours the name and the revision stay: its issue carries the one, and no later transmission may have this one's natural key. */
function takingUp({ discrepancy: { mandant }, job, submission, ours }: FoundAgain): RepairPlan | undefined {
  if (mandant === undefined || job === undefined) return undefined;
  return { do: 'take-up', mandant, job, ...present({ as: submission === undefined ? ours : undefined }) };
}

type Told = Exclude<Repair, 'take-up' | 'ask-again' | 'look-again' | 'take-mark-off'>;

function eventOf(how: Told, found: FoundAgain): SubmissionEvent | undefined {
  switch (how) {
    case 'take-failure':
    case 'take-result':
      return ofItsJob(how, found);
    case 'new-issue':
      return { what: 'issue-wanted' };
    case 'record-deleted':
      return { what: 'issue-deleted' };
    case 'take-back':
      return taken(found);
    case 'move-back':
      return { what: 'put-right', repair: how, movesFirst: true };
    default:
      return { what: 'put-right', repair: how };
  }
}

function ofItsJob(how: 'take-failure' | 'take-result', { job, revision }: FoundAgain) {
  if (job === undefined || revision === undefined) return undefined;
  if (how === 'take-result') return outcomeOf(job, revision);
  const cause = causeOf(job.verbatim);
  return { what: 'overturned', revision, jobId: job.id, cause, tells: true } as const;
}

/** Whether ordinary fields of it are ours to write was decided when it was made. */
function taken({ issue, submission }: FoundAgain): SubmissionEvent | undefined {
  if (issue === undefined) return undefined;
  const { id, key, projectId } = issue;
  const mapped = submission?.issue?.mapped;
  return { what: 'issue-taken', issue: { id, key, projectId, ...present({ mapped }) } };
}

function wordsOf({ job, revision }: FoundAgain): Pick<Extract<RepairPlan, { do: 'tell' }>, 'words'> {
  const verbatim = job?.verbatim;
  return verbatim === undefined || revision === undefined ? {} : { words: { revision, verbatim } };
}

/** As when DATEV took the transmission: what has been silent for too long, the next look tells. */
export function askingAgain(
  watch: Watch,
  { id, kind, attempts }: Submission,
  at: { readonly now: string; readonly chance: number },
): Watch {
  const last = attempts.at(-1);
  if (last === undefined || watch.open.some(({ submissionId }) => submissionId === id)) return watch;
  const { revision, referenceId, sentAt, jobId } = last;
  const open = { submissionId: id, revision, referenceId, since: sentAt ?? at.now };
  const asked = kind === 'dxso' ? { ...open, ...present({ jobId }) } : open;
  return withOpen(watch, asked, { retryAfterSeconds: 0, chance: at.chance });
}
