import type { NotedProblem } from '../kernel/problem';
import type { Environment } from './environment';
import type { Handed, RunAbout, RunOrigin } from './run';
import type { StoredFile } from './stored-file';

/** A batch of bookings (EXTF) · a package of bookings with images (DXSO) · an image for DATEV Unternehmen online. */
export type FileKind = 'extf' | 'dxso' | 'document';
/** A file on its way to DATEV, or a run: the execution of a pipeline that makes files. */
export type SubmissionKind = FileKind | 'run';

/**
 * The state of one booking file on its way to DATEV, as stored. It is never edited in place: `apply` (`submissions/life/apply`) makes
 * the next state from an event, and the audit log keeps the event, so that replaying the log gives this value again.
 * Instants are ISO 8601 strings in UTC; `Mandant` is `<Beraternummer>-<Mandantennummer>`, e.g. `455148-1`.
 */
export type Submission = {
  readonly v: 1;
  readonly id: string;
  readonly mandant: string;
  /** Which of DATEV's environments was chosen when it began: it goes to no other one. Absent: of an earlier version of the app. */
  readonly environment?: Environment;
  readonly origin: 'upload' | 'discovered' | 'run';
  readonly kind: SubmissionKind;
  /** Of a run: which one, and how far it is. */
  readonly run?: RunAbout;
  /** Of a file that a run made: which one. */
  readonly from?: RunOrigin;
  /** The file name DATEV shows for the newest attempt. */
  readonly fileName: string;
  /** Header field 17, "Bezeichnung": the name under which the firm finds the batch in DATEV. */
  readonly label?: string;
  /** Which program sent the first attempt, in DATEV's words (`client_application_display_name`); ours for uploads. */
  readonly program: string;
  readonly startedAt: string;
  readonly startedBy?: string;
  /** Files we hold, by revision. A discovered submission has none until a person gives the corrected file. */
  readonly files: readonly StoredFile[];
  /** The corrected file that will go next. Replaced or withdrawn freely until it is ordered. */
  readonly candidate?: StoredFile;
  readonly attempts: readonly Attempt[];
  readonly issue?: IssueLink;
  /** The storm (`storms/storm`) that it was rejected in. */
  readonly storm?: string;
  readonly pendingEffects: readonly PendingEffect[];
  /** Keys of effects done or dropped: what may never be owed again. */
  readonly completedEffects: readonly string[];
  /** The newest Jira history id acted upon; older ones never count again. */
  readonly handledHistory?: string;
  /** A click we wait for. */
  readonly asks?: Ask;
  readonly end?: End;
  /** The time of keeping its bytes begins with this instant, if it is later than the end. */
  readonly keptFrom?: string;
  readonly warnedAttachments: readonly { readonly id: string; readonly name: string; readonly gone?: true }[];
  /** Since it began to need somebody: the last step of escalation that was told. */
  readonly reminded?: { readonly since: string; readonly step: number; readonly quiet?: true };
  readonly changedAt: string;
};

export type Attempt = {
  readonly revision: number;
  /** Our natural key at DATEV (`reference_id`); another program's own value, or empty, for discovered jobs. */
  readonly referenceId: string;
  readonly fileName: string;
  readonly sha256?: string;
  readonly jobId?: string;
  /**
   * `sending` ordered, not known to be there · `pending` DATEV works on it · `succeeded` delivered · `failed` DATEV's job
   * failed · `refused` DATEV did not take it · `unknown` we cannot find out, a person decides.
   */
  readonly state: 'sending' | 'pending' | 'succeeded' | 'failed' | 'refused' | 'unknown';
  /** DATEV does not know the job any more that it was in; goes with `unknown`. */
  readonly isLost?: true;
  readonly by?: string;
  /** Ordered by an Automation rule, which acts by the admin's setting. */
  readonly byAutomation?: true;
  /** Ordered by an action of an Automation rule, as the person `by`: by their right and the admin's setting. */
  readonly byRule?: true;
  /** Should it fail, it is told by an issue of its own: the first one was settled before it was begun. */
  readonly tells?: true;
  /** Who decided or released it since, and by whose right it goes then. */
  readonly vouchedBy?: string;
  readonly sentAt?: string;
  readonly endedAt?: string;
  readonly cause?: Cause;
  readonly records?: number;
};

/** Who said no: DATEV itself, our look at DATEV's books before a transfer, or a run that stopped by itself. */
export type CauseSource = 'datev' | 'preflight' | 'run';

/** Why DATEV said no, without DATEV's verbatim text (that lies in secret storage, it may carry ledger values). */
export type Cause = {
  /** Absent where an earlier version of the app noted it, and on what `apply` itself concludes, which never changes. */
  readonly source?: CauseSource;
  /** DATEV's code, e.g. `1008834`; `unknown` where DATEV gave none. */
  readonly code: string;
  readonly status?: number;
  /** Which header fields or rules, as keys of the catalogue (`extf.header.14`, `extf.header.mandant-mismatch`). */
  readonly faults: readonly string[];
  /** Documents of a package that DATEV processed in part. */
  readonly arrived?: number;
  readonly missing?: number;
  /** Of a run: counts and column names for the text; never a ledger value. */
  readonly values?: Readonly<Record<string, string | number>>;
};

export type IssueLink = {
  readonly id: string;
  readonly key: string;
  readonly projectId: string;
  /** An admin mapped ordinary fields: they follow when job id or code change. */
  readonly mapped?: true;
  /** A person deleted it: no new one unless somebody asks for it in the desk. */
  readonly deletedAt?: string;
  /** Jira does not show it to the app: maybe hidden, maybe deleted without our hearing of it. Until that is known nobody acts. */
  readonly hidden?: Hidden;
};

/** `looks`: how often we looked in vain; `at`: when we look again. */
export type Hidden = { readonly since: string; readonly looks: number; readonly at: string };

/** A question to people that only an explicit click answers. */
type Ask =
  | { readonly what: 'send-unchanged'; readonly revision: number; readonly at: string }
  | { readonly what: 'decide-unknown'; readonly revision: number; readonly at: string }
  | { readonly what: 'close-superseded'; readonly jobId: string; readonly at: string }
  /** The second person's approval of what a run made. */
  | { readonly what: 'approve-run'; readonly revision: number; readonly at: string };

type End = {
  /** `tried`: a dry run, of which nothing was ever to be sent. */
  readonly as: 'delivered' | 'closed-without-sending' | 'tried';
  readonly at: string;
  readonly by?: string;
  readonly reason?: string;
};

/**
 * What an effect touches. `send`: a file reaches DATEV by it · `seen-send`: that, too, and one can look whether it did, also while
 * sending is stopped · `elsewhere`: DATEV or Looker, but no file is sent · `jira`: Jira, before there is an issue · `issue`: the issue,
 * for which it waits.
 */
type Reach = 'send' | 'seen-send' | 'elsewhere' | 'jira' | 'issue';

/** The effects on the outside world that a submission can owe. The crash cases are generated from this list. */
const REACH = {
  'send-extf': 'seen-send',
  'open-dxso': 'send',
  'fill-dxso': 'seen-send',
  'drop-dxso': 'elsewhere',
  'put-document': 'send',
  'create-issue': 'jira',
  'link-parent': 'issue',
  'write-property': 'issue',
  'write-fields': 'issue',
  'edit-fields': 'issue',
  comment: 'issue',
  retitle: 'issue',
  transition: 'issue',
  'remove-attachment': 'issue',
  'close-duplicates': 'issue',
  'make-run': 'elsewhere',
  'hand-over': 'elsewhere',
} as const satisfies Readonly<Record<string, Reach>>;
export type EffectKind = keyof typeof REACH;
export const EFFECT_KINDS = Object.keys(REACH) as readonly EffectKind[];

export type Effect =
  | { readonly kind: 'send-extf'; readonly revision: number }
  /** A DATEV job for a package: made, filled in slices and finished, or thrown away before it was finished. */
  | { readonly kind: 'open-dxso'; readonly revision: number }
  | {
      readonly kind: 'fill-dxso';
      readonly revision: number;
      readonly jobId: string;
      /** The files of the package up to here are in the job already, except for those left; when all are, it is finished. */
      readonly from: number;
      /** Which of them DATEV did not take yet, by their place in the package. */
      readonly left?: readonly number[];
    }
  | { readonly kind: 'drop-dxso'; readonly jobId: string }
  | { readonly kind: 'put-document'; readonly revision: number }
  /** `parent`: the issue of its storm. */
  | { readonly kind: 'create-issue'; readonly parent?: string }
  /** What belongs to a storm is linked to the issue of the storm. */
  | { readonly kind: 'link-parent'; readonly parent: string }
  | { readonly kind: 'write-property' }
  /** Our own custom fields, all in one call. */
  | { readonly kind: 'write-fields' }
  /** Ordinary Jira fields an admin mapped that could not go into the create call, or changed since. */
  | { readonly kind: 'edit-fields' }
  | { readonly kind: 'comment'; readonly note: Note }
  /** The summary says that the file is delivered. */
  | { readonly kind: 'retitle' }
  | { readonly kind: 'transition'; readonly towards: Towards }
  | { readonly kind: 'remove-attachment'; readonly attachmentId: string }
  /** A lost create answer may have left a second issue that Jira's index showed too late: it is linked and closed. */
  | { readonly kind: 'close-duplicates' }
  /** Asks Looker, maps the rows and stores the booking files of a run; nothing leaves for DATEV. */
  | { readonly kind: 'make-run'; readonly revision: number }
  /** Gives the files of a run their own lives and sees them to their ends: images first, then the bookings. */
  | { readonly kind: 'hand-over'; readonly revision: number };

/** Where the app moves an issue: into work again, closed without sending, or where it rests once its file is delivered. */
export type Towards = 'back' | 'closed' | 'delivered';

/** The kinds of effects that touch one of these. */
type Reaching<R extends Reach> = {
  [K in EffectKind]: (typeof REACH)[K] extends R ? K : never;
}[EffectKind];
type Kind = Pick<Effect, 'kind'>;

/** The effects by which a file reaches DATEV, and those of them that can be looked for. */
export type SendEffect = Extract<Effect, { kind: Reaching<'send' | 'seen-send'> }>;
export type SeenSendKind = Reaching<'seen-send'>;

export function isSend(effect: Kind): effect is SendEffect {
  return REACH[effect.kind] === 'send' || isSeenSend(effect);
}

/** What was sent by it can be looked for at DATEV. */
export function isSeenSend({ kind }: Kind): boolean {
  return REACH[kind] === 'seen-send';
}

/** What happens at Jira only: nothing of it reaches DATEV or Looker. */
export function isAtJira({ kind }: Kind): boolean {
  return REACH[kind] === 'jira' || REACH[kind] === 'issue';
}

/** What cannot be done without the issue that Jira shows us. */
export function needsIssue({ kind }: Kind): boolean {
  return REACH[kind] === 'issue';
}

/**
 * Files of a package that go in one effect, about as many as an invocation may make calls (`flows/advance`): each slice is on record
 * before and after, and costs the reading of the package.
 */
export const SLICE = 88;

/** What a comment says; `jira/text/comment-text` makes the words. */
export type Note =
  | { readonly about: 'sent'; readonly revision: number; readonly by?: string }
  | {
      readonly about: 'failed-again';
      readonly revision: number;
      readonly cause: Cause;
      readonly jobId?: string;
    }
  | {
      readonly about: 'delivered';
      readonly revision: number;
      readonly label?: string;
      readonly records?: number;
    }
  /** Delivered, but Jira does not let us move the issue where an admin wants it. */
  | { readonly about: 'stays-open' }
  | { readonly about: 'no-file'; readonly moved: boolean }
  /** What a run made waits for a second person; and still does when it should have been delivered. */
  | { readonly about: 'approval-wanted'; readonly revision: number }
  | { readonly about: 'approval-late' }
  /** The file there replaces one that was approved, and nobody approved it yet; or a run is approved by no move. */
  | { readonly about: 'not-approved' }
  /** Whoever moved the issue may not decide about its file. */
  | { readonly about: 'not-allowed' }
  /** A later run of the period took the place of this one; `key`: of its issue. */
  | { readonly about: 'newer-run'; readonly key?: string }
  /** The run begins as a question, which a move does not answer. */
  | { readonly about: 'asks-click' }
  | { readonly about: 'file-errors'; readonly errors: number; readonly moved: boolean }
  | { readonly about: 'asks-unchanged'; readonly revision: number }
  | { readonly about: 'unknown'; readonly revision: number }
  /** The issue was closed although nothing of the file is over. */
  | { readonly about: 'not-over'; readonly moved?: boolean }
  | { readonly about: 'superseded'; readonly jobId: string; readonly program: string }
  | { readonly about: 'closed'; readonly reason?: string; readonly handed?: Handed }
  /** Overdue by so many business days: told to those whom this step names. */
  | { readonly about: 'overdue'; readonly step: number; readonly days: number }
  | { readonly about: 'reason-wanted' }
  | { readonly about: 'attachment'; readonly name: string }
  | { readonly about: 'attachment-taken'; readonly name: string }
  /** On the second issue of a job only: where the work goes on. */
  | { readonly about: 'twin'; readonly key: string };

/** What is known of the tries of a transmission that are over: none of them left, or DATEV may have got one. */
export type Earlier = 'stayed' | 'may-have-gone';

/** An effect the state wants, and how far it is: intent → effect → outcome. */
export type PendingEffect = {
  /** The natural key, unique within the submission, e.g. `send:r2`, `comment:delivered:r2`. */
  readonly key: string;
  readonly effect: Effect;
  /**
   * `due` known not to have happened · `trying` an invocation is at it until `leaseUntil` · `doubtful` it may have
   * happened, look before repeating · `held` a person or a setting must act first.
   */
  readonly state: 'due' | 'trying' | 'doubtful' | 'held';
  readonly tries: number;
  /** How often we looked for a doubtful outcome since `triedAt`. */
  readonly looks: number;
  readonly triedAt?: string;
  readonly notBefore?: string;
  readonly leaseUntil?: string;
  /** A look has begun and not ended yet; past this instant, whoever was at it has died. */
  readonly lookingUntil?: string;
  /** How often in a row whoever was at it died without an outcome. Absent = never. */
  readonly lapses?: number;
  /** The try says before its call that it leaves. */
  readonly marks?: true;
  /** It has said so: from here on it may have happened. */
  readonly left?: true;
  /** Of the tries before this one. Absent = nobody noted it. */
  readonly earlier?: Earlier;
  /** Held although it may have happened: released, it is looked for and not simply done again. */
  readonly inDoubt?: true;
  /** It waits until the pace of issues admits it (`flows/exception/admit-issues`). */
  readonly turn?: true;
  readonly problem?: NotedProblem;
};

/** Whether a file may go as it is: no errors, or an allowed person took them upon themselves. */
export function mayGo(file: Pick<StoredFile, 'errors' | 'overruled'>): boolean {
  return (file.errors ?? 0) === 0 || file.overruled !== undefined;
}

/** Whether a submission needs the bytes of this stored file. */
export function holds(s: Pick<Submission, 'files' | 'candidate'>, fileId: string): boolean {
  return (
    s.candidate?.fileId === fileId || s.files.some((f) => f.fileId === fileId && f.deletedAt === undefined)
  );
}

/** Files that waited, for a person or for being sent, and that a later state needs no more; those that were deleted are gone already. */
export function noLongerHeld(before: Submission, after: Submission): readonly StoredFile[] {
  const named = new Set(after.files.map(({ fileId }) => fileId));
  const waited = [...before.files, ...(before.candidate === undefined ? [] : [before.candidate])];
  return waited.filter(
    ({ fileId, deletedAt }) =>
      deletedAt === undefined && !named.has(fileId) && after.candidate?.fileId !== fileId,
  );
}
