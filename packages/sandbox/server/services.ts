import type { DatevControls } from '../datev/controls';
import { createDatev } from '../datev/datev';
import type { Services } from '../forge/world-options';
import type { JiraControls } from '../jira/controls';
import { createJira } from '../jira/create-jira';
import { site } from '../jira/site';
import type { LookerControls } from '../looker/controls';
import { createLooker } from '../looker/looker';
import type { Service, World } from '../world/types';

/** The systems around the app, as they are after a reset; Jira's own links lead to `baseUrl`. */
export function createServices(
  world: World,
  baseUrl: string,
): Services & {
  readonly jira: Service & JiraControls;
  readonly datev: Service & DatevControls;
  readonly looker: Service & LookerControls;
} {
  return {
    jira: createJira({ world, site: site({ baseUrl }) }),
    datev: createDatev({ world }),
    looker: createLooker({ world }),
  };
}
