import type { PipelineSaved } from '../../contract/pipelines';
import { canonical } from '../../kernel/canonical';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { inForce, pendingOf } from '../../pipelines/approval-off';
import type { Pipeline, PipelineDraft, SourceField } from '../../pipelines/pipeline';
import {
  guardMandant,
  isGuarded,
  type KeptPipeline,
  keepConfiguration,
  loadPipeline,
  type StoredPipeline,
} from '../../pipelines/pipeline-store';
import { nextDue } from '../../pipelines/schedule';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { lowerHint } from '../../platform/due-store';
import { randomText } from '../../platform/random';
import { beginDue } from './begin-due';

/** Somebody saved meanwhile. */
export const CONFLICT: Problem = { code: 'pipeline.conflict', retry: 'after-fix' };

type StoreWish = {
  readonly draft: PipelineDraft;
  readonly by: string;
  /** A Jira administrator, who may switch the approval off alone. */
  readonly isAdmin: boolean;
  readonly fields: readonly SourceField[];
  readonly importedFrom?: string;
};

/** Stores a draft that can work as the next version, with what of its approval is in force. */
export async function storeDraft(
  before: StoredPipeline | undefined,
  { draft, by, isAdmin, fields, importedFrom = before?.pipeline.importedFrom }: StoreWish,
): Promise<Result<PipelineSaved, Problem>> {
  const at = now();
  const { needsApproval, approvalOff } = inForce({
    draft,
    before,
    by,
    isAdmin,
    at,
    isGuarded: await isGuarded(draft.mandant),
  });
  for (const { mandant, needsApproval: wants } of [
    { ...draft, needsApproval },
    ...(before ? [before.pipeline] : []),
  ])
    if (wants) await guardMandant(mandant);
  const pipeline: Pipeline = {
    ...draft,
    needsApproval,
    fields: [...fields],
    v: 1,
    id: before?.pipeline.id ?? newId(),
    version: (before?.pipeline.version ?? 0) + 1,
    changedAt: at,
    changedBy: by,
    ...present({ importedFrom }),
  };
  return storePipeline(before, { pipeline, ...present({ approvalOff }) });
}

function newId(): string {
  return `p${sha256(randomText()).slice(0, 12)}`;
}

/** Stores a version. `by`: who answers for the version beside the person who changed it. */
export async function storePipeline(
  before: StoredPipeline | undefined,
  {
    pipeline,
    approvalOff,
    by = [],
  }: Pick<KeptPipeline, 'pipeline' | 'approvalOff'> & { by?: readonly string[] },
): Promise<Result<PipelineSaved, Problem>> {
  const begunUntil = await begunBy(before, pipeline);
  if (begunUntil === 'conflict') return fail(CONFLICT);
  const dueAt = nextDue(pipeline.schedule, pipeline.unit, begunUntil)?.at;
  if (pipeline.isActive && dueAt !== undefined) await lowerHint(dueAt);
  const kept = { pipeline, begunUntil, ...present({ dueAt, approvalOff }) };
  const saved = await keepConfiguration(before, kept, by);
  if (saved === 'too-big') return fail({ code: 'pipeline.too-big', retry: 'after-fix' });
  if (saved === 'conflict') return fail(CONFLICT);
  const waits = pendingOf(kept) === undefined ? {} : { waitsForConfirmation: true as const };
  return ok({ id: pipeline.id, version: (before?.version ?? 0) + 1, ...waits });
}

/**
 * Until when the calendar has begun everything, once a version is stored. Another calendar is asked from now on, as that of a
 * pipeline that is switched on: how far the earlier one had come says nothing of it. What that one still owed begins before.
 * That of a pipeline that becomes another Mandant's is asked from now on, too: what is owed is the earlier one's, whose
 * configuration is gone with the save. `conflict`: somebody saved since it was read, and nothing began.
 */
async function begunBy(before: StoredPipeline | undefined, next: Pipeline): Promise<string | 'conflict'> {
  const at = now();
  if (before?.pipeline.isActive !== true || !next.isActive) return at;
  if (before.pipeline.mandant !== next.mandant) return at;
  if (calendarOf(before.pipeline) === calendarOf(next)) return before.begunUntil;
  // What began would run by a configuration that was never accepted.
  if (await isOutdated(before)) return 'conflict';
  let { begunUntil } = before;
  while (begunUntil < at) begunUntil = await beginDue({ ...before, begunUntil }, at);
  return at;
}

/** Somebody saved since it was read. */
async function isOutdated({ pipeline, version }: StoredPipeline): Promise<boolean> {
  return (await loadPipeline(pipeline.id))?.version !== version;
}

function calendarOf({ schedule, unit }: Pipeline): string {
  return canonical({ schedule, unit });
}
