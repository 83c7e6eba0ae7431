import type { Lang } from '../kernel/lang';
import { present } from '../kernel/present';
import type { CauseClass } from '../settings/routing';
import type { Settings } from '../settings/settings';
import type { Cause } from '../submissions/submission';
import type { CreateField } from './project';
import { type Attributes, filledSummary, type Route } from './routing';
import { approvalSummary } from './text/approval-text';
import { issueSummary, MAX_SUMMARY } from './text/issue-text';

const PERIOD = '2026-01';
const PIPELINE = 'Monatsabschluss';
const FILE = { batch: 'Januar', fileName: 'EXTF_Januar.csv' };
const RUN = {
  batch: `${PIPELINE} ${PERIOD}`,
  fileName: `${PIPELINE} ${PERIOD}`,
  period: PERIOD,
  pipeline: PIPELINE,
};

/** What is known of every issue of a class, as no firm has it; of a file of another program nothing but what DATEV lists of its job. */
const EXAMPLES = {
  datev: { ...FILE, code: '1008834', jobId: '4711' },
  check: { ...FILE, code: 'preflight-account-length', period: PERIOD },
  technical: FILE,
  approval: RUN,
  run: { ...RUN, code: 'run.schema-changed' },
} as const satisfies Readonly<Record<CauseClass, Partial<Attributes>>>;

export function exampleOf(
  kind: CauseClass,
  of: { readonly mandant: string; readonly mandantName: string },
): Attributes {
  return { code: '', jobId: '', period: '', pipeline: '', ...EXAMPLES[kind], ...of, class: kind };
}

/** Why there is such an issue; of what is technical nobody knows more than that. */
const CAUSES: { readonly [K in CauseClass]?: Cause } = {
  datev: { source: 'datev', code: EXAMPLES.datev.code, faults: ['extf.header.14'] },
  check: { source: 'preflight', code: EXAMPLES.check.code, faults: [] },
  run: { source: 'run', code: EXAMPLES.run.code, faults: [] },
};

type Summed = { readonly attributes: Attributes; readonly class: CauseClass; readonly lang: Lang };

/** Ours where no rule says another one, or nothing is left of that. */
export function summaryOf({ summary }: Pick<Route, 'summary'>, of: Summed): string {
  const filled = summary === undefined ? '' : filledSummary(summary, of.attributes, MAX_SUMMARY);
  return filled === '' ? ourSummary(of) : filled;
}

function ourSummary({ attributes, class: kind, lang }: Summed): string {
  const { mandant, mandantName, fileName, batch: label } = attributes;
  const what = { mandant, mandantName, fileName, label, program: '' };
  const facts = { ...what, resubmitStatuses: [], closeStatuses: [], hasFile: false };
  if (kind === 'approval') return approvalSummary(facts, lang, MAX_SUMMARY);
  return issueSummary({ ...facts, ...present({ cause: CAUSES[kind] }) }, lang);
}

/** What the create call would say, as people know it; a field that the screen does not have is not said. */
export function linesOf(
  values: Readonly<Record<string, unknown>>,
  screen: ReadonlyMap<string, Pick<CreateField, 'name' | 'allowed'>>,
): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(values).flatMap(([id, value]) => {
    const field = screen.get(id);
    return field === undefined ? [] : [{ name: field.name, value: shown(value, field.allowed) }];
  });
}

function shown(value: unknown, allowed: CreateField['allowed']): string {
  if (Array.isArray(value)) return value.map((one) => shown(one, allowed)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const id = 'id' in value ? String(value.id) : '';
  return allowed?.find((option) => option.id === id)?.name ?? id;
}

/** Fields that an admin chose for our values have one; job and code only where DATEV said something. */
export function mappedIds(
  { jobId, errorCode, ...always }: Settings['fields'],
  kind: CauseClass,
): readonly string[] {
  const said = kind === 'datev' ? { jobId, errorCode } : {};
  return Object.values({ ...always, ...said }).filter((id) => id !== undefined);
}
