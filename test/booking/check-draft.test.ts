import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { checkDraft } from '../../src/flows/booking/check-draft';
import { decideApprovalOff, keepPipeline } from '../../src/flows/booking/save-pipeline';
import { lookAtValues } from '../../src/flows/pages/look-at-values';
import { previewPipeline } from '../../src/flows/pages/preview-pipeline';
import { describeSource, sourceChoices } from '../../src/flows/people/choose-source';
import type { PipelineDraft } from '../../src/pipelines/pipeline';
import { readHint } from '../../src/platform/due-store';
import { json, meanwhile, writes } from '../support/forge-globals';
import { atLooker, BOOKS, draftOf, MANDANT, saved, stored } from './with-looker';

const L = (name: string) => `general_ledger.${name}`;
const inline = (draft: PipelineDraft) => {
  if (draft.source.is !== 'inline') throw new Error('no inline source');
  return draft.source;
};

describe('a draft of a pipeline', () => {
  it('that can work has the fingerprint of the columns in use', async () => {
    const { draft } = await atLooker();
    const told = await checkDraft(draft);
    expect(told).toMatchObject({ ok: true });
    const fields = told.ok ? told.value : [];
    expect(fields.map(({ name }) => name)).toContain(L('gross_amount'));
    expect(fields.every(({ label, type }) => label !== '' && type !== '')).toBe(true);
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    // Columns that are fetched and used nowhere are no part of it.
    expect(fields.length).toBeLessThanOrEqual(inline(draft).fields.length);
  });

  it.each<[string, (draft: PipelineDraft) => Partial<PipelineDraft>, string]>([
    ['an unknown time zone', () => ({ timezone: 'Europa/Köln' }), 'pipeline.schedule-zone'],
    [
      'a time that never comes',
      (d) => ({
        schedule: { ...d.schedule, on: 'cron', cron: '0 6 31 2 *', zone: 'Europe/Berlin' } as never,
      }),
      'pipeline.schedule-never',
    ],
    [
      'a package without a folder',
      () => ({ output: { as: 'dxso', ledger: 'accountsPayableLedger' } as never }),
      'pipeline.folder',
    ],
    [
      'a label that is too long with its month',
      () => ({ output: { as: 'extf', label: 'Abschluss des Monats {period}.', isLocked: false } as never }),
      'pipeline.label-long',
    ],
    ['a Mandant that nobody watches', () => ({ mandant: '455148-77' }), 'pipeline.mandant'],
    ['a connection that is gone', () => ({ connection: 'l999999999999' }), 'run.no-connection'],
    [
      'a column that the source does not fetch',
      (d) => ({ source: { ...inline(d), fields: inline(d).fields.filter((f) => f !== L('currency')) } }),
      'pipeline.columns',
    ],
    [
      'a mapping that cannot work',
      ({ mapping: { amount: _, ...rest } }) => ({ mapping: rest as PipelineDraft['mapping'] }),
      'mapping.',
    ],
    ['a key that is none', () => ({ reading: { by: 'key', key: L('cost_centre_name') } }), 'looker.'],
  ])('with %s is refused', async (_, change, code) => {
    const { draft } = await atLooker();
    const told = await checkDraft({ ...draft, ...change(draft) });
    expect(told).toMatchObject({ ok: false, problem: { retry: 'after-fix' } });
    expect(told.ok ? '' : told.problem.code).toContain(code);
  });

  it('of a Mandant without an account plan is refused', async () => {
    const { draft } = await atLooker({ hasPlan: false });
    expect(await checkDraft(draft)).toMatchObject({ problem: { code: 'run.no-accounts' } });
  });

  it('of a cash book needs no folder, and a label of thirty characters is not too long', async () => {
    const { draft } = await atLooker();
    const cash = { ...draft, output: { as: 'dxso', ledger: 'cashLedger' } as never };
    const told = await checkDraft(cash);
    expect(told.ok ? 'fine' : told.problem.code).not.toBe('pipeline.folder');
    const label = { as: 'extf', label: 'x'.repeat(30), isLocked: false } as never;
    expect(await checkDraft({ ...draft, output: label })).toMatchObject({ ok: true });
    const longer = { as: 'extf', label: 'x'.repeat(31), isLocked: false } as never;
    expect(await checkDraft({ ...draft, output: longer })).toMatchObject({ ok: false });
  });

  it('names the columns that are lacking', async () => {
    const { draft } = await atLooker();
    const fields = inline(draft).fields.filter((f) => f !== L('currency') && f !== L('tax_name'));
    const told = await checkDraft({ ...draft, source: { ...inline(draft), fields } });
    expect(told).toMatchObject({ problem: { values: { columns: expect.stringContaining(L('tax_name')) } } });
  });
});

describe('a pipeline', () => {
  const keep = (wish: Partial<Parameters<typeof keepPipeline>[0]> & { draft: PipelineDraft }) =>
    keepPipeline({ id: undefined, version: 0, by: 'petra', isAdmin: false, ...wish });

  it('is saved under its own version, and due when its calendar wants it', async () => {
    const { draft } = await atLooker();
    const told = await keep({ draft });
    const id = told.ok ? told.value.id : '';
    expect(told).toEqual({ ok: true, value: { id: expect.stringMatching(/^p[0-9a-f]{12}$/), version: 1 } });
    const first = await stored(id);
    expect(first.pipeline).toMatchObject({
      version: 1,
      changedBy: 'petra',
      fields: expect.arrayContaining([]),
    });
    expect((await readHint()).at).toBe(first.dueAt);
    expect(await keep({ id, version: 1, draft: { ...draft, name: 'Neu' } })).toMatchObject({
      value: { version: 2 },
    });
    expect((await stored(id)).pipeline).toMatchObject({ name: 'Neu', version: 2 });
  });

  it.each<[string, number, string]>([
    ['under an older version', 0, 'pipeline.conflict'],
    ['under a version that never was', 7, 'pipeline.conflict'],
  ])('is not saved %s', async (_, version, code) => {
    const { draft } = await atLooker();
    const { pipeline } = await saved(draft);
    expect(await keep({ id: pipeline.id, version, draft })).toMatchObject({ problem: { code } });
    expect((await stored(pipeline.id)).version).toBe(1);
  });

  it('that nobody has is not saved, nor a new one under a version, nor what cannot work', async () => {
    const { draft } = await atLooker();
    expect(await keep({ id: 'p999999999999', draft })).toMatchObject({
      problem: { code: 'run.no-pipeline' },
    });
    expect(await keep({ version: 1, draft })).toMatchObject({ problem: { code: 'pipeline.conflict' } });
    expect(await keep({ draft: { ...draft, timezone: 'x' } })).toMatchObject({ ok: false });
  });

  it('that is switched off is due never', async () => {
    const { draft } = await atLooker();
    const before = (await readHint()).at;
    await saved({ ...draft, isActive: false });
    expect((await readHint()).at).toBe(before);
  });

  it('that two save at once is the first one’s', async () => {
    const { draft } = await atLooker();
    const { pipeline } = await saved(draft);
    meanwhile(writes('pipeline'), () =>
      keep({ id: pipeline.id, version: 1, draft: { ...draft, name: 'Erste' } }),
    );
    expect(await keep({ id: pipeline.id, version: 1, draft: { ...draft, name: 'Zweite' } })).toMatchObject({
      problem: { code: 'pipeline.conflict' },
    });
    expect((await stored(pipeline.id)).pipeline.name).toBe('Erste');
  });
});

describe('the approval of a pipeline', () => {
  const decide = (id: string, wish: Partial<Parameters<typeof decideApprovalOff>[0]> = {}) =>
    decideApprovalOff({ id, version: 2, decision: 'confirm', by: 'anna', isAdmin: false, ...wish });
  /** Petra wants it to end. */
  async function wanted() {
    const { draft } = await atLooker();
    const { pipeline } = await saved({ ...draft, needsApproval: true });
    const told = await keepPipeline({
      ...{ id: pipeline.id, version: 1, by: 'petra', isAdmin: false },
      draft: { ...draft, needsApproval: false },
    });
    expect(told).toMatchObject({ ok: true, value: { waitsForConfirmation: true } });
    return pipeline.id;
  }

  it('ends when a second person confirms it', async () => {
    const id = await wanted();
    expect((await stored(id)).pipeline.needsApproval).toBe(true);
    expect(await decide(id)).toMatchObject({ ok: true, value: { version: 3 } });
    const { pipeline, approvalOff } = await stored(id);
    expect(pipeline).toMatchObject({ needsApproval: false, version: 3, changedBy: 'anna' });
    expect(approvalOff).toMatchObject({ askedBy: 'petra', confirmedBy: 'anna' });
  });

  it('does not end by whoever wanted it, unless they are an administrator', async () => {
    const id = await wanted();
    expect(await decide(id, { by: 'petra' })).toMatchObject({ problem: { code: 'pipeline.same-person' } });
    expect((await stored(id)).pipeline.needsApproval).toBe(true);
    expect(await decide(id, { by: 'petra', isAdmin: true })).toMatchObject({ ok: true });
  });

  it('stays where somebody takes the wish back', async () => {
    const id = await wanted();
    expect(await decide(id, { decision: 'withdraw', by: 'petra' })).toMatchObject({
      ok: true,
      value: { version: 3 },
    });
    const { pipeline, approvalOff, version } = await stored(id);
    expect([pipeline.needsApproval, approvalOff, version]).toEqual([true, undefined, 3]);
    expect(await decide(id, { version: 3 })).toMatchObject({ problem: { code: 'pipeline.conflict' } });
  });

  it.each<[string, object, string]>([
    ['another version was seen', { version: 1 }, 'pipeline.conflict'],
    ['the pipeline is gone', { id: 'p999999999999' }, 'run.no-pipeline'],
  ])('is not decided about where %s', async (_, wish, code) => {
    const id = await wanted();
    expect(await decide(id, wish)).toMatchObject({ problem: { code } });
  });

  it('that somebody decides about at the same time is theirs', async () => {
    const id = await wanted();
    meanwhile(writes('pipeline'), () => decide(id));
    expect(await decide(id, { decision: 'withdraw' })).toMatchObject({
      problem: { code: 'pipeline.conflict' },
    });
    expect((await stored(id)).pipeline.needsApproval).toBe(false);
  });
});

describe('what the editor shows of Looker', () => {
  it.each(['models', 'looks', 'dashboards'] as const)('%s to choose from', async (what) => {
    const { connection } = await atLooker();
    const told = await sourceChoices(connection, { what, query: '' });
    expect(told).toMatchObject({ ok: true });
    const choices = told.ok ? told.value : [];
    expect(choices.length).toBeGreaterThan(0);
    for (const { id, label } of choices) expect([id === '', label === '']).toEqual([false, false]);
    if (what === 'models') expect(choices.map(({ id }) => id).join()).toContain('general_ledger');
  });

  it('Looks are no dashboards', async () => {
    const { connection } = await atLooker();
    const [looks, dashboards] = [
      await sourceChoices(connection, { what: 'looks', query: '' }),
      await sourceChoices(connection, { what: 'dashboards', query: '' }),
    ];
    expect(looks).not.toEqual(dashboards);
  });

  it.each(['models', 'looks'] as const)('%s not, while Looker does not answer', async (what) => {
    const on = await atLooker();
    on.answerNext(json({}, 503));
    on.answerNext(json({}, 503));
    expect(await sourceChoices(on.connection, { what, query: '' })).toMatchObject({ ok: false });
    expect(await sourceChoices('l999999999999', { what, query: '' })).toMatchObject({
      problem: { code: 'run.no-connection' },
    });
  });

  it('the columns of a source', async () => {
    const { connection, draft } = await atLooker();
    const told = await describeSource(connection, draft.source);
    expect(told).toMatchObject({ ok: true, value: { model: 'finance', explore: 'general_ledger' } });
    expect(JSON.stringify(told)).toContain(L('gross_amount'));
    expect(await describeSource('l999999999999', draft.source)).toMatchObject({ ok: false });
  });
});

describe('values of a source', () => {
  const wish = (draft: PipelineDraft, change: object = {}) => ({
    ...{
      mandant: MANDANT,
      connection: draft.connection,
      source: draft.source,
      periodField: draft.periodField,
    },
    ...{ timezone: draft.timezone, unit: 'month' as const, period: '2026-11', lang: 'de' as const },
    of: [
      { target: 'contra' as const, column: L('gl_account_name'), isTable: true, hasOtherwise: false },
      {
        target: 'documentNumber' as const,
        column: L('document_number'),
        isTable: false,
        hasOtherwise: false,
      },
      { target: 'text' as const, column: L('nowhere'), isTable: true, hasOtherwise: false },
    ],
    ...change,
  });

  it('are those that a value table has to know, with a guess; of other columns what would be refused', async () => {
    const { draft } = await atLooker();
    const told = await lookAtValues(wish(draft));
    expect(told).toMatchObject({ ok: true, value: { periodLabel: 'November 2026', isCut: false } });
    const [accounts, numbers, ...more] = told.ok ? told.value.columns : [];
    expect(accounts?.values).toContainEqual(
      expect.objectContaining({ value: 'Miete', count: 6, guess: { name: 'Miete', value: '4210' } }),
    );
    expect(numbers?.values).toEqual([]);
    // A column that the source does not fetch is not asked for.
    expect(more).toEqual([]);
  });

  it('are not known without an account plan, without a connection, or while Looker does not answer', async () => {
    const without = await atLooker({ hasPlan: false });
    expect(await lookAtValues(wish(without.draft))).toMatchObject({ problem: { code: 'run.no-accounts' } });
    const { draft } = await atLooker();
    expect(await lookAtValues(wish(draft, { connection: 'l999999999999' }))).toMatchObject({ ok: false });
    expect(await lookAtValues(wish(draft, { periodField: L('nowhere') }))).toMatchObject({ ok: false });
  });
});

describe('the preview of a pipeline', () => {
  it('shows real rows through the whole mapping', async () => {
    const { draft } = await atLooker();
    const told = await previewPipeline(draft, { period: '2026-11', lang: 'de' });
    if (!told.ok) throw new Error(told.problem.code);
    const { rows, findings, upcoming, columns, fields } = told.value;
    expect(columns).toEqual(inline(draft).fields.filter((name) => columns.includes(name)));
    expect(fields.map(({ name }) => name)).toEqual(columns);
    expect([findings, upcoming.length]).toEqual([[], 3]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows[0]?.line?.length).toBeGreaterThan(0);
    expect(rows[0]?.file?.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0]?.cells ?? {})).toHaveLength(columns.length);
  });

  it('shows rows as they are where the mapping is wrong as a whole, and why', async () => {
    const { draft } = await atLooker();
    const { amount: _, ...mapping } = draft.mapping;
    const told = await previewPipeline(
      { ...draft, mapping: mapping as PipelineDraft['mapping'] },
      { period: '2026-11', lang: 'de' },
    );
    if (!told.ok) throw new Error(told.problem.code);
    expect(told.value.findings).not.toEqual([]);
    expect(told.value.rows[0]).toEqual({ cells: told.value.rows[0]?.cells, findings: [] });
  });

  it('shows rows that the page has already, without asking Looker', async () => {
    const on = await atLooker();
    const first = await previewPipeline(on.draft, { period: '2026-11', lang: 'de' });
    if (!first.ok) throw new Error(first.problem.code);
    const { columns, fields, rows } = first.value;
    const before = on.calls().length;
    const zero = rows
      .slice(0, 2)
      .map(({ cells }, n) =>
        cells.map((cell, at) => (columns[at] === L('gross_amount') && n === 0 ? '0' : cell)),
      );
    const given = { fields: fields.map(({ name, label, type }) => ({ name, label, type })), rows: zero };
    const mapping = { ...on.draft.mapping, zeroLines: 'leave-out' as const };
    const told = await previewPipeline({ ...on.draft, mapping }, { period: '2026-11', given, lang: 'de' });
    if (!told.ok) throw new Error(told.problem.code);
    expect(on.calls()).toHaveLength(before);
    const [none, line] = told.value.rows;
    expect(none?.findings).toHaveLength(1);
    expect(none).not.toHaveProperty('line');
    expect(none).not.toHaveProperty('file');
    expect(line).toMatchObject({ findings: [], line: expect.anything(), file: expect.anything() });
  });

  it('shows nothing without an account plan or a connection', async () => {
    const without = await atLooker({ hasPlan: false });
    expect(await previewPipeline(without.draft, { lang: 'de' })).toMatchObject({
      problem: { code: 'run.no-accounts' },
    });
    await atLooker();
    expect(await previewPipeline(draftOf('l999999999999'), { lang: 'de' })).toMatchObject({ ok: false });
    expect(BOOKS.accounts.length).toBeGreaterThan(40);
  });
});
