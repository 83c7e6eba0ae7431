/**
 * What `fetch` may reach: the addresses the manifest declares and an admin granted, port 443 (Forge: egress,
 * customer-managed egress), at most 100 requests per minute of the function's time (Forge: platform limits). Nothing leaves this machine.
 */
import { EgressFilteringService } from '@forge/egress';
import type { Service } from '../world/types';
import { type Active, type Core, type PlainAnswer, type Routed, textAnswer } from './core';
import { backendAddresses } from './manifest';
import { exchange, serviceRequest } from './product';
import type { OutCall } from './wire';
import type { Services } from './world-options';
import type { EgressGroup } from './world-told';

export class EgressRefused extends Error {}
export type Egress = {
  route(call: OutCall, invocation: Active): Routed;
  allowed(): readonly string[];
  set(groups: readonly EgressGroup[]): void;
  groups(): readonly EgressGroup[];
  remove(key: string): void;
  snapshot(): unknown;
  restore(state: unknown): void;
};

const LIMITS = { groups: 10, domainsPerGroup: 10, entries: 40, requestsPerMinute: 100 } as const;

export function createEgress(core: Core, services: Services): Egress {
  const declared = backendAddresses(core.manifest);
  let groups: readonly EgressGroup[] = [];
  const granted = () =>
    groups.flatMap((group) =>
      group.configured.filter(({ type }) => type.includes('FETCH_BACKEND_SIDE')).map(({ domain }) => domain),
    );
  const allowed = () => [...declared, ...granted()];
  let filter = new EgressFilteringService([...allowed()]);
  const replace = (next: readonly EgressGroup[]) => {
    groups = next;
    filter = new EgressFilteringService([...allowed()]);
    core.changed();
  };
  return {
    allowed,
    groups: () => groups,
    set(given) {
      const keys = given.map((group) => group.key);
      const next = [...groups.filter((group) => !keys.includes(group.key)), ...given];
      refuseTooMany(core, next);
      replace(next);
    },
    remove: (key) => replace(groups.filter((group) => group.key !== key)),
    route: (call, invocation) =>
      routeEgress(call, invocation, { core, services, mayReach: (url) => mayReach(core, filter, url) }),
    snapshot: () => groups,
    restore: (state) => replace(state as readonly EgressGroup[]),
  };
}

/** Forge, customer-managed egress: 10 groups per installation, 10 domains per group, 40 entries. */
function refuseTooMany(core: Core, groups: readonly EgressGroup[]): void {
  if (!core.manifest.permissions?.external?.configurable?.enabled)
    throw new EgressRefused('the manifest does not enable configurable egress');
  if (groups.length > LIMITS.groups) throw new EgressRefused(`at most ${LIMITS.groups} groups`);
  if (groups.some((group) => group.configured.length > LIMITS.domainsPerGroup))
    throw new EgressRefused(`at most ${LIMITS.domainsPerGroup} domains per group`);
  const entries = groups.reduce(
    (sum, group) => sum + group.configured.reduce((part, { type }) => part + type.length, 0),
    0,
  );
  if (entries > LIMITS.entries) throw new EgressRefused(`at most ${LIMITS.entries} entries`);
}

function mayReach(core: Core, filter: EgressFilteringService, url: URL): boolean {
  if (!filter.isValidUrl(url.href)) return false;
  return url.port === '' || core.tuning.otherPorts;
}

type Surroundings = {
  readonly core: Core;
  readonly services: Services;
  readonly mayReach: (url: URL) => boolean;
};

function routeEgress(call: OutCall, invocation: Active, { core, services, mayReach }: Surroundings): Routed {
  const url = new URL(call.target);
  const common = {
    as: 'egress',
    host: url.host,
    path: `${url.pathname}${url.search}`,
    key: `${url.host}${url.pathname}`,
  } as const;
  if (!mayReach(url))
    return { ...common, service: 'egress', operation: 'blocked', perform: () => blocked(url) };
  const service = serviceBehind(services, url.hostname);
  if (!service) return { ...common, service: 'egress', operation: 'unreachable', perform: unreachable };
  const request = serviceRequest({ ...call, target: common.path }, url.host, { kind: 'program' });
  return {
    ...common,
    service: service.name,
    operation: service.operation(request),
    perform() {
      invocation.egressCalls += 1;
      if (invocation.egressCalls > LIMITS.requestsPerMinute * Math.ceil(invocation.limitSeconds / 60))
        return tooMany();
      return exchange(core, service, request, invocation.id);
    },
  };
}

/** DATEV's hosts go to the fake DATEV; any other host is somebody's Looker, if there is one of that name. */
function serviceBehind({ datev, looker }: Services, hostname: string): Service | undefined {
  if (/(^|\.)datev\.de$/.test(hostname)) return datev;
  return looker?.reaches?.(hostname) === false ? undefined : looker;
}

function blocked(url: URL): PlainAnswer {
  return textAnswer(
    403,
    `URL not included in the external fetch backend permissions: ${url.origin}${url.pathname}`,
    { 'forge-proxy-error': 'BLOCKED_EGRESS' },
  );
}
function unreachable(): PlainAnswer {
  return textAnswer(503, 'no such host in the sandbox', { 'x-squid-error': 'ERR_DNS_FAIL 0' });
}
function tooMany(): PlainAnswer {
  return textAnswer(429, `more than ${LIMITS.requestsPerMinute} requests per minute of this function`, {
    'forge-proxy-error': 'TOO_MANY_REQUESTS',
  });
}
