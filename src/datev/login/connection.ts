import { secondsInDay } from 'date-fns/constants';
import { plusSeconds, secondsBetween } from '../../kernel/instant';
import type { DatevEnvironment } from '../hosts';
import type { Endpoints, LoginMode } from './oidc';

/**
 * The approval a person gave at DATEV. The tokens themselves lie in secret storage under connection and generation;
 * each refresh redeems the refresh token, which DATEV accepts exactly once, and begins the next generation.
 */
export type Connection = {
  readonly v: 2;
  /** `main` for a session, the Mandant for a long-term approval. */
  readonly id: string;
  /** 0 before the first tokens; only ever grows, also over logins. */
  readonly generation: number;
  readonly environment: DatevEnvironment;
  /** OAuth client id of the app, and whether it proves itself with a secret. */
  readonly clientId: string;
  readonly isConfidential: boolean;
  /** Where this approval is refreshed and revoked. */
  readonly endpoints: Endpoints;
  readonly mode: LoginMode;
  /** `redeeming`: the refresh token of this generation may be spent already. `ended`: a person has to log in again. */
  readonly state: 'live' | 'redeeming' | 'ended';
  readonly why?: EndedWhy | undefined;
  /** Who redeems, and until when nobody else even looks. */
  readonly lease?: { readonly owner: string; readonly until: string } | undefined;
  /** Instants from which access and refresh token are no longer accepted. */
  readonly accessUntil: string;
  readonly refreshUntil: string;
  readonly scopes: readonly string[];
  /** The Jira site it was given for: a copy of the site must not send. Absent where Forge did not say. */
  readonly cloudId?: string | undefined;
  readonly connectedAt: string;
  /** Jira account that started the login. */
  readonly connectedBy: string;
  /** Name of the person at DATEV, which DATEV wants shown; empty when DATEV did not say, and once the connection has ended. */
  readonly person: string;
};

/**
 * `expired`: its time is over · `refused`: DATEV no longer accepts the refresh token · `lost`: an answer with new tokens did
 * not arrive, or nobody stored them · `disconnected`: a person ended it.
 */
export type EndedWhy = 'expired' | 'refused' | 'lost' | 'disconnected';

/**
 * Whether `here` is a copy of the site for which the person approved: data that was copied to a trial site would send to
 * real books, and the two would spend each other's refresh tokens.
 */
export function isCopy({ cloudId }: Connection, here: string | undefined): boolean {
  return cloudId !== undefined && here !== undefined && cloudId !== here;
}

/** What a login or a refresh brought. */
export type Tokens = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accessUntil: string;
  readonly refreshUntil: string;
  readonly scopes: readonly string[];
};

/** What every call carries (DATEV: a bearer token and the OAuth client's id), and where it came from. */
export type DatevToken = {
  readonly access: string;
  readonly clientId: string;
  readonly from?: { readonly id: string; readonly generation: number };
};

/** What to do for whoever needs a token now. */
type NextStep = 'use' | 'redeem' | 'wait' | 'recover' | 'expire' | 'ended';

/** So long before its end an access token is no longer used: a call may take its time. */
const EARLY_SECONDS = 60;

/** `rejected`: the generation whose access token DATEV has just refused (401). */
export function nextStep(connection: Connection, now: string, rejected?: number): NextStep {
  const { state, lease, accessUntil, refreshUntil, generation } = connection;
  if (state === 'ended') return 'ended';
  if (state === 'redeeming') return lease !== undefined && now < lease.until ? 'wait' : 'recover';
  const isFresh = now < plusSeconds(accessUntil, -EARLY_SECONDS);
  if (isFresh && rejected !== generation) return 'use';
  return now < refreshUntil ? 'redeem' : 'expire';
}

/**
 * How long one refresh may take before others look after it. Longer than the request's own time limit and a wait for storage's next
 * minute.
 */
const LEASE_SECONDS = 120;

export function redeeming(connection: Connection, owner: string, now: string): Connection {
  return { ...connection, state: 'redeeming', lease: { owner, until: plusSeconds(now, LEASE_SECONDS) } };
}

/** The next generation after a refresh, or after finding that its tokens were stored. */
export function advanced(connection: Connection, tokens: Tokens): Connection {
  const { accessUntil, refreshUntil, scopes } = tokens;
  const { lease: _, why: __, ...rest } = connection;
  return { ...rest, generation: connection.generation + 1, state: 'live', accessUntil, refreshUntil, scopes };
}

/** The refresh token was not spent: as before. */
export function untouched(connection: Connection): Connection {
  const { lease: _, ...rest } = connection;
  return { ...rest, state: 'live' };
}

/** Nobody uses it any more; the person's name at DATEV, kept only because DATEV wants it shown, goes. */
export function ended(connection: Connection, why: EndedWhy): Connection {
  const { lease: _, ...rest } = connection;
  return { ...rest, state: 'ended', why, person: '' };
}

/** Nobody can use it any more, and still tokens or the name of a person lie there: to be tidied up. */
export function isLeftOver({ state, refreshUntil, person }: Connection, now: string): boolean {
  return state === 'ended' ? person !== '' : state === 'live' && refreshUntil <= now;
}

/** The warning stages before a connection ends, in days; 0 = it has ended. */
export function daysLeft(connection: Connection, now: string): number {
  if (connection.state === 'ended') return 0;
  return Math.max(0, Math.floor(secondsBetween(now, connection.refreshUntil) / secondsInDay));
}
