import { describe, expect, it } from 'vitest';
import { LIMITED_KEY } from '../../../packages/sandbox/looker/fresh-state';
import { type Bench, bench, GL, ID, inline, messageOf, type Query, rowsOf } from './bench';

function begin(on: Bench, query: Partial<Query> = { limit: '3' }, format = 'json', parameters = {}): string {
  const { id } = on.get<{ id: string }>('/queries', inline(query));
  const task = on.get<{ id: string }>('/query_tasks', {
    json: { query_id: id, result_format: format },
    query: parameters,
  });
  return task.id;
}
const status = (on: Bench, task: string): unknown => on.get(`/query_tasks/${task}`)['status'];
const results = (on: Bench, task: string) => on.send(`/query_tasks/${task}/results`);

describe('the life of a query task', () => {
  it('goes by the clock: added, running, complete, expired', () => {
    const on = bench();
    const task = begin(on);
    expect(status(on, task)).toBe('added');
    on.advance(500);
    expect(status(on, task)).toBe('running');
    expect(results(on, task)).toMatchObject({ status: 202, text: '', wrong: [] });
    on.advance(1_500);
    expect(on.get(`/query_tasks/${task}`)).toMatchObject({
      status: 'complete',
      result_format: 'json',
      runtime: 2,
    });
    expect(rowsOf(results(on, task))).toHaveLength(3);
    on.advance(3_599_999);
    on.login();
    expect(status(on, task)).toBe('complete');
    on.advance(1);
    expect(status(on, task)).toBe('expired');
    expect(results(on, task).status).toBe(404);
  });

  it('takes as long as set, and keeps its own parameters', () => {
    const on = bench();
    on.looker.setSlow(60_000);
    const task = begin(on, { fields: [ID, GL('gross_amount')] }, 'json', {
      limit: '2',
      apply_formatting: 'true',
    });
    on.advance(59_999);
    expect(status(on, task)).toBe('running');
    on.advance(1);
    const rows = rowsOf(results(on, task));
    expect(rows).toHaveLength(2);
    expect(rows[0]?.[GL('gross_amount')]).toBe('15,605.39');
    on.looker.setSlow(0);
    expect(status(on, begin(on))).toBe('complete');
  });

  it('can be killed while it runs', () => {
    const on = bench();
    const task = begin(on);
    expect(on.send(`/running_queries/${task}`, { method: 'DELETE' })).toMatchObject({
      status: 204,
      wrong: [],
    });
    expect(status(on, task)).toBe('killed');
    expect(results(on, task).status).toBe(400);
    expect(on.send('/running_queries/nothing', { method: 'DELETE' }).status).toBe(404);
  });

  it('ends in an error for a query that cannot run: 400, but 200 for json_detail', () => {
    const on = bench();
    on.looker.setSlow(0);
    const task = begin(on, { fields: ['x.y'] });
    expect(status(on, task)).toBe('error');
    const failed = results(on, task);
    expect([failed.status, messageOf(failed)]).toEqual([400, expect.stringContaining('"x.y"')]);
    const detail = results(on, begin(on, { fields: ['x.y'] }, 'json_detail'));
    expect(detail.status).toBe(200);
    expect(JSON.parse(detail.text)).toMatchObject({ data: [], errors: [{ message: expect.any(String) }] });
  });

  it.each(['error', 'killed', 'expired'] as const)('can be made to end as %s', (end) => {
    const on = bench();
    on.looker.failNextTask(end);
    const [task, next] = [begin(on), begin(on)];
    on.advance(2_000);
    expect([status(on, task), status(on, next)]).toEqual([end, 'complete']);
    expect(results(on, task).status).toBe(end === 'expired' ? 404 : 400);
  });

  it('may say `expired` for a while although it is not', () => {
    const on = bench();
    on.looker.bogusExpired(1, 3_000);
    const [task, next] = [begin(on), begin(on)];
    on.advance(2_000);
    expect([status(on, task), status(on, next)]).toEqual(['expired', 'complete']);
    expect(results(on, task).status).toBe(404);
    on.advance(1_000);
    expect(status(on, task)).toBe('complete');
    expect(results(on, task).status).toBe(200);
  });

  it('belongs to who made it', () => {
    const on = bench();
    const task = begin(on);
    on.login(LIMITED_KEY);
    expect(on.send(`/query_tasks/${task}`).status).toBe(404);
    expect(results(on, task).status).toBe(404);
    expect(on.get('/query_tasks/multi_results', { query: { query_task_ids: task } })).toEqual({
      [task]: { status: 'missing' },
    });
  });

  it('is looked at several at once', () => {
    const on = bench();
    on.looker.setSlow(1_000);
    const early = begin(on);
    on.looker.failNextTask('error');
    const wrong = begin(on);
    on.advance(1_000);
    const late = begin(on);
    const all = on.get('/query_tasks/multi_results', {
      query: { query_task_ids: [early, wrong, late].join() },
    });
    expect(all).toEqual({
      [early]: { status: 'complete', data: expect.any(Array) },
      [wrong]: { status: 'error', data: { error: expect.any(String) } },
      [late]: { status: 'added' },
    });
    on.advance(3_600_000);
    on.login();
    expect(on.get('/query_tasks/multi_results', { query: { query_task_ids: early } })).toEqual({
      [early]: { status: 'expired', data: { error: 'Results have expired. Run the query again.' } },
    });
  });

  it('means "last month" as of when it was made', () => {
    const on = bench();
    on.advance(-9.5 * 3_600_000);
    on.looker.setSlow(3_600_000);
    const filters = { [GL('client')]: '455148-1', [GL('posting_month')]: 'last month' };
    const task = begin(on, { filters, fields: [ID, GL('posting_month')] });
    on.advance(3_600_000);
    on.login();
    expect(rowsOf(results(on, task))[0]?.[GL('posting_month')]).toBe('2026-10');
  });

  it.each([
    ['without a format', { query_id: 'x' }, 422],
    ['with an unknown member', { query_id: 'x', result_format: 'json', limit: 5 }, 422],
    ['of an unknown query', { query_id: 'x', result_format: 'json' }, 404],
  ])('is not made %s', (_, json, expected) => {
    expect(bench().send('/query_tasks', { json }).status).toBe(expected);
  });
  it('is not made in a format the sandbox does not have', () => {
    const on = bench();
    const { id } = on.get<{ id: string }>('/queries', inline());
    const json = { query_id: id, result_format: 'xlsx' };
    expect(on.send('/query_tasks', { json }).status).toBe(400);
    expect(on.send('/query_tasks', { json: { ...json, result_format: 'nonsense' } }).status).toBe(404);
  });
});
