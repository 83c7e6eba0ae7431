import { sourceOf, whereOf } from '../datev/cause-words';
import { berlinDay } from '../kernel/berlin';
import { addDays, toDate } from '../kernel/calendar';
import { type Day, writeDay } from '../kernel/day';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, type Result } from '../kernel/result';
import { cut, plain } from '../kernel/text';
import { instantOf } from '../kernel/wall-time';
import { nthBusinessDay } from '../pipelines/holidays';
import type { Attribute, CauseClass, FieldRule, Routing, RoutingRule } from '../settings/routing';
import type { Settings } from '../settings/settings';
import type { Submission } from '../submissions/submission';
import type { CreateField, CreateScreen } from './project';
import { isClearNo } from './why-not-created';

/** How an issue is filed, by what an administrator decided (`settings/routing`). Pure: the create call, the preview and the test issue ask here. */

/** Why there is, or would be, an issue. */
export function classOf({ asks, attempts, kind }: Submission): CauseClass {
  if (asks?.what === 'approve-run') return 'approval';
  const cause = attempts.at(-1)?.cause;
  if (kind === 'run') return 'run';
  if (cause === undefined) return 'technical';
  const source = sourceOf(cause);
  if (source === 'run') return 'run';
  if (whereOf(cause) === 'outside') return 'technical';
  return source === 'preflight' ? 'check' : 'datev';
}

/** What holds for one issue. */
export type Route = Omit<RoutingRule, 'mandant' | 'class' | 'project' | 'assignees'> & {
  /** Of a rule that names the Mandant: before whoever it belongs to. */
  readonly ofMandant?: readonly string[];
  /** Of any other rule: after them. */
  readonly ofAll?: readonly string[];
};

/** Which issue: of this Mandant, for such a cause. */
type Which = { readonly mandant: string; readonly class: CauseClass };
type Project = NonNullable<RoutingRule['project']>;

/** All rules that apply, member by member: one that names Mandant and class before one that names the Mandant, then the class, then none. */
export function routeOf(routing: Routing | undefined, which: Which): Route {
  return merged(applying(routing, which), () => true);
}

/** Where an issue is filed, and how. */
export type Place = {
  readonly project: Project;
  readonly issueTypeId: string;
  readonly route: Route;
};

/**
 * Where an issue is to be, in the order in which Jira is asked: the project that the rules name, then the usual one. Issue type, security
 * level, components and further fields hold in the project of the rule that names them; what else a rule says holds wherever. Empty as
 * long as no project is chosen: who may see the desk hangs on that one.
 */
export function placesOf(
  { routing, project: usual }: Pick<Settings, 'routing' | 'project'>,
  which: Which,
): readonly Place[] {
  if (usual === undefined) return [];
  const rules = applying(routing, which);
  const named = rules.reduce<Project>((last, { project }) => project ?? last, usual);
  const placeIn = ({ id, key }: Project): Place => {
    const route = merged(rules, (rule) => (rule.project?.id ?? usual.id) === id);
    const usualType = id === usual.id ? usual.issueTypeId : '';
    return { project: { id, key }, issueTypeId: route.issueTypeId ?? usualType, route };
  };
  return named.id === usual.id ? [placeIn(usual)] : [placeIn(named), placeIn(usual)];
}

/** A place that came first and did not take the issue. */
export type Missed = { readonly project: Project; readonly problem: Problem };

/** Files in the first place; where Jira clearly takes no issue there, which creates none, in the usual one, and the issue may say so. */
export async function inPlace<Made>(
  [first, usual]: readonly Place[],
  file: (place: Place, missed?: Missed) => Promise<Result<Made, Problem>>,
): Promise<Result<Made, Problem>> {
  if (first === undefined) return fail({ code: 'settings.not-configured', retry: 'after-fix' });
  const made = await file(first);
  if (made.ok || usual === undefined || !isClearNo(made.problem)) return made;
  return file(usual, { project: first.project, problem: made.problem });
}

/** Rules for such an issue, those that name most last. */
function applying(routing: Routing | undefined, of: Which): readonly RoutingRule[] {
  const weight = (rule: RoutingRule) =>
    (rule.mandant === undefined ? 0 : 2) + (rule.class === undefined ? 0 : 1);
  return (routing?.rules ?? [])
    .filter((rule) => (rule.mandant ?? of.mandant) === of.mandant && (rule.class ?? of.class) === of.class)
    .toSorted((a, b) => weight(a) - weight(b));
}

function merged(rules: readonly RoutingRule[], isThere: (rule: RoutingRule) => boolean): Route {
  return rules.map((rule) => (isThere(rule) ? rule : withoutOwn(rule))).reduce<Route>(withRule, {});
}

/** Ids of these mean something in one project only. */
function withoutOwn(rule: RoutingRule): RoutingRule {
  const { issueTypeId: _, security: __, components: ___, fields: ____, ...rest } = rule;
  return rest;
}

function withRule(route: Route, rule: RoutingRule): Route {
  const { mandant, class: _, project: __, assignees, fields, ...rest } = rule;
  const people = mandant === undefined ? { ofAll: assignees } : { ofMandant: assignees };
  return {
    ...route,
    ...present(rest),
    ...present(people),
    ...(fields === undefined ? {} : { fields: { ...route.fields, ...fields } }),
  };
}

/** Whose turn it is in the calendar week of a day; weeks begin on Monday. */
export function onDuty(rota: readonly string[] | undefined, day: Day): string | undefined {
  if (rota === undefined || rota.length === 0) return undefined;
  // The first of January 1970 was a Thursday.
  const week = Math.floor((toDate(day).getTime() / MS_IN_DAY + 3) / 7);
  return rota[week % rota.length];
}
const MS_IN_DAY = 86_400_000;

/** Whose an issue is: of a rule that names the Mandant, then of the Mandant, then of any other rule, then of everybody's. */
export function personIn(
  { ofMandant, ofAll }: Route,
  how: { readonly ofMandant: string | undefined; readonly usual: string | undefined; readonly today: Day },
): string | undefined {
  return onDuty(ofMandant, how.today) ?? how.ofMandant ?? onDuty(ofAll, how.today) ?? how.usual;
}

/** The business day by which it should be done; `undefined`: no rule says. */
export function dueDayOf(routing: Routing | undefined, s: Submission, since: string): Day | undefined {
  return dueDayAfter(routing, routeOf(routing, { mandant: s.mandant, class: classOf(s) }), berlinDay(since));
}

/** The same under a route that is known. */
export function dueDayAfter(
  routing: Routing | undefined,
  { dueDays }: Pick<Route, 'dueDays'>,
  since: Day,
): Day | undefined {
  return routing === undefined || dueDays === undefined
    ? undefined
    : nthBusinessDay(since, dueDays, routing.land);
}

/** The end of a day in Germany, as an instant. */
export function endOfDay(day: Day): string {
  return new Date(instantOf(toDate(addDays(day, 1)).getTime(), 'Europe/Berlin')).toISOString();
}

/** Attributes of a submission as text; empty where there is none. */
export type Attributes = Readonly<Record<Attribute, string>>;

/** A summary with attributes in the place of their names in braces; what is no attribute stays as it is. */
export function filledSummary(template: string, attributes: Attributes, most: number): string {
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(attributes, name) ? attributes[name as Attribute] : whole,
  );
  return cut(plain(filled).replace(/\s+/g, ' ').trim(), most);
}

/** Values for the create call by field id, and names of what the screen, or the field, does not take. */
export type Filed = { readonly fields: Readonly<Record<string, unknown>>; readonly left: readonly string[] };

/** What a route puts into the create call. Nothing goes there that the screen does not list. */
export function filedBy(
  route: Route,
  at: { readonly screen: CreateScreen; readonly attributes: Attributes; readonly due?: Day | undefined },
): Filed {
  const { screen, attributes, due } = at;
  const wishes: readonly (readonly [string, unknown])[] = [
    ['priority', route.priority && { id: route.priority }],
    ['security', route.security && { id: route.security }],
    ['components', route.components?.map((id) => ({ id }))],
    ['labels', route.labels],
    ['duedate', due && writeDay(due, 'iso')],
    ...Object.entries(route.fields ?? {}).map(
      ([id, rule]) => [id, fieldValue(rule, attributes, screen.get(id)) ?? REFUSED] as const,
    ),
  ];
  const wanted = wishes.filter(([, value]) => value !== undefined && value !== '');
  const takes = ([id, value]: readonly [string, unknown]) => screen.has(id) && value !== REFUSED;
  return {
    fields: Object.fromEntries(wanted.filter(takes)),
    left: wanted.filter((wish) => !takes(wish)).map(([id]) => screen.get(id)?.name ?? id),
  };
}
const REFUSED = Symbol('refused');

/** A value as Jira takes it for the type of its field (REST v3); `undefined`: it takes none like that. */
function fieldValue(rule: FieldRule, attributes: Attributes, field: CreateField | undefined): unknown {
  const text = rule.is === 'constant' ? rule.value : attributes[rule.of];
  if (field === undefined) return undefined;
  if (text === '') return '';
  if (field.allowed !== undefined) {
    const option = field.allowed.find(({ id, name }) => id === text || name === text);
    if (option === undefined) return undefined;
    return field.schemaType === 'array' ? [{ id: option.id }] : { id: option.id };
  }
  if (field.schemaType === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (field.schemaType === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
  if (field.schemaType === 'array') return [text.replace(/\s+/g, '_')];
  return field.schemaType === 'string' ? text : undefined;
}
