import type { ForgeWorld } from '../forge/host';
import { ACCOUNTS } from '../jira/site';

/** What Forge tells the app when an admin installs it. */
export function install(world: ForgeWorld): void {
  const { appId, environmentId, installationId } = world.ids;
  world.fireEvent({
    type: 'avi:forge:installed:app',
    accountId: ACCOUNTS.admin,
    payload: {
      id: installationId,
      installerAccountId: ACCOUNTS.admin,
      app: { id: appId, version: '1' },
      environment: { id: environmentId },
    },
  });
}
