import { awaitAll } from '../../kernel/await-all';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { now, nowMs } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import type { Read } from '../../platform/read-ahead';
import type { DatevEnvironment } from '../hosts';
import { type AppOf, appsOnce } from './app-store';
import { type DatevToken, isCopy, nextStep } from './connection';
import { type Held, redeem } from './redeem-store';
import { BUSY, tokenFor, tokenIn, tokenOf, usable } from './token-store';

type Asked = Promise<Result<DatevToken, Problem>>;

/** The tokens for many Mandanten of one invocation. */
export type ManyTokens = {
  /** The token for a Mandant. */
  readonly of: (mandant: string) => Asked;
  /** Renews those of these Mandanten whose time it is, together; `of` hands each on once, for a while. */
  readonly renew: (mandanten: readonly string[]) => Promise<void>;
};

/** An access token lives for a quarter of an hour. */
const SAME_TOKEN_MS = 60_000;

/**
 * As `tokenFor`, for many Mandanten: the session's token is asked for once in a while, not once for each. A Mandant's own approval
 * may be read ahead (`connections`), for less time than that: it may just have been given.
 */
export function manyTokens(environment: DatevEnvironment, connections?: Read): ManyTokens {
  const apps = appsOnce();
  const session = sessionOnce(environment);
  const ahead = new Map<string, { readonly since: number; readonly ask: () => Asked }>();
  const own = (mandant: string) => usable(mandant, environment, connections);
  return {
    async of(mandant) {
      const renewed = ahead.get(mandant);
      ahead.delete(mandant);
      if (renewed !== undefined && nowMs() - renewed.since <= SAME_TOKEN_MS) return renewed.ask();
      const held = await own(mandant);
      return held === undefined ? session() : tokenIn(held, apps);
    },
    async renew(mandanten) {
      const all = await awaitAll(
        mandanten.map(async (mandant) => ({ mandant, read: await settled(own(mandant)) })),
      );
      const due = all.flatMap(({ read }) =>
        read.held !== undefined && wantsNew(read.held) ? [read.held] : [],
      );
      const ends = await redeem(due, apps);
      const since = nowMs();
      for (const { mandant, read } of all) {
        // A record that cannot be read is met again by whoever asks for its token.
        if (read.error !== undefined) continue;
        const { held } = read;
        const ask = async () =>
          held === undefined ? session() : afterRenewal(held, ends.get(held.data.id), apps);
        ahead.set(mandant, { since, ask });
      }
    },
  };
}

async function settled(
  reading: Promise<Held | undefined>,
): Promise<{ readonly held?: Held | undefined; readonly error?: unknown }> {
  try {
    return { held: await reading };
  } catch (error) {
    return { error };
  }
}

function wantsNew({ data }: Held): boolean {
  return !isCopy(data, surroundings().cloudId) && nextStep(data, now()) === 'redeem';
}

/** What its renewal answered; looked at anew where somebody else changed the approval, or where there was none. */
function afterRenewal(
  held: Held,
  end: (() => Result<DatevToken, Problem> | 'again') | undefined,
  app: AppOf,
): Asked {
  const done = end?.();
  if (done === undefined) return tokenIn(held, app);
  return done === 'again' ? tokenOf(held.data.id, { app }) : Promise.resolve(done);
}

function sessionOnce(environment: DatevEnvironment): () => Asked {
  let session: { readonly since: number; readonly token: Asked } | undefined;
  return async () => {
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
}
