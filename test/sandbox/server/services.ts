import { createDatev } from '../datev/datev';
import type { Services } from '../forge/host';
import { createJira } from '../jira/create-jira';
import { site } from '../jira/site';
import { createLooker } from '../looker/looker';
import type { World } from '../world/types';

/** The systems around the app, as they are after a reset; Jira's own links lead to `baseUrl`. */
export function createServices(world: World, baseUrl: string): Services {
  return {
    jira: createJira({ world, site: site({ baseUrl }) }),
    datev: createDatev({ world }),
    looker: createLooker({ world }),
  };
}
