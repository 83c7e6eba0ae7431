import { secondsInDay } from 'date-fns/constants';
import type { HealthCode, HealthItem } from '../../contract/answers';
import type { Connection } from '../../datev/login/connection';
import { textOf } from '../../datev/problem-words';
import { type CrossCheck, openIn } from '../../discrepancies/cross-check';
import { type Health, quietOf, shortNow, storageHolds, unlinkedNow } from '../../health/health';
import { heartbeatOf } from '../../health/heartbeat';
import { isAside, type SetAside, waiting } from '../../health/set-aside';
import { berlinTime } from '../../kernel/berlin';
import { secondsBetween } from '../../kernel/instant';
import type { Lang } from '../../kernel/lang';
import { mandantRowOf } from '../../mandanten/mandant-row';
import type { Watch } from '../../mandanten/watch';
import { ERASED, type Vacancy } from '../../privacy/vacancies';
import { projectsIn } from '../../settings/routing';
import { type Settings, withoutResubmit } from '../../settings/settings';
import type { Listed } from '../../submissions/lists/listed';
import { say, sayWith, type Values } from '../../texts/say';

/** What the health of the app is judged by. */
export type HealthOf = {
  readonly settings: { readonly version: number; readonly data: Settings };
  readonly connections: readonly Connection[];
  readonly watches: readonly Watch[];
  readonly health: Health;
  readonly setAside: SetAside;
  readonly crossCheck: CrossCheck;
  /** Submissions whose issue Jira hides, the longest hidden first; with a cursor there are more. */
  readonly hidden: { readonly rows: readonly Listed[]; readonly cursor?: string };
  readonly now: string;
  readonly lang: Lang;
};

const HEALTH = {
  'health.events-missing': 'moved',
  'health.refused-fields': 'moved',
  'health.unlinked': 'moved',
  'health.quiet': 'moved',
  'health.issues-hidden': 'removed',
  'health.missed': 'moved',
  'health.no-resubmit': 'moved',
  'health.storage-unsafe': 'removed',
  'health.storage-untested': 'moved',
  'health.set-up': 'moved',
  'health.short': 'removed',
  'health.stopped': 'removed',
  'health.silent': 'removed',
  'health.troubled': 'removed',
  'health.recounted': 'moved',
  'health.discrepancies': 'removed',
  'health.unreadable': 'removed',
  'health.vacancies': 'moved',
  'health.well': 'success',
} as const satisfies Readonly<Record<HealthCode, HealthItem['tone']>>;

const SILENT_SECONDS = 3 * 3600;

/** Since when no Mandant has been looked at. One that is set aside waits for another reason, which is told by itself. */
function withoutLook({ watches, setAside, now }: HealthOf): string | undefined {
  const waits = ({ mandant }: Watch) => isAside(setAside, `mandant:${mandant}`, now);
  return heartbeatOf(watches.filter((w) => !waits(w)).map(mandantRowOf), now).silentSince;
}

/** Since when the hourly task has not run. */
function withoutHour({ health: { lastReconciledAt: last }, now }: HealthOf): string | undefined {
  return last !== undefined && secondsBetween(last, now) > SILENT_SECONDS ? last : undefined;
}

/** What is to be said of the app's health, the gravest first; `openSteps`: of its set-up. */
export function healthOf(of: HealthOf, openSteps: number): readonly HealthItem[] {
  const items = [
    stoppedItem(of),
    storageItem(of),
    shortItem(of),
    silentItem(of),
    eventsItem(of),
    refusedFieldsItem(of),
    noResubmitOf(of),
    ...missedOf(of),
    unlinkedItem(of),
    quietItem(of),
    hiddenOf(of),
    discrepanciesOf(of),
    recountedOf(of),
    unreadableOf(of),
    vacanciesOf(of),
    troubledOf(of),
  ].filter((i) => i !== undefined);
  return items.length > 0 ? items : [nothingWrong(openSteps, of.lang)];
}

function stoppedItem({ settings, lang }: HealthOf): HealthItem | undefined {
  const { stopped } = settings.data;
  return stopped && item('health.stopped', { lang, since: stopped.at, values: { reason: stopped.reason } });
}

function silentItem(of: HealthOf): HealthItem | undefined {
  const since = withoutLook(of) ?? withoutHour(of);
  return since === undefined ? undefined : item('health.silent', { lang: of.lang, since, values: {} });
}

/** Events of Jira do not come. */
function eventsItem({ health: { eventsMissingSince: since }, lang }: HealthOf): HealthItem | undefined {
  return since === undefined ? undefined : item('health.events-missing', { lang, since, values: {} });
}

function refusedFieldsItem({ health: { refusedFields }, lang }: HealthOf): HealthItem | undefined {
  if (refusedFields === undefined) return undefined;
  const { since, fields } = refusedFields;
  return item('health.refused-fields', { lang, since, values: { fields } });
}

/** Nothing is wrong; that everything runs is only said once everything is set up. */
function nothingWrong(open: number, lang: Lang): HealthItem {
  if (open === 0)
    return {
      code: 'health.well',
      tone: HEALTH['health.well'],
      title: say('health.well.title', lang),
      remedy: say('health.well.remedy', lang),
    };
  return {
    code: 'health.set-up',
    tone: HEALTH['health.set-up'],
    title: say('health.set-up.title', lang, { open }),
    remedy: say('health.set-up.remedy', lang),
  };
}

/** Jira has given the app all the points of the hour. */
function quietItem({ health, now, lang }: HealthOf): HealthItem | undefined {
  const until = quietOf(health, now);
  if (until === undefined || health.quiet === undefined) return undefined;
  return item('health.quiet', {
    lang,
    since: health.quiet.since,
    values: { until: berlinTime(until, lang) },
  });
}

/** Rules file into a project where nothing that is moved is sent. Of the usual project the steps of the set-up tell. */
function noResubmitOf({ settings: { data }, lang }: HealthOf): HealthItem | undefined {
  const named = projectsIn(data.routing).flatMap(({ id, key }) => (id === data.project?.id ? [] : [key]));
  const open = withoutResubmit(data).filter((key) => named.includes(key));
  if (open.length === 0) return undefined;
  return {
    code: 'health.no-resubmit',
    tone: HEALTH['health.no-resubmit'],
    title: say('health.no-resubmit.title', lang, { projects: open.join(', ') }),
    remedy: say('health.no-resubmit.remedy', lang),
  };
}

/** Projects that a rule still names, and that took no issue when one was made last. */
function missedOf({ settings: { data }, health, lang }: HealthOf): readonly HealthItem[] {
  return projectsIn(data.routing).flatMap(({ id }) => {
    const missed = health.missed?.[id];
    if (missed === undefined || data.project?.id === id) return [];
    const { code, fields, since, key } = missed;
    const why = textOf({ code, retry: 'after-fix', values: { fields: fields ?? '' } }, lang).title;
    const values = { project: key, usual: data.project?.key ?? '', why };
    return [item('health.missed', { lang, since, values })];
  });
}

/** Issues of storms go without their links. */
function unlinkedItem({ health, now, lang }: HealthOf): HealthItem | undefined {
  const unlinked = unlinkedNow(health, now);
  return unlinked && item('health.unlinked', { lang, since: unlinked.since, values: {} });
}

/** Keys that a health item names; more are counted. */
const MAX_KEYS = 10;

/** Issues that Jira does not show us; their keys are no ledger data. */
function hiddenOf(of: HealthOf): HealthItem | undefined {
  const hidden = of.hidden.rows.flatMap(({ issue }) =>
    issue?.hidden === undefined ? [] : [{ key: issue.key, ...issue.hidden }],
  );
  const since = hidden.map((one) => one.since).sort()[0];
  if (since === undefined) return undefined;
  const keys = hidden.slice(0, MAX_KEYS).map(({ key }) => key);
  const more = hidden.length > MAX_KEYS ? ' …' : '';
  const values = {
    count: `${hidden.length}${of.hidden.cursor === undefined ? '' : '+'}`,
    keys: `${keys.join(', ')}${more}`,
  };
  return item('health.issues-hidden', { lang: of.lang, since, values });
}

/**
 * Watched Mandanten that DATEV does not answer for; the reason stands with each of them. Where there was no time to ask DATEV
 * anything, "health.short" says so, and DATEV has nothing to do with it.
 */
function troubledOf(of: HealthOf): HealthItem | undefined {
  const isShort = shortNow(of.health, of.now) !== undefined;
  const troubled = of.watches.flatMap((w) =>
    w.watched && w.trouble !== undefined && !(isShort && w.trouble.problem.code === 'platform.no-time-left')
      ? [{ mandant: w.mandant, since: w.trouble.since }]
      : [],
  );
  const since = troubled.map((one) => one.since).toSorted()[0];
  if (since === undefined) return undefined;
  const names = troubled
    .map(({ mandant }) => mandant)
    .toSorted()
    .slice(0, MAX_KEYS);
  const more = troubled.length > MAX_KEYS ? ' …' : '';
  return item('health.troubled', {
    lang: of.lang,
    since,
    values: { mandanten: `${names.join(', ')}${more}` },
  });
}

/** So long it is told that lists and counts had to be put right. */
const RECOUNTED_SECONDS = 7 * secondsInDay;

function recountedOf({ health: { recounted }, lang, now }: HealthOf): HealthItem | undefined {
  if (recounted === undefined || secondsBetween(recounted.at, now) > RECOUNTED_SECONDS) return undefined;
  return item('health.recounted', { lang, since: recounted.at, values: { count: recounted.wrong } });
}

/** What the last cross-check found and nobody ordered anything about. */
function discrepanciesOf({ crossCheck, lang }: HealthOf): HealthItem | undefined {
  const [count, since] = [openIn(crossCheck), crossCheck.last?.doneAt];
  if (count === 0 || since === undefined) return undefined;
  return item('health.discrepancies', { lang, since, values: { count } });
}

/** What could not be read and waits. */
function unreadableOf(of: HealthOf): HealthItem | undefined {
  const aside = waiting(of.setAside, of.now);
  if (aside === undefined) return undefined;
  return item('health.unreadable', {
    lang: of.lang,
    since: aside.since,
    values: { count: String(aside.count) },
  });
}

/** Places that are still empty since somebody's account was closed. */
function vacanciesOf(of: HealthOf): HealthItem | undefined {
  const open = (of.health.vacancies ?? []).filter((one) => stillVacant(one, of));
  const [first] = open;
  if (first === undefined) return undefined;
  const places = open.map((one) => say(`admin.places.${one.what}`, of.lang, { of: one.of })).join(', ');
  return item('health.vacancies', { lang: of.lang, since: first.at, values: { places } });
}

function stillVacant({ what, of: place }: Vacancy, of: HealthOf): boolean {
  const { defaultAssignee, requiredValues } = of.settings.data;
  switch (what) {
    // Named by no page any more: rules name who is responsible.
    case 'default-assignee':
      return defaultAssignee === undefined && !namesAssignees(of);
    case 'required-value':
      return !(place in requiredValues);
    // Told until somebody saves the settings anew.
    case 'routing':
      return !namesAssignees(of);
    case 'notices':
      return of.settings.data.notices?.escalation.some(({ people }) => people.length > 0) !== true;
    case 'assignee':
      return of.watches.some((w) => w.mandant === place && w.watched && w.assignee === undefined);
    case 'connection':
      return of.connections.some((c) => c.id === place && c.state !== 'ended' && c.connectedBy === ERASED);
  }
}

function namesAssignees({ settings }: HealthOf): boolean {
  return settings.data.routing?.rules.some(({ assignees }) => assignees !== undefined) === true;
}

function storageItem({ health, lang, now }: HealthOf): HealthItem | undefined {
  if (storageHolds(health)) return undefined;
  const { storage } = health;
  if (storage === undefined) return item('health.storage-untested', { lang, since: now, values: {} });
  const values = { failed: storage.failed.join(', ') };
  return item('health.storage-unsafe', { lang, since: storage.since, values });
}

function shortItem({ health, lang, now }: HealthOf): HealthItem | undefined {
  const short = shortNow(health, now);
  if (short === undefined) return undefined;
  const values = { seconds: String(short.seconds), needs: String(short.needs) };
  return item('health.short', { lang, since: short.since, values });
}

function item(code: HealthCode, of: { lang: Lang; since: string; values: Values }): HealthItem {
  const values = { ...of.values, since: berlinTime(of.since, of.lang) };
  return {
    code,
    tone: HEALTH[code],
    title: sayWith(`${code}.title`, of.lang, values),
    remedy: sayWith(`${code}.remedy`, of.lang, values),
    since: of.since,
  };
}
