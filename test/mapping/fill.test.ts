import { describe, expect, it } from 'vitest';
import { type Missing, unknownAccount, withEntries } from '../../src/mapping/fill';
import { accountsOf } from '../../src/runs/execute';
import { BOOKS, LENIENT } from '../runs/plans';
import { name } from './things';

const entry = (more: Partial<Missing> = {}): Missing => ({
  target: 'contra',
  column: name('gl_account_name'),
  when: 'Erlöse Neu',
  value: '8200',
  ...more,
});
const tax = (more: Partial<Missing> = {}) =>
  entry({ target: 'taxKey', column: name('tax_name'), when: 'USt 16 %', value: '5', ...more });
const tableIn = (mapping: ReturnType<typeof withEntries>) =>
  mapping?.contra.from === 'table' ? mapping.contra.table : undefined;

describe('entries for missing values', () => {
  it('come behind what is there; twice is once', () => {
    const once = withEntries(LENIENT, [entry()]);
    expect(tableIn(once)?.at(-1)).toEqual({ when: 'Erlöse Neu', value: '8200' });
    expect(tableIn(once)).toHaveLength((tableIn(LENIENT)?.length ?? 0) + 1);
    expect(once === undefined ? undefined : withEntries(once, [entry({ when: ' Erlöse Neu ' })])).toEqual(
      once,
    );
  });

  it.each([
    ['something else was entered meanwhile', [entry(), entry({ value: '8400' })]],
    ['another column is looked up there now', [entry({ column: name('text') })]],
    ['the target has no table', [entry({ target: 'amount' })]],
    ['its column is read as it is now', [entry({ target: 'text', column: name('text') })]],
    ['another rate was entered meanwhile', [tax({ rate: '16' }), tax({ rate: '15' })]],
    ['a rate was entered meanwhile', [tax({ rate: '16' }), tax()]],
    ['only the first of them no longer fits', [entry({ target: 'amount' }), entry()]],
  ])('do not fit when %s', (_, values) => {
    expect(withEntries(LENIENT, values)).toBeUndefined();
  });

  it('carry a rate for a tax key', () => {
    const rule = withEntries(LENIENT, [tax({ rate: '16' })])?.taxKey;
    expect(rule?.from === 'table' ? rule.table.at(-1) : undefined).toEqual({
      when: 'USt 16 %',
      value: '5',
      rate: '16',
    });
  });

  it.each([
    ['8200', undefined],
    ['9999', 'mapping.unknown-account'],
    ['Erlöse', 'mapping.account-form'],
    ['123456', 'mapping.account-length'],
  ])('with the account %s: %s', (value, code) => {
    for (const target of ['contra', 'account'] as const)
      expect(unknownAccount([entry({ target, value })], accountsOf(BOOKS))).toEqual(
        code === undefined ? undefined : { code, retry: 'after-fix', values: { target } },
      );
  });

  it('what is no account is not looked for in the plan', () => {
    expect(unknownAccount([entry({ target: 'taxKey', value: '9' })], accountsOf(BOOKS))).toBeUndefined();
  });
});
