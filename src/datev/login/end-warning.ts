import { secondsInDay, secondsInHour } from 'date-fns/constants';
import { secondsBetween } from '../../kernel/instant';
import { type Connection, daysLeft } from './connection';

/** How near the end of an approval is: its last 30, 7 or 1 days, or 0 = it has ended. */
export type EndStage = 30 | 7 | 1 | 0;

/** What is known of warning about one approval. Each warning has a number, so that its issue can be found again. */
export type EndWarning = {
  readonly number: number;
  /** Set before the issue is created: whoever finds it without an issue looks in Jira first. */
  readonly wantedSince?: string | undefined;
  /** How often Jira was looked through in vain since then, and when to look next. */
  readonly looks?: number | undefined;
  readonly notBefore?: string | undefined;
  readonly issueId?: string | undefined;
  /** The nearest stage that the issue tells of. */
  readonly told?: EndStage | undefined;
  /** Jira does not show the issue to the app: hidden, or deleted without our hearing of it; looked for again at this instant. */
  readonly hidden?: { readonly since: string; readonly looks: number; readonly at: string } | undefined;
  /** Since when a person has deleted the issue, who knew of the stage that it told. */
  readonly goneAt?: string | undefined;
};

export const NO_WARNING: EndWarning = { number: 0 };

/** The stage of an approval; none while its end is far, or when a person ended it. */
export function stageOf(connection: Connection, now: string): EndStage | undefined {
  if (connection.mode !== 'long-term' || connection.why === 'disconnected') return undefined;
  if (connection.state === 'ended' || connection.refreshUntil <= now) return 0;
  const days = daysLeft(connection, now);
  return days < 1 ? 1 : days < 7 ? 7 : days < 30 ? 30 : undefined;
}

/** The external id of the n-th warning about a Mandant's approval. */
export function markOf(mandant: string, number: number): string {
  return `approval-${mandant}-${number}`;
}

/** Whose approval a mark of that kind is about. */
export function mandantOfMark(mark: string): string | undefined {
  return /^approval-(.+)-\d+$/.exec(mark)?.[1];
}

/** Somebody deleted the issue, and knew of the stages until then: the next one is told in a new issue. */
export function gone({ hidden: _, ...warning }: EndWarning, at: string): EndWarning {
  return { ...warning, goneAt: at };
}

type WarningStep = 'nothing' | 'open' | 'look' | 'tell' | 'close' | 'forget';

/**
 * Nobody else tells that an approval ends: an issue that was hidden for a day counts as gone, in the last day and after the end for an
 * hour; where it only has to close, for a month. That takes two looks in vain: after one it may be there again long since.
 */
function isLost({ hidden }: EndWarning, stage: EndStage | undefined, now: string): boolean {
  if (hidden === undefined || hidden.looks < 2) return false;
  const patience = stage === undefined ? 30 * secondsInDay : stage <= 1 ? secondsInHour : secondsInDay;
  return secondsBetween(hidden.since, now) >= patience;
}

/** What is to be done about one approval: at most one open issue, a comment whenever the end came nearer. */
export function warningStep(warning: EndWarning, stage: EndStage | undefined, now: string): WarningStep {
  const { issueId, wantedSince, notBefore, told, hidden, goneAt } = warning;
  if (issueId !== undefined) {
    const isNews = stage !== undefined && (told === undefined || stage < told);
    if (goneAt !== undefined) return stage === undefined ? 'forget' : isNews ? 'open' : 'nothing';
    if (stage !== undefined && !isNews) return 'nothing';
    const step = stage === undefined ? 'close' : 'tell';
    if (isLost(warning, stage, now)) return step === 'close' ? 'forget' : 'open';
    return (hidden?.at ?? '') > now ? 'nothing' : step;
  }
  if (wantedSince !== undefined) return (notBefore ?? wantedSince) > now ? 'nothing' : 'look';
  return stage === undefined ? 'nothing' : 'open';
}
