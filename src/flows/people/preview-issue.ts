import type { IssuePreview } from '../../contract/answers';
import { namesOf } from '../../jira/people-api';
import type { CreateScreen } from '../../jira/project';
import { createScreen, issueTypes } from '../../jira/project-api';
import {
  type Attributes,
  dueDayAfter,
  filedBy,
  filledSummary,
  inPlace,
  type Place,
  personIn,
  placesOf,
  type Route,
} from '../../jira/routing';
import { approvalSummary } from '../../jira/text/approval-text';
import { issueSummary, MAX_SUMMARY } from '../../jira/text/issue-text';
import { demanded } from '../../jira/why-not-created';
import { berlinDay } from '../../kernel/berlin';
import { present } from '../../kernel/present';
import type { Lang, Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { loadWatch } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import type { CauseClass } from '../../settings/routing';
import type { Settings } from '../../settings/settings';
import type { Cause } from '../../submissions/submission';
import { say } from '../../texts/say';
import { nameOf } from '../../views/person';

type Wish = {
  readonly settings: Settings;
  readonly mandant?: string | undefined;
  readonly class: CauseClass;
  readonly lang: Lang;
};

/** How an issue would look under settings that are not saved yet: an example of each class, for one Mandant or any. */
export async function previewIssue(wish: Wish): Promise<Result<IssuePreview, Problem>> {
  const { settings, mandant = ANY } = wish;
  const places = placesOf(settings, { mandant, class: wish.class });
  return inPlace(places, async (place, missed) => {
    const shown = await previewIn(place, { ...wish, mandant });
    return shown.ok ? ok({ ...shown.value, ...present({ missed: missed?.project.key }) }) : shown;
  });
}

async function previewIn(
  place: Place,
  wish: Wish & { readonly mandant: string },
): Promise<Result<IssuePreview, Problem>> {
  const { project, issueTypeId, route } = place;
  const { settings, mandant } = wish;
  const screen = await createScreen(place);
  const types = await issueTypes(project.id);
  if (!screen.ok) return screen;
  if (!types.ok) return types;
  const { watch } = await loadWatch(mandant);
  const attributes = exampleOf(wish.class, { mandant, mandantName: watch.name ?? mandant });
  const fields = screen.value;
  const today = berlinDay(now());
  const due = dueDayAfter(settings.routing, route, today);
  const filed = filedBy(route, { screen: fields, attributes, due });
  const values = { ...settings.requiredValues, ...filed.fields };
  const person = personIn(route, { ofMandant: watch.assignee, usual: settings.defaultAssignee, today });
  const assignee = await assigneeIn(fields, { person, ...wish });
  const open = demanded(fields, { fields: { ...values, ...mapped(wish) }, assignee });
  if (open !== undefined) return fail(open);
  return ok({
    summary: summaryOf(route, { attributes, class: wish.class, lang: settings.language }),
    project: project.key,
    issueType: types.value.find(({ id }) => id === issueTypeId)?.name ?? issueTypeId,
    ...present({ assignee }),
    lines: Object.entries(values).flatMap(([id, value]) => {
      const field = fields.get(id);
      return field === undefined ? [] : [{ name: field.name, value: shown(value, field.allowed) }];
    }),
    left: filed.left,
  });
}

/** By name; where the project demands somebody and nobody was chosen, an approval goes to one of those who may give it. */
async function assigneeIn(
  screen: CreateScreen,
  { person, class: kind, lang }: Wish & { readonly person: string | undefined },
): Promise<string | undefined> {
  if (person !== undefined) return nameOf(person, await namesOf([person]), lang);
  const isDemanded = screen.get('assignee')?.required === true;
  return kind === 'approval' && isDemanded ? say('person.approver', lang) : undefined;
}

/** Fields that carry our values have one; job and code only where DATEV said something. */
function mapped(wish: Wish): Readonly<Record<string, true>> {
  const { jobId, errorCode, ...always } = wish.settings.fields;
  const ids = Object.values(wish.class === 'datev' ? wish.settings.fields : always);
  return Object.fromEntries(ids.flatMap((id) => (id === undefined ? [] : [[id, true] as const])));
}

const ANY = '455148-1';

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

function exampleOf(
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
function summaryOf({ summary }: Route, of: Summed): string {
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

/** A value of the create call as people know it. */
function shown(
  value: unknown,
  allowed: readonly { readonly id: string; readonly name: string }[] | undefined,
): string {
  if (Array.isArray(value)) return value.map((one) => shown(one, allowed)).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const id = 'id' in value ? String(value.id) : '';
  return allowed?.find((option) => option.id === id)?.name ?? id;
}
