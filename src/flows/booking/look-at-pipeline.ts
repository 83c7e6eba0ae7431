import { present } from '../../kernel/present';
import type { Pipeline } from '../../pipelines/pipeline';
import { loadPipeline, savePipeline } from '../../pipelines/pipeline-store';
import { nextDue } from '../../pipelines/schedule';
import { lowerHint } from '../../platform/due-store';
import { beginDue } from './begin-due';
import { type BeginRunPorts, REAL_RUNS } from './begin-run';

export type LookAtPipelinePorts = BeginRunPorts & {
  loadPipeline(id: string): Promise<Kept | undefined>;
  savePipeline(version: number, kept: Omit<Kept, 'version'>): Promise<'done' | 'conflict'>;
  lowerHint(at: string): Promise<void>;
};

/** What else is kept of a pipeline goes through unseen. */
type Kept = {
  readonly pipeline: Pipeline;
  readonly begunUntil: string;
  readonly dueAt?: string;
  readonly version: number;
};

const REAL: LookAtPipelinePorts = { ...REAL_RUNS, loadPipeline, savePipeline, lowerHint };

/**
 * Begins what the calendar wants of a pipeline, also everything it wanted while nobody looked. The runs come first and
 * have fixed ids, so that a crash before the note begins nothing twice.
 */
export async function lookAtPipeline(id: string, ports: LookAtPipelinePorts = REAL): Promise<void> {
  const kept = await ports.loadPipeline(id);
  if (kept === undefined || !kept.pipeline.isActive) return;
  const { version, dueAt: _, ...same } = kept;
  const { pipeline } = same;
  const until = await beginDue(same, ports.now(), ports);
  const next = nextDue(pipeline.schedule, pipeline.unit, until)?.at;
  if (next !== undefined) await ports.lowerHint(next);
  await ports.savePipeline(version, {
    ...same,
    begunUntil: until,
    ...present({ dueAt: next }),
  });
}
