import { describe, expect, it } from 'vitest';
import { DEMO_HOST, DEMO_KEY, OWN_HOST } from '../../../packages/sandbox/looker/fresh-state';
import { createLooker } from '../../../packages/sandbox/looker/looker';
import { judgesOfApp } from '../../../packages/sandbox/server/judge';
import type { Service } from '../../../packages/sandbox/world/types';
import { act, fake, fixture } from '../forge/fixture';
import { formOf, ifJudged } from './bench';

type Fetched = { readonly status: number; readonly proxyError: string | null; readonly text: string };
async function worldWithLooker() {
  let looker: Service | undefined;
  const { world } = await fixture({
    services: (inside) => {
      looker = createLooker({ world: inside });
      return { jira: fake('jira'), datev: fake('datev'), looker };
    },
    ...judgesOfApp(),
  });
  const get = async (url: string, init: unknown = {}): Promise<Fetched> =>
    (await act(world, 'fetch', { url, init })).ok as Fetched;
  return { world, get };
}
const LOGIN = `https://${DEMO_HOST}/api/4.0/login`;
const POST = {
  method: 'POST',
  ...formOf(DEMO_KEY),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
};

describe('the app and the fake Looker in one world', () => {
  it('a call reaches the instance by its host, is traced by its operation and judged', async () => {
    const { world, get } = await worldWithLooker();
    const { access_token: token } = JSON.parse((await get(LOGIN, POST)).text) as { access_token: string };
    const me = `https://${DEMO_HOST}/api/4.0/user`;
    expect((await get(me, { headers: { authorization: `token ${token}` } })).status).toBe(200);
    expect(world.log.requests.map(({ service, operation, host }) => [service, operation, host])).toEqual([
      ['looker', 'login', DEMO_HOST],
      ['looker', 'me', DEMO_HOST],
    ]);
    expect(world.log.violations).toEqual([]);
    await get(me, { headers: { authorization: `Bearer ${token}` } });
    expect(world.log.violations).toHaveLength(ifJudged(1, 0));
    expect(world.log.violations.map(({ message }) => message).join()).toContain(
      ifJudged('has to be "token', ''),
    );
  });

  it('a customer’s own host is reached only once egress was granted; an unknown one not at all', async () => {
    const { world, get } = await worldWithLooker();
    const own = `https://${OWN_HOST}/alive`;
    expect(await get(own)).toMatchObject({ status: 403, proxyError: 'BLOCKED_EGRESS' });
    const configured = [{ domain: `https://${OWN_HOST}`, type: ['FETCH_BACKEND_SIDE'] }];
    world.egress.set([{ key: 'looker', description: 'our Looker', configured }]);
    expect((await get(own)).status).toBe(200);
    expect(await get('https://nobody.cloud.looker.com/alive')).toMatchObject({ status: 503 });
  });

  it('faults of the world strike it in Looker’s form', async () => {
    const { world, get } = await worldWithLooker();
    world.faults.add({ service: 'looker', operation: 'login', fault: '503' });
    const struck = await get(LOGIN, POST);
    expect(struck.status).toBe(503);
    expect(JSON.parse(struck.text)).toHaveProperty('documentation_url');
    expect((await get(LOGIN, POST)).status).toBe(200);
  });

  it('a snapshot carries its tokens over; one without a Looker is refused', async () => {
    const { world, get } = await worldWithLooker();
    const { access_token: token } = JSON.parse((await get(LOGIN, POST)).text) as { access_token: string };
    const saved = JSON.parse(JSON.stringify(world.snapshot())) as { services: Record<string, unknown> };
    const later = await worldWithLooker();
    later.world.restore(saved);
    const me = await later.get(`https://${DEMO_HOST}/api/4.0/user`, {
      headers: { authorization: `token ${token}` },
    });
    expect(me.status).toBe(200);
    delete saved.services['looker'];
    expect(() => later.world.restore(saved)).toThrow('not a state of the fake Looker');
  });
});
