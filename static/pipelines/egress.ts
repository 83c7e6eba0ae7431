import { permissions } from '@forge/bridge';
import { withHost } from './hosts';

/** The group of hosts that administrators approve for Looker. */
const GROUP = 'looker';

type Configured = Parameters<typeof permissions.egress.set>[0]['egresses'][number]['configured'];

/**
 * Asks the administrator, in Atlassian's own dialog, to let the app call a host. `set` replaces the group, so the hosts
 * that were approved before go with it. False when it did not come about.
 */
export async function approveHost(domain: string, description: string): Promise<boolean> {
  try {
    const { results } = await permissions.egress.get({ keys: [GROUP] });
    const there = results.find(({ key }) => key === GROUP)?.configured ?? [];
    const configured = withHost(there, domain) as unknown as Configured;
    await permissions.egress.set({ egresses: [{ key: GROUP, description, configured }] });
    return true;
  } catch {
    return false;
  }
}
