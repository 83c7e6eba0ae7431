import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { type AccountPlan, MOST_ACCOUNTS } from '../../src/accounts/plan';
import { loadPlan, mandantenWithPlan, savePlan } from '../../src/accounts/plan-store';
import { answerInTurn, empty, json, seen } from '../support/forge-globals';

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

  it('is written for the first time only where nothing is', async () => {
    answerInTurn(json({ code: 'KEY_NOT_FOUND', message: 'no' }, 404), empty(204), empty(204));
    expect(await savePlan({ version: 0, data: null }, plan)).toEqual({ ok: true, value: 'done' });
    expect(seen()[2]?.body).toMatchObject({
      key: 'accounts:455148-1',
      entityName: 'record',
      value: { version: 1, data: plan },
      options: { keyPolicy: 'FAIL_IF_EXISTS' },
    });
  });

  it('stands in the list of those that have one before it is there itself', async () => {
    answerInTurn(
      json({ key: 'accounts-planned', value: { version: 1, data: ['455148-3'] } }),
      empty(204),
      empty(204),
    );
    await savePlan({ version: 0, data: null }, plan);
    expect(seen().map(({ body }) => (body as { key?: string }).key)[0]).toBe('accounts-planned');
    expect(JSON.stringify(seen()[1]?.body)).toContain('"data":["455148-1","455148-3"]');
    answerInTurn(json({ key: 'accounts-planned', value: { version: 2, data: ['455148-1', '455148-3'] } }));
    expect(await mandantenWithPlan()).toEqual(new Set(['455148-1', '455148-3']));
  });

  it('is changed only under the version that was read', async () => {
    const listed = json({ key: 'accounts-planned', value: { version: 1, data: ['455148-1'] } });
    const kept = json({ key: 'plan:455148-1:1', value: plan });
    const authors = json({ key: 'plan-authors:455148-1', value: { petra: 1 } });
    answerInTurn(listed, kept, authors, json({ code: 'CONDITIONAL_CHECK_FAILED', message: 'no' }, 409));
    const next = { ...plan, version: 2, changedBy: 'karla' };
    expect(await savePlan({ version: 3, data: plan }, next)).toEqual({ ok: true, value: 'conflict' });
    const { set = [] } = (seen()[3]?.body ?? {}) as {
      set?: readonly { key: string; value: unknown; conditions?: unknown }[];
    };
    // The plan under its own number and its authors: all of it, or nothing, as with the record.
    expect(set.map(({ key, conditions }) => [key, conditions !== undefined])).toEqual([
      ['accounts:455148-1', true],
      ['plan:455148-1:2', false],
      ['plan-authors:455148-1', false],
    ]);
    expect(set[0]?.value).toMatchObject({ version: 4 });
    expect(set[2]?.value).toEqual({ petra: 1, karla: 2 });
  });

  it('that is too big for one key is refused before anything leaves', async () => {
    answerInTurn();
    const accounts = Array.from({ length: MOST_ACCOUNTS }, (_, n) => ({
      number: String(1000 + n),
      name: 'K'.repeat(150),
    }));
    expect(await savePlan({ version: 3, data: plan }, { ...plan, accounts })).toMatchObject({
      ok: false,
      problem: { code: 'accounts.too-big', retry: 'after-fix', values: { count: MOST_ACCOUNTS } },
    });
    expect(seen()).toEqual([]);
  });
});
