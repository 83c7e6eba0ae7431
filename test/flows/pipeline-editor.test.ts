import { describe, expect, it } from 'vitest';
import { atDesk, bookingDraft } from '../../packages/sandbox/world/booking';
import type { PreviewAnswer, ValuesAnswer } from '../../src/contract/pipelines';
import { type Booked, bookedWorld, MANDANT, refusal } from '../support/booking';
import { ACCOUNTS, call, type TestWorld } from '../support/world';

/** What the editor of a pipeline asks while somebody works at it. */

const L = (name: string) => `general_ledger.${name}`;
type Draft = ReturnType<typeof bookingDraft>;

const preview = (w: TestWorld, draft: object, more: object = {}) =>
  atDesk<PreviewAnswer>(w.forge, 'pipeline.preview', { draft, ...more });

const changed = (draft: Draft, rules: object) => ({ ...draft, mapping: { ...draft.mapping, ...rules } });

describe('the preview of a pipeline', () => {
  it('shows the first rows of a period on their way into the file, and what becomes of those that do not get there', async () => {
    const { w, connection } = await bookedWorld('en');
    const of = { client: MANDANT, month: '2026-10' };
    w.looker.mutateRow({ ...of, index: 1, set: { gl_account_name: 'Neuland' } });
    w.looker.mutateRow({ ...of, index: 2, set: { gross_amount: 0 } });
    w.looker.mutateRow({ ...of, index: 3, set: { text: 'a\ufffd' } });
    const draft = changed(bookingDraft(connection, MANDANT), {
      zeroLines: 'leave-out',
      text: { from: 'column', column: L('text') },
    });
    const source = { ...draft.source, fields: [...draft.source.fields, L('text')] };
    const seen = await preview(w, { ...draft, source }, { period: '2026-10' });
    expect(seen.columns).toEqual(source.fields);
    expect(seen.fields).toHaveLength(12);
    expect(seen.fields[9]).toEqual({
      ...{ name: L('gross_amount'), label: 'General Ledger Gross Amount', type: 'number' },
    });
    expect(seen.findings).toEqual([]);
    expect(seen.upcoming).toEqual([
      { at: '2026-12-03T05:00:00.000Z', local: '3 Dec 2026, 06:00 (Berlin time)', period: 'November 2026' },
      { at: '2027-01-07T05:00:00.000Z', local: '7 Jan 2027, 06:00 (Berlin time)', period: 'December 2026' },
      { at: '2027-02-03T05:00:00.000Z', local: '3 Feb 2027, 06:00 (Berlin time)', period: 'January 2027' },
    ]);
    expect(seen.rows).toHaveLength(20);
    const [booked, refused, leftOut, objected] = seen.rows;
    expect(booked).toEqual({
      cells: [
        ...['2026101000001', '2026-10-01', 'RE-202610-000001', 'Erlöse Beratung', 'Nordlicht Handels GmbH'],
        ...['10001', 'Vertrieb', 'P-1001', 'USt 19 %', '21446.3', 'EUR'],
        'Rechnung RE-202610-000001 für Vertrieb',
      ],
      findings: [],
      line: [
        { target: 'amount', value: '21,446.30' },
        { target: 'side', value: 'S' },
        { target: 'account', value: '10001' },
        { target: 'contra', value: '8200' },
        { target: 'taxKey', value: '3' },
        { target: 'date', value: '1 Oct 2026' },
        { target: 'documentNumber', value: 'RE-202610-000001' },
        { target: 'text', value: 'Rechnung RE-202610-000001 für Vertrieb' },
        { target: 'kost1', value: '100' },
        { target: 'kost2', value: 'P1001' },
        { target: 'partner', value: 'Nordlicht Handels GmbH' },
      ],
      file: [
        { column: 1, name: 'Umsatz (ohne Soll/Haben-Kz)', value: '21446,30' },
        { column: 2, name: 'Soll/Haben-Kennzeichen', value: 'S' },
        { column: 7, name: 'Konto', value: '10001' },
        { column: 8, name: 'Gegenkonto (ohne BU-Schlüssel)', value: '8200' },
        { column: 9, name: 'BU-Schlüssel', value: '3' },
        { column: 10, name: 'Belegdatum', value: '0110' },
        { column: 11, name: 'Belegfeld 1', value: 'RE-202610-000001' },
        { column: 14, name: 'Buchungstext', value: 'Rechnung RE-202610-000001 für Vertrieb' },
        { column: 37, name: 'KOST1 - Kostenstelle', value: '100' },
        { column: 38, name: 'KOST2 - Kostenstelle', value: 'P1001' },
        { column: 114, name: 'Festschreibung', value: '0' },
      ],
    });
    expect(refused).toEqual({
      cells: expect.arrayContaining(['Neuland']),
      findings: [
        {
          title: 'A value is missing in the value table of “Contra account”.',
          remedy: 'Add it to the value table, or correct it in Looker, and start the run again.',
          ...{ column: L('gl_account_name'), value: 'Neuland', target: 'contra' },
        },
      ],
    });
    expect(leftOut).toEqual({
      cells: expect.arrayContaining(['0']),
      findings: [
        {
          title: 'The row of 0.00 was left out, as the mapping says.',
          ...{ remedy: 'You do not need to do anything.', target: 'amount' },
        },
      ],
    });
    expect(objected?.findings).toEqual([{ title: expect.stringContaining('Buchungstext'), remedy: '' }]);
    expect(objected?.line).toContainEqual({ target: 'contra', value: '4909' });
    expect(objected).not.toHaveProperty('file');
  });

  it('takes the rows that the page has, without asking Looker again; a mapping that is wrong as a whole is not tried on them', async () => {
    const { w, connection } = await bookedWorld('en');
    const draft = bookingDraft(connection, MANDANT);
    const { fields, rows } = await preview(w, draft);
    const asked = w.looker.calls().length;
    const given = { fields, rows: rows.slice(0, 2).map(({ cells }) => cells) };
    expect(await preview(w, draft, { given })).toMatchObject({
      fields,
      rows: rows.slice(0, 2),
      findings: [],
    });

    const gone = changed(draft, { contra: { from: 'column', column: L('gone') } });
    const wrong = await preview(w, { ...gone, schedule: { on: 'manual' } }, { given });
    expect(wrong).toEqual({
      ...{ fields, columns: fields.map(({ name }) => name), upcoming: [] },
      rows: given.rows.map((cells) => ({ cells, findings: [] })),
      findings: [expect.objectContaining({ target: 'contra', column: L('gone') })],
    });
    expect(w.looker.calls()).toHaveLength(asked);
  });

  it('is none without an account plan, a connection, or an answer of Looker’s', async () => {
    const b = await bookedWorld('en');
    const draft = bookingDraft(b.connection, MANDANT);
    const refused = async (change: object) =>
      (await refusal(b, 'pipeline.preview', { payload: { draft: { ...draft, ...change } } })).code;
    expect(await refused({ mandant: '455148-3' })).toBe('run.no-accounts');
    expect(await refused({ connection: 'l000000000000' })).toBe('run.no-connection');
    b.w.looker.answerNext({ operation: 'run_inline_query', status: 403 });
    expect(await refused({})).toBe('looker.no-permission');
  });
});

describe('the values of a source', () => {
  const going = (target: string, column: string, isTable: boolean) => ({
    ...{ target, column: L(column), isTable, hasOtherwise: false },
  });
  const wish = ({ connection }: Booked, of: readonly object[]) => {
    const { mandant, source, periodField, timezone, unit } = bookingDraft(connection, MANDANT);
    return { mandant, connection, source, periodField, timezone, unit, of };
  };

  it('are those of a period, for the columns that the source asks for, each counted once', async () => {
    const b = await bookedWorld('en');
    const { w } = b;
    w.looker.setRowCount({ client: MANDANT, month: '2026-10', rows: 6 });
    w.looker.mutateRow({ client: MANDANT, month: '2026-10', index: 4, set: { partner_number: '99999' } });
    const of = [
      going('contra', 'gl_account_name', true),
      going('account', 'partner_number', false),
      // The source does not ask for it.
      going('text', 'text', true),
    ];
    const payload = { ...wish(b, of), period: '2026-10' };
    expect(await atDesk<ValuesAnswer>(w.forge, 'pipeline.values', payload)).toEqual({
      ...{ rows: 6, isCut: false, periodLabel: 'October 2026' },
      columns: [
        {
          ...{ target: 'contra', column: L('gl_account_name'), more: 0, misfits: [] },
          values: [
            { value: 'Erlöse Wartung', count: 2, guess: { value: '8210', name: 'Erlöse Wartung' } },
            { value: 'Bürobedarf', count: 1, guess: { value: '4930', name: 'Bürobedarf' } },
            { value: 'Erlöse Beratung', count: 1 },
            { value: 'Erlöse Lizenzen', count: 1, guess: { value: '8220', name: 'Erlöse Lizenzen' } },
            { value: 'Fremdleistungen', count: 1 },
          ],
        },
        {
          ...{ target: 'account', column: L('partner_number'), values: [], more: 0 },
          misfits: [
            {
              title: 'A value of “Account” is not in the account plan of this Mandant.',
              remedy: 'Add the account to the account plan, or correct the mapping.',
              ...{ value: '99999', rows: 1 },
            },
          ],
        },
      ],
    });
  });

  it('are none without an account plan, a connection, or an answer of Looker’s', async () => {
    const b = await bookedWorld('en');
    const refused = async (change: object) => {
      const payload = { ...wish(b, [going('contra', 'gl_account_name', true)]), ...change };
      return (await refusal(b, 'pipeline.values', { payload })).code;
    };
    expect(await refused({ mandant: '455148-3' })).toBe('run.no-accounts');
    expect(await refused({ connection: 'l000000000000' })).toBe('run.no-connection');
    b.w.looker.answerNext({ operation: 'run_inline_query', status: 403 });
    expect(await refused({})).toBe('looker.no-permission');
  });
});

describe('saving a pipeline', () => {
  it('is refused for what could not work, and taken up to the limit', async () => {
    const b = await bookedWorld('en');
    const draft = bookingDraft(b.connection, MANDANT);
    const { source } = draft;
    const labelled = (letters: number) => ({
      output: { ...draft.output, label: `${'x'.repeat(letters)} {period}` },
    });
    const as = (ledger: string, more: object = {}) => ({ output: { as: 'dxso', ledger, ...more } });
    const cases: Readonly<Record<string, object>> = {
      'a zone that no clock knows': { timezone: 'Europe/Atlantis' },
      'a calendar that nobody can read': {
        schedule: { on: 'cron', cron: '99 * * * *', zone: 'Europe/Berlin' },
      },
      'a Mandant that is not watched': { mandant: '455148-9' },
      'a Mandant without an account plan': { mandant: '455148-3' },
      'a connection that is not there': { connection: 'l000000000000' },
      // With the longest name of a month DATEV's 30 characters are reached.
      'a label of 31 characters': labelled(16),
      'a label of 30 characters': labelled(15),
      'a column that the source does not ask for': {
        source: { ...source, fields: source.fields.filter((name) => !name.endsWith('.tax_name')) },
      },
      'a day for an amount': changed(draft, { amount: { from: 'column', column: L('posting_date') } }),
      'a key that comes in several rows': { reading: { by: 'key', key: L('partner_number') } },
      'a ledger of invoices without a folder': as('accountsPayableLedger'),
      'a ledger of invoices with a folder': as('accountsPayableLedger', { folder: 'Rechnungen' }),
      'a cash ledger, which has none': as('cashLedger'),
    };
    const became: Record<string, string> = {};
    for (const [what, change] of Object.entries(cases)) {
      const payload = { version: 0, draft: { ...draft, ...change } };
      const answer = await call(b.w, 'datev-desk', 'pipeline.save', { as: ACCOUNTS.admin, payload });
      became[what] = answer.ok ? 'saved' : answer.problem.code;
    }
    expect(became).toEqual({
      'a zone that no clock knows': 'pipeline.schedule-zone',
      'a calendar that nobody can read': 'pipeline.schedule',
      'a Mandant that is not watched': 'pipeline.mandant',
      'a Mandant without an account plan': 'run.no-accounts',
      'a connection that is not there': 'run.no-connection',
      'a label of 31 characters': 'pipeline.label-long',
      'a label of 30 characters': 'saved',
      'a column that the source does not ask for': 'pipeline.columns',
      'a day for an amount': 'mapping.column-type',
      'a key that comes in several rows': 'looker.key-not-unique',
      'a ledger of invoices without a folder': 'pipeline.folder',
      'a ledger of invoices with a folder': 'saved',
      'a cash ledger, which has none': 'saved',
    });
  });
});
