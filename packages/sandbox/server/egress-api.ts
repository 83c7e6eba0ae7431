import { Hono } from 'hono';
import { EgressRefused } from '../forge/host';
import type { EgressGroup } from '../forge/world-told';
import { jsonBody } from './control';
import { accountOf } from './people';
import type { Sandbox } from './sandbox';
import type { EgressAnswer, EgressOrder } from './shell-types';

/**
 * `permissions.egress` of the bridge (Forge: customer-managed egress): anybody reads; only administrators set,
 * after they consented to every host that is new. `set` replaces the named groups.
 */
export function egressApi(sandbox: Sandbox): Hono {
  const app = new Hono();
  app.post('/_shell/egress-get', async (c) => {
    const order = await jsonBody<{ readonly keys?: readonly string[] }>(c.req.raw);
    const groups = sandbox.world().egress.groups();
    return c.json({ results: groups.filter(({ key }) => order?.keys?.includes(key) ?? true) });
  });
  app.post('/_shell/egress-set', async (c) => {
    const answer = setEgress(sandbox, await jsonBody<EgressOrder>(c.req.raw));
    return c.json(answer, 'error' in answer ? answer.status : 200);
  });
  return app;
}

function setEgress(sandbox: Sandbox, order: EgressOrder | undefined): EgressAnswer {
  if (order === undefined) return { status: 400, error: 'the request is malformed' };
  if (order.accountId !== accountOf('admin'))
    return { status: 403, error: 'only administrators set egress permissions' };
  const wrong = faultOf(order.egresses);
  if (wrong !== undefined) return wrong;
  const { egress } = sandbox.world();
  const before = egress.groups();
  const known = before.flatMap((group) => group.configured.map(({ domain }) => domain));
  const wanted = order.egresses.flatMap((group) => group.configured.map(({ domain }) => domain));
  const fresh = wanted.filter((domain) => !known.includes(domain));
  if (fresh.length > 0 && order.consented !== true) return { consent: fresh };
  try {
    egress.set(order.egresses);
  } catch (error) {
    if (error instanceof EgressRefused) return { status: 400, error: error.message };
    throw error;
  }
  return { results: order.egresses };
}

const TYPES = [
  ...['FETCH_BACKEND_SIDE', 'FETCH_CLIENT_SIDE', 'FONTS', 'FRAMES', 'IMAGES', 'MEDIA', 'SCRIPTS', 'STYLES'],
];
/** A host name with at least one dot, without path or user; never an address of this machine or by number. */
const DOMAIN = /^(?:https:\/\/)?(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d{1,5})?$/;

/** 400: malformed; 422: a key or domain twice, or no domain. */
function faultOf(groups: unknown): Extract<EgressAnswer, { error: string }> | undefined {
  if (!Array.isArray(groups) || !groups.every(isGroup))
    return { status: 400, error: 'the request is malformed' };
  const isTwice = (names: readonly string[]) => new Set(names).size < names.length;
  if (isTwice(groups.map(({ key }) => key))) return { status: 422, error: 'a key is there twice' };
  for (const { configured } of groups) {
    const domains = configured.map(({ domain }) => domain);
    if (isTwice(domains)) return { status: 422, error: 'a domain is there twice' };
    const wrong = domains.find((domain) => !DOMAIN.test(domain));
    if (wrong !== undefined) return { status: 422, error: `invalid URL: ${wrong}` };
  }
  return undefined;
}

function isGroup(group: Partial<EgressGroup> | null): group is EgressGroup {
  const isText = (text: unknown): text is string => typeof text === 'string' && text !== '';
  return (
    isText(group?.key) &&
    isText(group.description) &&
    Array.isArray(group.configured) &&
    group.configured.every(
      (each: Partial<EgressGroup['configured'][number]> | null) =>
        isText(each?.domain) &&
        Array.isArray(each.type) &&
        each.type.length > 0 &&
        each.type.every((type) => TYPES.includes(type)),
    )
  );
}
