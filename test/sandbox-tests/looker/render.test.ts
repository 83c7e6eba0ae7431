import { describe, expect, it } from 'vitest';
import { LIMITED_KEY } from '../../../packages/sandbox/looker/fresh-state';
import { type Bench, bench } from './bench';

const SIZE = { width: '800', height: '1100' };
const dashboard = (on: Bench, filters?: string) =>
  on.get<{ id: string }>('/render_tasks/dashboards/7/pdf', {
    query: { ...SIZE, pdf_paper_size: 'a4' },
    json: { dashboard_style: 'tiled', ...(filters === undefined ? {} : { dashboard_filters: filters }) },
  }).id;
const look = (on: Bench, id = '43', format = 'pdf') =>
  on.send(`/render_tasks/looks/${id}/${format}`, { method: 'POST', query: SIZE });
const status = (on: Bench, id: string): unknown => on.get(`/render_tasks/${id}`)['status'];

describe('rendering', () => {
  it('goes through its phases to a PDF with title and period', () => {
    const on = bench();
    const id = dashboard(on, 'Buchungsmonat=2026-11');
    const seen = [0, 500, 500, 500, 500].map((ms) => {
      on.advance(ms);
      return status(on, id);
    });
    expect(seen).toEqual(['enqueued_for_query', 'querying', 'enqueued_for_render', 'rendering', 'success']);
    const file = on.send(`/render_tasks/${id}/results`);
    expect([file.status, file.headers['content-type'], file.wrong]).toEqual([200, 'application/pdf', []]);
    const text = file.bytes.toString();
    expect(text).toMatch(/^%PDF-1\.4\n/);
    expect(text).toContain('(Monatsabschluss) Tj');
    expect(text).toContain('(Zeitraum: 2026-11) Tj');
    expect(text).toMatch(/%%EOF\n$/);
    expect(on.get(`/render_tasks/${id}`)).toMatchObject({
      dashboard_id: '7',
      runtime: 2,
      result_format: 'pdf',
    });
  });

  it('makes a PDF whose index points at its objects, the same every time', () => {
    const pdf = (): string => {
      const on = bench();
      on.looker.setLookPdf(true);
      const { id } = JSON.parse(look(on).text) as { id: string };
      on.advance(2_000);
      return Buffer.from(on.send(`/render_tasks/${id}/results`).bytes).toString('latin1');
    };
    const text = pdf();
    expect(pdf()).toBe(text);
    expect(text).toContain('(Monatsbericht) Tj');
    expect(text).toContain('(Zeitraum: 2026-11) Tj');
    const index = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(index, index + 4)).toBe('xref');
    const starts = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map((found) => Number(found[1]));
    expect(starts.map((at) => text.slice(at, at + 7))).toEqual([1, 2, 3, 4, 5].map((n) => `${n} 0 obj`));
    const stream = /\/Length (\d+) >>\nstream\n([\s\S]*)\nendstream/.exec(text);
    expect(stream?.[2]).toHaveLength(Number(stream?.[1]));
  });

  it('answers 202 before the file is there, 404 when it failed, is too old or somebody else’s', () => {
    const on = bench();
    const id = dashboard(on);
    const early = on.send(`/render_tasks/${id}/results`);
    expect([early.status, early.text, early.headers['retry-after']]).toEqual([202, '', '2']);
    on.looker.failNextTask('failure');
    const failing = dashboard(on);
    on.advance(2_000);
    expect(on.get(`/render_tasks/${failing}`)).toMatchObject({
      status: 'failure',
      status_detail: expect.any(String),
    });
    expect(on.send(`/render_tasks/${failing}/results`).status).toBe(404);
    expect(on.send(`/render_tasks/${id}/results`).status).toBe(200);
    on.login(LIMITED_KEY);
    expect(on.send(`/render_tasks/${id}`).status).toBe(404);
    on.advance(3_600_000);
    on.login();
    expect(on.send(`/render_tasks/${id}/results`).status).toBe(404);
  });

  it('renders a query as a picture, with the days of its filter', () => {
    const on = bench();
    const body = {
      ...{ model: 'finance', view: 'general_ledger', fields: ['general_ledger.cost_centre_name'] },
      filters: { 'general_ledger.posting_date': '2026-09-01 to 2026-10-01' },
    };
    const { id: query } = on.get<{ id: string }>('/queries', { json: body });
    const render = (format: string, of = query) =>
      on.send(`/render_tasks/queries/${of}/${format}`, { method: 'POST', query: SIZE });
    expect([render('pdf').status, render('jpg', 'nothing').status]).toEqual([400, 404]);
    const { id } = JSON.parse(render('jpg').text) as { id: string };
    expect(on.get(`/render_tasks/${id}`)).toMatchObject({ query_id: query, look_id: null });
    on.advance(2_000);
    const file = on.send(`/render_tasks/${id}/results`);
    expect([file.headers['content-type'], file.wrong]).toEqual(['image/jpeg', []]);
    expect(file.bytes.toString()).toContain('Zeitraum: 2026-09');
  });

  it('says no to what is wrong', () => {
    const on = bench();
    expect(look(on, '44').status).toBe(404);
    expect(look(on, '43', 'doc').status).toBe(400);
    expect(on.send('/render_tasks/looks/43/pdf', { method: 'POST' }).status).toBe(400);
    expect(on.send('/render_tasks/dashboards/8/pdf', { query: SIZE, json: {} }).status).toBe(404);
    expect(on.send('/render_tasks/dashboards/7/pdf', { query: SIZE, method: 'POST' }).status).toBe(400);
    expect(on.send('/render_tasks/nothing').status).toBe(404);
    expect(look(on).status).toBe(400);
    expect(look(on, '43', 'jpg').status).toBe(200);
    on.looker.setPermissions({}, { permissions: ['access_data', 'see_looks'] });
    expect(look(on).status).toBe(404);
  });
});
