import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import { queueLook } from '../looks/look-queue-store';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import { countDiffers } from '../runs/count-at-datev';
import { noteHandedOver } from '../runs/run-store';
import { mayHandOver, mayLeave, UNAPPROVED, wantsApproval } from '../submissions/decisions/approval';
import { order } from '../submissions/decisions/decide';
import type { Happened, SubmissionEvent } from '../submissions/events';
import { handedOf } from '../submissions/handed';
import { idsBy } from '../submissions/ids';
import { letGoOn } from '../submissions/life/effort';
import { naming } from '../submissions/naming';
import { append, create } from '../submissions/record-store';
import type { Made, Produced, RunAbout } from '../submissions/run';
import type { Cause, Submission } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';
import type { EffectHandler, Outcome, Subject } from './effect-handler';

const ids = idsBy(sha256);

/** Files wake their run when they end; this is for the case that the call got lost: ever less often, hourly at last. */
function lookAgainSeconds({ submission, now }: Subject): number {
  const waited = secondsBetween(submission.attempts.at(-1)?.sentAt ?? now, now);
  return Math.min(3600, Math.max(300, Math.round(waited / 4)));
}

/**
 * Gives each file of a run a life of its own and waits for their ends. Images go first and have to be there before the
 * bookings that name them; a file that DATEV refuses has its own issue, and nothing of the others is sent again.
 * Repeated at will: every file has a fixed id, and an order is given once.
 */
export const handOver: EffectHandler<'hand-over'> = {
  async act(subject) {
    const { run } = subject.submission;
    if (run?.made === undefined) return { is: 'problem', problem: { code: 'run.gone', retry: 'never' } };
    if (!mayHandOver(subject.submission)) return { is: 'unapproved' };
    const images = await advanceAll({ subject, run, made: run.made, which: 'images', before: [] });
    if (images.is !== 'delivered') return images.outcome;
    const before = images.states;
    const bookings = await advanceAll({ subject, run, made: run.made, which: 'bookings', before });
    if (bookings.is !== 'delivered') return bookings.outcome;
    await noteHandedOver(subject.submission);
    return over([...before, ...bookings.states]);
  },
};

type Group = {
  readonly subject: Subject;
  readonly run: RunAbout;
  readonly made: Made;
  readonly which: 'images' | 'bookings';
  /** What went before and is there. */
  readonly before: readonly Submission[];
};
type Seen =
  | { readonly is: 'delivered'; readonly states: readonly Submission[] }
  | { readonly is: 'other'; readonly outcome: Outcome };

async function advanceAll(group: Group): Promise<Seen> {
  const { made, which, subject, before } = group;
  const parts = made.files.flatMap((file, at) =>
    (file.kind === 'document') === (which === 'images') ? [{ file, part: at + 1 }] : [],
  );
  const states: Submission[] = [];
  for (const part of parts) {
    const child = await oneChild(group, part);
    if (child === 'other-file') return { is: 'other', outcome: OTHER_FILE };
    states.push(child);
  }
  if (states.every((s) => s.end?.as === 'delivered')) return { is: 'delivered', states };
  const all = made.files.map((_, at) => ids.produced(subject.submission.id, made.revision, at + 1));
  const there = which === 'images' ? all.slice(0, parts.length) : all;
  const isOver = states.every((s) => s.end !== undefined);
  if (isOver) {
    const cause = there.length < all.length ? BEHIND : undefined;
    const handed = handedOf([...before, ...states], all.length);
    return {
      is: 'other',
      outcome: { is: 'handed-over', as: 'closed', children: there, ...present({ handed, cause }) },
    };
  }
  return {
    is: 'other',
    outcome: { is: 'not-yet', afterSeconds: lookAgainSeconds(subject), children: there },
  };
}

/** No booking goes without its image: whoever closed that one may not know that they stay behind with it. */
const BEHIND: Cause = { source: 'run', code: 'run.bookings-behind', faults: [] };

/** It waits for a person who looks at that file: sending it is a second person's click of its own. */
const OTHER_FILE: Outcome = { is: 'problem', problem: UNAPPROVED };

async function oneChild(
  { subject, run, made }: Group,
  { file, part }: { readonly file: Produced; readonly part: number },
): Promise<Submission | 'other-file'> {
  const { submission } = subject;
  const id = ids.produced(submission.id, made.revision, part);
  const happened: Happened = { at: now(), actor: { kind: 'app' } };
  const from = {
    run: submission.id,
    pipeline: run.pipeline,
    period: run.period,
    part,
    of: made.files.length,
  };
  const { mandant, program } = submission;
  const environment = present({ environment: submission.environment });
  const { kind } = file;
  await create(
    id,
    { what: 'produced', mandant, ...environment, program, kind, file: file.file, from },
    happened,
  );
  return ordered(id, { run: submission, happened });
}

/** Ordered once: a file that has an attempt goes its own way. What lies there is compared with what was approved. */
async function ordered(
  id: string,
  { run, happened }: { readonly run: Submission; readonly happened: Happened },
): Promise<Submission | 'other-file'> {
  for (;;) {
    const stored = await loadSubmission(id);
    if (stored === undefined) throw new Error(`the file ${id} of a run was not stored`);
    const event = nextFor(stored.state, run);
    if (event === 'other-file' || event === undefined) return event ?? stored.state;
    const written = await append(stored, event, happened);
    if (written === 'conflict') continue;
    await queueLook(id);
    return written.state;
  }
}

/** What a file needs of its run: the order, or to go on, because what it waited for is approved now. */
function nextFor(child: Submission, run: Submission): SubmissionEvent | 'other-file' | undefined {
  const held = child.pendingEffects.find(
    ({ state, problem }) => state === 'held' && problem?.code === UNAPPROVED.code,
  );
  if (held !== undefined && mayLeave(held.effect, { child, run })) return letGoOn(held);
  if (child.attempts.length > 0 || child.candidate === undefined || child.end !== undefined) return undefined;
  if (wantsApproval(child.candidate, { child, run })) return 'other-file';
  return order(child, 'file', naming(surroundings().installationId));
}

/** The run is over; a difference between what went and what DATEV counted is told with it. */
function over(states: readonly Submission[]): Outcome {
  const children = states.map(({ id }) => id);
  const cause = countDiffers(states);
  return { is: 'handed-over', as: 'delivered', children, ...present({ cause }) };
}
