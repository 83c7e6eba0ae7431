import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EgressRefused, readOperationScopes } from '../../../packages/sandbox/forge/host';
import type { EgressGroup } from '../../../packages/sandbox/forge/world-told';
import { act, changedManifest, fixture, kept, PERSON, returnedBy, run, START } from './fixture';

const DATEV = 'https://accounting-extf-files.api.datev.de';
const HOUR = 3_600_000;

describe('egress', () => {
  it.each([
    ['a declared host', `${DATEV}/platform-sandbox/v3/clients?top=1`, 'datev'],
    ['a subdomain at any depth', 'https://acme.cloud.looker.com/api/4.0/login', 'looker'],
    ['its apex', 'https://looker.com/', undefined],
    ['another host', 'https://evil.example/', undefined],
    ['a host that only looks alike', 'https://accounting-extf-files.api.datev.de.evil.example/', undefined],
    ['a host behind user info', 'https://accounting-extf-files.api.datev.de@evil.example/', undefined],
    ['plain http', 'http://accounting-extf-files.api.datev.de/', undefined],
    ['another port, even a declared one', `${DATEV}:8443/`, undefined],
  ])('%s', async (_name, url, from) => {
    const { world } = await fixture();
    const said = (await act(world, 'fetch', { url })).ok as {
      status: number;
      proxyError: string | null;
      text: string;
    };
    if (from) expect(said).toMatchObject({ status: 200, text: JSON.stringify({ from }) });
    else
      expect(said).toMatchObject({
        status: 403,
        proxyError: 'BLOCKED_EGRESS',
        text: expect.stringContaining('URL not included in the external fetch backend permissions'),
      });
  });

  it('hands the fake method, path, query, headers, body and host', async () => {
    const { world, datev } = await fixture();
    await act(world, 'fetch', {
      url: `${DATEV}/a/b?c=d`,
      init: { method: 'PUT', headers: { 'X-One': 'two' }, body: 'text' },
    });
    const [seen] = datev.seen;
    expect(seen).toMatchObject({
      method: 'PUT',
      path: '/a/b',
      headers: {
        'x-one': 'two',
        host: 'accounting-extf-files.api.datev.de',
        'content-type': 'text/plain;charset=UTF-8',
      },
    });
    expect(seen?.query.get('c')).toBe('d');
    expect(Buffer.from(seen?.body ?? []).toString()).toBe('text');
  });

  it('follows redirects, each hop through the list again', async () => {
    const { world, datev } = await fixture();
    datev.reply = ({ path }) =>
      path === '/here'
        ? { status: 303, headers: { location: '/there' }, body: '' }
        : { status: 302, headers: { location: 'https://evil.example/' }, body: '' };
    expect(
      await act(world, 'fetch', { url: `${DATEV}/here`, init: { method: 'POST', body: 'x' } }),
    ).toMatchObject({ ok: { status: 403, proxyError: 'BLOCKED_EGRESS' } });
    expect(datev.seen.map((request) => `${request.method} ${request.path}`)).toEqual([
      'POST /here',
      'GET /there',
    ]);
  });

  it('allows 100 requests per minute of the function (Forge: platform limits)', async () => {
    const { world } = await fixture();
    const statuses = (await act(world, 'fetchMany', { url: `${DATEV}/x`, times: 101 })).ok as number[];
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.at(-1)).toBe(429);
  });

  const group = (key: string, domains: number, types = ['FETCH_BACKEND_SIDE']): EgressGroup => ({
    key,
    description: key,
    configured: Array.from({ length: domains }, (_, n) => ({
      domain: `https://${key}-${n}.example`,
      type: types,
    })),
  });

  it('reaches what an admin has granted, until the grant is gone (Forge: customer-managed egress)', async () => {
    const { world } = await fixture();
    const status = async () =>
      ((await act(world, 'fetch', { url: 'https://bi-0.example/x' })).ok as { status: number }).status;
    expect(await status()).toBe(403);
    world.egress.set([group('bi', 1)]);
    expect(await status()).toBe(200);
    world.egress.remove('bi');
    expect(await status()).toBe(403);
  });

  it.each([
    ['10 groups', Array.from({ length: 10 }, (_, n) => group(`g${n}`, 1)), true],
    ['11 groups', Array.from({ length: 11 }, (_, n) => group(`g${n}`, 1)), false],
    ['10 domains in a group', [group('g', 10)], true],
    ['11 domains in a group', [group('g', 11)], false],
    ['40 entries', [1, 2].map((n) => group(`g${n}`, 10, ['FETCH_BACKEND_SIDE', 'IMAGES'])), true],
    [
      'more than 40 entries',
      [
        group('a', 10, ['FETCH_BACKEND_SIDE', 'IMAGES']),
        group('b', 10, ['FETCH_BACKEND_SIDE', 'IMAGES']),
        group('c', 1),
      ],
      false,
    ],
  ])('grants %s: %s (Forge: customer-managed egress)', async (_name, groups, allowed) => {
    const { world } = await fixture();
    if (allowed) expect(() => world.egress.set(groups)).not.toThrow();
    else expect(() => world.egress.set(groups)).toThrow(EgressRefused);
  });

  it('grants nothing when the manifest does not say configurable', async () => {
    const { world } = await fixture({ manifest: changedManifest('enabled: true', 'enabled: false') });
    expect(() => world.egress.set([group('g', 1)])).toThrow(EgressRefused);
  });
});

describe('calls to Jira', () => {
  const path = '/rest/api/3/issue/BUCH-1?fields=summary';

  it.each([
    ['as the app', { as: 'app', path }, { kind: 'app', scopes: ['read:jira-work', 'storage:app'] }],
    [
      'as the person who called',
      { as: 'user', path },
      { kind: 'app-user', accountId: PERSON, scopes: ['read:jira-work', 'storage:app'] },
    ],
  ])('%s', async (_name, payload, caller) => {
    const { world, jira } = await fixture();
    expect(await act(world, 'jira', payload)).toMatchObject({ ok: { status: 200 } });
    expect(jira.seen).toMatchObject([{ method: 'GET', path: '/rest/api/3/issue/BUCH-1', caller }]);
    expect(jira.seen[0]?.query.get('fields')).toBe('summary');
  });

  it('as nobody are refused and noted', async () => {
    const { world, jira } = await fixture();
    expect(await act(world, 'jira', { as: 'none', path })).toMatchObject({ ok: { status: 401 } });
    expect(jira.seen).toEqual([]);
    expect(world.log.violations).toMatchObject([{ rule: 'product-call-as-nobody' }]);
  });

  it('as another person need allowImpersonation (Forge: offline users)', async () => {
    const refused = await fixture();
    expect(await act(refused.world, 'jira', { as: 'user', path, accountId: 'another' })).toMatchObject({
      name: 'NeedsAuthenticationError',
    });
    const allowed = await fixture({
      manifest: changedManifest(
        '[read:jira-work, storage:app]',
        '{ "read:jira-work": { allowImpersonation: true }, "storage:app": {} }',
      ),
    });
    expect(await act(allowed.world, 'jira', { as: 'user', path, accountId: 'another' })).toMatchObject({
      ok: { status: 200 },
    });
    expect(allowed.jira.seen[0]?.caller).toMatchObject({ kind: 'app-user', accountId: 'another' });
  });

  const operationScopes = [
    {
      method: 'GET',
      path: '/rest/api/3/issue/{id}',
      classic: ['read:jira-work'],
      granular: ['read:issue:jira'],
    },
    {
      method: 'DELETE',
      path: '/rest/api/3/issue/{id}',
      classic: ['write:jira-work'],
      granular: ['delete:issue:jira'],
    },
    {
      method: 'GET',
      path: '/rest/api/3/myself',
      classic: ['read:jira-user'],
      granular: ['read:jira-work', 'storage:app'],
    },
    {
      method: 'GET',
      path: '/rest/api/3/field',
      classic: [],
      granular: ['read:jira-work', 'read:field:jira'],
    },
    { method: 'GET', path: '/rest/api/3/open', classic: [], granular: [] },
  ];
  it.each([
    ['a classic scope is enough', 'GET', '/rest/api/3/issue/1', 200],
    ['no scope', 'DELETE', '/rest/api/3/issue/1', 401],
    ['all granular scopes are enough', 'GET', '/rest/api/3/myself', 200],
    ['some granular scopes are not', 'GET', '/rest/api/3/field', 401],
    ['none needed', 'GET', '/rest/api/3/open', 200],
  ])('%s', async (_name, method, route, status) => {
    const { world, jira } = await fixture({ operationScopes });
    expect(await act(world, 'jira', { as: 'app', path: route, method })).toMatchObject({ ok: { status } });
    expect(jira.seen).toHaveLength(status === 200 ? 1 : 0);
    expect(world.log.violations).toHaveLength(status === 200 ? 0 : 1);
  });

  const scopesFile = join(process.env['SHARED_DIR'] ?? '../shared', 'specs/jira/operation-scopes.json');
  it.skipIf(!existsSync(scopesFile))(
    `reads the scopes of Jira's own document (skipped without ${scopesFile})`,
    async () => {
      const { world } = await fixture({ operationScopes: readOperationScopes(scopesFile) });
      expect(await act(world, 'jira', { as: 'app', path: '/rest/api/3/issue/BUCH-1' })).toMatchObject({
        ok: { status: 200 },
      });
      expect(
        await act(world, 'jira', { as: 'app', path: '/rest/api/3/issue', method: 'POST' }),
      ).toMatchObject({ ok: { status: 401 } });
    },
  );

  it('from the browser pass the same seam', async () => {
    const { world, jira } = await fixture({ operationScopes });
    expect(await world.requestProduct({ accountId: PERSON, method: 'GET', path })).toMatchObject({
      status: 200,
    });
    expect(jira.seen[0]?.caller).toMatchObject({ kind: 'app-user', accountId: PERSON });
    world.faults.add({ service: 'jira', operation: '*', fault: '503' });
    world.faults.add({ service: 'jira', operation: '*', fault: 'lost-response' });
    expect(await world.requestProduct({ accountId: PERSON, method: 'GET', path })).toMatchObject({
      status: 503,
    });
    expect(jira.seen).toHaveLength(1);
    expect(await world.requestProduct({ accountId: PERSON, method: 'GET', path })).toMatchObject({
      status: 503,
    });
    expect(await world.requestProduct({ accountId: PERSON, method: 'DELETE', path })).toMatchObject({
      status: 401,
    });
    expect(jira.seen).toHaveLength(2);
    expect(world.log.requests.map((entry) => entry.as)).toEqual(Array(4).fill('browser'));
  });
});

describe('web triggers (Forge: web triggers)', () => {
  it('have one URL per key until another is asked for, and answer there', async () => {
    const { world } = await fixture({ webtriggerBase: 'http://localhost:4999' });
    const { ok: url } = (await act(world, 'url', { key: 'hook' })) as { ok: string };
    expect(url).toMatch(/^http:\/\/localhost:4999\/x1\/[0-9a-f]{24}$/);
    expect(world.webtriggerUrl('hook')).toBe(url);
    const id = url.split('/').pop() ?? '';
    expect(await world.webtrigger(id, { method: 'POST', queryParameters: { a: ['b'] }, body: 'c' })).toEqual({
      status: 200,
      headers: { 'Content-Type': ['text/plain'] },
      body: 'POST b c',
    });
    expect(await act(world, 'deleteUrl', { url })).toEqual({ ok: null });
    expect((await world.webtrigger(id, { method: 'GET' })).status).toBe(404);
  });

  it('map static answers, and make a 500 of what is malformed', async () => {
    const { world } = await fixture();
    expect(await world.webtrigger('static-hook', { method: 'GET' })).toEqual({
      status: 202,
      headers: { 'content-type': ['text/plain'] },
      body: 'taken',
    });
    expect(await world.webtrigger('hook', { method: 'POST', body: 'malformed' })).toMatchObject({
      status: 500,
    });
  });

  it('may run 55 s (Forge: platform limits)', async () => {
    const { world } = await fixture();
    expect((await world.webtrigger('hook', { method: 'GET', body: 'sleep 54999' })).status).toBe(200);
    expect((await world.webtrigger('hook', { method: 'GET', body: 'sleep 55001' })).status).toBe(500);
    expect(world.log.invocations.at(-1)?.outcome).toMatchObject({ kind: 'killed', reason: 'time-limit' });
  });

  it('are made 500 times per minute at most (Forge: platform limits)', async () => {
    const { world } = await fixture();
    for (let n = 0; n < 500; n++) await act(world, 'url', { key: 'hook' });
    expect(world.log.requests.every((entry) => entry.status === 200)).toBe(true);
    expect(await act(world, 'url', { key: 'hook' })).toMatchObject({
      message: expect.stringContaining('Failed to get web trigger URL'),
    });
    await world.advance(60_000);
    expect(await act(world, 'url', { key: 'hook' })).toMatchObject({ ok: world.webtriggerUrl('hook') });
  });
});

describe('the rhythm of scheduled triggers (Forge: scheduled triggers)', () => {
  it('starts five minutes after the start and goes on per interval', async () => {
    const { world } = await fixture();
    const count = (key: string) => world.log.invocations.filter((entry) => entry.moduleKey === key).length;
    await world.advance(5 * 60_000 - 1);
    expect(count('five')).toBe(0);
    await world.advance(1);
    expect([count('five'), count('hour'), count('day')]).toEqual([1, 1, 1]);
    await world.advance(HOUR);
    expect([count('five'), count('hour'), count('day')]).toEqual([13, 2, 1]);
    expect(returnedBy(await world.runScheduled('day'))).toEqual({ statusCode: 204, due: null });
  });
});

describe('what the sandbox says about the app', () => {
  it('is 501 and a violation for a route it does not know', async () => {
    const { world } = await fixture();
    await act(world, 'graph');
    expect(world.log.violations).toMatchObject([
      { rule: 'unknown-route', message: 'POST fpp stargate /graphql' },
    ]);
    expect(world.trace().at(-1)).toMatchObject({ service: 'platform', operation: 'unknown', status: 501 });
  });

  it('carries no secret of a URL', async () => {
    const { world } = await fixture();
    await act(world, 'fetch', { url: `${DATEV}/token?code=canary&grant=x&refresh_token=canary` });
    expect(world.log.requests[0]?.path).toBe('/token?code=***&grant=x&refresh_token=***');
    expect(JSON.stringify([world.log.requests, world.traceText()])).not.toContain('canary');
  });

  it('includes what the judge of a contract finds, but not where a fault answered', async () => {
    const judged: string[] = [];
    const { world } = await fixture({
      judge: ({ service, operation, answer }) => {
        judged.push(`${service} ${operation} ${answer.status}`);
        return { checks: 2, findings: ['the body is wrong'] };
      },
    });
    await act(world, 'fetch', { url: `${DATEV}/x` });
    world.faults.add({ service: 'datev', operation: '*', fault: '500' });
    await act(world, 'fetch', { url: `${DATEV}/x` });
    expect(judged).toEqual(['datev GET x 200']);
    expect(world.log.checked).toEqual({ datev: 2 });
    expect(world.log.violations).toMatchObject([{ rule: 'datev-contract', message: 'the body is wrong' }]);
  });
});

describe('snapshots', () => {
  it('carry the whole world: another one goes on from there to the same end', async () => {
    const options = { seed: 9 };
    const { world } = await fixture(options);
    await act(world, 'set', { key: 'k', value: { deep: [1] } });
    await act(world, 'setSecret', { key: 's', value: 'secret' });
    await act(world, 'push', { queue: 'short', events: [{ body: { answer: 'retry' }, delayInSeconds: 60 }] });
    world.fireEvent({ type: 'avi:jira:updated:issue', accountId: PERSON, payload: { issue: { id: '1' } } });
    const url = world.webtriggerUrl('hook');
    world.egress.set([
      {
        key: 'bi',
        description: '',
        configured: [{ domain: 'https://bi.example', type: ['FETCH_BACKEND_SIDE'] }],
      },
    ]);
    world.faults.add({ service: 'kvs', operation: 'set', fault: '503', after: 1 });
    const saved = JSON.parse(JSON.stringify(world.snapshot())) as unknown;
    const other = (await fixture(options)).world;
    await act(other, 'set', { key: 'of another time', value: 1 });
    await other.advance(5 * HOUR);
    other.restore(saved);
    await Promise.all([world.advance(HOUR), other.advance(HOUR)]);
    const shown = (one: typeof world) =>
      JSON.stringify([
        one.storage.dump({ maskSecrets: false }),
        one.agenda().map(({ at, kind, key }) => [at, kind, key]),
      ]);
    expect(shown(other)).toBe(shown(world));
    expect(other.webtriggerUrl('hook')).toBe(url);
    expect(other.egress.allowed()).toContain('https://bi.example');
  });

  it('bring back what was running: a queue event is delivered again', async () => {
    const { world } = await fixture();
    await act(world, 'push', {
      queue: 'short',
      events: [{ body: { n: 1, do: { atom: 'sleep', ms: 20_000 } } }],
    });
    await world.advance(10_000);
    expect(world.log.invocations.at(-1)?.outcome).toBe('running');
    const { world: other } = await fixture();
    other.restore(JSON.parse(JSON.stringify(world.snapshot())));
    await other.advance(HOUR);
    expect(kept(other, 'consumed')).toHaveLength(2);
  });

  it('belong to one installation', async () => {
    const { world } = await fixture({ seed: 1 });
    const { world: another } = await fixture({ seed: 2 });
    expect(() => another.restore(world.snapshot())).toThrow('another installation');
  });

  it('end what runs when they are restored', async () => {
    const { world } = await fixture();
    const saved = world.snapshot();
    await act(world, 'push', { queue: 'short', events: [{ body: { do: { atom: 'sleep', ms: 20_000 } } }] });
    await world.advance(10_000);
    world.restore(saved);
    await world.advance(HOUR);
    expect(kept(world, 'consumed')).toEqual([]);
    expect(await act(world, 'set', { key: 'k', value: 1 })).toEqual({ ok: null });
  });

  it('are not needed to lay something into storage', async () => {
    const { world } = await fixture();
    world.storage.put({ store: 'secret', key: 'token', value: { access: 'canary' } });
    world.storage.put({
      store: 'entity',
      entity: 'thing',
      key: 't',
      value: { version: 1, state: 'open', due: 'now' },
    });
    expect(await act(world, 'getSecret', { key: 'token' })).toEqual({ ok: { access: 'canary' } });
    expect(await act(world, 'entityQuery', { state: 'open' })).toMatchObject({
      ok: { results: [{ key: 't' }] },
    });
  });

  it('are not needed while nothing changes', async () => {
    const { world } = await fixture();
    const before = world.revision();
    world.storage.dump();
    world.trace();
    await act(world, 'get', { key: 'k' });
    expect(world.revision()).toBe(before);
    await act(world, 'set', { key: 'k', value: 1 });
    expect(world.revision()).toBeGreaterThan(before);
  });

  it('begin where the options say, with ids of the seed', async () => {
    const [one, same, other] = [
      await fixture({ seed: 4 }),
      await fixture({ seed: 4 }),
      await fixture({ seed: 5 }),
    ];
    expect(one.world.clock.now()).toBe(START);
    expect(same.world.ids).toEqual(one.world.ids);
    expect(other.world.ids.installationId).not.toBe(one.world.ids.installationId);
    expect((await run(other.world, 'get', { key: 'k' })).kind).toBe('returned');
  });
});
