import { secondsInDay } from 'date-fns/constants';
import type { AdminAnswer, AdminMandant, HealthCode, HealthItem } from '../../contract/answers';
import type { Connection } from '../../datev/login/connection';
import { type Meter, summed } from '../../datev/meter';
import type { Offers } from '../../datev/offers';
import { problemView, textOf } from '../../datev/problem-words';
import { type CrossCheck, openIn } from '../../discrepancies/cross-check';
import { type Health, quietOf, shortNow, storageHolds, unlinkedNow } from '../../health/health';
import { heartbeatOf } from '../../health/heartbeat';
import { isAside, type SetAside, waiting } from '../../health/set-aside';
import { berlinMinutes, berlinTime } from '../../kernel/berlin';
import { secondsBetween } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Lang } from '../../kernel/problem';
import { mandantRowOf } from '../../mandanten/mandant-row';
import type { Watch } from '../../mandanten/watch';
import { ERASED, type Vacancy } from '../../privacy/vacancies';
import { peopleToldIn } from '../../settings/notices';
import { accountsIn, projectsIn } from '../../settings/routing';
import { type Settings, withoutResubmit } from '../../settings/settings';
import type { Listed } from '../../submissions/lists/listed';
import { deliveredLately, inPhase, type Tally } from '../../submissions/lists/tally';
import { say, sayWith, type Values } from '../../texts/say';
import { type Names, personView } from '../person';
import { stormsView } from '../storms-view';
import { type ConnectionsOf, connectionSummary, connectionViews, coveredUntil } from './connection-view';

type AdminOf = {
  readonly settings: { readonly version: number; readonly data: Settings };
  readonly connections: readonly Connection[];
  readonly registration: AdminAnswer['registration'];
  readonly watches: readonly Watch[];
  readonly health: Health;
  readonly setAside: SetAside;
  readonly crossCheck: CrossCheck;
  readonly tallies: readonly Tally[];
  /** Submissions whose issue Jira hides, the longest hidden first; with a cursor there are more. */
  readonly hidden: { readonly rows: readonly Listed[]; readonly cursor?: string };
  readonly isCounting: boolean;
  readonly canSeal: boolean;
  readonly meter: Meter;
  readonly offers: Offers;
  readonly cloudId?: string | undefined;
  readonly names: Names;
  readonly now: string;
  readonly lang: Lang;
};

/** What the admin page shows, worst first. */
export function adminView(of: AdminOf): AdminAnswer {
  const { settings } = of;
  const sum = (count: (tally: Tally) => number) => of.tallies.reduce((all, tally) => all + count(tally), 0);
  return {
    version: settings.version,
    settings: settings.data,
    connection: connectionSummary(connectionsOf(of)),
    connections: connectionViews(connectionsOf(of)),
    registration: of.registration,
    mandanten: of.watches.map((w) => mandantOf(w, of)).sort(worstFirst),
    offered: of.offers.fresh.filter(({ id }) => !of.watches.some((w) => w.watched && w.mandant === id)),
    health: healthOf(of),
    setUp: setUpOf(of),
    canSeal: of.canSeal,
    ...present({ storms: stormsView(of.tallies, { ...of, settings: settings.data }) }),
    routed: [...accountsIn(settings.data.routing), ...peopleToldIn(settings.data.notices)].map((id) =>
      personView(id, of.names, of.lang),
    ),
    figures: {
      isCounting: of.isCounting,
      needsYou: sum((tally) => inPhase(tally, 'needs-you')),
      moving: sum((tally) => inPhase(tally, 'moving')),
      deliveredLast30Days: sum((tally) => deliveredLately(tally, of.now)),
      datev: summed(of.meter),
      ...present({ lastTickAt: of.health.lastReconciledAt }),
    },
  };
}

function connectionsOf(of: AdminOf): ConnectionsOf {
  const { connections, now, lang, cloudId } = of;
  const watched = of.watches.filter((w) => w.watched).map((w) => w.mandant);
  return {
    connections,
    environment: of.settings.data.environment,
    watched,
    now,
    lang,
    ...present({ cloudId }),
  };
}

function mandantOf(w: Watch, of: AdminOf): AdminMandant {
  const assignee = w.assignee === undefined ? undefined : personView(w.assignee, of.names, of.lang);
  const trouble = w.trouble === undefined ? undefined : problemView(w.trouble.problem, of.lang);
  return {
    id: w.mandant,
    watched: w.watched,
    ...present({
      name: w.name,
      assignee,
      trouble,
      coveredUntil: berlinMinutes(coveredUntil(w.mandant, connectionsOf(of)) ?? '') || undefined,
    }),
  };
}

function worstFirst(a: AdminMandant, b: AdminMandant): number {
  const weight = (m: AdminMandant) => (m.trouble === undefined ? 0 : 2) + (m.watched ? 1 : 0);
  return weight(b) - weight(a) || a.id.localeCompare(b.id, 'en', { numeric: true });
}

const STEPS = ['environment', 'connection', 'mandanten', 'project', 'statuses'] as const;

function setUpOf(of: AdminOf): AdminAnswer['setUp'] {
  const { project } = of.settings.data;
  const done = {
    // Nobody chose it as long as nothing was ever saved: the default is production, and not to be taken for a decision.
    environment: of.settings.version > 0,
    connection: connectionSummary(connectionsOf(of)).state === 'connected',
    mandanten: of.watches.some((w) => w.watched),
    project: project !== undefined,
    // Of a rule's project health tells: an open step would take everything else that it has to tell off the page.
    statuses: project !== undefined && !withoutResubmit(of.settings.data).includes(project.key),
  };
  return STEPS.map((step) => ({
    step,
    done: done[step],
    text: say(`admin.steps.${step}`, of.lang),
  }));
}

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
function withoutLook({ watches, setAside, now }: AdminOf): string | undefined {
  const waits = ({ mandant }: Watch) => isAside(setAside, `mandant:${mandant}`, now);
  return heartbeatOf(watches.filter((w) => !waits(w)).map(mandantRowOf), now).silentSince;
}

/** Since when the hourly task has not run. */
function withoutHour({ health: { lastReconciledAt: last }, now }: AdminOf): string | undefined {
  return last !== undefined && secondsBetween(last, now) > SILENT_SECONDS ? last : undefined;
}

function healthOf(of: AdminOf): readonly HealthItem[] {
  const { health: h, lang } = of;
  const stopped = of.settings.data.stopped;
  const silent = withoutLook(of) ?? withoutHour(of);
  const items = [
    stopped === undefined
      ? undefined
      : item('health.stopped', { lang, since: stopped.at, values: { reason: stopped.reason } }),
    storageItem(of),
    shortItem(of),
    silent === undefined ? undefined : item('health.silent', { lang, since: silent, values: {} }),
    h.eventsMissingSince === undefined
      ? undefined
      : item('health.events-missing', { lang, since: h.eventsMissingSince, values: {} }),
    h.refusedFields === undefined
      ? undefined
      : item('health.refused-fields', {
          lang,
          since: h.refusedFields.since,
          values: { fields: h.refusedFields.fields },
        }),
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
  return items.length > 0 ? items : [nothingWrong(of)];
}

/** Nothing is wrong; that everything runs is only said once everything is set up. */
function nothingWrong(of: AdminOf): HealthItem {
  const { lang } = of;
  const open = setUpOf(of).filter(({ done }) => !done).length;
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
function quietItem({ health, now, lang }: AdminOf): HealthItem | undefined {
  const until = quietOf(health, now);
  if (until === undefined || health.quiet === undefined) return undefined;
  return item('health.quiet', {
    lang,
    since: health.quiet.since,
    values: { until: berlinTime(until, lang) },
  });
}

/** Rules file into a project where nothing that is moved is sent. Of the usual project the steps of the set-up tell. */
function noResubmitOf({ settings: { data }, lang }: AdminOf): HealthItem | undefined {
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
function missedOf({ settings: { data }, health, lang }: AdminOf): readonly HealthItem[] {
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
function unlinkedItem({ health, now, lang }: AdminOf): HealthItem | undefined {
  const unlinked = unlinkedNow(health, now);
  return unlinked && item('health.unlinked', { lang, since: unlinked.since, values: {} });
}

/** Keys that a health item names; more are counted. */
const MAX_KEYS = 10;

/** Issues that Jira does not show us; their keys are no ledger data. */
function hiddenOf(of: AdminOf): HealthItem | undefined {
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
function troubledOf(of: AdminOf): HealthItem | undefined {
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

function recountedOf({ health: { recounted }, lang, now }: AdminOf): HealthItem | undefined {
  if (recounted === undefined || secondsBetween(recounted.at, now) > RECOUNTED_SECONDS) return undefined;
  return item('health.recounted', { lang, since: recounted.at, values: { count: recounted.wrong } });
}

/** What the last cross-check found and nobody ordered anything about. */
function discrepanciesOf({ crossCheck, lang }: AdminOf): HealthItem | undefined {
  const [count, since] = [openIn(crossCheck), crossCheck.last?.doneAt];
  if (count === 0 || since === undefined) return undefined;
  return item('health.discrepancies', { lang, since, values: { count } });
}

/** What could not be read and waits. */
function unreadableOf(of: AdminOf): HealthItem | undefined {
  const aside = waiting(of.setAside, of.now);
  if (aside === undefined) return undefined;
  return item('health.unreadable', {
    lang: of.lang,
    since: aside.since,
    values: { count: String(aside.count) },
  });
}

/** Places that are still empty since somebody's account was closed. */
function vacanciesOf(of: AdminOf): HealthItem | undefined {
  const open = (of.health.vacancies ?? []).filter((one) => stillVacant(one, of));
  const [first] = open;
  if (first === undefined) return undefined;
  const places = open.map((one) => say(`admin.places.${one.what}`, of.lang, { of: one.of })).join(', ');
  return item('health.vacancies', { lang: of.lang, since: first.at, values: { places } });
}

function stillVacant({ what, of: place }: Vacancy, of: AdminOf): boolean {
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

function namesAssignees({ settings }: AdminOf): boolean {
  return settings.data.routing?.rules.some(({ assignees }) => assignees !== undefined) === true;
}

function storageItem({ health, lang, now }: AdminOf): HealthItem | undefined {
  if (storageHolds(health)) return undefined;
  const { storage } = health;
  if (storage === undefined) return item('health.storage-untested', { lang, since: now, values: {} });
  const values = { failed: storage.failed.join(', ') };
  return item('health.storage-unsafe', { lang, since: storage.since, values });
}

function shortItem({ health, lang, now }: AdminOf): HealthItem | undefined {
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
