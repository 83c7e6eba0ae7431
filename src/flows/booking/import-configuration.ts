import { loadPlan, mandantenWithPlan, savePlan } from '../../accounts/plan-store';
import { awaitAll } from '../../kernel/await-all';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { loadConnections } from '../../looker/login/connection-store';
import { type Holdings, planImport, readExchange } from '../../pipelines/exchange';
import { allPipelines, loadPipeline } from '../../pipelines/pipeline-store';
import { now } from '../../platform/clock';
import { CONFLICT, storeDraft } from './store-draft';

export type ImportPlan = ReturnType<typeof planImport>;

/** What the file of another site would change on this one. Nothing is changed. */
export async function planOf(text: string): Promise<Result<ImportPlan, Problem>> {
  const read = readExchange(text);
  return read.ok ? ok(planImport(read.value, await holdings())) : read;
}

/** What comes in is switched off: nothing runs on another site before somebody there has looked at it. */
export async function importConfiguration(text: string, by: string): Promise<Result<ImportPlan, Problem>> {
  const planned = await planOf(text);
  if (!planned.ok) return planned;
  const { plans, pipelines } = planned.value;
  for (const one of plans.filter(({ is }) => is !== 'same')) {
    const kept = await keepPlan(one, by);
    if (!kept.ok) return kept;
  }
  for (const one of pipelines.filter(({ is }) => is !== 'same')) {
    const kept = await keepPipeline(one, by);
    if (!kept.ok) return kept;
  }
  return planned;
}

/** Whoever saves meanwhile is not overwritten: what of the file is in stays, and the same file brings in the rest. */
async function keepPlan(
  { plan }: ImportPlan['plans'][number],
  by: string,
): Promise<Result<unknown, Problem>> {
  const before = await loadPlan(plan.mandant);
  const stamp = { version: (before.data?.version ?? 0) + 1, changedAt: now(), changedBy: by };
  const saved = await savePlan(before, { ...plan, ...stamp });
  return saved.ok && saved.value === 'conflict' ? fail(CONFLICT) : saved;
}

async function keepPipeline(
  { pipeline, changes }: ImportPlan['pipelines'][number],
  by: string,
): Promise<Result<unknown, Problem>> {
  const { id: importedFrom, fields, ...draft } = pipeline;
  const before = changes === undefined ? undefined : await loadPipeline(changes);
  const came = before === undefined ? { importedFrom } : {};
  return storeDraft(before, { draft: { ...draft, isActive: false }, by, isAdmin: true, fields, ...came });
}

/** What this site has of a configuration. */
export async function holdings(): Promise<Holdings> {
  const [pipelines, mandanten, known] = await awaitAll([
    allPipelines(),
    mandantenWithPlan(),
    loadConnections(),
  ]);
  const whole = await awaitAll(pipelines.map(({ pipeline }) => loadPipeline(pipeline.id)));
  const plans = await awaitAll([...mandanten].map(async (mandant) => (await loadPlan(mandant)).data));
  return {
    pipelines: whole.flatMap((one) => (one === undefined ? [] : [one.pipeline])),
    plans: plans.flatMap((plan) => (plan === null ? [] : [plan])),
    connections: known.map(({ id, name, url }) => ({ id, name, url })),
  };
}
