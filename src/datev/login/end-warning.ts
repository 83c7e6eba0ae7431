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
};

export const NO_WARNING: EndWarning = { number: 0 };

/** The stage of an approval; none while its end is far, or when a person ended it. */
export function stageOf(connection: Connection, now: string): EndStage | undefined {
  if (connection.mode !== 'long-term' || connection.why === 'disconnected') return undefined;
  if (connection.state === 'ended' || connection.refreshUntil <= now) return 0;
  const days = daysLeft(connection, now);
  return days < 1 ? 1 : days < 7 ? 7 : days < 30 ? 30 : undefined;
}

type WarningStep = 'nothing' | 'open' | 'look' | 'tell' | 'close';

/** What is to be done about one approval: at most one open issue, a comment whenever the end came nearer. */
export function warningStep(warning: EndWarning, stage: EndStage | undefined, now: string): WarningStep {
  const { issueId, wantedSince, notBefore, told } = warning;
  if (issueId !== undefined) {
    if (stage === undefined) return 'close';
    return told === undefined || stage < told ? 'tell' : 'nothing';
  }
  if (wantedSince !== undefined) return (notBefore ?? wantedSince) > now ? 'nothing' : 'look';
  return stage === undefined ? 'nothing' : 'open';
}
