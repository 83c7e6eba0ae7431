import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { now, nowMs } from '../../platform/clock';
import { remainingMs, surroundings } from '../../platform/context';
import { uuid } from '../../platform/ids';
import { log } from '../../platform/log';
import type { Read } from '../../platform/read-ahead';
import type { Versioned } from '../../platform/records';
import type { DatevEnvironment } from '../hosts';
import { type AppOf, appOf, appsOnce } from './app-store';
import {
  advanced,
  type Connection,
  type EndedWhy,
  ended,
  isCopy,
  isLeftOver,
  nextStep,
  redeeming,
  type Tokens,
  untouched,
} from './connection';
import { forgetTokens, keepTokens, loadConnection, loadTokens, saveConnection } from './connection-store';
import { redeemRefresh, type TokenRefusal } from './oidc-api';

/** What every call carries (DATEV: a bearer token and the OAuth client's id), and where it came from. */
export type DatevToken = {
  readonly access: string;
  readonly clientId: string;
  readonly from?: { readonly id: string; readonly generation: number };
};

export const MAIN = 'main';

/**
 * The token for calls to an environment: that of the Mandant's own approval where there is one, else that of the session. A
 * token of another environment is never used. Refreshes when it is time, exactly one of all that ask at once.
 */
export async function tokenFor(
  environment: DatevEnvironment,
  mandant?: string,
): Promise<Result<DatevToken, Problem>> {
  const own = mandant === undefined ? undefined : await usable(mandant, environment);
  return tokenIn(own ?? (await usable(MAIN, environment)), appOf);
}

/** The token for each of many Mandanten. */
export type TokensOf = (mandant: string) => Promise<Result<DatevToken, Problem>>;

/**
 * The same for many Mandanten of one invocation: the session's token is asked for once in a while, not once for each. A Mandant's
 * own approval may be read ahead (`connections`), for less time than that: it may just have been given.
 */
export function tokensOf(environment: DatevEnvironment, connections?: Read): TokensOf {
  const apps = appsOnce();
  let session: { readonly since: number; readonly token: Promise<Result<DatevToken, Problem>> } | undefined;
  const ofSession = async () => {
    if (session === undefined || nowMs() - session.since > SAME_TOKEN_MS)
      session = { since: nowMs(), token: tokenFor(environment) };
    const asked = session;
    const token = await asked.token.catch((error: unknown) => {
      if (session === asked) session = undefined;
      throw error;
    });
    if (!token.ok && token.problem.code === BUSY.code && session === asked) session = undefined;
    return token;
  };
  return async (mandant) => {
    const own = await usable(mandant, environment, connections);
    return own === undefined ? ofSession() : tokenIn(own, apps);
  };
}
/** An access token lives for a quarter of an hour. */
const SAME_TOKEN_MS = 60_000;

async function tokenIn(held: Held | undefined, app: AppOf): Promise<Result<DatevToken, Problem>> {
  if (held === undefined) return missing('datev.not-connected');
  const { data: connection } = held;
  if (connection.state === 'ended') return missing('datev.reconnect');
  if (isCopy(connection, surroundings().cloudId)) return missing('datev.other-site');
  return tokenOf(connection.id, { held, app });
}

/** A connection of this environment; one that has ended only when it has no better alternative. */
async function usable(id: string, environment: DatevEnvironment, read?: Read): Promise<Held | undefined> {
  const { version, data } = await loadConnection(id, read);
  if (data === null || data.environment !== environment) return undefined;
  return data.state === 'ended' && id !== MAIN ? undefined : { version, data };
}

/**
 * Ends what is over although nobody asked for a token any more: of an approval that nobody uses, neither tokens nor the name of
 * a person stay behind. Also takes the name from what earlier code ended. Safe to repeat.
 */
export async function tidyConnection(id: string): Promise<void> {
  const before = await loadConnection(id);
  const connection = before.data;
  if (connection === null || !isLeftOver(connection, now())) return;
  const { state, why = 'expired', generation } = connection;
  if ((await saveConnection(before, ended(connection, why))) === 'conflict') return;
  if (state === 'live') await forgetTokens(id, generation);
}

/** Another token after DATEV refused this one (401): the newer generation's if there is one, else a refreshed one. */
export async function renewed(token: DatevToken): Promise<Result<DatevToken, Problem>> {
  return token.from === undefined
    ? missing('datev.not-connected')
    : tokenOf(token.from.id, { rejected: token.from.generation, app: appOf });
}

function missing(code: 'datev.not-connected' | 'datev.reconnect' | 'datev.other-site'): {
  readonly ok: false;
  readonly problem: Problem;
} {
  return fail({ code, retry: 'later' });
}

/** Somebody else is at it: soon there will be a new one. */
const BUSY: Problem = { code: 'datev.token-busy', retry: 'later', retryAfterSeconds: 3 };

/**
 * The story of one connection: use, or redeem under a lease, or find out what became of somebody else's redeeming. `held`: as
 * it was read just now.
 */
async function tokenOf(
  id: string,
  { held, rejected, app }: { readonly held?: Held; readonly rejected?: number; readonly app: AppOf },
): Promise<Result<DatevToken, Problem>> {
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const before = looks === 0 && held !== undefined ? held : await loadConnection(id);
    const connection = before.data;
    if (connection === null) return missing('datev.not-connected');
    const step = nextStep(connection, now(), rejected);
    if (step === 'ended') return missing('datev.reconnect');
    if (step === 'wait') return fail(BUSY);
    const done = await STEPS[step]({ version: before.version, data: connection }, app);
    if (done !== 'again') return done;
  }
  return fail(BUSY);
}
/** Each look follows a change; so many in one breath mean that storage does not do what it says. */
const MAX_LOOKS = 10;

type Held = Versioned<Connection>;
/** `again`: somebody else changed the connection meanwhile, look anew. */
type Done = Result<DatevToken, Problem> | 'again';

const STEPS: Readonly<
  Record<'use' | 'redeem' | 'recover' | 'expire', (held: Held, app: AppOf) => Promise<Done>>
> = {
  use: async (held) => {
    const tokens = await loadTokens(held.data.id, held.data.generation);
    return tokens === undefined ? end(held, 'lost') : ok(tokenFrom(held.data, tokens));
  },
  expire: (held) => end(held, 'expired'),
  redeem,
  recover,
};

function tokenFrom({ id, generation, clientId }: Connection, tokens: Tokens): DatevToken {
  return { access: tokens.accessToken, clientId, from: { id, generation } };
}

async function end(held: Held, why: EndedWhy): Promise<Done> {
  log('datev.connection-ended', { connection: held.data.id, generation: held.data.generation, why });
  await saveConnection(held, ended(held.data, why));
  return 'again';
}

/**
 * Redeems the refresh token. Marked before and stored before it is used (DESIGN §6): whoever finds the mark with its lease
 * over knows that the token may be spent, and never redeems it a second time.
 */
async function redeem(held: Held, appFor: AppOf): Promise<Done> {
  const { data: connection } = held;
  if (remainingMs() < REDEEM_SECONDS * 1000) return fail(NO_TIME);
  const tokens = await loadTokens(connection.id, connection.generation);
  if (tokens === undefined) return end(held, 'lost');
  const marked = redeeming(connection, uuid(), now());
  if ((await saveConnection(held, marked)) === 'conflict') return 'again';
  // Seen, not only said: an answer that some gateway invented must not make two of us redeem the same token.
  const seen = await loadConnection(connection.id);
  if (seen.data?.lease?.owner !== marked.lease?.owner) return 'again';
  const mine: Held = { version: seen.version, data: marked };
  const app = await appFor(connection.environment, connection);
  const answer = await redeemRefresh(app, connection.endpoints, tokens.refreshToken);
  return answer.ok ? advance(mine, answer.value) : giveUp(mine, answer.problem);
}

/** A pair of tokens whose answer came too late is lost: with less time nobody begins to redeem. */
export const REDEEM_SECONDS = 15;
const NO_TIME: Problem = { code: 'platform.no-time-left', retry: 'later' };

async function advance(held: Held, answered: Tokens): Promise<Done> {
  const { id, generation, scopes } = held.data;
  const tokens = answered.scopes.length === 0 ? { ...answered, scopes } : answered;
  await keepTokens(id, generation + 1, tokens);
  const next = advanced(held.data, tokens);
  if ((await saveConnection(held, next)) === 'conflict') return 'again';
  await forgetTokens(id, generation);
  return ok(tokenFrom(next, tokens));
}

async function giveUp(held: Held, { what, problem }: TokenRefusal): Promise<Done> {
  if (what === 'spent') return end(held, 'refused');
  if (what === 'unknown') return end(held, 'lost');
  await saveConnection(held, untouched(held.data));
  return fail(problem);
}

/** Somebody began to redeem and never came back: their tokens are stored and count, or are lost. */
async function recover(held: Held): Promise<Done> {
  const { id, generation } = held.data;
  const tokens = await loadTokens(id, generation + 1);
  if (tokens === undefined) return end(held, 'lost');
  if ((await saveConnection(held, advanced(held.data, tokens))) === 'done')
    await forgetTokens(id, generation);
  return 'again';
}
