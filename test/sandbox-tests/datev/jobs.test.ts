import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../../packages/sandbox/booking-files';
import type { Order } from '../../../packages/sandbox/datev/model';
import { bench, details, finished, OTHER, START } from './bench';

const JOBS = '/clients/455148-1/extf-files/jobs';
describe('the life of a job', () => {
  it('is pending without what DATEV has not read yet, then succeeded with it', () => {
    const on = bench();
    const file = correctFile();
    const taken = on.post(file.bytes, {
      headers: { 'client-application-version': '1.2', filename: file.name },
    });
    const path = taken.headers['location'] ?? '';
    const pending = JSON.parse(on.extf(path).body);
    expect(pending).toEqual({
      id: path.split('/').at(-1),
      filename: file.name,
      client_application_display_name: 'DATEV for Jira',
      client_application_vendor: 'DATEV for Jira',
      client_application_version: '1.2',
      reference_id: 'ref-1',
      result: 'pending',
      timestamp: '2026-12-01T08:00:00Z',
    });
    on.advance(40_000);
    expect(JSON.parse(on.extf(path).body)).toEqual({
      ...pending,
      result: 'succeeded',
      data_category_id: 21,
      label: expect.any(String),
      number_of_accounting_records: file.rows,
      fiscal_year_begin: '2024-01-01',
      date_from: '2024-01-01',
      date_to: '2024-08-31',
    });
  });

  it('lasts 8 to 40 seconds by chance', () => {
    const on = bench();
    for (let n = 0; n < 30; n += 1) on.post(correctFile().bytes);
    const waits = on.datev
      .wholeState()
      .jobs.filter((one) => one.mandant === '455148-1')
      .map((one) => one.dueAt - START);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(8_000);
    expect(Math.max(...waits)).toBeLessThan(40_000);
    expect(new Set(waits).size).toBeGreaterThan(10);
  });

  it('lasts as long as set, by file if wanted, six hours at most', () => {
    const on = bench();
    on.datev.setPending(({ mandant }) => (mandant === '455148-3' ? 9e9 : 1_000));
    on.post(correctFile().bytes);
    on.post(correctFile({ mandant: '455148-3' }).bytes, { mandant: '455148-3' });
    on.advance(1_000);
    expect(JSON.parse(on.extf(JOBS).body)[0].result).toBe('succeeded');
    on.advance(6 * 3_600_000 - 1_001);
    const slow = () => JSON.parse(on.extf('/clients/455148-3/extf-files/jobs').body)[0].result;
    expect(slow()).toBe('pending');
    on.advance(1);
    expect(slow()).toBe('succeeded');
  });

  it('leaves out reference and version that were not given', () => {
    const on = bench();
    on.post(correctFile().bytes, { headers: { 'reference-id': undefined } });
    const job = JSON.parse(on.extf(JOBS).body)[0];
    expect(job).not.toHaveProperty('reference_id');
    expect(job).not.toHaveProperty('client_application_version');
  });

  it('is 404 for an unknown job or one of another Mandant, 400 for what is no job-id', () => {
    const on = bench();
    const id = on.post(correctFile().bytes).headers['location']?.split('/').at(-1);
    expect(on.extf(`/clients/455148-3/extf-files/jobs/${id}`).status).toBe(404);
    expect(on.extf(`${JOBS}/c9755451-57af-4811-8865-b0243ca5660d`).status).toBe(404);
    const answer = on.extf(`${JOBS}/4711`);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008835',
      affected_elements: [{ name: 'job-id', reason: 'Path segment job-id is invalid' }],
    });
  });
});

describe('permission', () => {
  const expected = {
    type: 'http://www.datev.de/hilfe/1008838',
    title: 'Missing permission',
    detail:
      'Permission to transfer data for this client-id is missing or has expired. Please contact your tax consultant.',
  };
  it.each(['455148-2', '455148-5'])('is missing for %s: the file is taken, the job fails', (mandant) => {
    expect(details(finished(bench(), correctFile({ mandant }).bytes, mandant))).toEqual(expected);
  });
  it('counts as it stands when the job ends', () => {
    const on = bench();
    on.datev.setPending(10_000);
    on.post(correctFile().bytes);
    on.advance(10_000);
    on.datev.setPermission('455148-1', false);
    on.post(correctFile().bytes);
    on.advance(10_000);
    const results = JSON.parse(on.extf(JOBS).body).map((job: { result: string }) => job.result);
    expect(results).toEqual(['failed', 'succeeded']);
  });
});

describe('failures on demand', () => {
  it.each([
    ['1008833', 'Invalid file'],
    ['1008834', 'EXTF-header'],
    ['1008836', 'Virus found'],
    ['1008837', 'Try again'],
    ['1008838', 'Missing permission'],
  ] as const)('makes the next good file fail with %s, once', (code, title) => {
    const on = bench();
    on.datev.failNext(code, { mandant: '455148-1' });
    expect(finished(on, correctFile({ mandant: '455148-3' }).bytes, '455148-3')['result']).toBe('succeeded');
    expect(details(finished(on, correctFile().bytes))).toMatchObject({
      type: `http://www.datev.de/hilfe/${code}`,
      title,
    });
    expect(finished(on, correctFile().bytes)['result']).toBe('succeeded');
  });
  it('says "Try again." as DATEV does', () => {
    const on = bench();
    on.datev.failNext('1008837');
    expect(details(finished(on, correctFile().bytes)).detail).toBe(
      'An internal error occurred. Job failed. Try again.',
    );
  });
  it('can put words into DATEV’s mouth, for verbatim texts that carry ledger values', () => {
    const on = bench();
    on.datev.failNext('1008834', { says: 'Konto 84736251' });
    expect(details(finished(on, correctFile().bytes)).detail).toBe('Konto 84736251');
  });
});

describe('the list of jobs', () => {
  const OLD = '/clients/455148-4/extf-files/jobs';
  type Job = { id: string; timestamp: string; result: string; client_application_display_name: string };
  const list = (on: ReturnType<typeof bench>, query: Record<string, string> = {}): Job[] =>
    JSON.parse(on.extf(OLD, { query }).body);

  it('has 300 old jobs of other programs with mixed results for 455148-4', () => {
    const on = bench();
    const jobs = [0, 100, 200].flatMap((skip) => list(on, { skip: String(skip) }));
    expect(new Set(jobs.map((job) => job.id)).size).toBe(300);
    expect(new Set(jobs.map((job) => job.client_application_display_name)).size).toBeGreaterThan(2);
    expect(jobs.map((job) => job.client_application_display_name)).not.toContain('DATEV for Jira');
    expect(new Set(jobs.map((job) => job.result))).toEqual(new Set(['succeeded', 'failed']));
    for (const job of jobs) expect(Date.parse(job.timestamp)).toBeLessThan(START);
  });

  it('pages with Total-Items and Link', () => {
    const on = bench();
    const first = on.extf(OLD);
    expect(first.headers['total-items']).toBe('300');
    expect(first.headers['link']).toBe('<?skip=100&top=100>;rel="next"');
    expect(JSON.parse(first.body)).toHaveLength(100);
    const last = on.extf(OLD, { query: { skip: '290', top: '20' } });
    expect(last.headers['link']).toBe('<?skip=270&top=20>;rel="prev"');
    expect(JSON.parse(last.body)).toHaveLength(10);
    expect(JSON.parse(on.extf(OLD, { query: { top: '500' } }).body)).toHaveLength(100);
  });

  it.each([
    [{ skip: '-1' }, 'Paging parameters are invalid'],
    [{ top: '0' }, 'Paging parameters are invalid'],
    [{ filter: 'result' }, 'Filter syntax is invalid'],
    [{ filter: 'result eq failed' }, 'Filter operators are invalid'],
  ])('refuses %o', (query, detail) => {
    const answer = bench().extf(OLD, { query });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008828',
      title: 'Invalid query parameters',
      detail,
    });
  });

  it.each(['newest-first', 'oldest-first', 'unsorted'] as const)(
    'can come %s, the same on every page',
    (order: Order) => {
      const on = bench();
      on.datev.setOrder(order);
      const all = [0, 100, 200].flatMap((skip) => list(on, { skip: String(skip) }));
      const times = all.map((job) => Date.parse(job.timestamp));
      const sorted = [...times].sort((one, other) => one - other);
      if (order === 'oldest-first') expect(times).toEqual(sorted);
      else if (order === 'newest-first') expect(times).toEqual(sorted.reverse());
      else expect([sorted, sorted.toReversed()]).not.toContainEqual(times);
      expect(new Set(all.map((job) => job.id)).size).toBe(300);
    },
  );

  it('gets more old jobs, older than those that are there', () => {
    const on = bench();
    on.datev.addOldJobs('455148-4', 5);
    expect(on.extf(OLD).headers['total-items']).toBe('305');
    on.post(correctFile().bytes);
    on.datev.addOldJobs('455148-1', 3);
    expect(JSON.parse(on.extf(JOBS).body).map((job: Job) => job.result)[0]).toBe('pending');
  });

  it('can show a job late, never later than 15 minutes, while its own address answers at once', () => {
    const on = bench();
    on.datev.setListDelay(3_600_000);
    const taken = on.post(correctFile().bytes);
    expect(on.extf(taken.headers['location'] ?? '').status).toBe(200);
    on.advance(15 * 60_000 - 1);
    expect(on.extf(JOBS).headers['total-items']).toBe('0');
    on.advance(1);
    expect(on.extf(JOBS).headers['total-items']).toBe('1');
  });
});

describe('what tests and the host see', () => {
  it('counts calls, early looks and errors per program and Mandant', () => {
    const on = bench();
    on.datev.setRetryAfter(30);
    on.datev.setPending(60_000);
    on.post(correctFile().bytes);
    on.advance(29_999);
    on.extf(JOBS);
    on.advance(1);
    on.extf(JOBS);
    on.extf(JOBS, { headers: OTHER });
    on.extf(`${JOBS}/c9755451-57af-4811-8865-b0243ca5660d`);
    on.clients('/clients');
    expect(on.datev.meters()).toEqual({
      'DATEV for Jira': {
        '455148-1': { gets: 3, posts: 1, early: 1, errors: 1 },
        '-': { gets: 1, posts: 0, early: 0, errors: 0 },
      },
      'Kanzlei-Export': { '455148-1': { gets: 1, posts: 0, early: 0, errors: 0 } },
    });
  });

  it('counts no look as early that asks for a job whose end nobody told, though another one was sent since', () => {
    const on = bench();
    on.datev.setRetryAfter(30);
    on.datev.setPending(10_000);
    on.post(correctFile().bytes);
    on.advance(29_000);
    on.post(correctFile({ label: 'Neu' }).bytes);
    on.advance(1_000);
    on.extf(JOBS);
    expect(on.datev.meters()['DATEV for Jira']?.['455148-1']).toMatchObject({ gets: 1, early: 0 });
    on.extf(JOBS);
    expect(on.datev.meters()['DATEV for Jira']?.['455148-1']).toMatchObject({ gets: 2, early: 1 });
  });

  it('shows the whole state, with the end a pending job will have', () => {
    const on = bench();
    on.post(failingFile().bytes);
    const [job] = on.datev.wholeState().jobs.filter((one) => one.mandant === '455148-1');
    expect(job).toMatchObject({ environment: 'sandbox', sealed: 'failed', job: { result: 'pending' } });
  });

  it('lives on after snapshot and restore as if nothing had happened', () => {
    const on = bench();
    on.datev.setPending(20_000);
    on.post(failingFile().bytes);
    on.datev.failNext('1008836');
    const kept: unknown = JSON.parse(JSON.stringify(on.datev.snapshot()));
    on.post(correctFile().bytes);
    const other = bench();
    other.datev.restore(kept);
    other.post(correctFile().bytes);
    for (const one of [on, other]) one.advance(20_000);
    expect(other.extf(JOBS)).toEqual(on.extf(JOBS));
    expect(other.extf(JOBS).body).toContain('1008836');
    expect(() => other.datev.restore({ v: 2 })).toThrow('not a state');
  });

  it('is the same for the same seed and different for another', () => {
    const history = (seed: number): string => {
      const on = bench(seed);
      on.post(correctFile().bytes);
      return JSON.stringify(on.datev.snapshot());
    };
    expect(history(7)).toBe(history(7));
    expect(history(7)).not.toBe(history(8));
  });
});
