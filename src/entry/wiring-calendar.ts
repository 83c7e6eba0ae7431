import { type BeginRunPorts, lookAtPipeline } from '../flows/look-at-pipeline';
import { loadPipeline, savePipeline } from '../pipelines/pipeline-store';
import { now } from '../platform/clock';
import { lowerHint } from '../platform/due-store';
import { loadSubmission } from '../submissions/submission-store';
import { create, idOf, queueWork } from './wiring';

/** Look at pipeline X: begin what the calendar wants of it. */
export function lookPipeline(id: string): Promise<void> {
  return lookAtPipeline(
    {
      ...beginRunPorts(),
      loadPipeline,
      savePipeline,
      lowerHint,
    },
    id,
  );
}

/** Hands for beginning runs. */
export function beginRunPorts(): BeginRunPorts {
  return {
    now,
    runIdFor: (pipeline, period, revision) => idOf(`run|${pipeline}|${period}|${revision}`),
    load: loadSubmission,
    create,
    queueLook: (id) => queueWork({ v: 1, look: 'submission', id }),
  };
}
