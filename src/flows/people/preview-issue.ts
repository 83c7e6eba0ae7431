import type { IssuePreview } from '../../contract/answers';
import { namesOf } from '../../jira/people-api';
import { createScreen, issueTypes } from '../../jira/project-api';
import {
  dueDayAfter,
  filedBy,
  filledSummary,
  inPlace,
  type Place,
  personIn,
  placesOf,
  type Route,
} from '../../jira/routing';
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
  const attributes = { ...EXAMPLE, mandant, mandantName: watch.name ?? mandant, class: wish.class };
  const fields = screen.value;
  const today = berlinDay(now());
  const due = dueDayAfter(settings.routing, route, today);
  const filed = filedBy(route, { screen: fields, attributes, due });
  const values = { ...settings.requiredValues, ...filed.fields };
  const person = personIn(route, { ofMandant: watch.assignee, usual: settings.defaultAssignee, today });
  const open = demanded(fields, { fields: { ...values, ...mapped(wish) }, assignee: person });
  if (open !== undefined) return fail(open);
  const assignee = person === undefined ? undefined : nameOf(person, await namesOf([person]), wish.lang);
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

/** Fields that carry our values have one; job and code only where DATEV said something. */
function mapped(wish: Wish): Readonly<Record<string, true>> {
  const { jobId, errorCode, ...always } = wish.settings.fields;
  const ids = Object.values(wish.class === 'datev' ? wish.settings.fields : always);
  return Object.fromEntries(ids.flatMap((id) => (id === undefined ? [] : [[id, true] as const])));
}

const ANY = '455148-1';

/** What a rejected file is called here; no firm's. */
const EXAMPLE = {
  batch: 'Januar',
  fileName: 'EXTF_Januar.csv',
  code: '1008834',
  jobId: '4711',
  period: '2026-01',
  pipeline: 'Monatsabschluss',
};

function summaryOf(
  { summary }: Route,
  of: {
    readonly attributes: Parameters<typeof filledSummary>[1];
    readonly class: CauseClass;
    readonly lang: Lang;
  },
): string {
  const { attributes, lang } = of;
  if (summary !== undefined) return filledSummary(summary, attributes, MAX_SUMMARY);
  const { mandant, mandantName, fileName, batch: label } = attributes;
  const cause: Cause = { source: 'datev', code: '1008834', faults: ['extf.header.14'] };
  const facts = {
    mandant,
    mandantName,
    fileName,
    label,
    program: '',
    resubmitStatuses: [],
    closeStatuses: [],
  };
  return issueSummary({ ...facts, hasFile: false, ...(of.class === 'datev' ? { cause } : {}) }, lang);
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
