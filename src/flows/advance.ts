import { secondsFor } from '../effects/needs';
import { plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import type { Settings } from '../settings/settings';
import type { Happened, SubmissionEvent } from '../submissions/events';
import { next, type Step } from '../submissions/next';
import type { Stored } from '../submissions/stored';
import type { StoredFile } from '../submissions/stored-file';
import { type Effect, type PendingEffect, SLICE } from '../submissions/submission';

export type AdvancePorts = {
  now(): string;
  settings(): Promise<Settings>;
  /** Whether this installation may transmit to DATEV at all: stop switch, cloned site (DESIGN §5.10). */
  mayTransmit(settings: Settings): boolean;
  load(id: string): Promise<Stored | undefined>;
  effectively(stored: Stored, step: { do: 'try' | 'look'; pending: PendingEffect }): Promise<Stored>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  deleteBytes(files: readonly StoredFile[]): Promise<void>;
  /** Has somebody look at the issue, who says when to look again. */
  lookAtIssue(issueId: string): Promise<void>;
  /** Makes sure somebody looks again at this instant. */
  wake(id: string, at: string, how?: { readonly alone: true }): Promise<void>;
  /** Whether conditional writes were seen to hold; without them "once" cannot be kept, and nothing leaves. */
  storageHolds(): Promise<boolean>;
  /** Forge gives an invocation fewer seconds than something needs. */
  tellShort(about: { readonly seconds: number; readonly needs: number }): Promise<void>;
  /** Seconds this invocation may still run. */
  remainingSeconds(): number;
};

/** Turns of one invocation; a submission owes far fewer at a time. What is left is done by the next look. */
const MAX_TURNS = 40;
/**
 * Calls to the outside that an invocation may make in each minute of its life (Forge: Function limits): counted as if it
 * lived for one, so that a fast DATEV never brings it to the limit.
 */
const MAX_CALLS = 100;
/** An effect that no invocation has time for is tried again after a minute at first, and hourly at last. */
const [FIRST_GAP_SECONDS, MAX_GAP_SECONDS] = [60, 3600];

/**
 * The one loop: look at submission X and do whatever is due, one effect at a time, until there is nothing to do.
 * Safe to call at any time, any number of times, from several invocations at once. `alone`: an earlier look had no time left
 * and asked for an invocation of its own; what does not fit into this one fits into none.
 */
export async function advance(
  ports: AdvancePorts,
  id: string,
  { alone = false }: { readonly alone?: boolean } = {},
): Promise<void> {
  const whole = ports.remainingSeconds();
  const settings = await ports.settings();
  let stored = await ports.load(id);
  let [calls, done, holds] = [0, 0, false];
  for (let turn = 0; stored !== undefined; turn++) {
    const now = ports.now();
    const step = next(stored.state, {
      now,
      mayTransmit: ports.mayTransmit(settings),
      retentionDays: settings.retentionDays,
    });
    if (step.do === 'rest') {
      if (step.until !== undefined) await ports.wake(id, step.until);
      return;
    }
    if (step.do === 'look-at-issue') return ports.lookAtIssue(step.issueId);
    if (turn >= MAX_TURNS) return ports.wake(id, now);
    if (!('pending' in step)) {
      stored = await tidy(ports, stored, step);
      done += 1;
      continue;
    }
    // The tick looks again, and tests storage before.
    holds ||= await ports.storageHolds();
    if (!holds) return;
    calls += callsOf(step.pending.effect);
    const { needs, likes } = secondsFor(step, stored.state);
    const left = ports.remainingSeconds();
    const fits = left >= likes || (alone && done === 0 && left >= needs);
    if (fits && calls <= MAX_CALLS) {
      stored = await ports.effectively(stored, step);
      done += 1;
    } else if (done > 0 || !alone) return ports.wake(id, now, { alone: true });
    else stored = await postpone(ports, stored, { step, seconds: whole, needs });
  }
}

/** No invocation is long enough: on record with a growing gap, and told in health. What is in doubt stays so. */
async function postpone(
  ports: AdvancePorts,
  stored: Stored,
  {
    step,
    seconds,
    needs,
  }: { step: Extract<Step, { pending: PendingEffect }>; seconds: number; needs: number },
): Promise<Stored | undefined> {
  const { key, problem: before } = step.pending;
  const last = before?.code === TOO_SHORT ? (before.retryAfterSeconds ?? 0) : 0;
  const gap = Math.min(MAX_GAP_SECONDS, Math.max(FIRST_GAP_SECONDS, 2 * last));
  const values = { seconds: Math.round(seconds), needs };
  const problem: Problem = { code: TOO_SHORT, retry: 'later', retryAfterSeconds: gap, values };
  const notBefore = plusSeconds(ports.now(), gap);
  await ports.tellShort(values);
  return note(ports, stored, { what: step.do === 'try' ? 'postponed' : 'doubted', key, notBefore, problem });
}

const TOO_SHORT = 'platform.time-short';

async function tidy(
  ports: AdvancePorts,
  stored: Stored,
  step: Extract<Step, { do: 'forget' | 'tell-late' }>,
): Promise<Stored | undefined> {
  return step.do === 'forget'
    ? forget(ports, stored, step.revisions)
    : note(ports, stored, { what: 'overdue' });
}

/**
 * A slice may need a new token, and finish the job or throw it away; anything else makes a call or two. Reading Looker makes
 * one for each 5,000 rows, but is the first thing a run does, and what follows stays in our storage.
 */
function callsOf({ kind }: Effect): number {
  return kind === 'fill-dxso' ? SLICE + 4 : 2;
}

/** Bytes first, then the note that they are gone: a crash between repeats the deletion, which harms nobody. */
async function forget(
  ports: AdvancePorts,
  stored: Stored,
  revisions: readonly number[],
): Promise<Stored | undefined> {
  const old = stored.state.files.filter((f) => revisions.includes(f.revision));
  await ports.deleteBytes(old);
  return note(ports, stored, { what: 'bytes-deleted', revisions });
}

async function note(
  ports: AdvancePorts,
  stored: Stored,
  event: SubmissionEvent,
): Promise<Stored | undefined> {
  const written = await ports.append(stored, event, { at: ports.now(), actor: { kind: 'app' } });
  return written === 'conflict' ? ports.load(stored.state.id) : written;
}
