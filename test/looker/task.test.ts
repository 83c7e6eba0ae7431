import '../support/forge-globals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LIMITED_KEY } from '../../packages/sandbox/looker/fresh-state';
import { me } from '../../src/looker/metadata-api';
import type { ExtractRequest, ExtractState, LookerPorts } from '../../src/looker/ports';
import { lookerPorts } from '../../src/looker/ports-api';
import { extract } from '../../src/looker/reading/extract';
import { readTaskResults, readTaskStatus } from '../../src/looker/task-api';
import type { Row } from '../../src/mapping/source';
import { page } from '../support/forge-globals';
import { connected, done, MONTH, stage, WISH } from './stage';

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe('a task that Looker lost', () => {
  it.each([
    ['its status', (c: Awaited<ReturnType<typeof connected>>) => readTaskStatus(c, 't1'), 'expired'],
    [
      'its results',
      (c: Awaited<ReturnType<typeof connected>>) => readTaskResults(c, 't1'),
      { is: 'expired' },
    ],
  ])('is gone, and no unreadable answer, when %s is a page with 404', async (_what, ask, value) => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    on.answerNext(page(404));
    expect(await ask(connection)).toEqual({ ok: true, value });
  });
});

describe('by task', () => {
  const TASK: ExtractRequest = { ...WISH, reading: { by: 'task' } };
  /** Looks again and again, a certain time apart, with what was stored. */
  async function looking(on: ReturnType<typeof stage>, apartMs: number, most = 20) {
    const connection = await connected();
    // Stories take the time from the fake, so that a minute passes at once.
    let passed = 0;
    const start = Date.now();
    const ports = { ...lookerPorts(connection), now: () => new Date(start + passed).toISOString() };
    let state: ExtractState | undefined;
    for (let looks = 1; looks <= most; looks++) {
      const rows: Row[] = [];
      const wish = state === undefined ? TASK : { ...TASK, state: JSON.parse(JSON.stringify(state)) };
      const end = await extract(ports, wish, (row) => rows.push(row));
      expect(on.violations).toEqual([]);
      if (!end.ok || end.value.is === 'done')
        return { end, rows, looks, problem: end.ok ? undefined : end.problem };
      ({ state } = end.value);
      on.later(apartMs);
      passed += apartMs;
    }
    throw new Error('no end');
  }
  const made = (on: ReturnType<typeof stage>) =>
    on.calls().filter((call) => call === 'create_query_task 200').length;

  it('makes one task, waits for it and reads all rows', async () => {
    const on = stage();
    const { end, rows, looks } = await looking(on, 1500);
    expect(end).toEqual(done(12_345));
    expect(rows).toHaveLength(12_345);
    expect([looks, made(on)]).toEqual([3, 1]);
    expect(on.web().find(({ path }) => path.includes('/query_tasks?'))?.path).toMatch(/limit=-1/);
  }, 60_000);

  it('is not begun without the right to all rows', async () => {
    const on = stage();
    const connection = await connected(LIMITED_KEY);
    expect(await extract(lookerPorts(connection), TASK, () => undefined)).toEqual({
      ok: false,
      problem: { problem: { code: 'looker.no-unlimited', retry: 'after-fix' } },
    });
    expect(made(on)).toBe(0);
  });

  it('does not believe at once that a task has expired', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 5 });
    on.looker.bogusExpired(1, 30_000);
    const { end } = await looking(on, 20_000);
    expect([end, made(on)]).toEqual([done(5), 1]);
  });

  it('makes a task again that stays expired', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 5 });
    on.looker.failNextTask('expired');
    const { end } = await looking(on, 25_000);
    expect([end, made(on)]).toEqual([done(5), 2]);
  });

  it('gives up after the third', async () => {
    const on = stage();
    for (let n = 0; n < 4; n++) on.looker.failNextTask('expired');
    const { problem } = await looking(on, 70_000);
    expect([problem?.problem.code, made(on)]).toEqual(['looker.task-expired', 3]);
  });

  it('tells a killed one from one that failed', async () => {
    const on = stage();
    on.looker.failNextTask('killed');
    expect((await looking(on, 5000)).problem?.problem.code).toBe('looker.task-killed');
    on.looker.errorIn200('Division by 4711');
    expect((await looking(on, 5000)).problem).toEqual({
      ...{
        problem: { code: 'looker.query-failed', retry: 'after-fix', status: 400 },
        verbatim: 'Division by 4711',
      },
    });
  });

  it('makes it again when Looker does not know it any more', async () => {
    const on = stage();
    on.looker.setRowCount({ ...MONTH, rows: 5 });
    const connection = await connected();
    const at = (seconds: number) => ({
      ...lookerPorts(connection),
      now: () => new Date(seconds * 1000).toISOString(),
    });
    const state = { task: { id: 'gone', tries: 1 } };
    const first = await extract(at(0), { ...TASK, state }, () => undefined);
    expect(first).toMatchObject({
      value: { state: { task: { ...state.task, expiredSince: '1970-01-01T00:00:00.000Z' } } },
    });
    const kept = first.ok && first.value.is === 'running' ? first.value.state : {};
    const second = await extract(at(60), { ...TASK, state: kept }, () => undefined);
    expect(second).toMatchObject({ value: { is: 'running', state: { task: { tries: 2 } } } });
    expect(made(on)).toBe(1);
  });

  it('suspects exactly 100,000 rows, where Looker ends what it cannot stream', async () => {
    const ports = { taskStatus: () => ok('complete' as const) } as unknown as LookerPorts;
    const text = `[${Array.from({ length: 100_000 }, () => '{"v.f":1}').join(',')}]`;
    const taskResults = () => ok({ is: 'rows' as const, bytes: new TextEncoder().encode(text) });
    const wish = { ...TASK, fields: ['v.f'], state: { task: { id: 't', tries: 1 } } };
    expect(await extract({ ...ports, taskResults }, wish, () => undefined)).toMatchObject({
      problem: { problem: { code: 'looker.truncated', values: { most: 100_000 } } },
    });
  });
  const ok = <T>(value: T) => Promise.resolve({ ok: true, value } as const);
});
