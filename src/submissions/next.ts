import { earlier } from '../kernel/instant';
import { busyUntil } from './life/effort';
import { lateAt } from './overdue';
import { expired, forgetAt } from './retention';
import { isSeenSend, isSend, needsIssue, type PendingEffect, type Submission } from './submission';

/** What the surroundings allow right now. */
type Circumstances = {
  readonly now: string;
  /** The stop switch, or a site that must not transmit to this environment. */
  readonly mayTransmit: boolean;
  readonly retentionDays: number;
};

/** At most one thing to do; `rest` says until when nothing is to do (absent: until something new happens). */
export type Step =
  | { readonly do: 'try'; readonly pending: PendingEffect }
  /** The outcome of an earlier try is unknown: look before repeating. */
  | { readonly do: 'look'; readonly pending: PendingEffect }
  /** Retention: these revisions' bytes are due to be deleted. */
  | { readonly do: 'forget'; readonly revisions: readonly number[] }
  /** Jira hid the issue from us: does it show it again? */
  | { readonly do: 'look-at-issue'; readonly issueId: string }
  /** A run is not delivered in time. */
  | { readonly do: 'tell-late' }
  | { readonly do: 'rest'; readonly until?: string };

/**
 * The one decision of the whole product: given the state and the time, what is the next effect? Every trigger, hook,
 * poll and click ends here, so a doubled, late or lost event is the same case.
 */
export function next(s: Submission, c: Circumstances): Step {
  const busy = s.pendingEffects.map(busyUntil).find((until) => (until ?? '') > c.now);
  if (busy !== undefined) return { do: 'rest', until: busy };
  for (const pending of s.pendingEffects) {
    if (!isReady(s, pending, c)) continue;
    if (pending.state === 'trying') return { do: 'look', pending };
    if ((pending.notBefore ?? '') > c.now) continue;
    return { do: pending.state === 'doubtful' ? 'look' : 'try', pending };
  }
  if (s.issue !== undefined && (hiddenUntil(s) ?? NEVER) <= c.now)
    return { do: 'look-at-issue', issueId: s.issue.id };
  if ((lateAt(s) ?? NEVER) <= c.now) return { do: 'tell-late' };
  const old = expired(s, c);
  if (old.length > 0) return { do: 'forget', revisions: old };
  return rest(s, c);
}

function isReady(s: Submission, pending: PendingEffect, c: Circumstances): boolean {
  if (pending.state === 'held' || pending.turn === true || isSecondIssue(s, pending)) return false;
  if (isSend(pending.effect)) return c.mayTransmit || mayLook(pending);
  if (!needsIssue(pending.effect)) return true;
  return s.issue !== undefined && s.issue.deletedAt === undefined && s.issue.hidden === undefined;
}

/** There may be one already: none is made while nobody knows what came of another. */
function isSecondIssue(s: Submission, pending: PendingEffect): boolean {
  if (pending.effect.kind !== 'create-issue' || pending.state !== 'due') return false;
  return s.pendingEffects.some(
    ({ effect, state }) => effect.kind === 'create-issue' && (state === 'trying' || state === 'doubtful'),
  );
}

/** What can be looked up may be looked up while sending is stopped; the others would simply be done again. */
function mayLook({ state, effect }: PendingEffect): boolean {
  return isSeenSend(effect) && (state === 'trying' || state === 'doubtful');
}

function rest(s: Submission, c: Circumstances): Step {
  const waits = s.pendingEffects
    .filter((pending) => isReady(s, pending, c))
    .map((pending) => pending.notBefore);
  const until = [...waits, hiddenUntil(s), lateAt(s), forgetAt(s, c.retentionDays)].reduce(
    earlier,
    undefined,
  );
  return until === undefined ? { do: 'rest' } : { do: 'rest', until };
}

/**
 * When this submission wants to be looked at again without anybody asking; `undefined` = never. Pure companion of
 * `next`, used for the due index. Early is harmless, late is not.
 */
export function dueAt(s: Submission, retentionDays: number): string | undefined {
  const times = s.pendingEffects.map((pending) => {
    if (pending.state === 'held' || pending.turn === true) return undefined;
    if (waitsForIssue(s, pending) || isSecondIssue(s, pending)) return undefined;
    return busyUntil(pending) ?? pending.notBefore ?? s.changedAt;
  });
  return [...times, hiddenUntil(s), lateAt(s), forgetAt(s, retentionDays)].reduce(earlier, undefined);
}

const NEVER = '9999';

/** When we look again whether Jira shows us the issue. */
function hiddenUntil(s: Submission): string | undefined {
  return s.issue?.deletedAt === undefined ? s.issue?.hidden?.at : undefined;
}

/** What happens at the issue waits for it; everything else goes on. */
function waitsForIssue(s: Submission, { effect }: PendingEffect): boolean {
  return s.issue?.hidden !== undefined && needsIssue(effect);
}
