import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import {
  ALL_FIELDS,
  LIMITED_KEY,
  SECOND_HOST,
  SECOND_KEY,
} from '../../../packages/sandbox/looker/fresh-state';
import { bench, GL, ID, ifJudged, inline, messageOf, NOVEMBER, type Query, rowsOf } from './bench';

describe('how many rows come', () => {
  it.each([
    ['500 without any limit', {}, {}, 500],
    ['as many as the query says', { limit: '7' }, {}, 7],
    ['what the parameter says, over the query', { limit: '7' }, { limit: '9' }, 9],
    ['none with 0', { limit: '0' }, {}, 0],
    ['all with -1', { limit: '-1' }, {}, 12_345],
    ['all below the most', { limit: '100000' }, {}, 12_345],
  ] as const)('%s', (_, query, parameters, count) => {
    expect(bench().rows(query, { query: parameters })).toHaveLength(count);
  });

  it('is at most 100,000 with a number, and everything with -1', () => {
    const on = bench();
    on.looker.setRowCount({ client: '455148-3', month: '2026-11', rows: 100_500 });
    expect(on.rows({ limit: '200000' })).toHaveLength(100_000);
    expect(on.rows({ limit: '-1' })).toHaveLength(100_500);
  });

  it('is at most 5,000 for a role that may download with a limit, and nobody says so', () => {
    const on = bench({ key: LIMITED_KEY });
    expect(on.rows({ limit: '-1' })).toHaveLength(5_000);
    expect(on.rows({ limit: '12000' })).toHaveLength(5_000);
    expect(on.rows({ limit: '4000' })).toHaveLength(4_000);
    const sent = on.send('/queries/run/json', inline({ limit: '-1' }));
    expect(Object.keys(sent.headers)).toEqual(['content-type']);
    const detail = on.get('/queries/run/json_detail', inline({ limit: '-1' }));
    expect(detail).toMatchObject({ truncated: true, errors: null });
    expect(on.get('/queries', inline())).toMatchObject({
      can: { run: true, download: true, download_unlimited: false },
    });
  });

  it('can be cut by command', () => {
    const on = bench();
    on.looker.truncate(10);
    expect(on.rows({ limit: '-1' })).toHaveLength(10);
    expect(on.get('/queries/run/json_detail', inline({ limit: '-1' }))['truncated']).toBe(true);
    on.looker.truncate(undefined);
    expect(on.rows({ limit: '-1' })).toHaveLength(12_345);
  });

  it('knows no offset', () => {
    const on = bench();
    const sent = on.send('/queries/run/json', inline({}, { query: { offset: '500' } }));
    expect([sent.status, messageOf(sent)]).toEqual([400, 'Unknown parameter: offset']);
    expect(sent.wrong.join()).toContain(ifJudged('offset', ''));
    const inBody = on.send('/queries/run/json', inline({ offset: '500' } as Partial<Query>));
    expect(inBody.status).toBe(422);
    expect(inBody.wrong.join()).toContain(ifJudged('additional properties', ''));
  });

  it('reads everything in chunks by the key, with a filter or an expression', () => {
    const on = bench();
    for (const after of [
      (last: number) => ({ filters: { ...NOVEMBER, [ID]: `>${last}` } }),
      (last: number) => ({ filter_expression: `\${${ID}} > ${last}` }),
    ]) {
      const ids: number[] = [];
      for (let last = 0, more = true; more; ) {
        const rows = on.rows({ ...after(last), limit: '5000', sorts: [`${ID} asc`] });
        ids.push(...rows.map((row) => Number(row[ID])));
        last = ids.at(-1) ?? 0;
        more = rows.length === 5_000;
      }
      expect([ids.length, new Set(ids).size]).toEqual([12_345, 12_345]);
    }
  });
});

describe('the order', () => {
  const month = { [GL('client')]: '455148-1', [GL('posting_month')]: '2026-11' };
  it('is by the first dimension, the last first, unless asked for', () => {
    const rows = bench().rows({ filters: month, fields: [GL('posting_date'), ID], sorts: [] });
    expect(rows[0]?.[GL('posting_date')]).toBe('2026-11-30');
    const ids = rows.slice(0, 4).map((row) => Number(row[ID]) % 1000);
    expect(ids).not.toEqual([...ids].sort((a, b) => a - b));
  });
  it('is as asked, by several fields', () => {
    const fields = [GL('kind'), GL('gross_amount'), ID];
    const rows = bench().rows({ filters: month, fields, sorts: [`${GL('kind')} desc`, GL('gross_amount')] });
    const expected = [...rows].sort(
      (a, b) =>
        String(b[GL('kind')]).localeCompare(String(a[GL('kind')])) ||
        Number(a[GL('gross_amount')]) - Number(b[GL('gross_amount')]),
    );
    expect(rows).toEqual(expected);
    expect(rows[0]?.[GL('kind')]).toBe('revenue');
  });
  it('is none when none is wanted', () => {
    const ids = bench()
      .rows({ filters: month, sorts: ['__UNSORTED__'] })
      .map((row) => row[ID]);
    expect(ids).toHaveLength(120);
    expect(ids).not.toEqual([...ids].sort());
  });
  it('cannot be by a field that is not in the query', () => {
    expect(bench().rows({ sorts: [GL('text')] })).toEqual([
      { looker_error: `Cannot sort by "${GL('text')}": it is not in the query` },
    ]);
  });
});

describe('the formats', () => {
  const one = { filters: { ...NOVEMBER, [ID]: '2026113000036' } };
  const fields = [ID, GL('gross_amount'), GL('partner_name')];
  it('has raw numbers, and display strings when asked', () => {
    const on = bench();
    // 100 + (35 · 7919 + 13311277) mod 2,000,000 = 1,588,542 net, q = 7: 7 % = 111,198
    expect(on.rows({ ...one, fields })).toEqual([
      {
        [ID]: 2026113000036,
        [GL('gross_amount')]: 16997.4,
        [GL('partner_name')]: 'Müller & Söhne "Feinkost"; Köln',
      },
    ]);
    expect(on.rows({ ...one, fields }, { query: { apply_formatting: 'true' } })[0]).toMatchObject({
      [ID]: '2026113000036',
      [GL('gross_amount')]: '16,997.40',
    });
  });
  it('has json_detail with cells', () => {
    expect(bench().get('/queries/run/json_detail', inline({ ...one, fields }))).toMatchObject({
      data: [{ [GL('gross_amount')]: { value: 16997.4, rendered: '16,997.40' } }],
      fields: { dimensions: [{ name: ID, is_numeric: true }, {}, {}] },
      truncated: false,
      errors: null,
      timezone: 'Europe/Berlin',
    });
  });
  it('has csv with labels in its head, and sql', () => {
    const on = bench();
    const csv = on.send('/queries/run/csv', inline({ ...one, fields }));
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(parse(csv.text)).toEqual([
      ['General Ledger Line Id', 'General Ledger Gross Amount', 'General Ledger Partner Name'],
      ['2026113000036', '16997.4', 'Müller & Söhne "Feinkost"; Köln'],
    ]);
    const sql = on.send('/queries/run/sql', inline({ fields, limit: '5' }));
    expect(sql.text).toMatch(/^SELECT[\s\S]+FROM general_ledger[\s\S]+LIMIT 5$/);
  });
  it('refuses the others in Looker’s form', () => {
    const on = bench();
    expect(messageOf(on.send('/queries/run/xlsx', inline()))).toContain('xlsx');
    expect(on.send('/queries/run/xlsx', inline()).status).toBe(400);
    expect(on.send('/queries/run/nonsense', inline()).status).toBe(404);
  });
  it('sums measures by the dimensions, and equal rows without the key are one', () => {
    const on = bench();
    const measures = [GL('count'), GL('total_gross_amount')];
    const [total] = on.rows({ fields: measures, sorts: [] });
    const lines = on.rows({ fields: [ID, GL('gross_amount')], limit: '-1' });
    const cents = lines.reduce((sum, row) => sum + Math.round(Number(row[GL('gross_amount')]) * 100), 0);
    expect(total).toEqual({ [GL('count')]: 12_345, [GL('total_gross_amount')]: cents / 100 });
    const kinds = on.rows({ fields: [GL('kind'), GL('count')], sorts: [GL('kind')] });
    expect(kinds).toEqual([
      { [GL('kind')]: 'cost', [GL('count')]: 4_938 },
      { [GL('kind')]: 'revenue', [GL('count')]: 7_407 },
    ]);
    expect(on.rows({ fields: [GL('kind'), GL('currency')], sorts: [GL('kind')] })).toHaveLength(2);
  });
});

describe('what is wrong with a query', () => {
  it('comes with 200 in the place of rows', () => {
    const on = bench();
    const unknown = { fields: [ID, 'x.y'] };
    expect(on.rows(unknown)).toEqual([
      { looker_error: expect.stringContaining('Unknown or inaccessible field "x.y"') },
    ]);
    expect(on.rows({ filters: { 'x.y': '1' } })[0]).toHaveProperty('looker_error');
    expect(on.rows({ filters: { [ID]: 'about five' } })[0]).toHaveProperty('looker_error');
    expect(on.rows({ fields: [] })[0]).toHaveProperty('looker_error');
    expect(on.get('/queries/run/json_detail', inline(unknown))).toMatchObject({
      data: [],
      errors: [{ message: expect.stringContaining('x.y') }],
    });
    expect(on.send('/queries/run/csv', inline(unknown))).toMatchObject({
      status: 200,
      text: expect.stringContaining('Error'),
    });
  });
  it.each([
    ['an unknown model', { model: 'nothing' }, 404],
    ['an unknown explore', { view: 'nothing' }, 404],
    ['a limit as a number', { limit: 5 as unknown as string }, 422],
    ['a limit that is none', { limit: 'many' }, 422],
    ['an unknown time zone', { query_timezone: 'Europe/Bayern' }, 422],
    ['a misspelt member', { sort: [ID] } as Partial<Query>, 422],
    ['pivots, which the sandbox does not make', { pivots: [GL('kind')] } as Partial<Query>, 422],
  ])('%s is refused', (_, query, status) => {
    expect(bench().send('/queries/run/json', inline(query)).status).toBe(status);
  });
  it('a body that is no JSON object, and a parameter that is no truth', () => {
    const on = bench();
    const post = { method: 'POST', headers: { 'content-type': 'application/json' } } as const;
    expect(on.send('/queries/run/json', { ...post, body: '[' }).status).toBe(400);
    expect(on.send('/queries/run/json', inline({}, { query: { cache: 'no' } })).status).toBe(400);
    expect(on.send('/queries/run/json', inline({}, { query: { limit: 'x' } })).status).toBe(400);
  });
});

describe('stored queries', () => {
  it('are the same when they ask the same, and differ by instance', () => {
    const on = bench();
    const first = on.get('/queries', inline());
    const turned = Object.fromEntries(Object.entries(NOVEMBER).reverse());
    expect(on.get('/queries', inline({ filters: turned }))['id']).toBe(first['id']);
    expect(on.get('/queries', inline({ limit: '8' }))['id']).not.toBe(first['id']);
    expect(first).toMatchObject({
      slug: first['id'],
      model: 'finance',
      can: { run: true, download_unlimited: true },
    });
    const path = `/queries/${String(first['id'])}`;
    expect(on.get(path)).toEqual(first);
    expect(on.get(`/queries/slug/${String(first['id'])}`)).toEqual(first);
    expect(on.get(path, { query: { fields: 'id,can(run)' } })).toEqual({
      id: first['id'],
      can: { run: true },
    });
    expect(rowsOf(on.send(`${path}/run/json`, { query: { limit: '3' } }))).toHaveLength(3);
    on.login(SECOND_KEY, SECOND_HOST);
    expect(on.send(path, { host: SECOND_HOST }).status).toBe(404);
    expect(on.send('/queries/constructor').status).toBe(401);
  });
  it('stand behind a Look, whose limit a parameter beats', () => {
    const on = bench();
    const rows = rowsOf(on.send('/looks/42/run/json'));
    expect(rows).toHaveLength(500);
    expect(Object.keys(rows[0] ?? {})).toEqual(ALL_FIELDS);
    expect(rows[0]?.[GL('posting_month')]).toBe('2026-11');
    expect(rowsOf(on.send('/looks/42/run/json', { query: { limit: '-1' } }))).toHaveLength(12_345);
    const look = on.get<{ query: { id: string } }>('/looks/42');
    expect(rowsOf(on.send(`/queries/${look.query.id}/run/json`))).toEqual(rows);
    expect(on.send('/looks/44/run/json').status).toBe(404);
  });
});
