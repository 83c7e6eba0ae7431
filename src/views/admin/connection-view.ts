import type { AdminAnswer, ConnectionView } from '../../contract/answers';
import type { DatevEnvironment } from '../../datev/hosts';
import { type Connection, daysLeft, isCopy } from '../../datev/login/connection';
import { berlinMinutes } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { say } from '../../texts/say';

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

const SOON_DAYS = 30;

/** The session first, then Mandanten by number. */
function byId(a: ConnectionView, b: ConnectionView): number {
  if (a.id === 'main' || b.id === 'main') return a.id === b.id ? 0 : a.id === 'main' ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Every approval in words, those that need somebody first. */
export function connectionViews(of: ConnectionsOf): readonly ConnectionView[] {
  const weight = (view: ConnectionView) => (view.tone === 'removed' ? 0 : view.tone === 'moved' ? 1 : 2);
  return of.connections
    .map((connection) => viewOf(connection, of))
    .toSorted((a, b) => weight(a) - weight(b) || byId(a, b));
}

type Standing =
  | 'session'
  | 'longTerm'
  | 'soon'
  | 'copy'
  | 'elsewhere'
  | 'expired'
  | 'refused'
  | 'lost'
  | 'disconnected';

function viewOf(connection: Connection, of: ConnectionsOf): ConnectionView {
  const { id, person, state, refreshUntil } = connection;
  const { tone, key } = toneOf(connection, of);
  const isLive = state !== 'ended';
  return {
    id,
    tone,
    isLive,
    text: say(`connection.${key}`, of.lang, { id, days: daysLeft(connection, of.now) }),
    ...present({
      person: person === '' ? undefined : person,
      until: isLive ? berlinMinutes(refreshUntil) : undefined,
    }),
  };
}

function toneOf(
  connection: Connection,
  { environment, now, cloudId }: ConnectionsOf,
): { readonly tone: ConnectionView['tone']; readonly key: Standing } {
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
      text: say('connection.summary.broken', lang, { mandanten: uncovered.join(', ') }),
    };
  if (usable) return { state: 'connected', environment, text: say('connection.summary.connected', lang) };
  return {
    state: none ? 'missing' : 'broken',
    environment,
    text: say(none ? 'connection.summary.missing' : 'connection.summary.ended', lang),
  };
}
