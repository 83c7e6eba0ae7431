import type { Happened, SubmissionEvent } from '../jobs/events';
import { next } from '../jobs/next';
import type { Stored } from '../jobs/stored';
import { type Effect, type Owed, SLICE, type StoredFile } from '../jobs/submission';
import type { Settings } from '../settings/settings';

export type AdvancePorts = {
  now(): string;
  settings(): Promise<Settings>;
  /** Whether this installation may transmit to DATEV at all: stop switch, cloned site (DESIGN §5.10). */
  mayTransmit(settings: Settings): boolean;
  load(id: string): Promise<Stored | undefined>;
  effectively(stored: Stored, step: { do: 'try' | 'look'; owed: Owed }): Promise<Stored>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  deleteBytes(files: readonly StoredFile[]): Promise<void>;
  /** Has somebody look at the issue, who says when to look again. */
  lookAtIssue(issueId: string): Promise<void>;
  /** Makes sure somebody looks again at this instant. */
  wake(id: string, at: string): Promise<void>;
  /** Seconds this invocation may still run. */
  remainingSeconds(): number;
};

/** Turns of one invocation; a submission owes far fewer at a time. What is left is done by the next look. */
const MOST_TURNS = 40;
/**
 * Calls to the outside that an invocation may make in each minute of its life (Forge: Function limits): counted as if it
 * lived for one, so that a fast DATEV never brings it to the limit.
 */
const MOST_CALLS = 100;
/** The longest effect (an import with a slow answer) has to fit into what is left. */
const LEAST_SECONDS = 130;

/**
 * The one loop: look at submission X and do whatever is due, one effect at a time, until there is nothing to do.
 * Safe to call at any time, any number of times, from several invocations at once.
 */
export async function advance(ports: AdvancePorts, id: string): Promise<void> {
  const settings = await ports.settings();
  let stored = await ports.load(id);
  let calls = 0;
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
    calls += 'owed' in step ? callsOf(step.owed.effect) : 0;
    const isOver = turn >= MOST_TURNS || calls > MOST_CALLS;
    if (isOver || ports.remainingSeconds() < LEAST_SECONDS) {
      await ports.wake(id, now);
      return;
    }
    stored =
      step.do === 'forget'
        ? await forget(ports, stored, step.revisions)
        : step.do === 'tell-late'
          ? await note(ports, stored, { what: 'overdue' })
          : await ports.effectively(stored, step);
  }
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
