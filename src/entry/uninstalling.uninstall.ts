import { disconnect } from '../flows/log-in';
import { allWatches } from '../mandanten/watch-store';
import { connectionsOf, loginPorts } from './wiring-connection';

/**
 * The app is about to be removed: nobody shall hold a key that nobody can take away any more, so every approval is revoked at
 * DATEV. Jira may not answer any longer; storage and DATEV do.
 */
export async function uninstalling(): Promise<void> {
  const mandanten = (await allWatches()).map(({ mandant }) => mandant);
  for (const { id } of await connectionsOf(mandanten)) await disconnect(loginPorts(), id);
}
