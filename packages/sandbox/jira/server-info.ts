import { type Answer, ok } from './answers';
import type { Call } from './call';
import { stamp } from './time';

/** GET /serverInfo. Server time in the site's zone. */
export function serverInfo(call: Call): Answer {
  return ok({
    baseUrl: call.site.baseUrl,
    displayUrl: call.site.baseUrl,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100300,
    buildDate: '2026-11-20T00:00:00.000+0000',
    serverTime: stamp(call.world.clock.now(), 'Europe/Berlin'),
    serverTimeZone: 'Europe/Berlin',
    scmInfo: '0000000000000000000000000000000000000000',
    serverTitle: 'Jira',
  });
}
