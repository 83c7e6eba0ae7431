import { disconnect } from '../flows/log-in';
import { loadConnections } from '../looker/connection-store';
import { logOut } from '../looker/session-api';
import { allWatches } from '../mandanten/watch-store';
import { connectionsOf, loginPorts } from './wiring-connection';

/**
 * The app is about to be removed: nobody shall hold a key that nobody can take away any more, so every approval is revoked at
 * DATEV and every session at Looker ended. Jira may not answer any longer; storage and DATEV do.
 */
export async function uninstalling(): Promise<void> {
  const mandanten = (await allWatches()).map(({ mandant }) => mandant);
  for (const { id } of await connectionsOf(mandanten)) await disconnect(loginPorts(), id, { kind: 'app' });
  for (const connection of await loadConnections()) await logOut(connection);
}
