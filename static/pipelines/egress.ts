import { permissions } from '@forge/bridge';
import { hasHost, withHost } from './hosts';

/** The group of hosts that administrators approve for Looker. */
const GROUP = 'looker';

type Configured = Parameters<typeof permissions.egress.set>[0]['egresses'][number]['configured'];

async function configuredNow() {
  const { results } = await permissions.egress.get({ keys: [GROUP] });
  return results.find(({ key }) => key === GROUP)?.configured ?? [];
}

/** Whether an administrator approved the host. False where that cannot be found out: asking once more does no harm. */
export async function isApproved(domain: string): Promise<boolean> {
  try {
    return hasHost(await configuredNow(), domain);
  } catch {
    return false;
  }
}

/**
 * Asks the administrator, in Atlassian's own dialog, to let the app call a host. `set` replaces the group, so the hosts
 * that were approved before go with it. False when it did not come about.
 */
export async function approveHost(domain: string, description: string): Promise<boolean> {
  try {
    const configured = withHost(await configuredNow(), domain) as unknown as Configured;
    await permissions.egress.set({ egresses: [{ key: GROUP, description, configured }] });
    return true;
  } catch {
    return false;
  }
}
