import { changeOf } from '../audit/config-event';
import { logOnly } from '../audit/config-log-store';
import { connectionIds, saveConnection } from '../datev/login/connection-store';
import { leaveDatev } from '../flows/leave-datev';
import { disconnect, type LoginPorts } from '../flows/log-in';
import { awaitAll } from '../kernel/await-all';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { loadConnections } from '../looker/connection-store';
import { logOut } from '../looker/session-api';
import { allWatches } from '../mandanten/watch-store';
import { remainingMs } from '../platform/context';
import { log } from '../platform/log';
import { catchTrouble } from '../platform/trouble';
import { loginPorts } from './wiring-connection';

/**
 * The app is about to be removed: nobody shall hold a key that nobody can take away any more, so every approval is revoked at
 * DATEV and every session at Looker ended. Jira may not answer any longer; storage and DATEV do. One that fails costs no other.
 */
export async function uninstalling(): Promise<void> {
  const [left] = await awaitAll([leaveAll(), logOutAll()]);
  // Numbers of Mandanten are nothing for the vendor's console; docs/deploy.md says where people find what is left.
  if (left.left > 0) log('uninstall.left', left);
}

async function leaveAll(): Promise<{ readonly ended: number; readonly left: number }> {
  const ports: LoginPorts = {
    ...loginPorts(),
    // As one chain the log would make them wait for each other: one entry names them all.
    decide: (before, connection) => saveConnection(before, connection),
  };
  const end = async (id: string) => {
    const done = await catchTrouble(async () => ok(await disconnect(ports, id, { kind: 'app' })));
    return done.ok && done.value;
  };
  const all = await ids();
  const [left] = await awaitAll([leaveDatev({ end, remainingMs }, all), catchTrouble(() => noted(all))]);
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
