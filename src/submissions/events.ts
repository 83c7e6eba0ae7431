import type { NotedProblem } from '../kernel/problem';
import type { Environment } from './environment';
import type { Basis, Handed, Made, RunAbout, RunOrigin, RunProgress } from './run';
import type { StoredFile } from './stored-file';
import type { Attempt, Cause, Earlier, IssueLink } from './submission';

/** Who did it. Account ids only: names are looked up when shown. */
export type Actor =
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'app' }
  /** DATEV's job list told us. */
  | { readonly kind: 'datev' };

/**
 * Everything that can happen to a submission. The audit log stores these, and `apply` folds them into the state, so an
 * event never changes its meaning: a new meaning gets a new name. No event carries a ledger value or a verbatim text.
 */
export type SubmissionEvent =
  | {
      readonly what: 'discovered';
      readonly mandant: string;
      readonly environment?: Environment;
      readonly program: string;
      readonly label?: string;
      readonly attempt: Attempt & { readonly jobId: string };
      /** One of many with one cause: its issue waits for its turn. */
      readonly storm?: string;
      /** It had a record that is lost, and has this issue still. */
      readonly issue?: IssueLink;
    }
  /** A person wants to know how a DXSO job of another program ends; DATEV has no list of those. */
  | {
      readonly what: 'job-watched';
      readonly mandant: string;
      readonly environment?: Environment;
      readonly jobId: string;
      readonly label?: string;
    }
  | {
      readonly what: 'uploaded';
      readonly mandant: string;
      readonly environment?: Environment;
      readonly program: string;
      readonly file: StoredFile;
    }
  /** A pipeline begins for a period. */
  | {
      readonly what: 'run-begun';
      readonly mandant: string;
      readonly environment?: Environment;
      readonly program: string;
      readonly run: RunAbout;
      /** It begins as a question: nothing is read before somebody says so (ADR 0074). */
      readonly stopped?: Cause;
    }
  /** A run made a file; it goes without anybody's click, because the run was allowed to. */
  | {
      readonly what: 'produced';
      readonly mandant: string;
      readonly environment?: Environment;
      readonly program: string;
      readonly kind: 'extf' | 'dxso' | 'document';
      readonly file: StoredFile;
      readonly from: RunOrigin;
    }
  /** A run is executed again: after a correction, or because somebody accepts what was unusual. */
  | {
      readonly what: 'run-ordered';
      readonly history?: string;
      readonly mayDiffer?: true;
      /** As of a file that is ordered. */
      readonly tells?: true;
      readonly byAutomation?: true;
      readonly byRule?: true;
    }
  | {
      readonly what: 'progressed';
      readonly key: string;
      readonly notBefore: string;
      readonly progress?: RunProgress;
      readonly children?: readonly string[];
    }
  | {
      readonly what: 'made';
      readonly key: string;
      readonly made: Made;
      readonly report: StoredFile;
      /** Of an earlier version of the app; today it stands in what was made. */
      readonly needsApproval?: true;
      /** Whoever may approve it is told at an issue; earlier versions of the app told nobody. */
      readonly tells?: true;
    }
  | {
      readonly what: 'approved';
      readonly revision: number;
      /** What was approved: SHA-256 of every file in order, and what they were made with. */
      readonly files?: readonly string[];
      readonly basis?: Basis;
    }
  /** What would be handed over is not what was approved: a second person is asked (again). */
  | { readonly what: 'approval-wanted'; readonly key: string; readonly tells?: true }
  /** Not delivered in time. */
  | { readonly what: 'overdue' }
  /** All files of a run reached their end; `closed` when one was closed without sending. */
  | {
      readonly what: 'handed-over';
      readonly key: string;
      readonly as: 'delivered' | 'closed';
      /** Its files' submissions, where nothing said so before. */
      readonly children?: readonly string[];
      /** Of what is closed: what is at DATEV nevertheless. Earlier versions of the app did not note it. */
      readonly handed?: Handed;
      /** DATEV counted other than we did; of what is closed: its bookings stayed behind, and somebody decides. */
      readonly cause?: Cause;
      /** Files that were handed to nobody stay with the run; those of earlier versions stayed nowhere. */
      readonly keeps?: true;
    }
  | {
      readonly what: 'file-given';
      readonly file: StoredFile;
      /** Closed, and nothing of it ever went: it is open again, and ready. */
      readonly reopens?: true;
    }
  | { readonly what: 'file-withdrawn' }
  /** An allowed person sends the corrected file although our check found errors that DATEV's interface would not. */
  | { readonly what: 'overruled'; readonly sha256: string; readonly errors: number; readonly reason: string }
  | {
      readonly what: 'ordered';
      readonly mode: 'file' | 'unchanged';
      readonly fileName: string;
      readonly referenceId: string;
      /** The Jira history entry that asked for it; absent for a click. */
      readonly history?: string;
      /** Whoever ordered it is the second person who approves this file. */
      readonly approves?: true;
      /** Its issue was settled before it was begun: should this fail, one is made. After orders of earlier versions none was. */
      readonly tells?: true;
      readonly byAutomation?: true;
      /** By an action of an Automation rule, as the person whose connection the rule has: by their right and the admin's setting. */
      readonly byRule?: true;
    }
  /** The turn of an issue that waited has come; `parent`: the issue of its storm, to which it will be linked. */
  | { readonly what: 'admitted'; readonly key: string; readonly parent?: string }
  | {
      readonly what: 'trying';
      readonly key: string;
      readonly leaseUntil: string;
      /** How often in a row whoever was at it died. */
      readonly lapses?: number;
      /** `leaving` goes on record before the call: without it, nothing has left. */
      readonly marks?: true;
      /** Of the tries before this one, where it marks. */
      readonly earlier?: Earlier;
    }
  /** Everything is at hand and the call comes next: from here on it may have happened. */
  | { readonly what: 'leaving'; readonly key: string; readonly leaseUntil: string }
  /** Before each look, so that one that dies is counted. */
  | {
      readonly what: 'looking';
      readonly key: string;
      readonly leaseUntil: string;
      readonly lapses?: number;
    }
  | {
      readonly what: 'doubted';
      readonly key: string;
      readonly notBefore: string;
      readonly problem: NotedProblem;
    }
  | { readonly what: 'looked'; readonly key: string; readonly notBefore: string }
  | {
      readonly what: 'postponed';
      readonly key: string;
      readonly notBefore: string;
      readonly problem: NotedProblem;
    }
  | {
      readonly what: 'held';
      readonly key: string;
      readonly problem: NotedProblem;
      /** It may have happened: whoever was at it died, time and again. */
      readonly inDoubt?: true;
    }
  | {
      readonly what: 'released';
      readonly key: string;
      /** Its tries are counted anew; that one of them may have arrived is kept. */
      readonly earlier?: 'may-have-gone';
      /** Whoever released it is the second person who approves the file that it sends. */
      readonly approves?: true;
    }
  | {
      readonly what: 'done';
      readonly key: string;
      /** The look-up found it: it had happened although we got no answer. */
      readonly found?: true;
      readonly issue?: IssueLink;
      /** Mapped ordinary fields did not fit the create screen and are still to be written. */
      readonly unwritten?: true;
      /** What happened while the issue was on its way is told at it; events of earlier versions told nothing. */
      readonly tells?: true;
      /** There is another issue, and it stays; nobody knows whether this one was made, so it is looked for. Earlier versions did not. */
      readonly joins?: true;
      readonly jobId?: string;
      /** The comment told of the delivery: the issue's summary follows, and its status where an admin chose one. */
      readonly settles?: 'title' | 'title-and-status';
      /** So many files of a package are in its job, not all; why no more went, and when the others may. */
      readonly filled?: number;
      /** Places in the package, before files that are in the job, of those that are not. */
      readonly left?: readonly number[];
      readonly problem?: NotedProblem;
      readonly notBefore?: string;
    }
  | { readonly what: 'dropped'; readonly key: string; readonly problem: NotedProblem }
  | {
      readonly what: 'refused';
      readonly key: string;
      readonly cause: Cause;
      /** Of a run that stopped after it had read its rows. */
      readonly report?: StoredFile;
    }
  | { readonly what: 'gave-up'; readonly key: string }
  /** The job that was being filled is gone or was thrown away unfinished: nothing of it was processed, a new one is made. */
  | { readonly what: 'started-over'; readonly key: string; readonly problem: NotedProblem }
  | {
      readonly what: 'job-succeeded';
      readonly revision: number;
      readonly jobId: string;
      readonly label?: string;
      readonly records?: number;
    }
  | {
      readonly what: 'job-failed';
      readonly revision: number;
      readonly jobId: string;
      readonly cause: Cause;
      /** One of many with one cause: its issue, where it has none yet, waits for its turn. */
      readonly storm?: string;
    }
  /** No result for a day, or DATEV does not know the job any more. */
  | { readonly what: 'job-silent'; readonly revision: number; readonly isLost?: true }
  | {
      readonly what: 'sent-back';
      readonly history: string;
      /** Whoever moved the issue may not decide about its file. */
      readonly notAllowed?: true;
      /** The file there has errors. */
      readonly errors?: number;
      /** A second person has to approve the file there. */
      readonly unapproved?: true;
      /** A later run of its period took its place; `key`: of its issue. */
      readonly newer?: { readonly key?: string };
      /** The run asks somebody, and only a click answers. */
      readonly asks?: true;
    }
  | { readonly what: 'unchanged-asked'; readonly history: string }
  | {
      readonly what: 'move-ignored';
      readonly history: string;
      readonly why: 'delivered' | 'in-flight' | 'closed' | 'stopped-asking';
    }
  | {
      readonly what: 'closed';
      readonly history?: string;
      readonly reason?: string;
      readonly byRule?: true;
      /** It was ordered and nothing of it had left: the order is taken back. */
      readonly unorders?: true;
    }
  | { readonly what: 'issue-deleted' }
  /** Jira answers the app that the issue is not there; `key`: the step that met it, which waits. `inDoubt`: it may have happened before. */
  | { readonly what: 'issue-hidden'; readonly key?: string; readonly inDoubt?: true }
  /** Jira shows it again. */
  | { readonly what: 'issue-seen' }
  /** A person moved it into another project: its key is another, too. Without one, only its project's key was changed. */
  | { readonly what: 'issue-moved'; readonly key: string; readonly projectId?: string }
  | { readonly what: 'issue-wanted' }
  /** So many business days overdue since it began to need somebody: a step of escalation is reached. */
  | {
      readonly what: 'reminded';
      readonly since: string;
      readonly step: number;
      readonly days: number;
      /** It is no work on the file, which lies as long as it did; those of earlier versions counted as some. */
      readonly quiet?: true;
    }
  | { readonly what: 'attachment-seen'; readonly id: string; readonly name: string }
  | { readonly what: 'attachment-taken'; readonly id: string; readonly file: StoredFile }
  | { readonly what: 'superseded'; readonly jobId: string; readonly program: string }
  | {
      readonly what: 'decided';
      readonly decision: 'send-again' | 'delivered';
      /** The issue is told; earlier versions of the app did not. */
      readonly tells?: true;
    }
  /** A run may still put the bytes of an image into its package: the time of keeping begins with this instant. */
  | { readonly what: 'bytes-kept'; readonly from: string }
  | {
      readonly what: 'bytes-deleted';
      readonly revisions: readonly number[];
      /** Among them the one of the file that was to go next. */
      readonly waiting?: true;
    }
  /** What counted as delivered is failed at DATEV: a person takes over what DATEV's list says. */
  | {
      readonly what: 'overturned';
      readonly revision: number;
      readonly jobId: string;
      readonly cause: Cause;
      /** Where its issue was deleted a new one is made: whoever clicks asks for it. In earlier versions none was. */
      readonly tells?: true;
    }
  /** An issue of ours that was taken for deleted, or was never linked, is there: a person takes it up again. */
  | { readonly what: 'issue-taken'; readonly issue: IssueLink }
  /** A person lets the app put right what a cross-check found. */
  | {
      readonly what: 'put-right';
      readonly repair: PutRight;
      /** Of an issue that moves back: the comment follows the move, so that it tells whether Jira let us. In earlier versions it came first. */
      readonly movesFirst?: true;
    };

/**
 * What is put right: the Mandant's jobs are asked for again · a second issue is joined with the one we have · the issue moves to where
 * it belongs · summary, property and fields say again what is so.
 */
export type PutRight = 'ask-again' | 'join' | 'move-back' | 'move-on' | 'move-closed' | 'write-marks';

/** One kind of event. */
export type EventOf<W extends SubmissionEvent['what']> = Extract<SubmissionEvent, { what: W }>;

/** Where and by whom an event happened: the frame its audit entry carries. */
export type Happened = { readonly at: string; readonly actor: Actor };

export type EventName = SubmissionEvent['what'];
