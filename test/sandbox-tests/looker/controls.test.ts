import { describe, expect, it } from 'vitest';
import { DEMO_HOST, DEMO_KEY, SECOND_HOST, SECOND_KEY } from '../../../packages/sandbox/looker/fresh-state';
import { bench, GL, ID, inline, NOVEMBER, type Row, rowsOf } from './bench';

const EXPLORE = '/lookml_models/finance/explores/general_ledger';
type Fields = { readonly fields: { readonly dimensions: readonly Readonly<Record<string, unknown>>[] } };

describe('answers by command', () => {
  it.each([
    [429, { 'retry-after': '7' }],
    [429, {}],
    [401, {}],
    [404, {}],
    [500, {}],
    [502, {}],
  ])('%i in Looker’s form', (status, headers) => {
    const on = bench();
    on.looker.answerNext({ status, headers });
    const sent = on.send('/user');
    expect(sent).toMatchObject({ status, headers });
    expect(JSON.parse(sent.text)).toMatchObject({ message: expect.any(String) });
    expect(on.send('/user').status).toBe(200);
  });

  it('for one operation, one host, several times, with any body', () => {
    const on = bench();
    on.looker.answerNext({ operation: 'run_look', host: SECOND_HOST, status: 500 });
    on.looker.answerNext({ operation: 'run_look', status: 200, body: '<html>login</html>', times: 2 });
    expect(on.send('/user').status).toBe(200);
    const page = on.send('/looks/42/run/json');
    expect([page.text, page.headers['content-type']]).toEqual([
      '<html>login</html>',
      'text/html; charset=utf-8',
    ]);
    expect(on.send('/looks/42/run/json').text).toContain('html');
    expect(rowsOf(on.send('/looks/42/run/json'))).toHaveLength(500);
    on.looker.answerNext({ operation: 'login', status: 503, body: { message: 'maintenance' } });
    expect(on.login()).toMatchObject({ status: 503, text: '{"message":"maintenance"}' });
  });

  it('an error in 200, and one that ends a task', () => {
    const on = bench();
    on.looker.errorIn200('Query timed out', 2);
    expect(on.rows()).toEqual([{ looker_error: 'Query timed out' }]);
    expect(on.rows()).toEqual([{ looker_error: 'Query timed out' }]);
    expect(on.rows()).toHaveLength(500);
  });
});

describe('schema drift', () => {
  it('renames, removes and retypes', () => {
    const on = bench();
    const names = (): unknown[] => on.get<Fields>(EXPLORE).fields.dimensions.map((field) => field['name']);
    on.looker.setColumns({
      rename: { [GL('text')]: 'posting_text' },
      remove: ['net_amount'],
      retype: { gross_amount: 'string' },
    });
    expect(names()).toContain(GL('posting_text'));
    expect(names()).not.toContain(GL('text'));
    expect(names()).not.toContain(GL('net_amount'));
    const field = on.get<Fields>(EXPLORE).fields.dimensions.find((one) => one['name'] === GL('gross_amount'));
    expect(field).toMatchObject({ type: 'string', is_numeric: false, value_format: null });
    const first: Row | undefined = on.rows({ fields: [ID, GL('posting_text'), GL('gross_amount')] })[0];
    expect(first).toMatchObject({
      [GL('posting_text')]: 'Rechnung RE-202611-000001 für Vertrieb',
      [GL('gross_amount')]: '15605.39',
    });
    expect(on.rows({ fields: [ID, GL('text')] })[0]).toHaveProperty('looker_error');
    expect(on.rows({ fields: [GL('total_net_amount')], sorts: [] })[0]).toHaveProperty('looker_error');
    expect(rowsOf(on.send('/looks/42/run/json'))[0]).toHaveProperty('looker_error');
    expect(on.rows({ view: 'big_ledger', fields: [ID, GL('text')] })).toHaveLength(500);
    expect(() => on.looker.setColumns({ remove: ['nothing'] })).toThrow('no column');
  });
});

describe('changed lines', () => {
  const month = { client: '455148-1', month: '2026-11' } as const;
  const filters = { [GL('client')]: '455148-1', [GL('posting_month')]: '2026-11' };
  it('differ in what was set, in rows, filters and sums', () => {
    const on = bench();
    on.looker.mutateRow({
      ...month,
      index: 3,
      set: { gl_account_name: 'Unbekannt', [GL('gross_amount')]: 0 },
    });
    on.looker.mutateRow({ ...month, index: 3, set: { currency: 'CHF' } });
    on.looker.mutateRow({ ...month, index: 4, set: { posting_month: '2026-10', line_id: null } });
    const fields = [ID, GL('gl_account_name'), GL('gross_amount'), GL('currency')];
    expect(on.rows({ fields, filters: { ...filters, [GL('gl_account_name')]: 'Unbekannt' } })).toEqual([
      {
        [ID]: 2026111000004,
        [GL('gl_account_name')]: 'Unbekannt',
        [GL('gross_amount')]: 0,
        [GL('currency')]: 'CHF',
      },
    ]);
    expect(on.rows({ filters })).toHaveLength(119);
    const october = on.rows({ filters: { ...filters, [GL('posting_month')]: '2026-10' } });
    expect([october.length, october[0]?.[ID]]).toEqual([121, null]);
    expect(() => on.looker.mutateRow({ ...month, index: 0, set: { colour: 'red' } })).toThrow('no column');
  });

  it('can be more or fewer, also in months that had none', () => {
    const on = bench();
    on.looker.setRowCount({ ...month, rows: 2 });
    on.looker.setRowCount({ client: '455148-1', month: '2025-12', rows: 3 });
    on.looker.setRowCount({ client: '455148-3', month: '2026-11', explore: 'big_ledger', rows: 4 });
    expect(on.rows({ filters })).toHaveLength(2);
    const december = on.rows({
      filters: { ...filters, [GL('posting_month')]: '2025-12' },
      fields: [ID, GL('net_amount')],
    });
    expect(december[0]).toMatchObject({ [ID]: 2025121000001 });
    expect(december.every((row) => Math.abs(Number(row[GL('net_amount')])) >= 1)).toBe(true);
    expect(on.rows({ view: 'big_ledger' })).toHaveLength(4);
    expect(on.rows({ limit: '-1' })).toHaveLength(12_345);
    expect(() => on.looker.setRowCount({ client: '455148-1', month: '2026-13', rows: 1 })).toThrow(
      'no month',
    );
  });
});

describe('what was called', () => {
  it('is counted by host and kind', () => {
    const on = bench();
    on.rows();
    on.get('/looks');
    on.send('/nothing');
    on.login(SECOND_KEY, SECOND_HOST);
    expect(on.looker.meters()).toEqual({
      [DEMO_HOST]: { db_query: 1, non_query: 1, none: 2 },
      [SECOND_HOST]: { db_query: 0, non_query: 0, none: 1 },
    });
    expect(on.looker.calls().map(({ operation, activity, status }) => [operation, activity, status])).toEqual(
      [
        ['login', 'none', 200],
        ['run_inline_query', 'db_query', 200],
        ['all_looks', 'non_query', 200],
        ['unknown', 'none', 404],
        ['login', 'none', 200],
      ],
    );
    expect(on.looker.secrets()).toContain(on.token());
    expect(on.looker.secrets()).toContain(DEMO_KEY.clientSecret);
  });
});

describe('a scheduled plan’s webhook', () => {
  it('is a request as plain data', () => {
    const on = bench();
    const filters = { [GL('client')]: '455148-1' };
    const sent = on.looker.webhook({ address: 'https://example.com/x1/1', token: 'static', filters });
    expect(sent).toMatchObject({
      method: 'POST',
      url: 'https://example.com/x1/1',
      headers: {
        'content-type': 'application/json',
        'x-looker-webhook-token': 'static',
        'x-looker-instance': expect.stringMatching(/^[0-9a-f]{32}$/),
        'x-looker-webhook-id': expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    const body = JSON.parse(sent.body) as {
      scheduled_plan: Record<string, unknown>;
      attachment: { data: string; mimetype: string };
    };
    expect(body.scheduled_plan).toMatchObject({
      title: 'Erlöse und Kosten je Kostenstelle',
      filters_differ_from_look: true,
      url: `https://${DEMO_HOST}/looks/42`,
    });
    expect(JSON.parse(body.attachment.data)).toHaveLength(120);
    const again = on.looker.webhook({ address: 'https://example.com', format: 'csv', host: SECOND_HOST });
    expect(again.headers['x-looker-webhook-id']).not.toBe(sent.headers['x-looker-webhook-id']);
    expect(again.headers).not.toHaveProperty('x-looker-webhook-token');
    expect(again.headers['x-looker-instance']).not.toBe(sent.headers['x-looker-instance']);
    expect(() => on.looker.webhook({ address: 'x', lookId: '1' })).toThrow('no Look');
  });
});

describe('the state', () => {
  it('carries everything over, as JSON, and no ledger lines', () => {
    const on = bench();
    on.looker.mutateRow({ client: '455148-3', month: '2026-11', index: 0, set: { text: 'anders' } });
    on.looker.setColumns({ remove: ['kind'] });
    on.looker.setSlow(10_000);
    const { id } = on.get<{ id: string }>('/queries', inline({ fields: [ID, GL('text')], limit: '1' }));
    const task = on.get<{ id: string }>('/query_tasks', { json: { query_id: id, result_format: 'json' } });
    on.looker.answerNext({ operation: 'session', status: 500 });
    on.looker.truncate(3);
    on.rows({ limit: '-1' });
    const saved = JSON.stringify(on.looker.snapshot());
    expect(saved.length).toBeLessThan(12_000);

    const other = bench();
    other.looker.restore(JSON.parse(saved));
    other.advance(10_000);
    const as = { headers: { authorization: `token ${on.token()}` } };
    expect(rowsOf(other.send(`/query_tasks/${task.id}/results`, as))[0]?.[GL('text')]).toBe('anders');
    expect(other.send('/session', as).status).toBe(500);
    expect(other.rows({ filters: NOVEMBER }, as)).toHaveLength(3);
    expect(other.rows({ fields: [GL('kind')], sorts: [] }, as)[0]).toHaveProperty('looker_error');
    expect(other.looker.calls().length).toBeGreaterThan(4);
  });

  it.each([undefined, null, {}, { v: 2 }, { v: 1 }])('%j is none of ours', (state) => {
    expect(() => bench().looker.restore(state)).toThrow('not a state of the fake Looker');
  });
});
