import { secondsBetween } from '../kernel/instant';
import { admittedSince, meansSince } from '../settings/counts-since';
import type { Settings } from '../settings/settings';
import type { Meaning, Move } from '../submissions/decisions/decide';

/** One entry of an issue's changelog, as far as statuses go. Newest first in lists. */
type History = {
  readonly id: string;
  readonly at: string;
  readonly authorId?: string;
  /** Jira's account type: `atlassian` and `customer` are people, `app` is an app or an Automation rule. */
  readonly authorType?: string;
  readonly status?: { readonly from: string; readonly to: string };
  /** It moved the issue into another project. */
  readonly movedProject?: true;
};

type IssueState = {
  readonly projectId: string;
  readonly statusId: string;
  readonly histories: readonly History[];
};

/** A move with its author; `byAutomation`: an app or an Automation rule, which the admin's setting admits. */
export type MoveBy = Move & { readonly at: string; readonly by: string };

type Deciding = Pick<Settings, 'statuses' | 'automationMayTransition' | 'countsSince'>;

/**
 * The move that counts, if any: the newest change into a configured status which is still the issue's status, made by a
 * person (or by Automation where admitted) since that was configured, and not handled yet. By level, not by edge: events only make us look.
 */
export function qualifyingMove(
  issue: IssueState,
  settings: Deciding,
  known: { handledHistory?: string; appAccountId: string },
): MoveBy | undefined {
  // What a status meant in the project before says nothing of what it means here, and one that came with being moved there orders nothing.
  const newest = issue.histories.find((h) => h.status !== undefined || h.movedProject === true);
  if (newest === undefined || newest.movedProject === true) return undefined;
  if (newest.status?.to !== issue.statusId) return undefined;
  const meaning = meaningOf(issue, settings.statuses);
  if (meaning === undefined || !isNewer(newest.id, known.handledHistory)) return undefined;
  if (newest.authorId === undefined || newest.authorId === known.appAccountId) return undefined;
  if (isBefore(newest.at, meansSince(settings, issue, meaning))) return undefined;
  const isRule = newest.authorType === 'app';
  if (isRule && !wereAdmitted(newest.at, settings)) return undefined;
  const byAutomation = isRule ? { byAutomation: true as const } : {};
  return { history: newest.id, meaning, at: newest.at, by: newest.authorId, ...byAutomation };
}

/** Whether rules might move issues then, and may still. */
function wereAdmitted(at: string, settings: Deciding): boolean {
  return settings.automationMayTransition && !isBefore(at, admittedSince(settings));
}

function isBefore(at: string, since: string | undefined): boolean {
  return since !== undefined && secondsBetween(since, at) < 0;
}

function meaningOf(issue: IssueState, statuses: Settings['statuses']): Meaning | undefined {
  const meanings = statuses[issue.projectId];
  if (meanings?.resubmit.includes(issue.statusId)) return 'resubmit';
  return meanings?.closeWithout.includes(issue.statusId) ? 'close-without' : undefined;
}

/** History ids are numbers in strings and may outgrow what a double holds. */
function isNewer(id: string, handled: string | undefined): boolean {
  if (handled === undefined) return true;
  if (!/^\d+$/.test(id) || !/^\d+$/.test(handled)) return id !== handled;
  return BigInt(id) > BigInt(handled);
}

/** Status ids an issue had before, newest first: where it goes back to when no status is configured for that. */
export function statusesBefore(issue: IssueState): readonly string[] {
  return issue.histories.flatMap((h) => (h.status === undefined ? [] : [h.status.from]));
}
