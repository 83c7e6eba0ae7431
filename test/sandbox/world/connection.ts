import { APP_CLIENT_ID, APP_TOKEN } from '../datev/seed';
import type { ForgeWorld } from '../forge/host';
import { ACCOUNTS } from '../jira/site';

/**
 * DATEV is connected: as long as there is no login to go through, the connection is laid straight into storage, once,
 * before anything runs.
 */
export function seedConnection(world: ForgeWorld): void {
  const data = {
    v: 1,
    generation: 1,
    clientId: APP_CLIENT_ID,
    environment: 'sandbox',
    connectedAt: new Date(world.clock.now()).toISOString(),
    connectedBy: ACCOUNTS.admin,
  };
  world.storage.put({ store: 'secret', key: 'token:main:1', value: { accessToken: APP_TOKEN } });
  world.storage.put({ store: 'entity', entity: 'record', key: 'connection', value: { version: 1, data } });
}
