import { secondsInDay } from 'date-fns/constants';
import * as v from 'valibot';
import { present } from '../kernel/present';
import * as kv from '../platform/kv';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { unwrap } from '../platform/trouble';
import type { Submission } from '../submissions/submission';
import { RunDetail } from './detail';
import { type Delivered, withDelivered } from './guard';

/** Values of the ledger are kept no longer than the files they came from, with room for a person's holiday. */
const KEEP_DAYS = 100;

/** Keeps what people may know of an execution: ledger values, so in encrypted storage. Writing it again replaces it. */
export async function keepDetail(run: string, revision: number, detail: RunDetail): Promise<void> {
  await unwrap(kv.setSecret(detailKey(run, revision), detail, { ttlSeconds: KEEP_DAYS * secondsInDay }));
}

/** What is known of an execution; undefined when it is too long ago or was never made. */
export async function loadDetail(run: string, revision: number): Promise<RunDetail | undefined> {
  const found = v.safeParse(RunDetail, await unwrap(kv.getSecret(detailKey(run, revision))));
  return found.success ? found.output : undefined;
}

function detailKey(run: string, revision: number): string {
  return `run:${run}:${revision}`;
}

const History = v.array(
  v.object({
    run: v.string(),
    period: v.string(),
    rows: v.number(),
    total: v.pipe(v.string(), v.regex(/^\d+$/)),
  }),
);

function historyKind(pipeline: string): RecordKind<readonly Delivered[]> {
  return { key: `delivered:${pipeline}`, schema: History, fallback: [] };
}

/** The newest deliveries of a pipeline. */
export async function deliveredBefore(pipeline: string): Promise<readonly Delivered[]> {
  return (await loadRecord(historyKind(pipeline))).data;
}

/** Notes a delivery; the same run twice is one. */
async function noteDelivered(pipeline: string, one: Delivered): Promise<void> {
  await changeRecord(historyKind(pipeline), (history) => withDelivered(history, one));
}

/** What was approved and delivered: numbers of pipeline and account plan, newest last. */
const Approved = v.array(v.object({ run: v.string(), pipeline: v.number(), plan: v.number() }));
type Approved = v.InferOutput<typeof Approved>[number];

function approvedKind(pipeline: string): RecordKind<readonly Approved[]> {
  return { key: `approved:${pipeline}`, schema: Approved, fallback: [] };
}

/** Who is not among them answers for a little more than they wrote: too many rather than too few are shut out. */
const MAX_APPROVED = 50;

/** Notes what was approved and delivered; the same run twice is one. */
async function noteApproved(pipeline: string, one: Approved): Promise<void> {
  await changeRecord(approvedKind(pipeline), (all) =>
    all.some(({ run }) => run === one.run) ? all : [...all, one].slice(-MAX_APPROVED),
  );
}

/** What of a pipeline was approved and delivered, newest last. */
export async function approvedBefore(pipeline: string): Promise<readonly Approved[]> {
  return (await loadRecord(approvedKind(pipeline))).data;
}

/** Remembers what was approved and delivered, for the guard and the authors of later runs. */
export async function noteHandedOver({ id, run }: Submission): Promise<void> {
  const basis = run?.made?.needsApproval === true ? run.made.basis : undefined;
  if (run !== undefined && basis !== undefined) {
    const { pipeline, plan } = basis;
    await noteApproved(run.pipeline, { run: id, pipeline: pipeline.version, plan: plan.version });
  }
  const detail = run?.made === undefined ? undefined : await loadDetail(id, run.made.revision);
  if (run === undefined || detail?.made === undefined) return;
  const { soll = '0', haben = '0' } = detail.made;
  const total = String(BigInt(soll) + BigInt(haben));
  await noteDelivered(run.pipeline, present({ run: id, period: run.period, rows: detail.rows, total }));
}
