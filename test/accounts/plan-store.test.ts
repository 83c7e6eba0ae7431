import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import type { AccountPlan } from '../../src/accounts/plan';
import { loadPlan, mandantenWithPlan, savePlan } from '../../src/accounts/plan-store';
import { answerInTurn, json, seen } from '../support/forge-globals';
import { storage } from '../support/kv-storage';

const plan: AccountPlan = {
  v: 1,
  mandant: '455148-1',
  version: 1,
  chart: 'SKR04',
  accountLength: 4,
  fiscalYearBegin: '01-01',
  accounts: [{ number: '4400', name: 'Erlöse 19 % USt', automatic: true }],
};

describe('the stored account plan', () => {
  it('is none for a Mandant that never had one', async () => {
    answerInTurn(json({ code: 'KEY_NOT_FOUND', message: 'no' }, 404));
    expect(await loadPlan('455148-1')).toEqual({ version: 0, data: null });
    expect(seen()[0]?.body).toMatchObject({ key: 'accounts:455148-1', entityName: 'record' });
  });

  it('comes back with the version of its record', async () => {
    answerInTurn(json({ key: 'accounts:455148-1', value: { version: 3, data: plan } }));
    expect(await loadPlan('455148-1')).toEqual({ version: 3, data: plan });
  });

  it('of a form this code does not know is trouble, never an empty plan', async () => {
    answerInTurn(json({ key: 'accounts:455148-1', value: { version: 3, data: { ...plan, v: 2 } } }));
    await expect(loadPlan('455148-1')).rejects.toThrow();
  });

  it('is written for the first time by one of two', async () => {
    const { kept } = storage();
    const first = { version: 0, data: null };
    const saved = await Promise.all([savePlan(first, plan), savePlan(first, { ...plan, chart: 'own' })]);
    expect(saved.map((one) => one.ok && one.value).toSorted()).toEqual(['conflict', 'done']);
    const stored = await loadPlan('455148-1');
    expect(stored.version).toBe(1);
    // The plan under its own number, its author and its one entry in the log: all of it, as with the record.
    expect(kept.get('plan:455148-1:1')).toEqual(stored.data);
    expect([...kept.keys()].filter((key) => key.startsWith('audit-entry config:'))).toHaveLength(1);
  });

  it('stands in the list of those that have one before it is there itself', async () => {
    const { kept } = storage();
    kept.set('record accounts-planned', { version: 1, data: ['455148-3'] });
    await savePlan({ version: 0, data: null }, plan);
    const keys = seen().map(({ body }) => JSON.stringify(body));
    const listed = keys.findIndex((text) => text.includes('"data":["455148-1","455148-3"]'));
    expect(listed).toBeGreaterThan(-1);
    expect(keys.findIndex((text) => text.includes('accounts:455148-1'))).toBeGreaterThan(listed);
    expect(await mandantenWithPlan()).toEqual(new Set(['455148-1', '455148-3']));
  });

  it('is changed only under the version that was read', async () => {
    const { kept } = storage();
    kept.set('record accounts:455148-1', { version: 4, data: plan });
    kept.set('plan:455148-1:1', plan);
    kept.set('plan-authors:455148-1', { petra: 1 });
    const before = structuredClone([...kept.keys()]);
    const next = { ...plan, version: 2, changedBy: 'karla' };
    expect(await savePlan({ version: 3, data: plan }, next)).toEqual({ ok: true, value: 'conflict' });
    const beside = ['record accounts-planned', 'record config-head'];
    expect([...kept.keys()].filter((key) => !beside.includes(key))).toEqual(before);
    expect(await savePlan({ version: 4, data: plan }, next)).toEqual({ ok: true, value: 'done' });
    expect(kept.get('record accounts:455148-1')).toMatchObject({ version: 5, data: next });
    expect(kept.get('plan:455148-1:2')).toEqual(next);
    expect(kept.get('plan-authors:455148-1')).toEqual({ petra: 1, karla: 2 });
  });
});
