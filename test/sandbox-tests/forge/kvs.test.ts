import { describe, expect, it } from 'vitest';
import { act, changedManifest, fixture, type Said } from './fixture';

function nested(levels: number): unknown {
  return levels === 0 ? 1 : { in: nested(levels - 1) };
}
const thing = (part: Record<string, unknown> = {}) => ({
  version: 1,
  state: 'open',
  due: '2026-12-01',
  ...part,
});

describe('keys and values (Forge: key-value store)', () => {
  const taken: Said = { ok: null };
  const refused = (code: string) => expect.objectContaining({ code, status: 400 });
  it.each([
    ['a key of 500 characters', { key: 'k'.repeat(500), value: 1 }, taken],
    ['a key of 501 characters', { key: 'k'.repeat(501), value: 1 }, refused('KEY_TOO_LONG')],
    ['every character a key may have', { key: 'aZ09:._-# x', value: 1 }, taken],
    ['a slash', { key: 'a/b', value: 1 }, refused('INVALID_KEY')],
    ['an at sign', { key: 'a@b', value: 1 }, refused('INVALID_KEY')],
    ['a plus', { key: 'a+b', value: 1 }, refused('INVALID_KEY')],
    ['an umlaut', { key: 'ä', value: 1 }, refused('INVALID_KEY')],
    ['blanks only', { key: '  ', value: 1 }, refused('INVALID_KEY')],
    ['an empty key', { key: '', value: 1 }, refused('KEY_TOO_SHORT')],
    ['31 levels', { key: 'k', value: nested(31) }, taken],
    ['32 levels', { key: 'k', value: nested(32) }, refused('MAX_DEPTH')],
    ['null', { key: 'k', value: null }, refused('INVALID_VALUE')],
    ['a TTL of one year', { key: 'k', value: 1, options: { ttl: { value: 365, unit: 'DAYS' } } }, taken],
    [
      'a TTL of more than one year',
      { key: 'k', value: 1, options: { ttl: { value: 366, unit: 'DAYS' } } },
      refused('INVALID_TTL'),
    ],
    [
      'a TTL of nothing',
      { key: 'k', value: 1, options: { ttl: { value: 0, unit: 'SECONDS' } } },
      refused('INVALID_TTL'),
    ],
  ])('%s', async (_name, payload, said) => {
    const { world } = await fixture();
    expect(await act(world, 'set', payload)).toEqual(said);
  });

  it.each([
    [240 * 1024, taken],
    [240 * 1024 + 1, refused('MAX_SIZE')],
  ])('a value of %i bytes', async (bytes, said) => {
    const { world } = await fixture();
    expect(await act(world, 'setLong', { key: 'k', bytes })).toEqual(said);
  });

  it('knows nothing of a missing key', async () => {
    const { world } = await fixture();
    expect(await act(world, 'get', { key: 'nothing' })).toEqual({ ok: null });
    expect(await act(world, 'delete', { key: 'nothing' })).toEqual({ ok: null });
  });

  it('sets with FAIL_IF_EXISTS once, also for secrets and entities', async () => {
    const { world } = await fixture();
    const options = { keyPolicy: 'FAIL_IF_EXISTS' };
    for (const [atom, value] of [
      ['set', 1],
      ['setSecret', 's'],
      ['entitySet', thing()],
    ] as const) {
      expect(await act(world, atom, { key: 'lock', value, options })).toEqual({ ok: null });
      expect(await act(world, atom, { key: 'lock', value, options })).toMatchObject({
        code: 'KEY_CONFLICT',
        status: 409,
      });
    }
  });

  it.each([400, 409] as const)('says %i of a key that is taken when told so', async (conflictStatus) => {
    const { world } = await fixture({ tuning: { conflictStatus } });
    const claim = () =>
      act(world, 'set', { key: 'lock', value: 1, options: { keyPolicy: 'FAIL_IF_EXISTS' } });
    expect([await claim(), await claim()]).toMatchObject([
      { ok: null },
      { code: 'KEY_CONFLICT', status: conflictStatus },
    ]);
  });

  it.each([
    ['plain', 'set', 'get', 1],
    ['secret', 'setSecret', 'getSecret', 's'],
    ['entity', 'entitySet', 'entityGet', thing()],
  ] as const)(
    'overwrites in spite of FAIL_IF_EXISTS where it is told to ignore it: %s',
    async (kind, write, read, value) => {
      const { world } = await fixture({ tuning: { storageIgnores: [kind] } });
      const options = { keyPolicy: 'FAIL_IF_EXISTS' };
      const second = typeof value === 'object' ? thing({ version: 2 }) : value === 1 ? 2 : 't';
      await act(world, write, { key: 'lock', value, options });
      expect(await act(world, write, { key: 'lock', value: second, options })).toEqual({ ok: null });
      expect(await act(world, read, { key: 'lock' })).toEqual({ ok: second });
      const other = kind === 'plain' ? 'setSecret' : 'set';
      await act(world, other, { key: 'kept', value: 1, options });
      expect(await act(world, other, { key: 'kept', value: 2, options })).toMatchObject({
        code: 'KEY_CONFLICT',
      });
    },
  );

  it('knows the entities of the manifest only (404 as live storage was seen to answer, issue 18)', async () => {
    const { createKvs } = await import('../../../packages/sandbox/forge/kvs');
    const kvs = createKvs({ entities: [], now: () => 0, queryLag: 0, ttlGrace: 0, changed: () => undefined });
    const body = JSON.stringify({ entityName: 'nobody', key: 'k', value: {} });
    for (const what of ['get', 'set', 'delete', 'query'])
      expect(kvs.handle(`/api/v1/entity/${what}`, body)).toMatchObject({
        status: 404,
        body: { code: 'SCHEMA_NOT_FOUND' },
      });
  });

  it('gives back what was there before, or what is there now', async () => {
    const { world } = await fixture();
    await act(world, 'set', { key: 'k', value: 1 });
    expect(await act(world, 'set', { key: 'k', value: 2, options: { returnValue: 'PREVIOUS' } })).toEqual({
      ok: { key: 'k', value: 1 },
    });
    expect(await act(world, 'set', { key: 'k', value: 3, options: { returnValue: 'LATEST' } })).toEqual({
      ok: { key: 'k', value: 3 },
    });
    expect(
      await act(world, 'set', {
        key: 'k',
        value: 4,
        options: { keyPolicy: 'FAIL_IF_EXISTS', returnValue: 'LATEST' },
      }),
    ).toMatchObject({ code: 'INVALID_OPTIONS' });
  });

  it('keeps secrets apart: no query finds them, no dump shows them', async () => {
    const { world } = await fixture({ tuning: { queryLag: 0 } });
    await act(world, 'setSecret', { key: 'token', value: 'canary' });
    expect(await act(world, 'getSecret', { key: 'token' })).toEqual({ ok: 'canary' });
    expect(await act(world, 'get', { key: 'token' })).toEqual({ ok: null });
    expect(await act(world, 'query', { prefix: 'tok' })).toEqual({ ok: { results: [] } });
    expect(world.storage.dump()).toMatchObject([{ store: 'secret', key: 'token', value: '***' }]);
    expect(world.traceText()).not.toContain('canary');
  });

  it('still reads what has expired for as long as the platform may (up to 48 h)', async () => {
    const { world } = await fixture();
    await act(world, 'set', { key: 'k', value: 1, options: { ttl: { value: 1, unit: 'MINUTES' } } });
    await world.advance(48 * 3600 * 1000);
    expect(await act(world, 'get', { key: 'k' })).toEqual({ ok: 1 });
    await world.advance(60_000);
    expect(await act(world, 'get', { key: 'k' })).toEqual({ ok: null });
  });

  it('needs the scope storage:app', async () => {
    const { world } = await fixture({ manifest: changedManifest(', storage:app', '') });
    expect(await act(world, 'get', { key: 'k' })).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    expect(world.log.violations).toMatchObject([{ rule: 'scope' }]);
  });

  it('allows 4,000 units of 10 KB per minute, and again in the next', async () => {
    const { world } = await fixture();
    // 166 values of 24 units are 3,984; the last 16 units are single ones.
    expect(await act(world, 'many', { times: 166, bytes: 240 * 1024 })).toEqual({ ok: { done: 166 } });
    expect(await act(world, 'many', { times: 17, bytes: 100 })).toEqual({
      ok: expect.objectContaining({ done: 16, code: 'RATE_LIMIT_EXCEEDED', status: 429 }),
    });
    await world.advance(60_000);
    expect(await act(world, 'many', { times: 17, bytes: 100 })).toEqual({ ok: { done: 17 } });
  });
});

describe('queries (Forge: key-value store)', () => {
  it('pages by 10 unless told, up to 100, and goes on at its cursor', async () => {
    const { world } = await fixture({ tuning: { queryLag: 0 } });
    for (let n = 0; n < 101; n++)
      await act(world, 'set', { key: `q:${String(n).padStart(3, '0')}`, value: n });
    const page = async (payload: Record<string, unknown>) =>
      (await act(world, 'query', { prefix: 'q:', ...payload })) as {
        ok: { results: { value: number }[]; nextCursor?: string };
      };
    expect((await page({})).ok.results).toHaveLength(10);
    const first = await page({ limit: 100 });
    expect(first.ok.results).toHaveLength(100);
    expect(
      (await page({ limit: 100, cursor: first.ok.nextCursor })).ok.results.map((item) => item.value),
    ).toEqual([100]);
    expect(await page({ limit: 101 })).toMatchObject({ code: 'INVALID_LIMIT' });
    expect(await page({ cursor: 'nonsense' })).toMatchObject({ code: 'INVALID_CURSOR' });
  });

  it('see a write, a change and a removal only later; get sees them at once', async () => {
    const { world } = await fixture({ tuning: { queryLag: 1000 } });
    const found = async () =>
      ((await act(world, 'query', { prefix: 'k' })).ok as { results: { value: unknown }[] }).results.map(
        (item) => item.value,
      );
    await act(world, 'set', { key: 'k', value: 1 });
    expect([await found(), (await act(world, 'get', { key: 'k' })).ok]).toEqual([[], 1]);
    await world.advance(1000);
    expect(await found()).toEqual([1]);
    await act(world, 'set', { key: 'k', value: 2 });
    await world.advance(500);
    await act(world, 'delete', { key: 'k' });
    expect([await found(), (await act(world, 'get', { key: 'k' })).ok]).toEqual([[1], null]);
    await world.advance(500);
    expect(await found()).toEqual([2]);
    await world.advance(500);
    expect(await found()).toEqual([]);
  });

  it('find entities by partition, range and filter, in both directions', async () => {
    const { world } = await fixture({ tuning: { queryLag: 0 } });
    const days = ['2026-12-03', '2026-12-01', '2026-12-02'];
    for (const [n, due] of days.entries())
      await act(world, 'entitySet', { key: `t${n}`, value: thing({ due, weight: n }) });
    await act(world, 'entitySet', { key: 'closed', value: thing({ state: 'closed' }) });
    await act(world, 'entitySet', { key: 'no-due', value: { version: 1, state: 'open' } });
    const keys = async (payload: Record<string, unknown>) =>
      (
        (await act(world, 'entityQuery', { state: 'open', ...payload })).ok as { results: { key: string }[] }
      ).results.map((item) => item.key);
    expect(await keys({})).toEqual(['t1', 't2', 't0']);
    expect(await keys({ sort: 'DESC' })).toEqual(['t0', 't2', 't1']);
    expect(await keys({ before: '2026-12-03' })).toEqual(['t1', 't2']);
    expect(await keys({ heavier: 0 })).toEqual(['t1', 't2']);
  });
});

describe('custom entities (Forge: custom entities)', () => {
  it.each([
    ['what is declared', thing({ weight: 1.5, open: true, data: { any: ['thing'] } }), undefined],
    ['an undeclared attribute', thing({ colour: 'red' }), 'SCHEMA_VALIDATION_FAILED'],
    ['text where an integer is declared', thing({ version: '1' }), 'SCHEMA_VALIDATION_FAILED'],
    ['a fraction where an integer is declared', thing({ version: 1.5 }), 'SCHEMA_VALIDATION_FAILED'],
    ['the largest 32-bit integer', thing({ version: 2 ** 31 - 1 }), undefined],
    ['one more', thing({ version: 2 ** 31 }), 'SCHEMA_VALIDATION_FAILED'],
    ['the smallest 32-bit integer', thing({ version: -(2 ** 31) }), undefined],
    ['one less', thing({ version: -(2 ** 31) - 1 }), 'SCHEMA_VALIDATION_FAILED'],
    ['a range value of 900 bytes', thing({ due: 'd'.repeat(900) }), undefined],
    ['a range value of 901 bytes', thing({ due: 'd'.repeat(901) }), 'INDEX_VALUE_TOO_LONG'],
    ['a partition of 1,700 bytes', thing({ state: 's'.repeat(1700) }), undefined],
    ['a partition of 1,701 bytes', thing({ state: 's'.repeat(1701) }), 'INDEX_VALUE_TOO_LONG'],
    ['a list', [1], 'INVALID_VALUE'],
  ])('%s', async (_name, value, code) => {
    const { world } = await fixture();
    expect(await act(world, 'entitySet', { key: 'k', value })).toEqual(
      code === undefined ? { ok: null } : expect.objectContaining({ code }),
    );
  });
});

describe('transactions and batches (Forge: key-value store)', () => {
  const sets = (count: number, value: Record<string, unknown> = thing()) =>
    Array.from({ length: count }, (_, n) => ({ key: `k${n}`, value }));

  /** 400 as live storage was seen to answer (issue 18); some emulators say 409. */
  it.each([
    [400, {}],
    [400, { conflictStatus: 400 }],
    [409, { conflictStatus: 409 }],
  ] as const)('all happens, or nothing (a failed condition is %i)', async (status, tuning) => {
    const { world } = await fixture({ tuning });
    await act(world, 'entitySet', { key: 'k1', value: thing() });
    expect(await act(world, 'transact', { sets: sets(3) })).toMatchObject({
      code: 'CONDITIONAL_CHECK_FAILED',
      status,
    });
    expect(await act(world, 'entityGet', { key: 'k0' })).toEqual({ ok: null });
    expect(
      await act(world, 'transact', { sets: [{ key: 'k1', value: thing({ version: 2 }) }], ifVersion: 1 }),
    ).toEqual({ ok: null });
    expect(
      await act(world, 'transact', { sets: [{ key: 'k1', value: thing({ version: 2 }) }], ifVersion: 1 }),
    ).toMatchObject({ code: 'CONDITIONAL_CHECK_FAILED' });
    expect(await act(world, 'entityGet', { key: 'k1' })).toMatchObject({ ok: { version: 2 } });
  });

  it('has up to 25 operations (Forge: key-value store; 422 as live storage was seen to answer, issue 18)', async () => {
    const { world } = await fixture();
    expect(await act(world, 'transact', { sets: sets(25) })).toEqual({ ok: null });
    expect(await act(world, 'transact', { sets: sets(26), ifVersion: 1 })).toMatchObject({
      code: 'UNPROCESSABLE_ENTITY',
      status: 422,
    });
  });

  it('writes in spite of conditions where it is told to ignore them', async () => {
    const { world } = await fixture({ tuning: { storageIgnores: ['conditions'] } });
    await act(world, 'entitySet', { key: 'k1', value: thing() });
    const changed = thing({ version: 9 });
    expect(await act(world, 'transact', { sets: [{ key: 'k1', value: changed }], ifVersion: 8 })).toEqual({
      ok: null,
    });
    expect(await act(world, 'entityGet', { key: 'k1' })).toEqual({ ok: changed });
  });

  it('has up to 4 MB', async () => {
    const { world } = await fixture();
    const big = (count: number) => sets(count, thing({ data: 'x'.repeat(239 * 1024) }));
    expect(await act(world, 'transact', { sets: big(2) })).toEqual({ ok: null });
    const body = JSON.stringify({
      set: Array.from({ length: 25 }, (_, n) => ({ key: `k${n}`, value: 'x'.repeat(170 * 1024) })),
    });
    expect(Buffer.byteLength(body)).toBeGreaterThan(4 * 1024 * 1024);
    const { createKvs } = await import('../../../packages/sandbox/forge/kvs');
    const kvs = createKvs({ entities: [], now: () => 0, queryLag: 0, ttlGrace: 0, changed: () => undefined });
    expect(kvs.handle('/api/v1/transaction', body)).toMatchObject({
      status: 400,
      body: { code: 'MAX_SIZE' },
    });
    expect(kvs.handle('/api/v1/transaction', body.replaceAll('x'.repeat(16 * 1024), ''))).toMatchObject({
      status: 204,
    });
  });

  it('touches each key once, and knows neither keyPolicy nor conditions on plain keys', async () => {
    const { createKvs } = await import('../../../packages/sandbox/forge/kvs');
    const kvs = createKvs({ entities: [], now: () => 0, queryLag: 0, ttlGrace: 0, changed: () => undefined });
    const transaction = (body: unknown) => kvs.handle('/api/v1/transaction', JSON.stringify(body)).body;
    expect(transaction({ set: [{ key: 'a', value: 1 }], delete: [{ key: 'a' }] })).toMatchObject({
      code: 'KEY_DUPLICATION_ERROR',
    });
    expect(
      transaction({ set: [{ key: 'a', value: 1, options: { keyPolicy: 'FAIL_IF_EXISTS' } }] }),
    ).toMatchObject({ code: 'INVALID_OPTIONS' });
    expect(
      transaction({
        set: [
          {
            key: 'a',
            value: 1,
            conditions: { and: [{ property: 'x', condition: 'EXISTS', values: [true] }] },
          },
        ],
      }),
    ).toMatchObject({ code: 'INVALID_CONDITION' });
    expect(transaction({ check: [{ key: 'a' }] })).toMatchObject({ code: 'INVALID_CONDITION' });
    expect(transaction({})).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('batches do up to 25 items, each for itself', async () => {
    const { world } = await fixture();
    const items = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ key: n === 1 ? 'no/good' : `b${n}`, value: n }));
    const answer = (await act(world, 'batchSet', { items: items(25) })).ok as {
      successfulKeys: unknown[];
      failedKeys: { key: string; error: { code: string } }[];
    };
    expect(answer.successfulKeys).toHaveLength(24);
    expect(answer.failedKeys).toMatchObject([{ key: 'no/good', error: { code: 'INVALID_KEY' } }]);
    expect(await act(world, 'batchSet', { items: items(26) })).toMatchObject({
      code: 'TOO_MANY_BATCH_ENTITIES',
    });
    expect(await act(world, 'batchGet', { keys: ['b0', 'missing'] })).toMatchObject({
      ok: {
        successfulKeys: [{ key: 'b0', value: 0 }],
        failedKeys: [{ key: 'missing', error: { code: 'KEY_NOT_FOUND' } }],
      },
    });
  });

  it('a batch reads entities by their name, as they were written last, and each key once', async () => {
    const { world } = await fixture();
    await act(world, 'entitySet', { key: 'e1', value: thing() });
    await act(world, 'set', { key: 'e2', value: 'no entity' });
    const entityName = 'thing';
    expect(await act(world, 'batchGet', { keys: ['e1', 'e2'], entityName })).toMatchObject({
      ok: {
        successfulKeys: [{ key: 'e1', entityName, value: thing() }],
        failedKeys: [{ key: 'e2', entityName, error: { code: 'KEY_NOT_FOUND' } }],
      },
    });
    expect(await act(world, 'batchGet', { keys: ['e1'], entityName: 'nothing' })).not.toMatchObject({
      ok: { successfulKeys: [{ key: 'e1' }] },
    });
    expect(await act(world, 'batchGet', { keys: ['e1', 'e1'], entityName })).toMatchObject({
      code: 'KEY_DUPLICATION_ERROR',
    });
    expect(await act(world, 'batchGet', { keys: [] })).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('conditions', () => {
  it.each([
    ['EQUAL_TO', 2, [2], true],
    ['EQUAL_TO', 2, ['2'], false],
    ['NOT_EQUAL_TO', 2, [3], true],
    ['GREATER_THAN', 10, [9], true],
    ['GREATER_THAN', '10', ['9'], false],
    ['GREATER_THAN_EQUAL_TO', 9, [9], true],
    ['LESS_THAN', 9, [9], false],
    ['LESS_THAN_EQUAL_TO', 9, [9], true],
    ['BETWEEN', 5, [1, 5], true],
    ['BETWEEN', 6, [1, 5], false],
    ['BEGINS_WITH', 'abc', ['ab'], true],
    ['CONTAINS', 'abc', ['c'], true],
    ['CONTAINS', ['a', 'b'], ['b'], true],
    ['NOT_CONTAINS', 'abc', ['d'], true],
    ['EXISTS', 0, [true], true],
    ['EXISTS', undefined, [true], false],
    ['NOT_EXISTS', undefined, [true], true],
    ['LESS_THAN', undefined, [1], false],
  ])('%s: %j against %j is %s', async (condition, value, values, expected) => {
    const { holds } = await import('../../../packages/sandbox/forge/kvs-rules');
    expect(holds(value, { condition, values })).toBe(expected);
  });
});
