import type { Sha256 } from '../audit/chain';
import { type ConfigEvent, changeOf, proofOf } from '../audit/config-event';
import { worded } from '../audit/config-words';
import type { ApprovalOff } from './approval-off';
import type { Pipeline } from './pipeline';

type Kept = { readonly pipeline: Pipeline; readonly approvalOff?: ApprovalOff };

/**
 * What a change of a pipeline means; the hash tells which of the versions, each kept under its own number, it led to or
 * removed. What the calendar has begun is nobody's decision.
 */
export function pipelineChange(
  before: Kept | undefined,
  after: Kept | undefined,
  sha256: Sha256,
): ConfigEvent | undefined {
  const pipeline = after?.pipeline ?? before?.pipeline;
  if (pipeline === undefined) return undefined;
  return changeOf({
    what:
      after === undefined ? 'pipeline.removed' : before === undefined ? 'pipeline.made' : 'pipeline.changed',
    about: `pipeline:${pipeline.id}`,
    name: pipeline.name,
    before: worded(decided(before)),
    after: worded(decided(after)),
    sha256: proofOf(pipeline, sha256),
  });
}

/** Who and when says the entry itself. */
function decided(kept: Kept | undefined) {
  if (kept === undefined) return undefined;
  const { v: _, id: __, changedAt: ___, changedBy: ____, ...draft } = kept.pipeline;
  const { approvalOff: off } = kept;
  return { ...draft, approvalOff: off && { askedBy: off.askedBy, confirmedBy: off.confirmedBy } };
}
