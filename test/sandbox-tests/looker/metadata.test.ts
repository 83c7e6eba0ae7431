import { describe, expect, it } from 'vitest';
import { ALL_FIELDS, DEMO_HOST, LIMITED_KEY } from '../../../packages/sandbox/looker/fresh-state';
import { bench, GL, ID, ifJudged, inline } from './bench';

type Field = Readonly<Record<string, unknown>>;
type Explore = {
  readonly fields: Readonly<Record<'dimensions' | 'measures' | 'filters' | 'parameters', readonly Field[]>>;
};
const EXPLORE = '/lookml_models/finance/explores/general_ledger';
const ids = (list: readonly Field[]): unknown[] => list.map((one) => one['id']);

describe('models and explores', () => {
  it('are listed with their explores', () => {
    const on = bench();
    const models = on.get<readonly Field[]>('/lookml_models', { query: { fields: 'name,explores(name)' } });
    const explores = [{ name: 'general_ledger' }, { name: 'big_ledger' }];
    expect(models).toEqual([{ name: 'finance', explores }]);
    expect(on.get('/lookml_models/finance')).toMatchObject({ name: 'finance', label: 'Finanzen' });
    expect(on.get('/lookml_models', { query: { limit: '1', offset: '1' } })).toEqual([]);
    expect(on.send('/lookml_models', { query: { limit: 'x' } }).status).toBe(400);
    expect(on.send('/lookml_models/other').status).toBe(404);
    expect(on.send('/lookml_models/finance/explores/other').status).toBe(404);
  });

  it('describe their fields', () => {
    const explore = bench().get<Explore>(EXPLORE);
    const { dimensions, measures, filters, parameters } = explore.fields;
    expect(dimensions.map((field) => field['name'])).toEqual(ALL_FIELDS);
    expect(measures.map((field) => [field['name'], field['type'], field['measure']])).toEqual([
      [GL('count'), 'count', true],
      [GL('total_gross_amount'), 'sum', true],
      [GL('total_net_amount'), 'sum', true],
    ]);
    const by = (name: string): Field | undefined => dimensions.find((field) => field['name'] === GL(name));
    expect(by('line_id')).toMatchObject({
      type: 'number',
      is_numeric: true,
      primary_key: true,
      sortable: true,
    });
    expect(by('gross_amount')).toMatchObject({
      type: 'number',
      value_format: '#,##0.00',
      primary_key: false,
    });
    expect(by('posting_date')).toMatchObject({
      type: 'date_date',
      is_timeframe: true,
      label: 'General Ledger Posting Date',
    });
    expect(by('posting_month')).toMatchObject({ type: 'date_month', is_numeric: false });
    expect(by('text')).toMatchObject({ type: 'string', category: 'dimension', sql: null });
    expect(filters).toMatchObject([
      { name: GL('booked'), type: 'date', category: 'filter', is_filter: true },
    ]);
    expect(parameters).toEqual([]);
  });

  it('show what `fields` asks for, nested too', () => {
    const only = bench().get<Explore>(EXPLORE, { query: { fields: 'name,fields(measures(name,type))' } });
    expect(only).toMatchObject({ name: 'general_ledger', fields: { measures: [{ type: 'count' }, {}, {}] } });
    expect(Object.keys(only)).toEqual(['name', 'fields']);
  });
});

describe('Looks and dashboards', () => {
  it('are listed without the deleted ones', () => {
    const on = bench();
    expect(ids(on.get<readonly Field[]>('/looks'))).toEqual(['42', '43']);
    expect(ids(on.get<readonly Field[]>('/folders/5/looks'))).toEqual(['42', '43']);
    expect(on.send('/folders/6/looks').status).toBe(404);
    expect(on.get('/looks/42')).toMatchObject({
      title: 'Erlöse und Kosten je Kostenstelle',
      query: { model: 'finance', view: 'general_ledger', fields: ALL_FIELDS, limit: '500' },
    });
    expect(on.get('/looks/44')).toMatchObject({ deleted: true });
    expect(on.send('/looks/45').status).toBe(404);
  });

  it.each([
    [{ title: 'erl_se%' }, ['42']],
    [{ title: '%' }, ['42', '43']],
    [{ title: 'Monat' }, []],
    [{ title: 'MONAT%' }, ['43']],
    [{ id: '42,44' }, ['42']],
    [{ deleted: 'true' }, ['44']],
    [{ folder_id: '5', limit: '1' }, ['42']],
    [{ folder_id: '5', limit: '1', offset: '1' }, ['43']],
    [{ sorts: 'title desc' }, ['43', '42']],
  ])('are found by %j', (query, found) => {
    expect(ids(bench().get<readonly Field[]>('/looks/search', { query }))).toEqual(found);
  });

  it('are not searched by what the sandbox does not know', () => {
    const on = bench();
    expect(on.send('/looks/search', { query: { curate: 'true' } }).status).toBe(400);
    const nonsense = on.send('/looks/search', { query: { name: 'x' } });
    expect([nonsense.status, nonsense.wrong.length]).toEqual([400, ifJudged(1, 0)]);
  });

  it('have one dashboard', () => {
    const on = bench();
    expect(on.get('/dashboards/7')).toMatchObject({
      title: 'Monatsabschluss',
      dashboard_elements: [{ look_id: '42' }, {}],
    });
    expect(ids(on.get<readonly Field[]>('/dashboards/search', { query: { title: '%abschluss' } }))).toEqual([
      '7',
    ]);
    expect(on.send('/dashboards/8').status).toBe(404);
  });
});

describe('what a role does not allow is not there', () => {
  it.each([
    ['access_data', '/looks/42/run/json'],
    ['see_looks', '/looks/42'],
    ['see_looks', '/looks/42/run/json'],
    ['see_user_dashboards', '/dashboards/7'],
  ] as const)('without %s: %s', (permission, path) => {
    const on = bench();
    const all = ['access_data', 'explore', 'see_looks', 'see_user_dashboards'] as const;
    on.looker.setPermissions({ host: DEMO_HOST }, { permissions: all.filter((one) => one !== permission) });
    expect(on.send(path).status).toBe(404);
  });

  it('nor is a model, for the one user', () => {
    const on = bench();
    on.looker.setPermissions({ clientId: LIMITED_KEY.clientId }, { models: [] });
    expect(on.get('/lookml_models')).toHaveLength(1);
    on.login(LIMITED_KEY);
    expect(on.get('/lookml_models')).toEqual([]);
    for (const path of ['/lookml_models/finance', EXPLORE, '/looks/42/run/json'])
      expect(on.send(path).status).toBe(404);
    expect(on.send('/queries/run/json', inline()).status).toBe(404);
  });

  it('nor may one query without explore; see_lookml shows SQL', () => {
    const on = bench();
    on.looker.setPermissions({}, { permissions: ['access_data', 'see_looks', 'see_lookml'] });
    expect(on.send('/queries', inline()).status).toBe(404);
    expect(on.send('/looks/42/run/json').status).toBe(200);
    const { dimensions } = on.get<Explore>(EXPLORE).fields;
    expect(dimensions.find((field) => field['name'] === ID)).toMatchObject({
      sql: expect.stringContaining('TABLE'),
    });
  });
});
