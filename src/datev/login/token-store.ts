import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import type { Read } from '../../platform/read-ahead';
import type { DatevEnvironment } from '../hosts';
import { type AppOf, appOf } from './app-store';
import { advanced, type DatevToken, ended, isCopy, isLeftOver, nextStep } from './connection';
import { forgetTokens, loadConnection, loadTokens, saveConnection } from './connection-store';
import { type Done, end, type Held, redeem, tokenFrom } from './redeem-store';

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

/** The token of an approval, as far as it may be used here. */
export async function tokenIn(held: Held | undefined, app: AppOf): Promise<Result<DatevToken, Problem>> {
  if (held === undefined) return missing('datev.not-connected');
  const { data: connection } = held;
  if (connection.state === 'ended') return missing('datev.reconnect');
  if (isCopy(connection, surroundings().cloudId)) return missing('datev.other-site');
  return tokenOf(connection.id, { held, app });
}

/** A connection of this environment; one that has ended only when it has no better alternative. */
export async function usable(
  id: string,
  environment: DatevEnvironment,
  read?: Read,
): Promise<Held | undefined> {
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
export const BUSY: Problem = { code: 'datev.token-busy', retry: 'later', retryAfterSeconds: 3 };

/**
 * The story of one connection: use, or redeem under a lease, or find out what became of somebody else's redeeming. `held`: as
 * it was read just now.
 */
export async function tokenOf(
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

const STEPS: Readonly<
  Record<'use' | 'redeem' | 'recover' | 'expire', (held: Held, app: AppOf) => Promise<Done>>
> = {
  use: async (held) => {
    const tokens = await loadTokens(held.data.id, held.data.generation);
    return tokens === undefined ? end(held, 'lost') : ok(tokenFrom(held.data, tokens));
  },
  expire: (held) => end(held, 'expired'),
  redeem: redeemOne,
  recover,
};

async function redeemOne(held: Held, appFor: AppOf): Promise<Done> {
  const ends = await redeem([held], appFor);
  return ends.get(held.data.id)?.() ?? 'again';
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
