import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Form, formOf, newForm } from '../../static/pipelines/editor/form';
import { readForPreview } from '../../static/pipelines/editor/preview-form';
import { readForm, requiredTargets, sourceIn } from '../../static/pipelines/editor/read-form';
import { aDraft, aMapping, anyDraft } from './pipelines-samples';

const FORM = formOf(aDraft());
const with_ = (part: Partial<Form>): Form => ({ ...FORM, ...part });
const idsIn = (form: Form): readonly string[] => {
  const read = readForm(form);
  return read.ok ? [] : read.missing.map(({ at }) => at);
};

describe('a pipeline in the form', () => {
  it('is the same after it was shown and read again, whatever it consists of', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        expect(readForm(formOf(draft))).toEqual({ ok: true, draft });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what was typed for another kind, and does not send it', () => {
    const inline = formOf(
      aDraft({
        source: {
          is: 'inline',
          model: 'm',
          explore: 'e',
          fields: ['a.b'],
          filters: { 'a.c': 'x' },
          sorts: [],
        },
      }),
    );
    const asLook = { ...inline, source: { ...inline.source, is: 'look' as const, look: '9' } };
    expect(readForm(asLook)).toEqual({ ok: true, draft: aDraft({ source: { is: 'look', look: '9' } }) });
    expect(asLook.source.filters).toEqual([{ field: 'a.c', value: 'x' }]);
  });

  it('tells of an empty one everything that people have to decide, and assumes nothing', () => {
    expect(idsIn(newForm())).toEqual([
      'pf-name',
      'pf-mandant',
      'pf-connection',
      'pf-source-look',
      'pf-periodField',
      'pf-rule-amount',
      'pf-rule-account',
      'pf-rule-contra',
      'pf-rule-date',
      'pf-side',
      'pf-amountIs',
      'pf-zeroLines',
      'pf-output-label',
      'pf-output-locked',
    ]);
  });

  it.each<readonly [string, Partial<Form>, readonly string[]]>([
    ['nothing', {}, []],
    ['a name of blanks', { name: '  ' }, ['pf-name']],
    ['a name that is too long', { name: 'x'.repeat(61) }, ['pf-name']],
    ['a connection of another form', { connection: 'looker' }, ['pf-connection']],
    ['no key', { reading: { by: 'key', key: '' } }, ['pf-reading-key']],
    ['a query without slug', { source: { ...FORM.source, is: 'query' } }, ['pf-source-query']],
    [
      'an own query with nothing',
      { source: { ...FORM.source, is: 'inline', fields: ['', ' '] } },
      ['pf-source-model', 'pf-source-explore', 'pf-source-fields'],
    ],
    [
      'an own query with two filters on one field',
      {
        source: {
          ...FORM.source,
          is: 'inline',
          model: 'm',
          explore: 'e',
          fields: ['a.b'],
          filters: [
            { field: 'a.b', value: '1' },
            { field: 'a.b ', value: '2' },
          ],
        },
      },
      ['pf-source'],
    ],
    ['a date field that is none', { periodField: 'posting date' }, ['pf-periodField']],
    ['no Festschreibung', { output: { ...FORM.output, isLocked: '' } }, ['pf-output-locked']],
    [
      'a package of invoices without number and ledger',
      { output: { ...FORM.output, as: 'dxso', ledger: '' } },
      ['pf-rule-documentNumber', 'pf-output-ledger'],
    ],
    [
      'PDFs without type and number',
      {
        documents: {
          wanted: true,
          type: '',
          sources: [{ from: 'look', id: '', periodFilter: '' }],
          byHand: false,
        },
      },
      ['pf-documents-type', 'pf-documents'],
    ],
    [
      'a calendar without Land, on day 21',
      { schedule: { ...FORM.schedule, on: 'business-day', day: '21', land: '' } },
      ['pf-schedule-day', 'pf-schedule-land'],
    ],
    ['a cron pattern of nothing', { schedule: { ...FORM.schedule, on: 'cron' } }, ['pf-schedule-cron']],
    ['hours with a comma', { deliverWithin: '1,5' }, ['pf-deliverWithin']],
    ['a guard of zero', { guard: { rows: '0', total: '20', mayBeEmpty: false } }, ['pf-guard-rows']],
  ])('says what is wrong: %s', (_, part, ids) => {
    expect(idsIn(with_(part))).toEqual(ids);
  });

  it.each([
    [{ kind: 'column' as const }, 'pfNeedColumn'],
    [{ kind: 'table' as const }, 'pfNeedColumn'],
    [{ kind: 'constant' as const }, 'pfNeedValue'],
    [{ kind: 'template' as const }, 'pfNeedTemplate'],
  ])('a rule that was begun has to be finished, also where none is required: %o', (part, word) => {
    const { rules } = FORM.mapping;
    const mapping = { ...FORM.mapping, rules: { ...rules, text: { ...rules.text, ...part } } };
    expect(readForm(with_({ mapping }))).toEqual({ ok: false, missing: [{ at: 'pf-rule-text', word }] });
  });

  it('leads to the rule whose rate is none', () => {
    const table = [{ when: 'voll', value: '3', rate: '19' }];
    const form = formOf(aDraft({ mapping: aMapping({ taxKey: { from: 'table', column: 'a.b', table } }) }));
    const { rules } = form.mapping;
    const rated = (rate: string) => ({
      ...form,
      mapping: {
        ...form.mapping,
        rules: { ...rules, taxKey: { ...rules.taxKey, table: [{ when: 'voll', value: '3', rate }] } },
      },
    });
    expect(idsIn(rated('neunzehn'))).toEqual(['pf-rule-taxKey']);
    const read = readForm(rated('5,5'));
    expect(read.ok && read.draft.mapping.taxKey).toMatchObject({ table: [{ rate: '5.5' }] });
  });

  it('a cash book needs texts, an invoice its number', () => {
    const { output } = FORM;
    expect(requiredTargets(output)).toEqual(['amount', 'account', 'contra', 'date']);
    expect(requiredTargets({ ...output, as: 'dxso', ledger: 'cashLedger' }).at(-1)).toBe('text');
    expect(requiredTargets({ ...output, as: 'dxso', ledger: 'accountsPayableLedger' }).at(-1)).toBe(
      'documentNumber',
    );
  });

  it.each([
    ['accountsPayableLedger', ' ', ['pf-output-folder']],
    ['accountsReceivableLedger', '', ['pf-output-folder']],
    ['accountsPayableLedger', 'Eingang', []],
    ['cashLedger', '', []],
    ['', '', ['pf-output-ledger']],
  ] as const)('a package for %j with the folder %j lacks %j', (ledger, folder, lacking) => {
    const output = { ...FORM.output, as: 'dxso' as const, ledger, folder };
    expect(idsIn(with_({ output })).filter((at) => at.startsWith('pf-output'))).toEqual(lacking);
  });
});

describe('the source that is asked for its columns', () => {
  const inline = { ...FORM.source, is: 'inline' as const, model: 'm', explore: 'e' };
  it.each([
    ['a Look', FORM, { is: 'look', look: '17' }],
    ['a Look without number', with_({ source: { ...FORM.source, look: '' } }), undefined],
    [
      'an own query may lack fields yet',
      with_({ source: { ...inline, fields: [''] } }),
      { is: 'inline', model: 'm', explore: 'e', fields: [], filters: {}, sorts: [] },
    ],
    ['an own query without explore', with_({ source: { ...inline, explore: '' } }), undefined],
  ])('%s', (_, form, source) => {
    expect(sourceIn(form)).toEqual(source);
  });
});

describe('the preview', () => {
  const LATER: Partial<Form> = {
    name: '',
    output: newForm().output,
    schedule: { ...newForm().schedule, on: 'business-day' },
    documents: { ...FORM.documents, wanted: true, type: '' },
    reading: { by: 'key', key: '' },
    guard: { ...FORM.guard, rows: 'many' },
    deliverWithin: '',
  };

  it('needs source, period and mapping only, and shows the rows as they will be', () => {
    const read = readForPreview(with_(LATER));
    expect(read).toMatchObject({ ok: true, draft: { mapping: aDraft().mapping, source: aDraft().source } });
    expect(readForm(with_(LATER)).ok).toBe(false);
  });

  it('says what of these is missing, and nothing of what is asked later', () => {
    const read = readForPreview(newForm());
    expect(read.ok ? [] : read.missing.map(({ at }) => at)).toEqual([
      'pf-mandant',
      'pf-connection',
      'pf-source-look',
      'pf-periodField',
      'pf-rule-amount',
      'pf-rule-account',
      'pf-rule-contra',
      'pf-rule-date',
      'pf-side',
      'pf-amountIs',
      'pf-zeroLines',
    ]);
  });

  it('takes a complete pipeline as it is', () => {
    expect(readForPreview(FORM)).toEqual(readForm(FORM));
  });
});
