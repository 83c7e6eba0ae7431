import type { AdminAnswer, ConnectionView } from '../contract/answers';
import type { DatevEnvironment } from '../datev/hosts';
import { type Connection, daysLeft, isCopy } from '../datev/login/connection';
import { berlinMinutes } from '../kernel/berlin';
import { present } from '../kernel/present';
import type { Lang, Text } from '../kernel/problem';
import { say } from '../kernel/text';

export type ConnectionsOf = {
  readonly connections: readonly Connection[];
  readonly environment: DatevEnvironment;
  /** Mandanten that are watched. */
  readonly watched: readonly string[];
  /** The Jira site this runs for, where Forge says. */
  readonly cloudId?: string | undefined;
  readonly now: string;
  readonly lang: Lang;
};

const WORDS = {
  session: {
    de: 'Sitzung: gilt für alle Mandanten der Anmeldung, höchstens 11 Stunden, dann ist eine neue Anmeldung nötig.',
    en: 'Session: holds for all Mandanten of the login, 11 hours at most, then a new login is needed.',
  },
  longTerm: {
    de: 'Langzeitfreigabe für Mandant {id}.',
    en: 'Long-term approval for Mandant {id}.',
  },
  soon: {
    de: 'Die Langzeitfreigabe für Mandant {id} endet in {days} Tagen.',
    en: 'The long-term approval for Mandant {id} ends in {days} days.',
  },
  copy: {
    de: 'Gilt für eine andere Jira-Site, von der diese eine Kopie ist, und wird nicht verwendet. Verbinden Sie neu.',
    en: 'Holds for another Jira site, of which this is a copy, and is not used. Connect again.',
  },
  elsewhere: {
    de: 'Gilt für die andere DATEV-Umgebung und wird zurzeit nicht verwendet.',
    en: 'Holds for the other DATEV environment and is not used at present.',
  },
  expired: { de: 'Abgelaufen. Verbinden Sie neu.', en: 'Expired. Connect again.' },
  refused: {
    de: 'DATEV nimmt die Freigabe nicht mehr an. Verbinden Sie neu.',
    en: 'DATEV no longer accepts the approval. Connect again.',
  },
  lost: {
    de: 'Eine Antwort von DATEV ging beim Erneuern verloren; damit ist die Freigabe verbraucht. Verbinden Sie neu.',
    en: 'An answer of DATEV was lost while renewing; with it the approval is spent. Connect again.',
  },
  disconnected: { de: 'Getrennt.', en: 'Disconnected.' },
} as const satisfies Readonly<Record<string, Text>>;

const SOON_DAYS = 30;

/** Every approval in words, those that need somebody first. */
export function connectionViews(of: ConnectionsOf): readonly ConnectionView[] {
  const weight = (view: ConnectionView) => (view.tone === 'removed' ? 0 : view.tone === 'moved' ? 1 : 2);
  return of.connections.map((connection) => viewOf(connection, of)).toSorted((a, b) => weight(a) - weight(b));
}

function viewOf(connection: Connection, of: ConnectionsOf): ConnectionView {
  const { id, mode, person, state, refreshUntil } = connection;
  const { tone, key } = toneOf(connection, of);
  const isLive = state !== 'ended';
  return {
    ...{ id, mode, tone, isLive },
    text: say(WORDS[key], of.lang, { id, days: String(daysLeft(connection, of.now)) }),
    ...present({
      person: person === '' ? undefined : person,
      until: isLive ? berlinMinutes(refreshUntil) : undefined,
    }),
  };
}

function toneOf(
  connection: Connection,
  { environment, now, cloudId }: ConnectionsOf,
): { readonly tone: ConnectionView['tone']; readonly key: keyof typeof WORDS } {
  if (connection.state === 'ended') {
    const why = connection.why ?? 'expired';
    return { tone: why === 'disconnected' ? 'default' : 'removed', key: why };
  }
  if (connection.refreshUntil <= now) return { tone: 'removed', key: 'expired' };
  if (isCopy(connection, cloudId)) return { tone: 'removed', key: 'copy' };
  if (connection.environment !== environment) return { tone: 'default', key: 'elsewhere' };
  if (connection.mode === 'session') return { tone: 'success', key: 'session' };
  return daysLeft(connection, now) < SOON_DAYS
    ? { tone: 'moved', key: 'soon' }
    : { tone: 'success', key: 'longTerm' };
}

/** Until when an approval covers a Mandant: its own first, else the session. */
export function coveredUntil(mandant: string, of: ConnectionsOf): string | undefined {
  const usable = of.connections.filter(
    (one) =>
      one.state !== 'ended' &&
      !isCopy(one, of.cloudId) &&
      one.environment === of.environment &&
      one.refreshUntil > of.now,
  );
  return (usable.find(({ id }) => id === mandant) ?? usable.find(({ id }) => id === 'main'))?.refreshUntil;
}

const SUMMARY = {
  connected: { de: 'Mit DATEV verbunden.', en: 'Connected to DATEV.' },
  missing: { de: 'Noch nicht mit DATEV verbunden.', en: 'Not connected to DATEV yet.' },
  broken: {
    de: 'Nicht alle beobachteten Mandanten sind verbunden: {mandanten}.',
    en: 'Not all watched Mandanten are connected: {mandanten}.',
  },
  ended: {
    de: 'Die Verbindung zu DATEV ist beendet. Verbinden Sie neu.',
    en: 'The connection to DATEV has ended. Connect again.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The lamp: green only when every watched Mandant is covered. */
export function connectionSummary(of: ConnectionsOf): AdminAnswer['connection'] {
  const { environment, lang, watched } = of;
  const uncovered = watched.filter((mandant) => coveredUntil(mandant, of) === undefined);
  const usable = of.connections.some((one) => coveredUntil(one.id, of) !== undefined);
  const none = of.connections.every(({ why }) => why === 'disconnected');
  if (uncovered.length > 0 && usable)
    return {
      state: 'broken',
      environment,
      text: say(SUMMARY.broken, lang, { mandanten: uncovered.join(', ') }),
    };
  if (usable) return { state: 'connected', environment, text: SUMMARY.connected[lang] };
  return {
    state: none ? 'missing' : 'broken',
    environment,
    text: (none ? SUMMARY.missing : SUMMARY.ended)[lang],
  };
}
