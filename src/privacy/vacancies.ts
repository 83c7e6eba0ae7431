import * as v from 'valibot';
import { present } from '../kernel/present';
import { noticesWithout, peopleToldIn } from '../settings/notices';
import type { Routing } from '../settings/routing';
import type { Settings } from '../settings/settings';

/** Where somebody stood whose account was closed, and who has to be chosen anew. `of`: the field, Mandant or connection. */
export const Vacancy = v.object({
  at: v.string(),
  what: v.picklist(['default-assignee', 'required-value', 'assignee', 'connection', 'routing', 'notices']),
  of: v.string(),
});
export type Vacancy = Readonly<v.InferOutput<typeof Vacancy>>;

/** What a record says in place of an account id that was erased. */
export const ERASED = '';

const MAX_VACANCIES = 50;

/** Each place once, the newest kept; the same again changes nothing. */
export function withVacancies(before: readonly Vacancy[], more: readonly Vacancy[]): readonly Vacancy[] {
  const fresh = more.filter((one) => !before.some((old) => old.what === one.what && old.of === one.of));
  return fresh.length === 0 ? before : [...before, ...fresh].slice(-MAX_VACANCIES);
}

/** What of the settings stands empty without this account. */
export function vacantInSettings(settings: Settings, accountId: string, at: string): readonly Vacancy[] {
  const assignee = settings.defaultAssignee === accountId;
  return [
    ...(assignee ? [{ at, what: 'default-assignee', of: 'default' } as const] : []),
    ...fieldsNaming(settings, accountId).map((of) => ({ at, what: 'required-value', of }) as const),
    ...(isRouted(settings, accountId) ? [{ at, what: 'routing', of: 'routing' } as const] : []),
    ...(isToldOf(settings, accountId) ? [{ at, what: 'notices', of: 'notices' } as const] : []),
  ];
}

/** The settings without this account; the same when it is not in them. */
export function settingsWithout(settings: Settings, accountId: string): Settings {
  const { defaultAssignee, stopped, paused, routing, notices, ...rest } = settings;
  const gone = fieldsNaming(settings, accountId);
  const isSwitched = [stopped, paused].some((one) => one?.by === accountId);
  const isNamed =
    defaultAssignee === accountId ||
    isSwitched ||
    gone.length > 0 ||
    isRouted(settings, accountId) ||
    isToldOf(settings, accountId);
  const left = <T extends { readonly by: string }>(one: T | undefined) =>
    one?.by === accountId ? { ...one, by: ERASED } : one;
  if (!isNamed) return settings;
  const values = Object.entries(settings.requiredValues).filter(([field]) => !gone.includes(field));
  return {
    ...rest,
    requiredValues: Object.fromEntries(values),
    ...(defaultAssignee === undefined || defaultAssignee === accountId ? {} : { defaultAssignee }),
    ...present({ stopped: left(stopped), paused: left(paused) }),
    ...(routing === undefined ? {} : { routing: routingWithout(routing, accountId) }),
    ...(notices === undefined ? {} : { notices: noticesWithout(notices, accountId) }),
  };
}

function isRouted({ routing }: Settings, accountId: string): boolean {
  return routing?.rules.some(({ assignees }) => assignees?.includes(accountId) === true) === true;
}

function isToldOf({ notices }: Settings, accountId: string): boolean {
  return peopleToldIn(notices).includes(accountId);
}

/** The rota goes on without them; where they were alone, whoever else is responsible. */
function routingWithout(routing: Routing, accountId: string): Routing {
  const rules = routing.rules.map(({ assignees, ...rule }) => {
    const left = assignees?.filter((one) => one !== accountId) ?? [];
    return left.length === 0 ? rule : { ...rule, assignees: left };
  });
  return { ...routing, rules };
}

/** Fields filled in on creation whose value names the account, in whatever form Jira takes people. */
function fieldsNaming({ requiredValues }: Settings, accountId: string): readonly string[] {
  return Object.entries(requiredValues).flatMap(([field, value]) => (names(value, accountId) ? [field] : []));
}

function names(value: unknown, accountId: string): boolean {
  if (value === accountId) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((inner) => names(inner, accountId))
  );
}
