import '../support/forge-globals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testConnection } from '../../src/looker/connection-test';
import { checkKey } from '../../src/looker/key-check';
import type { ExtractRequest, LookerPorts } from '../../src/looker/ports';
import { lookerPorts } from '../../src/looker/ports-api';
import { extract, probe } from '../../src/looker/reading/extract';
import type { Row } from '../../src/mapping/source';
import { connected, done, l, MONTH, stage, WISH } from './stage';

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

const byKey = (key: string) => ({ ...WISH, reading: { by: 'key', key: l(key) } }) as const;

async function reading(on: ReturnType<typeof stage>, wish: ExtractRequest, ports?: Partial<LookerPorts>) {
  const connection = await connected();
  const rows: Row[] = [];
  const end = await extract({ ...lookerPorts(connection), ...ports }, wish, (row) => rows.push(row));
  expect(on.violations).toEqual([]);
  return { end, rows, problem: end.ok ? undefined : end.problem.problem };
}
const queries = (on: ReturnType<typeof stage>) => on.calls().filter((call) => call.startsWith('run_inline'));

describe('in one call', () => {
  it('reads exact amounts in the order of the wish', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 3 });
    const { end, rows } = await reading(on, WISH);
    expect(end).toEqual(done(3));
    expect(rows.map(([, document]) => document)).toEqual([
      'RE-202611-000001',
      'RE-202611-000002',
      'RE-202611-000003',
    ]);
    for (const [amount] of rows) expect(amount).toMatch(/^-?\d+(\.\d{1,2})?$/);
    expect(on.calls()).toEqual(['login 200', 'run_inline_query 200']);
    expect(on.web().at(-1)?.path).toMatch(
      /run\/json\?limit=5000&apply_formatting=false&apply_vis=false&cache=false$/,
    );
  });

  it('takes 4,999 rows', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 4999 });
    expect((await reading(on, WISH)).end).toEqual(done(4999));
  });

  it.each([5000, 5001, 12_345])('does not believe a full answer: %s rows', async (rows) => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows });
    expect((await reading(on, WISH)).problem).toEqual({
      ...{ code: 'looker.truncated', retry: 'after-fix', values: { most: 5000 } },
    });
  });

  it('of a Look runs the query it holds, with the period put in', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 2 });
    const { end } = await reading(on, { ...WISH, source: { is: 'look', look: '42' } });
    expect(end).toEqual(done(2));
    expect(on.calls()).toEqual(['login 200', 'look 200', 'run_inline_query 200']);
    expect(on.web().at(-1)?.body).toMatchObject({
      filters: { [l('posting_date')]: '2026-11-01 to 2026-12-01', [l('client')]: '455148-3' },
      limit: '5000',
    });
  });

  it('knows an error in a good answer, and keeps its words apart', async () => {
    const on = stage();
    on.looker.errorIn200('SQL Error near 4711,00');
    const { end, rows } = await reading(on, WISH);
    expect(end).toEqual({
      ok: false,
      problem: {
        problem: { code: 'looker.query-failed', retry: 'after-fix' },
        verbatim: 'SQL Error near 4711,00',
      },
    });
    expect(rows).toEqual([]);
  });

  it('names a column that is gone', async () => {
    const on = stage();
    on.looker.setColumns({ rename: { gross_amount: 'amount_gross' } });
    expect((await reading(on, WISH)).problem?.code).toBe('looker.query-failed');
    const strange = { ...WISH, fields: [l('text')] };
    expect((await reading(on, strange)).problem).toMatchObject({
      ...{ code: 'looker.field-missing', values: { field: l('text') } },
    });
  });
});

describe('by key', () => {
  it('reads every row exactly once, in chunks, until one is empty', async () => {
    const on = stage();
    const { end, rows } = await reading(on, byKey('line_id'));
    expect(end).toEqual(done(12_345));
    expect(new Set(rows.map(([, document]) => document)).size).toBe(12_345);
    expect(rows.every((row) => row.length === 2)).toBe(true);
    // One for rows without a key, three with rows, one empty.
    expect(queries(on)).toHaveLength(5);
  }, 60_000);

  it('is not fooled by a limit that nobody told', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 250 });
    on.looker.truncate(100);
    const { end, rows } = await reading(on, byKey('line_id'));
    expect(end).toEqual(done(250));
    expect(new Set(rows.map(([, document]) => document)).size).toBe(250);
  });

  it('goes on behind keys of text, too', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 250 });
    on.looker.truncate(100);
    // Revenue only: within one kind the numbers rise.
    const source = {
      ...WISH.source,
      filters: { [l('client')]: '455148-3', [l('kind')]: 'revenue' },
    } as typeof WISH.source;
    const { end } = await reading(on, { ...byKey('document_number'), source });
    expect(end).toEqual(done(150));
  });

  it('of nothing is nothing', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 0 });
    expect((await reading(on, byKey('line_id'))).end).toEqual(done(0));
  });

  const damage = (set: Readonly<Record<string, string | number | null>>) => (on: ReturnType<typeof stage>) =>
    on.looker.mutateRow({ ...MONTH, index: 3, set });
  it.each([
    ['that is missing', 'line_id', damage({ line_id: null }), 'looker.key-not-unique'],
    ['that occurs twice', 'line_id', damage({ line_id: 2_026_113_000_001 }), 'looker.key-not-unique'],
    ['of mixed letters', 'document_number', damage({ document_number: 're-1' }), 'looker.key-order'],
    ['that is a date', 'posting_date', () => undefined, 'looker.key-unfit'],
    ['that is a measure', 'total_gross_amount', () => undefined, 'looker.key-unfit'],
    ['that the explore does not have', 'no_such', () => undefined, 'looker.field-missing'],
    ['that the query does not have', 'text', () => undefined, 'looker.field-missing'],
  ])('stops at a key %s', async (_what, key, prepare, code) => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 20 });
    prepare(on);
    expect((await reading(on, byKey(key))).problem).toEqual({
      ...{ code, retry: 'after-fix', values: { field: l(key) } },
    });
  });

  it('hands on what stops a later chunk', async () => {
    const on = stage();
    on.looker.truncate(100);
    let runs = 0;
    const connection = await connected();
    const real = lookerPorts(connection);
    const run: LookerPorts['run'] = (...asked) => {
      if (++runs === 3) on.answerNext(new Response('[{"general_ledger.line_id":1'));
      return real.run(...asked);
    };
    expect((await reading(on, byKey('line_id'), { run })).problem).toEqual({
      code: 'looker.unreadable',
      retry: 'later',
    });
  });
});

describe('setting up', () => {
  it('shows the first rows', async () => {
    const on = stage();
    const connection = await connected();
    const rows = await probe(lookerPorts(connection), WISH, 100);
    expect(rows.ok && rows.value).toHaveLength(20);
    expect(await probe(lookerPorts(connection), WISH, 3)).toMatchObject({ value: { length: 3 } });
    expect(on.web().at(-1)?.path).toContain('limit=3&apply_formatting=false&apply_vis=false&cache=true');
    expect(on.violations).toEqual([]);
  });

  it.each([
    ['line_id', { ok: true, value: { isPrimaryKey: true, kind: 'number', seen: 500 } }],
    ['gross_amount', 'looker.key-not-unique'],
    ['posting_date', 'looker.key-unfit'],
    ['text', 'looker.field-missing'],
  ])('checks the key %s', async (key, outcome) => {
    const on = stage();
    // One amount is missing, so that it cannot be a key.
    on.looker.mutateRow({ ...MONTH, index: 7, set: { gross_amount: null } });
    const checked = await checkKey(lookerPorts(await connected()), WISH, l(key));
    if (typeof outcome === 'string')
      expect(checked).toMatchObject({ problem: { problem: { code: outcome } } });
    else expect(checked).toEqual(outcome);
    expect(on.violations).toEqual([]);
  });

  it('tests a connection for real', async () => {
    const on = stage();
    const ports = lookerPorts(await connected());
    const seen = { user: 'DATEV Dienst', models: 1 };
    expect(await testConnection(ports)).toEqual({ ok: true, value: seen });
    expect(await testConnection(ports, { model: 'finance', explore: 'general_ledger' })).toEqual({
      ...{ ok: true, value: { ...seen, rows: 1 } },
    });
    expect(queries(on)).toHaveLength(1);
    on.looker.setPermissions({}, { models: [] });
    expect(await testConnection(ports)).toMatchObject({ problem: { problem: { code: 'looker.no-models' } } });
    expect(on.violations).toEqual([]);
  });
});
