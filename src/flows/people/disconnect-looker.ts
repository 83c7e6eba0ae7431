import { loadConnection, removeConnection } from '../../looker/login/connection-store';
import { logOut } from '../../looker/login/session-api';
import { removeLookerMeter } from '../../looker/meter-store';
import type { Actor } from '../../submissions/events';

/** Ends a connection to Looker: logs out as far as that works, and forgets connection, secret, token and meter. */
export async function disconnectLooker(id: string, by: Actor): Promise<void> {
  const connection = await loadConnection(id);
  if (connection === undefined) return;
  await logOut(connection);
  await removeConnection(id, by);
  await removeLookerMeter(id);
}
