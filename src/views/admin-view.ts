import { secondsInDay } from 'date-fns/constants';
import type { AdminAnswer, AdminMandant, HealthItem } from '../contract/answers';
import type { Connection } from '../datev/login/connection';
import { type Meter, summed } from '../datev/meter';
import type { Offers } from '../datev/offers';
import { textOf } from '../datev/problem-text';
import { type Health, shortNow, storageHolds } from '../health/health';
import { type SetAside, waiting } from '../health/set-aside';
import { berlinMinutes, berlinTime } from '../kernel/berlin';
import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Lang, Text } from '../kernel/problem';
import { say } from '../kernel/text';
import type { Watch } from '../mandanten/watch';
import { ERASED, type Vacancy } from '../privacy/left';
import type { Settings } from '../settings/settings';
import type { Submission } from '../submissions/submission';
import { type ConnectionsOf, connectionSummary, connectionViews, coveredUntil } from './connection-view';
import { type Names, personView } from './person';

export type AdminOf = {
  readonly settings: { readonly version: number; readonly data: Settings };
  readonly connections: readonly Connection[];
  readonly registration: AdminAnswer['registration'];
  readonly watches: readonly Watch[];
  readonly health: Health;
  readonly setAside: SetAside;
  readonly byPhase: ReadonlyMap<string, readonly Submission[]>;
  readonly isPartial: boolean;
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
  const { settings, byPhase } = of;
  const count = (phase: string) => byPhase.get(phase)?.length ?? 0;
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
    figures: {
      isPartial: of.isPartial,
      needsYou: count('needs-you'),
      moving: count('moving'),
      deliveredLast30Days: (byPhase.get('delivered') ?? []).filter(
        (s) => secondsBetween(s.end?.at ?? of.now, of.now) < 30 * secondsInDay,
      ).length,
      datev: summed(of.meter),
      ...present({ lastTickAt: of.health.lastReconciledAt, lastEventAt: of.health.lastEventAt }),
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
  const trouble =
    w.trouble === undefined
      ? undefined
      : { code: w.trouble.problem.code, ...textOf(w.trouble.problem, of.lang) };
  return {
    id: w.mandant,
    watched: w.watched,
    ...present({
      ...{ name: w.name, watchedSince: w.watchedSince, assignee, trouble },
      coveredUntil: berlinMinutes(coveredUntil(w.mandant, connectionsOf(of)) ?? '') || undefined,
    }),
  };
}

function worstFirst(a: AdminMandant, b: AdminMandant): number {
  const weight = (m: AdminMandant) => (m.trouble === undefined ? 0 : 2) + (m.watched ? 1 : 0);
  return weight(b) - weight(a) || a.id.localeCompare(b.id, 'en', { numeric: true });
}

const STEPS: Readonly<Record<AdminAnswer['setUp'][number]['step'], Text>> = {
  connection: { de: 'DATEV verbinden', en: 'Connect DATEV' },
  mandanten: { de: 'Mindestens einen Mandanten beobachten', en: 'Watch at least one Mandant' },
  project: {
    de: 'Projekt und Vorgangstyp für die Vorgänge wählen',
    en: 'Choose project and issue type for the issues',
  },
  statuses: {
    de: 'Festlegen, welcher Status „erneut senden“ bedeutet',
    en: 'Say which status means “send again”',
  },
};

function setUpOf(of: AdminOf): AdminAnswer['setUp'] {
  const { project, statuses } = of.settings.data;
  const done = {
    connection: connectionSummary(connectionsOf(of)).state === 'connected',
    mandanten: of.watches.some((w) => w.watched),
    project: project !== undefined,
    statuses: project !== undefined && (statuses[project.id]?.resubmit.length ?? 0) > 0,
  };
  return (Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) => ({
    step,
    done: done[step],
    text: STEPS[step][of.lang],
  }));
}

const HEALTH = {
  'health.events-missing': {
    tone: 'moved',
    title: { de: 'Ereignisse von Jira fehlen seit {since}.', en: 'Jira events missing since {since}.' },
    remedy: {
      de: 'Nichts geht verloren: Die App sieht stündlich selbst nach. Bis Jira wieder meldet, dauert es nach „Erledigt“ bis zu einer Stunde, bis gesendet wird.',
      en: 'Nothing is lost: the app looks by itself every hour. Until Jira reports again it takes up to an hour after “Done” until a file is sent.',
    },
  },
  'health.refused-fields': {
    tone: 'moved',
    title: {
      de: 'Jira nimmt diese Felder nicht an: {fields}.',
      en: 'Jira does not take these fields: {fields}.',
    },
    remedy: {
      de: 'Prüfen Sie unter „Felder“, ob es die Felder noch gibt und ob sie Text aufnehmen. Die Vorgänge entstehen auch ohne sie.',
      en: 'Check under “Fields” whether the fields still exist and take text. Issues are created without them, too.',
    },
  },
  'health.issues-hidden': {
    tone: 'removed',
    title: {
      de: 'Jira zeigt der App {count} ihrer Vorgänge nicht: {keys}.',
      en: 'Jira does not show the app {count} of its issues: {keys}.',
    },
    remedy: {
      de: 'Geben Sie der App diese Vorgänge wieder frei (Sicherheitsstufe, Berechtigung „Projekte durchsuchen“). Bis dahin liest und entscheidet dort nur die Jira-Administration, im DATEV-Desk; dort sagen Sie auch, wenn ein Vorgang gelöscht wurde.',
      en: 'Let the app see these issues again (security level, permission “Browse projects”). Until then only the Jira administration reads and decides there, in the DATEV desk; there you also say that an issue was deleted.',
    },
  },
  'health.storage-unsafe': {
    tone: 'removed',
    title: {
      de: 'Es wird nichts gesendet und kein Vorgang angelegt: Der Speicher von Forge hält nicht ein, worauf „genau einmal“ beruht.',
      en: 'Nothing is sent and no issue is created: Forge’s storage does not keep what “exactly once” rests on.',
    },
    remedy: {
      de: 'Es geht nichts verloren, und die App prüft es alle paar Minuten neu. Bleibt es länger als eine Stunde so, melden Sie es dem Hersteller und dem Support von Atlassian: „Bedingte Schreibvorgänge des Forge-Speichers gelten nicht ({failed}).“',
      en: 'Nothing is lost, and the app checks again every few minutes. If it stays so for more than an hour, report it to the vendor and to Atlassian’s support: “Conditional writes of Forge storage are not honoured ({failed}).”',
    },
  },
  'health.storage-untested': {
    tone: 'moved',
    title: {
      de: 'Der Speicher von Forge ist noch nicht geprüft; so lange wird nichts gesendet und kein Vorgang angelegt.',
      en: 'Forge’s storage is not tested yet; until then nothing is sent and no issue is created.',
    },
    remedy: {
      de: 'Die App prüft ihn von selbst, sobald etwas zu tun ist, spätestens in einer Stunde. Steht das hier länger, wenden Sie sich an den Hersteller.',
      en: 'The app tests it by itself as soon as there is something to do, at the latest in an hour. If this stays longer, contact the vendor.',
    },
  },
  'health.short': {
    tone: 'removed',
    title: {
      de: 'Forge gibt der App nur etwa {seconds} Sekunden am Stück; etwas, das wartet, braucht {needs}.',
      en: 'Forge gives the app only about {seconds} seconds at a time; something that waits needs {needs}.',
    },
    remedy: {
      de: 'Alles Kürzere läuft weiter, und das Lange wird immer seltener versucht, mindestens stündlich. Vereinbart sind 300 Sekunden: Beenden Sie einen laufenden Entwicklungstunnel und bringen Sie die App unter „Apps verwalten“ auf den neuesten Stand. Bleibt es dabei, wenden Sie sich an den Hersteller.',
      en: 'All that is shorter goes on, and what is long is tried ever less often, at least hourly. 300 seconds are agreed: end a development tunnel that is running and update the app under “Manage apps”. If it stays so, contact the vendor.',
    },
  },
  'health.stopped': {
    tone: 'removed',
    title: {
      de: 'Alles Senden an DATEV ist angehalten: {reason}',
      en: 'All sending to DATEV is stopped: {reason}',
    },
    remedy: {
      de: 'Geben Sie das Senden wieder frei, sobald der Grund entfallen ist.',
      en: 'Allow sending again when the reason is gone.',
    },
  },
  'health.silent': {
    tone: 'removed',
    title: {
      de: 'Die App hat seit {since} nicht mehr nachgesehen.',
      en: 'The app has not looked since {since}.',
    },
    remedy: {
      de: 'Forge führt die stündliche Aufgabe nicht aus. Prüfen Sie die App unter „Apps verwalten“ und wenden Sie sich an den Hersteller.',
      en: 'Forge does not run the hourly task. Check the app under “Manage apps” and contact the vendor.',
    },
  },
  'health.unreadable': {
    tone: 'removed',
    title: {
      de: 'Nicht lesbar und deshalb zurückgestellt: {count} Übertragungen, Mandanten oder Pipelines.',
      en: 'Unreadable and therefore set aside: {count} transmissions, Mandanten or pipelines.',
    },
    remedy: {
      de: 'Sie stammen von einer neueren Version der App oder sind beschädigt. Verloren ist nichts, alles andere läuft weiter. Aktualisieren Sie die App unter „Apps verwalten“; bleibt es dabei, wenden Sie sich an den Hersteller.',
      en: 'They were written by a newer version of the app, or are damaged. Nothing is lost, everything else goes on. Update the app under “Manage apps”; if that does not help, contact the vendor.',
    },
  },
  'health.vacancies': {
    tone: 'moved',
    title: {
      de: 'Ein Atlassian-Konto wurde geschlossen, das hier eingetragen war: {places}.',
      en: 'An Atlassian account was closed that was entered here: {places}.',
    },
    remedy: {
      de: 'Tragen Sie dort jemand anderen ein. Eine Verbindung zu DATEV gilt weiter; lassen Sie sie von jemand anderem neu herstellen, wenn die Person die Kanzlei verlassen hat.',
      en: 'Enter somebody else there. A connection to DATEV still counts; let somebody else connect anew if the person has left the firm.',
    },
  },
  'health.well': {
    tone: 'success',
    title: { de: 'Alles läuft.', en: 'Everything runs.' },
    remedy: { de: 'Nichts zu tun.', en: 'Nothing to do.' },
  },
} as const satisfies Readonly<Record<string, { tone: HealthItem['tone']; title: Text; remedy: Text }>>;

const SILENT_SECONDS = 3 * 3600;

function healthOf(of: AdminOf): readonly HealthItem[] {
  const { health: h, lang, now } = of;
  const stopped = of.settings.data.stopped;
  const silent =
    h.lastReconciledAt !== undefined && secondsBetween(h.lastReconciledAt, now) > SILENT_SECONDS
      ? h.lastReconciledAt
      : undefined;
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
    hiddenOf(of),
    unreadableOf(of),
    vacanciesOf(of),
  ].filter((i) => i !== undefined);
  return items.length > 0
    ? items
    : [
        {
          code: 'health.well',
          tone: HEALTH['health.well'].tone,
          title: HEALTH['health.well'].title[lang],
          remedy: HEALTH['health.well'].remedy[lang],
        },
      ];
}

/** Keys that a health item names; more are counted. */
const MAX_KEYS = 10;

/** Issues that Jira does not show us; their keys are no ledger data. */
function hiddenOf(of: AdminOf): HealthItem | undefined {
  const hidden = [...of.byPhase.values()]
    .flat()
    .flatMap(({ issue }) =>
      issue?.hidden === undefined || issue.deletedAt !== undefined
        ? []
        : [{ key: issue.key, ...issue.hidden }],
    );
  const since = hidden.map((one) => one.since).sort()[0];
  if (since === undefined) return undefined;
  const keys = hidden.slice(0, MAX_KEYS).map(({ key }) => key);
  const more = hidden.length > MAX_KEYS ? ' …' : '';
  const values = { count: String(hidden.length), keys: `${keys.join(', ')}${more}` };
  return item('health.issues-hidden', { lang: of.lang, since, values });
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
  const places = open.map((one) => say(PLACES[one.what], of.lang, { of: one.of })).join(', ');
  return item('health.vacancies', { lang: of.lang, since: first.at, values: { places } });
}

const PLACES: Readonly<Record<Vacancy['what'], Text>> = {
  'default-assignee': { de: 'zuständige Person für neue Vorgänge', en: 'assignee of new issues' },
  'required-value': { de: 'Pflichtfeld {of}', en: 'required field {of}' },
  assignee: { de: 'zuständige Person von {of}', en: 'assignee of {of}' },
  connection: { de: 'DATEV-Verbindung {of}', en: 'DATEV connection {of}' },
};

function stillVacant({ what, of: place }: Vacancy, of: AdminOf): boolean {
  const { defaultAssignee, requiredValues } = of.settings.data;
  switch (what) {
    case 'default-assignee':
      return defaultAssignee === undefined;
    case 'required-value':
      return !(place in requiredValues);
    case 'assignee':
      return of.watches.some((w) => w.mandant === place && w.watched && w.assignee === undefined);
    case 'connection':
      return of.connections.some((c) => c.id === place && c.state !== 'ended' && c.connectedBy === ERASED);
  }
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

function item(
  code: keyof typeof HEALTH,
  of: { lang: Lang; since: string; values: Record<string, string> },
): HealthItem {
  const words = HEALTH[code];
  const values = { ...of.values, since: berlinTime(of.since, of.lang) };
  return {
    code,
    tone: words.tone,
    title: say(words.title, of.lang, values),
    remedy: say(words.remedy, of.lang, values),
    since: of.since,
  };
}
