import type { Pipeline } from '../../pipelines/pipeline';
import { dueBetween, MAX_DUE } from '../../pipelines/schedule';
import { type BeginRunPorts, beginRun, REAL_RUNS } from './begin-run';

/** Begins what the calendar wants by now; answers until when all has begun: more than one look takes is still due then. */
export async function beginDue(
  { pipeline, begunUntil }: { readonly pipeline: Pipeline; readonly begunUntil: string },
  now: string,
  ports: BeginRunPorts = REAL_RUNS,
): Promise<string> {
  const due = dueBetween(pipeline.schedule, pipeline.unit, { after: begunUntil, upTo: now });
  for (const { period, at } of due)
    await beginRun(pipeline, { period, by: 'schedule', dueAt: at, actor: { kind: 'app' } }, ports);
  return due.length === MAX_DUE ? (due.at(-1)?.at ?? now) : now;
}
