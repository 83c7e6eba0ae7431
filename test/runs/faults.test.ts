import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { RunDetail } from '../../src/runs/detail';
import { MAX_MISSING } from '../../src/runs/faults';
import { faultViews, missingIn } from '../../src/views/run/run-faults';
import { row } from '../mapping/things';
import { executed, planOf } from './plans';

const MAPPING = planOf().pipeline.mapping;

function stoppedAt(...rows: readonly Parameters<typeof row>[0][]): RunDetail {
  const concluded = executed(
    planOf(),
    rows.map((cells) => row(cells)),
  );
  if (concluded.is === 'made') throw new Error('it was made');
  return concluded.detail;
}
/** So many rows that each name one of so many values which no table has. */
const without = (rows: number, values: number) =>
  Array.from({ length: rows }, (_, n) => ({ gl_account_name: `Erlöse Neu ${n % values}` }));

describe('faults of an execution', () => {
  it('12,000 findings are ten values to fill in, each with all of its rows, though 500 findings are kept', () => {
    const detail = stoppedAt(...without(12_000, 10));
    expect(detail.findings).toHaveLength(500);
    expect(detail.faults).toMatchObject([{ code: 'mapping.unknown-value', target: 'contra', rows: 12_000 }]);
    const { open, more, mended, others } = missingIn(detail, { mapping: MAPPING, accounts: [] });
    expect(open).toHaveLength(10);
    expect(open.every(({ rows }) => rows === 1200)).toBe(true);
    expect({ more, mended, others }).toEqual({ more: 0, mended: 0, others: 0 });
    expect(v.is(RunDetail, detail)).toBe(true);
  });

  it('values met most come first, and beyond what a person fills in they are counted', () => {
    const detail = stoppedAt({ gl_account_name: 'selten' }, ...without(3 * MAX_MISSING, MAX_MISSING));
    const { open, more } = missingIn(detail, { mapping: MAPPING, accounts: [] });
    expect(open).toHaveLength(MAX_MISSING);
    expect(open.map(({ value }) => value)).not.toContain('selten');
    expect(more).toBe(1);
  });

  it('what somebody entered since is no longer asked for', () => {
    const detail = stoppedAt({ gl_account_name: 'Neu A' }, { gl_account_name: 'Neu B' });
    const { contra } = MAPPING;
    if (contra.from !== 'table') throw new Error('no table');
    const table = [...contra.table, { when: ' Neu A ', value: '8400' }];
    const since = missingIn(detail, {
      mapping: { ...MAPPING, contra: { ...contra, table } },
      accounts: [],
    });
    expect(since.open.map(({ value }) => value)).toEqual(['Neu B']);
    expect(since.mended).toBe(1);
  });

  it('where no table is the rule any more, or the pipeline is gone, nothing is asked for', () => {
    const detail = stoppedAt({ gl_account_name: 'Neu' });
    const mapping = { ...MAPPING, contra: { from: 'constant', value: '8400' } as const };
    for (const tables of [undefined, { mapping, accounts: [] }])
      expect(missingIn(detail, tables)).toEqual({ open: [], more: 0, mended: 0, others: 1 });
  });

  it('accounts with a similar name are suggested first, then what the table gives already', () => {
    const detail = stoppedAt({ gl_account_name: 'Erlöse Schulungen' });
    const accounts = [
      { number: '8401', name: 'Erlöse Schulung' },
      { number: '4930', name: 'Bürobedarf' },
    ];
    const [first] = missingIn(detail, { mapping: MAPPING, accounts }).open;
    expect(first?.suggestions[0]).toEqual({ id: '8401', label: 'Erlöse Schulung' });
    expect(first?.suggestions.map(({ id }) => id)).not.toContain('4930');
    expect(first?.suggestions.length).toBeGreaterThan(1);
    expect(first?.likely?.id).toBe('8401');
    const other = stoppedAt({ gl_account_name: 'Erlöse Ausland' });
    expect(missingIn(other, { mapping: MAPPING, accounts }).open[0]?.likely).toBeUndefined();
  });

  it('what is no value of a table is one fault by rule and place, with examples', () => {
    const long = Array.from({ length: 40 }, (_, n) => ({ text: `${'x'.repeat(70)}${n}` }));
    const [fault, ...others] = faultViews(stoppedAt(...long), 'de');
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ rows: 40, row: 1, target: 'text', moreValues: 30 });
    expect(fault?.title).toContain('mehr als 60 Zeichen');
    expect(fault?.met).toHaveLength(10);
  });

  it('of an execution of an earlier version of the app, the findings that are kept are grouped, as “at least”', () => {
    const { faults: _, ...earlier } = stoppedAt(...without(900, 2));
    expect(v.is(RunDetail, earlier)).toBe(true);
    expect(faultViews(earlier, 'en')).toMatchObject([{ rows: 500, isAtLeast: true }]);
    expect(missingIn(earlier, { mapping: MAPPING, accounts: [] }).open).toHaveLength(2);
  });
});
