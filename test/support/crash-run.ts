import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { TraceEntry } from '../../packages/sandbox/forge/world-told';
import {
  atDesk,
  bookingDraft,
  connectLooker,
  givePlan,
  savePipeline,
} from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { expectClean } from './audit';
import { atDesk as seen } from './desk';
import { download } from './download';
import { callsOf, FAULTS } from './effects';
import { ours } from './story';
import { fault, HOUR, issuesOf, type TestWorld, testWorld } from './world';

/**
 * A run is executed and handed over with one fault at one call of it: at every call that writes or leaves the app, and at
 * every different read. A batch and an image, and Looker read as a task, so that each kind of call is there.
 */
const MANDANT = '455148-1';
const ROWS = 120;

async function seed() {
  const w = await testWorld({ unwatched: true });
  const connection = await connectLooker(w.forge);
  await asAdmin(w.forge, 'looker.test', { id: connection });
  await givePlan(w.forge, MANDANT);
  const documents = {
    type: 'Rechnungseingang',
    sources: [{ from: 'dashboard', dashboard: '7', periodFilter: 'Buchungsmonat' }],
  };
  const manual = { ...bookingDraft(connection, MANDANT), schedule: { on: 'manual' }, documents };
  const draft = { ...manual, reading: { by: 'task' } };
  const pipeline = await savePipeline(w.forge, { version: 0, draft });
  // Looker's token lapses, so that the run signs in.
  await w.forge.advance(2 * HOUR);
  const state = w.forge.snapshot();
  return { pipeline, state };
}
const SEEDED = await seed();

type Run = { readonly w: TestWorld; readonly run: string; readonly before: number };

/** Starts the run in a world of its own. */
async function begin(host: 'a' | 'b', strike?: Parameters<typeof fault>[1]): Promise<Run> {
  const w = await testWorld({ host, empty: true, unwatched: true });
  w.forge.restore(structuredClone(SEEDED.state));
  const before = w.forge.trace().length;
  const order = { id: SEEDED.pipeline, period: '2026-11', isDry: false, anew: false };
  if (strike !== undefined) fault(w, strike);
  const { submissionId } = await atDesk<{ submissionId: string }>(w.forge, 'pipeline.run', order);
  return { w, run: submissionId, before };
}

/** A call, with how many of its kind come before it. */
type Point = {
  readonly functionKey: string;
  readonly service: string;
  readonly operation: string;
  readonly key: string;
  readonly after: number;
};

/** Every call of the invocations that execute the run, as it goes without any fault. */
async function callsOfRun(): Promise<readonly Point[]> {
  const { w, run, before } = await begin('b');
  await w.forge.advance(4 * HOUR);
  const all = w.forge
    .trace()
    .slice(before)
    .filter(({ functionKey }) => /^(?:big|work)-fn$/.test(functionKey));
  const own = new Set(
    all.filter((call) => call.key?.includes(`+submission/${run},`)).map((c) => c.invocation),
  );
  await w.forge.close();
  return pointsOf(all, own);
}

/** Calls that are alike and tell nothing of the run count once: reads, meters and marks. */
function pointsOf(all: readonly TraceEntry[], own: ReadonlySet<string>): readonly Point[] {
  const known = new Set<string>();
  return all.flatMap(({ functionKey, service, operation, key = '', invocation }, at) => {
    const after = all
      .slice(0, at)
      .filter(
        (c) =>
          c.functionKey === functionKey &&
          c.service === service &&
          c.operation === operation &&
          (c.key ?? '').includes(key),
      ).length;
    const name = `${service} ${operation} ${key}`;
    if (!own.has(invocation) || (isAlike({ service, operation, key }) && known.has(name))) return [];
    known.add(name);
    return { functionKey, service, operation, key, after };
  });
}

function isAlike({ service, operation, key }: Omit<Point, 'after' | 'functionKey'>): boolean {
  return service === 'kvs' && (isRead(operation) || /-meter|^http:/.test(key));
}

function isRead(operation: string): boolean {
  return /^(?:get|query)/.test(operation) && !operation.includes('_');
}

export const POINTS = await callsOfRun();
/** What can go wrong with a read; a lost answer of one is a failed read. */
const AT_READS = ['crash-before', '503', 'html'] as const;
export const faultsAt = ({ service, operation }: Point) =>
  service === 'kvs' && isRead(operation) ? AT_READS : FAULTS;
/** `kvs set file:s1-1-1:0 #0` */
export const named = (points: readonly Point[]) =>
  points.map((point) => {
    const { service, operation, key, after } = point;
    return [`${service} ${operation} ${key} #${after}`, point] as const;
  });

/** The first call of each operation of the table. */
export const OF_THE_TABLE = callsOf('run').flatMap(([, service, operation]) =>
  POINTS.filter((point) => point.service === service && point.operation === operation).slice(0, 1),
);

/** The run is delivered once all the same. */
export async function survives(host: 'a' | 'b', at: Point, what: (typeof FAULTS)[number]): Promise<void> {
  const { functionKey, service, operation, key, after } = at;
  const match = { functionKey, key };
  const { w, run } = await begin(host, { service, operation, fault: what, times: 1, after, match });
  await delivered(w, run);
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  await expectOnce(w, run);
  await expectClean(w);
  await w.forge.close();
}

type RunSeen = {
  readonly submission: {
    readonly state: string;
    readonly auditIntact: boolean;
    readonly stuck: readonly unknown[];
  };
  readonly totals: readonly { readonly where: string; readonly rows?: number; readonly agrees: boolean }[];
  readonly files: readonly { readonly kind: string; readonly submissionId: string }[];
};

/** Time passes until it is, and an hour more for whatever comes late. */
async function delivered(w: TestWorld, run: string): Promise<void> {
  for (let n = 0; n < 20; n++) {
    await w.forge.advance(HOUR / 2);
    const { submission } = await atDesk<RunSeen>(w.forge, 'run.view', { submissionId: run });
    if (submission.state === 'run-delivered') break;
  }
  await w.forge.advance(HOUR);
}

/** One transmission of each file, byte for byte what is stored; nobody has to do anything. */
async function expectOnce(w: TestWorld, run: string): Promise<void> {
  const { submission, totals, files } = await atDesk<RunSeen>(w.forge, 'run.view', { submissionId: run });
  expect(submission).toMatchObject({ state: 'run-delivered', auditIntact: true, stuck: [] });
  expect(totals.map(({ where, rows, agrees }) => [where, rows, agrees])).toEqual(
    ['Looker', 'Bookings', 'Files', 'DATEV'].map((where) => [where, ROWS, true]),
  );
  expect(files.map(({ kind }) => kind)).toEqual(['document', 'extf']);
  for (const { submissionId } of files)
    expect(await seen(w, submissionId)).toMatchObject({ state: 'delivered', auditIntact: true, stuck: [] });
  const [image = new Uint8Array(), batch = new Uint8Array()] = await Promise.all(
    files.map(({ submissionId }) => download(w, submissionId, 1)),
  );
  expect(w.datev.documents().map((d) => [d.mandant, d.bytes])).toEqual([[MANDANT, image.length]]);
  expect(ours(w).map((a) => [a.mandant, a.sha256, a.booked.rows])).toEqual([[MANDANT, sha256(batch), ROWS]]);
  expect(issuesOf(w)).toEqual([]);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
