import { onTestFinished, vi } from 'vitest';
import { ACCOUNT_OF, bookingDraft } from '../../packages/sandbox/world/booking';
import type { AccountPlan } from '../../src/accounts/plan';
import { loadPlan, savePlan } from '../../src/accounts/plan-store';
import { keepPipeline } from '../../src/flows/booking/save-pipeline';
import type { PipelineDraft } from '../../src/pipelines/pipeline';
import { loadPipeline, type StoredPipeline } from '../../src/pipelines/pipeline-store';
import { watched } from '../exception/list';
import { connected, stage } from '../looker/stage';
import { T0 } from '../submissions/life';
import { answersFirst, json } from '../support/forge-globals';

export const MANDANT = '455148-1';
const PARTNERS = [
  ...Array.from({ length: 25 }, (_, n) => ({ number: String(10_001 + n), name: `Debitor ${n + 1}` })),
  ...Array.from({ length: 15 }, (_, n) => ({ number: String(70_001 + n), name: `Kreditor ${n + 1}` })),
];
export const BOOKS: AccountPlan = {
  ...{ v: 1, mandant: MANDANT, version: 1, chart: 'SKR03', accountLength: 4, fiscalYearBegin: '01-01' },
  accounts: [...Object.entries(ACCOUNT_OF).map(([name, number]) => ({ number, name })), ...PARTNERS],
  ...{ changedAt: T0, changedBy: 'petra' },
};

/** The fake Looker with a connection, and a watched Mandant with its account plan. */
export async function atLooker({ hasPlan = true, isWatched = true } = {}) {
  const silent = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => silent.mockRestore());
  const on = stage();
  answersFirst(({ to }) => (to === 'stargate' ? json({}, 201) : undefined));
  const { id } = await connected();
  await watched({ watched: isWatched }, MANDANT);
  if (hasPlan) await savePlan(await loadPlan(MANDANT), BOOKS);
  return { ...on, connection: id, draft: draftOf(id) };
}

export const draftOf = (connection: string, change: Partial<PipelineDraft> = {}): PipelineDraft => ({
  ...(bookingDraft(connection, MANDANT) as unknown as PipelineDraft),
  ...change,
});

/** Petra saves a pipeline; answers what is stored. */
export async function saved(draft: PipelineDraft, by = 'petra'): Promise<StoredPipeline> {
  const kept = await keepPipeline({ id: undefined, version: 0, draft, by, isAdmin: false });
  if (!kept.ok) throw new Error(kept.problem.code);
  return stored(kept.value.id);
}

export async function stored(id: string): Promise<StoredPipeline> {
  const found = await loadPipeline(id);
  if (found === undefined) throw new Error(`no pipeline ${id}`);
  return found;
}
