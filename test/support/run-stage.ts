import type { TestSandbox } from './sandbox';

/** Runs for tests and pictures in a browser: what happens before a person opens the page, by the app's own calls. */

export type User = 'firm-lead' | 'accountant' | 'admin';
type Table = { readonly table: readonly { readonly when: string }[] };
type Draft = Record<string, unknown> & { readonly mapping: { readonly contra: Table } };
type Stored = { readonly version: number; readonly pipeline: Draft };

/** A call of the desk that is allowed. */
export async function asked<T>(
  { sandbox, user }: { readonly sandbox: TestSandbox; readonly user: User },
  name: string,
  payload: Record<string, unknown> = {},
): Promise<T> {
  type Answer = { readonly ok: boolean; readonly value: T; readonly problem?: unknown };
  const answer = await sandbox.resolver<Answer>('datev-desk', name, {
    user,
    payload: { lang: 'en', ...payload },
  });
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.problem)}`);
  return answer.value;
}

/** The only pipeline. */
async function pipelineOf(sandbox: TestSandbox): Promise<string> {
  type Listed = { readonly pipelines: readonly { readonly id: string }[] };
  const { pipelines } = await asked<Listed>({ sandbox, user: 'firm-lead' }, 'pipelines.view');
  return pipelines[0]?.id ?? '';
}

/** The firm lead saves the pipeline with a change. */
export async function changePipeline(sandbox: TestSandbox, how: (draft: Draft) => object): Promise<void> {
  const id = await pipelineOf(sandbox);
  const lead = { sandbox, user: 'firm-lead' } as const;
  const { version, pipeline } = await asked<Stored>(lead, 'pipeline.view', { id });
  const {
    v: _,
    id: __,
    version: ___,
    fields: ____,
    changedAt: _____,
    changedBy: ______,
    ...draft
  } = pipeline;
  await asked(lead, 'pipeline.save', { id, version, draft: how(draft as Draft) });
}

/** The table of accounts without its first entries, which the rows of every month need. Answers what it lacks now. */
export async function forgetAccounts(sandbox: TestSandbox, count: number): Promise<readonly string[]> {
  let gone: readonly string[] = [];
  await changePipeline(sandbox, (draft) => {
    const { contra } = draft.mapping;
    gone = contra.table.slice(0, count).map(({ when }) => when);
    return {
      ...draft,
      mapping: { ...draft.mapping, contra: { ...contra, table: contra.table.slice(count) } },
    };
  });
  return gone;
}

/** Runs the pipeline and lets so many seconds pass; answers the run. */
export async function runPipeline(
  sandbox: TestSandbox,
  how: { readonly period: string; readonly isDry?: boolean; readonly user?: User; readonly seconds?: number },
): Promise<string> {
  const { period, isDry = false, user = 'firm-lead', seconds = 120 } = how;
  const order = { id: await pipelineOf(sandbox), period, isDry, anew: false };
  const { submissionId } = await asked<{ submissionId: string }>({ sandbox, user }, 'pipeline.run', order);
  await sandbox.advance(seconds);
  return submissionId;
}
