import { createDatev } from '../datev/datev';
import type { Services } from '../forge/host';
import { createJira } from '../jira/create-jira';
import type { World } from '../world/types';

/** The systems around the app, as they are after a reset. */
export function createServices(world: World): Services {
  return { jira: createJira({ world }), datev: createDatev({ world }) };
}
