import { changeOf } from '../../audit/config-event';
import { logOnly } from '../../audit/config-log-store';
import type { Connection } from '../../datev/login/connection';
import { connectionIds, saveConnection } from '../../datev/login/connection-store';
import { awaitAll } from '../../kernel/await-all';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { loadConnections } from '../../looker/login/connection-store';
import { logOut } from '../../looker/login/session-api';
import { allWatches } from '../../mandanten/watch-store';
import { remainingMs } from '../../platform/context';
import { log } from '../../platform/log';
import { catchTrouble } from '../../platform/trouble';
import { disconnect } from './end-connection';

/**
 * The app is about to be removed: nobody shall hold a key that nobody can take away any more, so every approval is revoked at
 * DATEV and every session at Looker ended. Jira may not answer any longer; storage and DATEV do. One that fails costs no other.
 */
export async function uninstall(): Promise<void> {
  const [left] = await awaitAll([leaveAll(), logOutAll()]);
  // Numbers of Mandanten are nothing for the vendor's console; docs/deploy.md says where people find what is left.
  if (left.left > 0) log('uninstall.left', left);
}

async function leaveAll(): Promise<{ readonly ended: number; readonly left: number }> {
  const all = await ids();
  const [left] = await awaitAll([endAll(all), catchTrouble(() => noted(all))]);
  return left;
}

async function noted(all: readonly string[]): Promise<Result<void, Problem>> {
  const event = changeOf({
    what: 'app.removed',
    about: 'app',
    before: { connections: all },
    after: { connections: [] },
  });
  return ok(await logOnly({ kind: 'app' }, event));
}

/** By the index, and by the names that are known without it: each of the two may be missing something or not answer. */
async function ids(): Promise<readonly string[]> {
  const [listed, watches] = await awaitAll([
    catchTrouble(async () => ok(await connectionIds())),
    catchTrouble(async () => ok(await allWatches())),
  ]);
  const watched = watches.ok ? watches.value.map(({ mandant }) => mandant) : [];
  return [...new Set(['main', ...watched, ...(listed.ok ? listed.value : [])])];
}

async function logOutAll(): Promise<void> {
  const all = await catchTrouble(async () => ok(await loadConnections()));
  if (all.ok) await awaitAll(all.value.map((one) => catchTrouble(async () => ok(await logOut(one)))));
}

/** So many approvals are ended at the same time: enough for a hundred in the time Forge gives, too few to look like a storm. */
const AT_ONCE = 10;
/** What one approval may take at worst: two answers that do not come, and storage. Nothing is begun in it, so nothing is cut off. */
const RESERVE_MS = 14_000;

/**
 * Ends all approvals side by side, as many as there is time for. Answers how many DATEV confirmed, and how many are left: not
 * begun, not reached, or not confirmed.
 */
async function endAll(ids: readonly string[]): Promise<{ readonly ended: number; readonly left: number }> {
  const waiting = [...ids];
  let ended = 0;
  const one = async () => {
    while (remainingMs() > RESERVE_MS) {
      const id = waiting.shift();
      if (id === undefined) return;
      if (await end(id)) ended += 1;
    }
  };
  await awaitAll(Array.from({ length: AT_ONCE }, one));
  return { ended, left: ids.length - ended };
}

/** Ends one approval; whether DATEV said that it no longer counts. Never throws. */
async function end(id: string): Promise<boolean> {
  // As one chain the log would make them wait for each other: one entry names them all.
  const decide = (before: Parameters<typeof saveConnection>[0], connection: Connection) =>
    saveConnection(before, connection);
  const done = await catchTrouble(async () => ok(await disconnect(id, { kind: 'app' }, decide)));
  return done.ok && done.value;
}
