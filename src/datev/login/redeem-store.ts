import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { now } from '../../platform/clock';
import { remainingMs } from '../../platform/context';
import { uuid } from '../../platform/ids';
import { log } from '../../platform/log';
import type { Versioned } from '../../platform/records';
import { unwrap } from '../../platform/trouble';
import type { AppOf } from './app-store';
import {
  advanced,
  type Connection,
  type DatevToken,
  type EndedWhy,
  ended,
  redeeming,
  type Tokens,
  untouched,
} from './connection';
import {
  forgetTokens,
  keepTokens,
  loadConnection,
  loadTokens,
  saveConnection,
  saveConnections,
} from './connection-store';
import { type DatevApp, redeemRefresh, type TokenRefusal } from './oidc-api';

/** An approval as it was read, which changes under this version only. */
export type Held = Versioned<Connection>;
/** `again`: somebody else changed the connection meanwhile, look anew. */
export type Done = Result<DatevToken, Problem> | 'again';
/** How it ended for each approval, by its id: what it answers, or the trouble that it alone has. */
type Ends = Map<string, () => Done>;

/** A pair of tokens whose answer came too late is lost: with less time nobody begins to redeem. */
export const REDEEM_SECONDS = 15;
const NO_TIME: Problem = { code: 'platform.no-time-left', retry: 'later' };

/**
 * Redeems the refresh tokens of some approvals, side by side. Each is marked before and stored before it is used (ADR 0011): whoever
 * finds the mark with its lease over knows that the token may be spent, and never redeems it a second time. The marks are one
 * transaction, and so is what became of all; where one does not go through, each writes its own (ADR 0056).
 */
export async function redeem(all: readonly Held[], appFor: AppOf): Promise<ReadonlyMap<string, () => Done>> {
  const ends: Ends = new Map();
  if (remainingMs() < REDEEM_SECONDS * 1000) {
    for (const { data } of all) ends.set(data.id, () => fail(NO_TIME));
    return ends;
  }
  const able = await each(all, ends, (held) => prepared(held, appFor));
  const marked = await markAll(able, ends);
  const answered = await each(marked, ends, exchanged);
  await settleAll(answered, ends);
  return ends;
}

/** An approval on its way. */
type Turn = { readonly held: Held };

/** One step of each, side by side. Who fails or comes to its end keeps no other from going on. */
async function each<T extends Turn | Held, U extends Turn>(
  all: readonly T[],
  ends: Ends,
  step: (one: T) => Promise<U | Done>,
): Promise<readonly U[]> {
  const went = await Promise.allSettled(all.map(step));
  return went.flatMap((one, n) => {
    if (one.status === 'fulfilled' && isTurn(one.value)) return [one.value];
    const id = idOf(all[n]);
    ends.set(id, () => {
      if (one.status === 'rejected') throw one.reason;
      return one.value as Done;
    });
    return [];
  });
}

function isTurn<U extends Turn>(value: U | Done): value is U {
  return typeof value === 'object' && 'held' in value;
}

function idOf(one: Turn | Held | undefined): string {
  if (one === undefined) return '';
  return 'held' in one ? one.held.data.id : one.data.id;
}

type Able = Turn & { readonly app: DatevApp; readonly refreshToken: string };

/** All that is needed is at hand before anybody marks: what fails here has spent nothing. */
async function prepared(held: Held, appFor: AppOf): Promise<Able | Done> {
  const { data: connection } = held;
  const tokens = await loadTokens(connection.id, connection.generation);
  if (tokens === undefined) return end(held, 'lost');
  const app = await appFor(connection.environment, connection);
  return { held, app, refreshToken: tokens.refreshToken };
}

type Marked = Able & { readonly owner: string };

async function markAll(all: readonly Able[], ends: Ends): Promise<readonly Marked[]> {
  const [owner, at] = [uuid(), now()];
  const marks = all.map((one) => ({ ...one, owner, mark: redeeming(one.held.data, owner, at) }));
  if (await areMarked(marks)) return marks.map((one) => ({ ...one, held: next(one.held, one.mark) }));
  return each(marks, ends, marked);
}

type Mark = Marked & { readonly mark: Connection };

/**
 * Several marks at once. Seen, not only said: an answer that some gateway invented must not make two of us redeem the same token.
 * All are written or none, so one that is seen speaks for all.
 */
async function areMarked(marks: readonly Mark[]): Promise<boolean> {
  const [first] = marks;
  if (first === undefined || marks.length < 2) return false;
  const said = await saveConnections(marks.map(({ held, mark }) => ({ before: held, after: mark })));
  if (!said.ok || said.value === 'conflict') return false;
  const seen = await loadConnection(first.held.data.id).catch(() => undefined);
  return seen?.data?.lease?.owner === first.owner;
}

/** A mark by itself, also where the one before has no answer: it may have been written, and then it is ours. */
async function marked({ mark, ...one }: Mark): Promise<Marked | Done> {
  const { held, owner } = one;
  const said = await saveConnections([{ before: held, after: mark }]);
  const seen = await seenAgain(held.data.id);
  if (seen.data?.lease?.owner === owner) return { ...one, held: { version: seen.version, data: mark } };
  await unwrap(Promise.resolve(said));
  return 'again';
}

/** With the mark written and not seen the approval would be lost: what storage does not say at once is asked again. */
const TRIES = 3;

async function seenAgain(id: string): Promise<Versioned<Connection | null>> {
  for (let tries = 1; tries < TRIES; tries++) {
    const seen = await loadConnection(id).catch(() => undefined);
    if (seen !== undefined) return seen;
  }
  return loadConnection(id);
}

/** What became of one, not on record yet. */
type Answered = Turn & { readonly after: Connection; readonly done: Done };

async function exchanged({ held, app, refreshToken }: Marked): Promise<Answered> {
  const answer = await redeemRefresh(app, held.data.endpoints, refreshToken);
  if (!answer.ok) return refused(held, answer.problem);
  const { id, generation, scopes } = held.data;
  const tokens = answer.value.scopes.length === 0 ? { ...answer.value, scopes } : answer.value;
  await keepTokens(id, generation + 1, tokens);
  const after = advanced(held.data, tokens);
  return { held, after, done: ok(tokenFrom(after, tokens)) };
}

function refused(held: Held, { what, problem }: TokenRefusal): Answered {
  if (what === 'unspent') return { held, after: untouched(held.data), done: fail(problem) };
  return { held, after: endedNow(held.data, what === 'spent' ? 'refused' : 'lost'), done: 'again' };
}

async function settleAll(all: readonly Answered[], ends: Ends): Promise<void> {
  const changes = all.map(({ held, after }) => ({ before: held, after }));
  const together = all.length > 1 ? await saveConnections(changes) : undefined;
  const isWritten = together?.ok === true && together.value === 'done';
  await each(all, ends, async ({ held, after, done }): Promise<Done> => {
    const isRenewed = done !== 'again' && done.ok;
    const written = isWritten ? 'done' : await saveConnection(held, after);
    if (written === 'conflict') return isRenewed ? 'again' : done;
    if (isRenewed) await forgetTokens(held.data.id, held.data.generation);
    return done;
  });
}

function next(held: Held, data: Connection): Held {
  return { version: held.version + 1, data };
}

/** A token as calls carry it. */
export function tokenFrom({ id, generation, clientId }: Connection, tokens: Tokens): DatevToken {
  return { access: tokens.accessToken, clientId, from: { id, generation } };
}

/** The approval is over, and a person has to log in again. */
export async function end(held: Held, why: EndedWhy): Promise<'again'> {
  await saveConnection(held, endedNow(held.data, why));
  return 'again';
}

function endedNow(connection: Connection, why: EndedWhy): Connection {
  log('datev.connection-ended', { connection: connection.id, generation: connection.generation, why });
  return ended(connection, why);
}
