import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import {
  get,
  getEntity,
  getSecret,
  MAX_OPS,
  queryEntities,
  remove,
  set,
  setEntityIfAbsent,
  setIfAbsent,
  setSecretIfAbsent,
  transact,
} from '../../src/platform/kv';
import { answerInTurn, answerWith, cutOff, empty, json, only, page, seen } from '../support/forge-globals';

const refused = (status: number, code: string) => json({ code, message: 'no' }, status);

describe('storage', () => {
  it('answers undefined for a key that is not there', async () => {
    answerInTurn(refused(404, 'KEY_NOT_FOUND'));
    expect(await get('a')).toEqual({ ok: true, value: undefined });
  });

  it('gives back values, secrets and entities from their own places', async () => {
    answerWith(() => json({ key: 'a', value: { n: 1 } }));
    await get('a');
    await getSecret('a');
    expect(await getEntity('record', 'a')).toEqual({ ok: true, value: { n: 1 } });
    expect(seen().map((call) => call.path)).toEqual([
      '/api/v1/get',
      '/api/v1/secret/get',
      '/api/v1/entity/get',
    ]);
  });

  it('writes with a time to live in seconds', async () => {
    answerInTurn(empty(204));
    expect(await set('a', 1, { ttlSeconds: 60 })).toEqual({ ok: true, value: undefined });
    expect(only().body).toEqual({ key: 'a', value: 1, options: { ttl: { value: 60, unit: 'SECONDS' } } });
  });

  it.each([
    ['a value', () => setIfAbsent('a', 1)],
    ['a secret', () => setSecretIfAbsent('a', 'x')],
    ['an entity', () => setEntityIfAbsent('record', 'a', { version: 1 })],
  ])('tells the first claim of %s from the second', async (_what, claim) => {
    answerInTurn(empty(204), refused(409, 'KEY_CONFLICT'), refused(400, 'KEY_CONFLICT'));
    expect(await claim()).toEqual({ ok: true, value: true });
    expect(seen()[0]?.body).toMatchObject({ options: { keyPolicy: 'FAIL_IF_EXISTS' } });
    expect(await claim()).toEqual({ ok: true, value: false });
    expect(await claim()).toEqual({ ok: true, value: false });
  });

  it('does not know whether a claim happened when the answer is lost', async () => {
    answerInTurn(new TypeError('fetch failed'));
    expect(await setIfAbsent('a', 1)).toMatchObject({
      ok: false,
      problem: { code: 'platform.storage', retry: 'look-up' },
    });
  });

  it.each([
    ['429', () => refused(429, 'RATE_LIMIT_EXCEEDED'), 'platform.storage', 'later'],
    ['500', () => refused(500, 'INTERNAL'), 'platform.storage', 'later'],
    ['a page', () => page(502), 'platform.storage', 'later'],
    ['a cut-off body', () => cutOff(), 'platform.storage', 'later'],
    ['a network error', () => new TypeError('fetch failed'), 'platform.storage', 'later'],
    ['a refusal', () => refused(400, 'INVALID_KEY'), 'platform.storage-refused', 'never'],
  ])('reports %s of a read', async (_what, answer, code, retry) => {
    answerInTurn(answer());
    expect(await get('a')).toMatchObject({ ok: false, problem: { code, retry } });
  });

  it('deletes what is not there without a complaint', async () => {
    answerInTurn(refused(404, 'KEY_NOT_FOUND'));
    expect(await remove('a')).toEqual({ ok: true, value: undefined });
  });
});

describe('finding entities', () => {
  it('asks by index, partition and range and hands on the cursor', async () => {
    answerInTurn(json({ data: [{ key: 'a', value: { n: 1 }, createdAt: 5 }], cursor: 'next' }));
    const found = await queryEntities({
      entity: 'submission',
      index: 'by-due',
      partition: ['yes'],
      range: { is: 'up-to', value: '2026-12-01' },
      limit: 20,
    });
    expect(found).toEqual({ ok: true, value: { rows: [{ key: 'a', value: { n: 1 } }], cursor: 'next' } });
    expect(only().body).toMatchObject({
      entityName: 'submission',
      indexName: 'by-due',
      partition: ['yes'],
      range: { condition: 'LESS_THAN_EQUAL_TO', values: ['2026-12-01'] },
      sort: 'ASC',
      limit: 20,
    });
  });

  it.each([
    [
      { is: 'from', value: 'a' },
      { condition: 'GREATER_THAN_EQUAL_TO', values: ['a'] },
    ],
    [
      { is: 'between', low: 1, high: 2 },
      { condition: 'BETWEEN', values: [1, 2] },
    ],
    [
      { is: 'equal', value: 'a' },
      { condition: 'EQUAL_TO', values: ['a'] },
    ],
    [
      { is: 'begins', value: 'a' },
      { condition: 'BEGINS_WITH', values: ['a'] },
    ],
  ] as const)('knows the range %o', async (range, wire) => {
    answerInTurn(json({ data: [] }));
    const found = await queryEntities({ entity: 'e', index: 'i', range, descending: true, cursor: 'c' });
    expect(found).toEqual({ ok: true, value: { rows: [] } });
    expect(only().body).toMatchObject({ range: wire, sort: 'DESC', cursor: 'c' });
  });
});

describe('a transaction', () => {
  it('sends conditions on entities only', async () => {
    answerInTurn(empty(204));
    const done = await transact([
      { do: 'set', entity: 'submission', key: 's', value: { version: 2 }, when: { version: 1 } },
      { do: 'set', entity: 'audit-entry', key: 's:1', value: { seq: 1 }, when: { absent: 'seq' } },
      { do: 'set', key: 'plain', value: 1, ttlSeconds: 60 },
      { do: 'delete', key: 'old' },
      { do: 'check', entity: 'record', key: 'r', when: { version: 7 } },
    ]);
    expect(done).toEqual({ ok: true, value: 'done' });
    expect(only().body).toEqual({
      set: [
        {
          key: 's',
          value: { version: 2 },
          entityName: 'submission',
          conditions: { and: [{ property: 'version', condition: 'EQUAL_TO', values: [1] }] },
        },
        {
          key: 's:1',
          value: { seq: 1 },
          entityName: 'audit-entry',
          conditions: { and: [{ property: 'seq', condition: 'NOT_EXISTS', values: [true] }] },
        },
        { key: 'plain', value: 1, options: { ttl: { value: 60, unit: 'SECONDS' } } },
      ],
      delete: [{ key: 'old' }],
      check: [
        {
          key: 'r',
          entityName: 'record',
          conditions: { and: [{ property: 'version', condition: 'EQUAL_TO', values: [7] }] },
        },
      ],
    });
  });

  it.each([
    [400, 'CONDITIONAL_CHECK_FAILED'],
    [409, 'A_NAME_WE_DO_NOT_KNOW'],
  ])('is a conflict on %i %s', async (status, code) => {
    answerInTurn(refused(status, code));
    expect(await transact([{ do: 'delete', key: 'a' }])).toEqual({ ok: true, value: 'conflict' });
  });

  it.each([
    [400, 'KEY_DUPLICATION_ERROR'],
    [400, 'INVALID_KEY'],
    [422, 'UNPROCESSABLE_ENTITY'],
    [404, 'SCHEMA_NOT_FOUND'],
  ])('is refused, not in conflict, on %i %s', async (status, code) => {
    const problem = { code: 'platform.storage-refused', retry: 'never', status, values: { reason: code } };
    answerWith(() => refused(status, code));
    expect(await transact([{ do: 'delete', key: 'a' }])).toEqual({ ok: false, problem });
    expect(await setIfAbsent('a', 1)).toEqual({ ok: false, problem });
    expect(await getEntity('nobody', 'a')).toEqual({ ok: false, problem });
  });

  it.each([
    ['a lost answer', () => new TypeError('fetch failed'), 'look-up'],
    ['500', () => refused(500, 'INTERNAL'), 'look-up'],
    ['429', () => refused(429, 'RATE_LIMIT_EXCEEDED'), 'later'],
  ])('says after %s what to do', async (_what, answer, retry) => {
    answerInTurn(answer());
    const done = await transact([{ do: 'delete', key: 'a' }]);
    expect(done).toMatchObject({ ok: false, problem: { code: 'platform.storage', retry } });
  });

  it('refuses more operations than Forge takes', async () => {
    const ops = Array.from({ length: MAX_OPS + 1 }, (_, n) => ({ do: 'delete', key: `k${n}` }) as const);
    await expect(transact(ops)).rejects.toThrow(RangeError);
    answerInTurn(empty(204));
    expect(await transact(ops.slice(1))).toEqual({ ok: true, value: 'done' });
  });
});
