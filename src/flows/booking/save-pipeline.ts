import type { PipelineSaved } from '../../contract/pipelines';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { mayConfirm, pendingOf } from '../../pipelines/approval-off';
import type { PipelineDraft } from '../../pipelines/pipeline';
import { keepDecision, loadPipeline } from '../../pipelines/pipeline-store';
import { now } from '../../platform/clock';
import { checkDraft } from './check-draft';
import { CONFLICT, storeDraft, storePipeline } from './store-draft';

type SaveRequest = {
  readonly id?: string | undefined;
  readonly version: number;
  readonly draft: PipelineDraft;
  readonly by: string;
  /** A Jira administrator, who may switch the approval off alone. */
  readonly isAdmin: boolean;
};

const GONE: Problem = { code: 'run.no-pipeline', retry: 'after-fix' };

/**
 * Saves what a person decided, after asking Looker whether it can work: columns, types, key. A pipeline that is switched on
 * begins with what the calendar wants from now on, never with the past. Ids are ours: one that nobody has is refused.
 */
export async function keepPipeline(wish: SaveRequest): Promise<Result<PipelineSaved, Problem>> {
  const { id, version, draft } = wish;
  const before = id === undefined ? undefined : await loadPipeline(id);
  if (id !== undefined && before === undefined) return fail(GONE);
  if ((before?.version ?? 0) !== version) return fail(CONFLICT);
  const checked = await checkDraft(draft);
  if (!checked.ok) return checked;
  return storeDraft(before, { ...wish, fields: checked.value });
}

/** A second person or an administrator lets the approval be switched off; or somebody takes the wish back. */
export async function decideApprovalOff(wish: {
  readonly id: string;
  readonly version: number;
  readonly decision: 'confirm' | 'withdraw';
  readonly by: string;
  readonly isAdmin: boolean;
}): Promise<Result<PipelineSaved, Problem>> {
  const before = await loadPipeline(wish.id);
  if (before === undefined) return fail(GONE);
  const pending = pendingOf(before);
  if (before.version !== wish.version || pending === undefined) return fail(CONFLICT);
  const { by, decision } = wish;
  if (decision === 'withdraw') {
    const { version, approvalOff: _, ...same } = before;
    const saved = await keepDecision(before, same, { kind: 'person', id: by });
    return saved === 'done' ? ok({ id: wish.id, version: version + 1 }) : fail(CONFLICT);
  }
  if (!mayConfirm(pending, wish)) return fail({ code: 'pipeline.same-person', retry: 'after-fix' });
  const at = now();
  const { pipeline } = before;
  const stamp = { version: pipeline.version + 1, changedAt: at, changedBy: by };
  return storePipeline(before, {
    pipeline: { ...pipeline, ...stamp, needsApproval: false },
    approvalOff: { ...pending, confirmedBy: by, confirmedAt: at },
    by: [pending.askedBy],
  });
}
