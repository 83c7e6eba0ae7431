import { awaitAll } from '../../kernel/await-all';
import { allWatches } from '../../mandanten/watch-store';
import type { Connection } from './connection';
import { connectionIds, connectionsAhead, loadConnection } from './connection-store';

/**
 * All approvals: the session's and those of all Mandanten, watched or not. The index that finds them may miss one of the last
 * seconds, so those whose name is known are asked for by it.
 */
export async function allConnections(): Promise<readonly Connection[]> {
  const [listed, watches] = await awaitAll([connectionIds(), allWatches()]);
  return connectionsOf([...new Set([...watches.map(({ mandant }) => mandant), ...listed])]);
}

/** The session and the approvals of these Mandanten, as far as there are any. */
export async function connectionsOf(mandanten: readonly string[]): Promise<readonly Connection[]> {
  const ids = [...new Set(['main', ...mandanten])];
  const ahead = await connectionsAhead(ids);
  const found = await awaitAll(ids.map((id) => loadConnection(id, ahead)));
  return found.flatMap(({ data }) => data ?? []);
}
