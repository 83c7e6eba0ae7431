import type { PropertyValue } from '../jira/mirror';
import type { Problem } from '../kernel/problem';
import type { Watch } from '../mandanten/watch';
import type { Settings } from '../settings/settings';
import type { Sent } from '../submissions/record-store';
import type { Handed, Made, RunProgress } from '../submissions/run';
import type { StoredFile } from '../submissions/stored-file';
import type {
  Cause,
  Effect,
  EffectKind,
  IssueLink,
  PendingEffect,
  SeenSendKind,
  SendEffect,
  Submission,
} from '../submissions/submission';

/** What an effect may know while it is done. */
export type Subject = {
  readonly submission: Submission;
  /** Of a file that a run made: the run as it is now. */
  readonly run?: Submission;
  readonly settings: Settings;
  readonly watch: Watch;
  readonly now: string;
};

/** How an effect ended. Anything in doubt is a problem with retry `look-up`. */
export type Outcome =
  | {
      readonly is: 'done';
      readonly issue?: IssueLink;
      readonly unwritten?: true;
      /** Of an issue: what happened while it was on its way is told at it. */
      readonly tells?: true;
      readonly sent?: Sent;
      /** Of a comment that tells of a delivery: what of the issue follows. */
      readonly settles?: 'title' | 'title-and-status';
      /** Of a job that was made, or a document that is there. */
      readonly jobId?: string;
      /** So many files of a package are in its job, not all; and why no more went. */
      readonly filled?: number;
      /** Of the package, before files that are in the job: those that are not. */
      readonly left?: readonly number[];
      readonly problem?: Problem;
      /** What the issue's property says since. */
      readonly mirrored?: PropertyValue;
      /** It was there before this try. */
      readonly found?: true;
    }
  /** DATEV did not take the file, or a run stopped: then with the report of its rows. */
  | { readonly is: 'refused'; readonly cause: Cause; readonly report?: StoredFile }
  /** Others are still at it; what is known so far goes on record. */
  | {
      readonly is: 'not-yet';
      readonly afterSeconds: number;
      readonly progress?: RunProgress;
      readonly children?: readonly string[];
    }
  /** An execution of a run made its files. */
  | {
      readonly is: 'made';
      readonly made: Made;
      readonly report: StoredFile;
    }
  /** All files of a run have ended. */
  | {
      readonly is: 'handed-over';
      readonly as: 'delivered' | 'closed';
      readonly children: readonly string[];
      readonly handed?: Handed;
      readonly cause?: Cause;
    }
  /** What a run made is not what was approved. */
  | { readonly is: 'unapproved' }
  /** What was begun is thrown away and nothing came of it: begin anew. */
  | { readonly is: 'start-over'; readonly problem: Problem }
  /** The issue is not there any more: a person deleted it. */
  | { readonly is: 'issue-gone' }
  /** It may have happened, and nobody can find out: a person decides. */
  | { readonly is: 'give-up' }
  /** The lease lapsed before the call, and somebody else is at it by now. */
  | { readonly is: 'overtaken' }
  | { readonly is: 'problem'; readonly problem: Problem };

/** Puts on record that the call comes next; false: it must not, somebody else is at it by now. */
export type Leave = () => Promise<boolean>;

export type Found =
  | {
      readonly is: 'found';
      readonly issue?: IssueLink;
      readonly unwritten?: true;
      readonly tells?: true;
      /** It is another issue, and the one in doubt is looked for later. */
      readonly joins?: true;
      readonly sent?: Sent;
      readonly settles?: 'title' | 'title-and-status';
    }
  | { readonly is: 'absent' }
  /** Not where could be looked, and that is not everywhere: looked for again, and never done again without a person. */
  | { readonly is: 'unseen' }
  | { readonly is: 'start-over'; readonly problem: Problem }
  /** Nobody can find out: a person decides. */
  | { readonly is: 'give-up' }
  | { readonly is: 'issue-gone' }
  | { readonly is: 'problem'; readonly problem: Problem };

/**
 * How one kind of effect is done, and how to find out whether it was. `act` is only called when an intent with the
 * natural key `pending.key` is on record. Without `lookUp` the effect is idempotent and simply done again.
 */
export type EffectHandler<K extends EffectKind = EffectKind> = {
  act(subject: Subject, pending: PendingEffectOf<K>, leave: Leave): Promise<Outcome>;
  lookUp?(subject: Subject, pending: PendingEffectOf<K>): Promise<Found>;
  /** It says `leave` when all is at hand and its call comes next; what died before has not happened. */
  readonly saysLeave?: true;
  /** It makes something of which a second would be one too many: it only acts once storage shows the intent (ADR 0053). */
  readonly onlyOnce?: true;
  /** All looks found nothing: do it again, or stop and ask a person. Absent: again. */
  afterLooks?(settings: Settings): 'repeat' | 'give-up';
};

type PendingEffectOf<K extends EffectKind> = PendingEffect & {
  readonly effect: Extract<Effect, { kind: K }>;
};

/** How every kind of effect is done. A send can be looked up exactly where `submission` says so. */
export type EffectHandlers = {
  readonly [K in EffectKind]: EffectHandler<K> & LookUp<K>;
};
type LookUp<K extends EffectKind> = K extends SeenSendKind
  ? Required<Pick<EffectHandler<K>, 'lookUp'>>
  : K extends SendEffect['kind']
    ? { readonly lookUp?: never }
    : unknown;

/** The effect happened, and there is nothing more to say about it. */
export const done = { is: 'done' } as const satisfies Outcome;

/** Turns a problem of a Jira call into an outcome: a missing issue is a fact of its own, not a failure. */
export function fromProblem(
  problem: Problem,
): { readonly is: 'issue-gone' } | { readonly is: 'problem'; readonly problem: Problem } {
  return problem.code === 'jira.issue-gone' ? { is: 'issue-gone' } : { is: 'problem', problem };
}

/** What only helps people to see it is not worth asking them for: where Jira refuses it, it is left. */
export function leaveIt(problem: Problem): Problem {
  return problem.retry === 'after-fix' ? { ...problem, retry: 'never' } : problem;
}
