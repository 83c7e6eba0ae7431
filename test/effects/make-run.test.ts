import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { makeRun, sameQuestion } from '../../src/effects/make-run';
import { loadDetail, noteHandedOver } from '../../src/runs/run-store';
import { l } from '../looker/stage';
import { planOf } from '../runs/plans';
import { DISCOVERED, live } from '../submissions/life';
import { begun, ran } from '../submissions/run-life';
import { empty, json } from '../support/forge-globals';
import { loggedIn, MANDANT, watched } from './datev';
import { configured, execute, MAPPED, prepared, textOf } from './run-world';
import { about, leave, lost, no, problem, wanted } from './stage';

const refusedBy = (code: string, values?: object) => ({
  is: 'refused',
  cause: { source: 'run', code, ...(values === undefined ? {} : { values }) },
});
type Made = Extract<Awaited<ReturnType<typeof execute>>, { readonly is: 'made' }>;
const made = async (...how: Parameters<typeof execute>): Promise<Made> => {
  const outcome = await execute(...how);
  if (outcome.is !== 'made') throw new Error(JSON.stringify(outcome));
  return outcome;
};

it('what Looker was asked with another version of the pipeline is asked anew: a changed filter must not book the old rows', () => {
  const { run } = begun();
  const progress = { version: 3, pdfs: [{ is: 'asked', id: '17', tries: 1 }] } as const;
  expect(sameQuestion({ ...run, progress }, { version: 3 })).toEqual({ ...run, progress });
  expect(sameQuestion({ ...run, progress }, { version: 4 })).toEqual(run);
  expect(sameQuestion(run, { version: 3 })).toEqual(run);
});

describe('a run', () => {
  it('makes a batch of all rows, with the report of each, and says with what it was made', async () => {
    await prepared();
    const { made: it, report } = await made();
    expect(it).toMatchObject({
      ...{ revision: 1, version: 3, rows: 18, lines: 18, leftOut: 0 },
      basis: { pipeline: { version: 3 }, plan: { version: 1 } },
      files: [
        { kind: 'extf', file: { rows: 18, label: 'Abschluss November 2026', period: '202611', by: 'anna' } },
      ],
    });
    expect(it).not.toHaveProperty('needsApproval');
    const [batch] = it.files;
    expect(await textOf(batch?.file ?? report)).toMatch(/^"EXTF";700;21;/);
    expect((await textOf(report)).split('\n').filter((line) => line !== '')).toHaveLength(18);
    expect(report.name).toBe('Laufbericht Erlöse 2026-11.jsonl');
    expect(await loadDetail('r1', 1)).toMatchObject({ rows: 18, lines: 18, rejected: 0, drift: [] });
  });

  it('makes the same bytes when it is done again, whatever the time', async () => {
    await prepared();
    const [first, second] = [await made(), await made()];
    expect(second.made).toEqual(first.made);
    expect(second.report.sha256).toBe(first.report.sha256);
  });

  it('notes that what it makes waits for a second person, where the pipeline wants that', async () => {
    await prepared({ pipeline: { needsApproval: true } });
    expect((await made()).made.needsApproval).toBe(true);
  });

  it('stops at a row that cannot be booked, and keeps the report that says which', async () => {
    await prepared({ pipeline: { mapping: { ...MAPPED, text: { from: 'column', column: l('text') } } } });
    const outcome = await execute();
    expect(outcome).toMatchObject(refusedBy('mapping.too-long', { rejected: 1, rows: 18, most: 60 }));
    const { report } = outcome as { report: Made['report'] };
    expect((await textOf(report)).split('\n').filter((line) => line.includes('too-long'))).toHaveLength(1);
    expect(await loadDetail('r1', 1)).toMatchObject({ rejected: 1 });
  });

  it('stops where it is unusual, unless somebody accepted that for this execution', async () => {
    await prepared({ pipeline: { guard: { mayBeEmpty: false, rowsPercent: 10 } } });
    const { made: before } = await made();
    const earlier = ran(begun(), {
      what: 'made',
      key: 'make:r1',
      made: { ...before, rows: 2 },
      report: before.files[0]?.file as never,
    });
    await noteHandedOver({ ...earlier, id: 'r1' });
    await made();
    const other = planOf({
      pipeline: {
        source: {
          is: 'inline',
          model: 'finance',
          explore: 'general_ledger',
          sorts: [],
          fields: [...planOf().fields],
          filters: { [l('client')]: '455148-1', [l('document_number')]: 'RE-202611-000001' },
        },
        mapping: MAPPED,
        guard: { mayBeEmpty: false, rowsPercent: 10 },
      },
    }).pipeline;
    await configured({ ...other, version: 4 });
    expect(await execute()).toMatchObject(refusedBy('run.unusual-rows', { usual: 18 }));
    expect((await made({ mayDiffer: true })).made).toMatchObject({ version: 4, rows: 1 });
  });

  it.each([
    ['2020-01', 'invoice_date', 'last month', true],
    ['2020-01', 'invoice_date', '2020-01-01 to 2020-02-01', false],
    // What one can only filter by is a date, too, as Looker says.
    ['2020-01', 'booked', 'last month', true],
    ['2020-01', 'booked', 'last month, 2020', true],
    ['2020-01', 'booked', 'before now', false],
  ])('of %s is not made where its source filters %s by %s: %s', async (period, date, says, isStopped) => {
    const source = {
      is: 'inline' as const,
      ...{ model: 'finance', explore: 'general_ledger', sorts: [], fields: [...planOf().fields] },
      filters: { [l('client')]: '455148-1', [l(date)]: says },
    };
    const looker = await prepared({ pipeline: { source } });
    const outcome = await execute({ period });
    const cause = { code: 'run.query-by-today', values: { field: l(date) } };
    expect(isStopped).toBe((outcome as { cause?: { code: string } }).cause?.code === cause.code);
    if (isStopped) expect(outcome).toMatchObject({ is: 'refused', cause });
    expect(looker.calls().some((call) => call.startsWith('run_inline_query'))).toBe(!isStopped);
  });

  it('that Looker reads for a while goes on with the same task', async () => {
    const looker = await prepared({ pipeline: { reading: { by: 'task' } } });
    const first = await execute();
    expect(first).toMatchObject({ is: 'not-yet', progress: { version: 3, task: expect.anything() } });
    const { progress } = first as { progress: NonNullable<Parameters<typeof execute>[0]>['progress'] };
    looker.later(60_000);
    expect((await made(progress === undefined ? {} : { progress })).made.rows).toBe(18);
    expect(looker.calls().filter((call) => call.startsWith('create_query_task'))).toHaveLength(1);
  });
});

describe('a run is not made', () => {
  it('where the submission is none', async () => {
    await prepared();
    const subject = about(live(DISCOVERED));
    const outcome = await makeRun.act(subject, wanted({ kind: 'make-run', revision: 1 }, 'make:r1'), leave);
    expect(outcome).toMatchObject(problem('run.gone', 'never'));
  });

  it.each([
    ['there is no such pipeline', {}, { pipeline: 'p00000000ffff' }, 'run.no-pipeline'],
    [
      'the pipeline is another Mandant’s by now',
      { pipeline: { mandant: '455148-3' } },
      {},
      'run.no-pipeline',
    ],
    ['the Mandant has no account plan', { hasPlan: false }, {}, 'run.no-accounts'],
    ['the period is none', {}, { period: '2026-13' }, 'run.gone'],
    ['there is no connection to Looker', { isConnected: false }, {}, 'run.no-connection'],
  ] as const)('where %s', async (_why, how, run, code) => {
    const looker = await prepared(how as Parameters<typeof prepared>[0]);
    expect(await execute(run)).toMatchObject(refusedBy(code));
    expect(looker.calls()).toEqual([]);
    expect(await loadDetail('r1', 1)).toMatchObject({ rows: 0 });
  });

  const year = (length: number, from = '2026-01-01') => ({
    basic_accounting_information: [
      { fiscal_year_start: from, fiscal_year_end: '2026-12-31', account_length: length },
    ],
  });
  const client = (...services: readonly string[]) => ({
    ...{ id: MANDANT, name: 'x', consultant_number: 455_148, client_number: 1 },
    services: services.map((name) => ({ name })),
  });
  const booked = client('Buchungsdatenservice', 'Belegbilderservice');
  it.each([
    [
      'accounts are longer in DATEV’s books',
      [booked, year(6)],
      { source: 'run', code: 'run.account-length' },
    ],
    [
      'DATEV’s fiscal year begins on another day',
      [booked, year(4, '2025-07-01')],
      { source: 'run', code: 'run.fiscal-year' },
    ],
    ['the service is not booked', [client()], { source: 'preflight', code: 'preflight-extf-service' }],
  ])('where %s, before Looker is asked', async (_why, says, cause) => {
    const looker = await prepared();
    await loggedIn();
    for (const one of says) looker.answerNext(json(one));
    const { known: _, ...unknown } = watched();
    expect(await execute({}, unknown)).toMatchObject({ is: 'refused', cause });
    expect(looker.calls()).toEqual([]);
  });

  it('only where DATEV says so: it goes on where DATEV does not answer', async () => {
    const looker = await prepared();
    await loggedIn();
    looker.answerNext(empty(503));
    const { known: _, ...unknown } = watched();
    expect((await made({}, unknown)).made.rows).toBe(18);
  });

  it('where Looker’s columns are not those of the mapping any more, which people can see', async () => {
    await prepared();
    const plan = planOf({ pipeline: { mapping: MAPPED } }).pipeline;
    const fields = plan.fields.map((field) =>
      field.name === l('gross_amount') ? { ...field, type: 'string' } : field,
    );
    await configured({ ...plan, source: { ...plan.source }, fields, version: 4 });
    expect(await execute()).toMatchObject(refusedBy('run.schema-changed', { columns: l('gross_amount') }));
    expect(await loadDetail('r1', 1)).toMatchObject({
      drift: [{ is: 'retyped', field: l('gross_amount'), was: 'string', now: 'number', candidates: [] }],
    });
  });

  it('where the mapping reads a column that Looker does not have, with what it may be called now', async () => {
    await prepared();
    const plan = planOf({
      pipeline: { mapping: { ...MAPPED, text: { from: 'column', column: l('gross_amounts') } } },
    }).pipeline;
    const fields = [...plan.fields, { name: l('gross_amounts'), label: 'Gross amounts', type: 'number' }];
    await configured({ ...plan, fields, version: 4 });
    expect(await execute()).toMatchObject(refusedBy('run.schema-changed', { columns: l('gross_amounts') }));
    const detail = await loadDetail('r1', 1);
    expect(detail?.drift).toMatchObject([{ is: 'missing', field: l('gross_amounts') }]);
  });

  it.each([
    ['Looker is away', () => no(503)()],
    ['nothing is heard of Looker', () => lost()],
    ['Looker wants patience', () => no(429)()],
  ])('now where %s, but later', async (_why, says) => {
    const looker = await prepared();
    looker.answerNext((await says()) as Response | Error);
    expect(await execute()).toMatchObject({ is: 'problem', problem: { retry: 'later' } });
  });

  it('where Looker refuses it, in Looker’s own words', async () => {
    const looker = await prepared();
    looker.answerNext(json({ access_token: 't', token_type: 'Bearer', expires_in: 3600 }));
    looker.answerNext(json({ message: 'Explore is hidden', documentation_url: 'x' }, 404));
    expect(await execute()).toMatchObject({ is: 'refused', cause: { source: 'run' } });
    expect((await loadDetail('r1', 1))?.verbatim).toContain('Explore is hidden');
  });
});
