import type { Lang } from '../../kernel/lang';
import { quoted } from '../../kernel/text';
import { say } from '../../texts/say';

/** What the texts for an issue may know: names, numbers, ids. There is no place for a ledger value. */
export type IssueFacts = {
  /** `455148-1`. */
  readonly mandant: string;
  readonly mandantName?: string;
  readonly fileName: string;
  /** Absent: a batch of bookings. */
  readonly kind?: 'extf' | 'dxso' | 'document' | 'run';
  /** The batch's name in DATEV. */
  readonly label?: string;
  readonly program: string;
  readonly jobId?: string;
  /** Nobody knows how it ended: DATEV took it over and reports no result · DATEV does not know the job any more. Absent: it may not be there at all. */
  readonly doubt?: 'silent' | 'lost';
  readonly records?: number;
  /** ISO instant. */
  readonly sentAt?: string;
  /** Of a file that is still as a run made it: how many files the run made. */
  readonly ownOf?: number;
  /** Names of the statuses that send again and that close without sending. */
  readonly resubmitStatuses: readonly string[];
  readonly closeStatuses: readonly string[];
  /** Names of the status for delivered files; none where an admin chose none, or Jira does not tell its name. */
  readonly deliveredStatuses?: readonly string[];
  /** Of a run that waits for a second person: who may approve it. */
  readonly approvers?: Approvers;
  /** Whom a comment is for: Jira tells those whom it mentions. */
  readonly to?: readonly { readonly accountId: string; readonly name: string }[];
  /** Until when it was to be delivered. */
  readonly expectedBy?: string;
  /** The app moves the issue of a delivered file by itself. */
  readonly movesDelivered?: boolean;
};

/** By name where they are few and Jira tells; else the groups they are in, none: whoever may edit the issue. */
export type Approvers = {
  readonly people: readonly { readonly accountId: string; readonly name: string }[];
  readonly groups?: readonly string[];
};

/** Names as they were when an admin chose the groups; without them a general word. */
export function groupNames(names: readonly string[], lang: Lang): string {
  return names.length === 0
    ? say('comment.the-group', lang)
    : names.map((name) => quoted(name, lang)).join(lang === 'de' ? ' oder ' : ' or ');
}

/** What goes to DATEV Unternehmen online: a package or a document. */
export function isOnline(kind: IssueFacts['kind']): boolean {
  return kind === 'dxso' || kind === 'document';
}

/** The batch by its name in DATEV, else by its file name, in quotation marks. */
export function batchName(facts: Pick<IssueFacts, 'label' | 'fileName'>, lang: Lang): string {
  return quoted(facts.label ?? facts.fileName, lang);
}

/** `Muster GmbH (455148-1)`. */
export function mandantName(facts: Pick<IssueFacts, 'mandant' | 'mandantName'>): string {
  return facts.mandantName === undefined || facts.mandantName.trim() === ''
    ? facts.mandant
    : `${facts.mandantName.trim()} (${facts.mandant})`;
}

/** `„Done“ oder „Erledigt“`; without a name a general word. */
export function statusNames(
  names: readonly string[],
  lang: Lang,
  without: typeof RESUBMIT_STATUS | typeof CLOSE_STATUS | typeof DELIVERED_STATUS,
): string {
  if (names.length === 0) return say(without, lang);
  return names.map((name) => quoted(name, lang)).join(lang === 'de' ? ' oder ' : ' or ');
}

/** What the status for sending again is called when nobody has told us its name. */
export const RESUBMIT_STATUS = 'status.resubmit';
/** What the status for closing is called when nobody has told us its name. */
export const CLOSE_STATUS = 'status.close';
/** What the status for delivered files is called when nobody has told us its name. */
export const DELIVERED_STATUS = 'status.delivered';
