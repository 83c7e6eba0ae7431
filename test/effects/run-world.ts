import { savePlan } from '../../src/accounts/plan-store';
import { makeRun } from '../../src/effects/make-run';
import { readFile } from '../../src/files/file-store';
import type { Mapping } from '../../src/mapping/mapping';
import type { Pipeline, PipelineDraft } from '../../src/pipelines/pipeline';
import { keepConfiguration, loadPipeline } from '../../src/pipelines/pipeline-store';
import type { RunAbout } from '../../src/submissions/run';
import type { StoredFile } from '../../src/submissions/stored-file';
import { connected, l, stage } from '../looker/stage';
import { BOOKS, LENIENT, planOf } from '../runs/plans';
import { begun, ran } from '../submissions/run-life';
import { watched } from './datev';
import { about, leave, wanted } from './stage';

/** Of the ledger in November: 18 lines of revenue by 25 customers, and the texts of all are short. */
const SOURCE = {
  is: 'inline',
  ...{ model: 'finance', explore: 'general_ledger', sorts: [] },
  filters: { [l('gl_account_name')]: 'Erlöse Beratung', [l('client')]: '455148-1' },
  fields: planOf().fields.slice(),
} as const;
export const MAPPED: Mapping = { ...LENIENT, text: { from: 'column', column: l('document_number') } };
const PIPELINE = 'p0123456789ab';
const CUSTOMERS = Array.from({ length: 25 }, (_, n) => ({ number: String(10_001 + n), name: 'Kunde' }));
const PLAN = {
  ...BOOKS,
  accounts: [...BOOKS.accounts.filter(({ number }) => number.length === 4), ...CUSTOMERS],
};

type Prepared = {
  readonly pipeline?: Partial<PipelineDraft>;
  readonly hasPlan?: boolean;
  readonly isConnected?: boolean;
};

/** A pipeline of the Mandant 455148-1 with its account plan and its connection to the model of Looker. */
export async function prepared({ pipeline = {}, hasPlan = true, isConnected = true }: Prepared = {}) {
  const looker = stage();
  if (isConnected) await connected();
  const draft = planOf({
    pipeline: { source: { ...SOURCE, fields: [...SOURCE.fields] }, mapping: MAPPED, ...pipeline },
  }).pipeline;
  await configured(draft);
  if (hasPlan) await savePlan({ version: 0, data: null }, PLAN);
  return looker;
}

/** The pipeline is saved so; dates are what Looker calls them. */
export async function configured(pipeline: Pipeline): Promise<void> {
  const fields = pipeline.fields.map((field) =>
    field.name === l('posting_date') ? { ...field, type: 'date_date' } : field,
  );
  const before = await loadPipeline(pipeline.id);
  const kept = { pipeline: { ...pipeline, fields }, begunUntil: '2026-11-01T00:00:00.000Z' };
  await keepConfiguration(before, kept);
}

/** Executes the run once. */
export function execute(run: Partial<RunAbout> = {}, watch = watched()) {
  const subject = about(ran(begun({ pipeline: PIPELINE, ...run })), { watch });
  return makeRun.act(subject, wanted({ kind: 'make-run', revision: 1 }, 'make:r1'), leave);
}

/** The text of a stored file. */
export async function textOf(file: StoredFile): Promise<string> {
  const bytes = await readFile(file);
  if (!bytes.ok) throw new Error(bytes.problem.code);
  return new TextDecoder().decode(bytes.value);
}
