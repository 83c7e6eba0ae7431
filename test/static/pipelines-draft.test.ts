import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TABLE } from '../../src/mapping/mapping';
import { begun, type Editor, edit, fillable, isDirty } from '../../static/pipelines/editor/draft';
import { type Form, formOf, newForm, type TableRow } from '../../static/pipelines/editor/form';
import { pasted } from '../../static/pipelines/editor/paste';
import { type Conflict, rebase, same, taken } from '../../static/pipelines/editor/rebase';
import { AT_ONCE, asText, joined, searched, withEmptyRow } from '../../static/pipelines/editor/table-rows';
import { aDraft, aMapping, anyDraft } from './pipelines-samples';

const FORM = formOf(aDraft());
const STATE = begun(FORM, { id: 'p0123456789ab', version: 3 });
const row = (when: string, value: string, rate = ''): TableRow => ({ when, value, rate });
const typed = (state: Editor, part: Partial<Form>) => edit(state, { on: 'typed', part });

describe('editing a pipeline', () => {
  it('knows what is unsaved, also when somebody types back what stood there', () => {
    const changed = typed(STATE, { name: 'Anders' });
    expect([isDirty(STATE), isDirty(changed), isDirty(typed(changed, { name: FORM.name }))]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('a save takes what was sent; what was typed meanwhile stays unsaved', () => {
    const sent = typed(STATE, { name: 'Gesendet' });
    const later = typed(sent, { unit: 'quarter' });
    const after = edit(later, { on: 'saved', id: 'p0123456789ab', version: 4, form: sent.form });
    expect(after.version).toBe(4);
    expect(after.form).toEqual(later.form);
    expect(isDirty(after)).toBe(true);
    expect(isDirty(edit(sent, { on: 'saved', id: 'p0123456789ab', version: 4, form: sent.form }))).toBe(
      false,
    );
  });

  it('changing the kind of a rule keeps the inputs of the former one', () => {
    const constant = edit(STATE, { on: 'rule', target: 'contra', part: { kind: 'column', column: 'a.b' } });
    const back = edit(constant, { on: 'rule', target: 'contra', part: { kind: 'constant' } });
    expect(back.form.mapping.rules.contra).toMatchObject({ kind: 'constant', value: '8400', column: 'a.b' });
  });

  it('a suggestion fills what is empty and leaves what somebody decided', () => {
    const suggestion = {
      amount: { from: 'column' as const, column: 'x.other' },
      text: { from: 'column' as const, column: 'x.text' },
      amountIs: 'net' as const,
      side: { by: 'constant' as const, side: 'H' as const },
    };
    const { form } = edit(STATE, { on: 'suggested', suggestion });
    expect(fillable(FORM, suggestion)).toBe(1);
    expect(fillable(form, suggestion)).toBe(0);
    expect(form.mapping.rules.text).toMatchObject({ kind: 'column', column: 'x.text' });
    expect(form.mapping.rules.amount).toEqual(FORM.mapping.rules.amount);
    expect([form.mapping.amountIs, form.mapping.side]).toEqual(['gross', FORM.mapping.side]);
    const fresh = edit(begun(newForm()), { on: 'suggested', suggestion }).form.mapping;
    expect([fresh.amountIs, fresh.side.side, fresh.zeroLines]).toEqual(['net', 'H', '']);
  });

  it('pasted rows replace those for the same value, add the others, and stop at the limit', () => {
    const first = edit(STATE, {
      on: 'pasted',
      target: 'taxKey',
      rows: [row('voll', '3', '19'), row('frei', '')],
    });
    const then = edit(first, {
      on: 'pasted',
      target: 'taxKey',
      rows: [row('voll', '9', '19'), row('halb', '2')],
    });
    expect(then.form.mapping.rules.taxKey.table).toEqual([
      row('voll', '9', '19'),
      row('frei', ''),
      row('halb', '2'),
    ]);
    const many = Array.from({ length: MAX_TABLE + 10 }, (_, n) => row(`w${n}`, '1'));
    const full = edit(STATE, { on: 'pasted', target: 'kost1', rows: many });
    expect(full.form.mapping.rules.kost1.table).toHaveLength(MAX_TABLE);
  });

  it('rows that a table has no room for are named and can be pasted elsewhere as they were', () => {
    const rows = Array.from({ length: MAX_TABLE - 1 }, (_, n) => row(`w${n}`, '1'));
    const last = [row('"a";b', '2', '19'), row('"c"', '3', ''), row('w1', '4')];
    const { table, left } = joined(rows, last);
    expect([table.length, table[1], table.at(-1)]).toEqual([MAX_TABLE, row('w1', '4'), last[0]]);
    expect(left).toEqual([last[1]]);
    expect(pasted(asText(last), true)).toEqual({ rows: last, wrong: [] });
    expect(joined(rows, last.slice(0, 1)).left).toEqual([]);
  });
});

describe('whether two parts say the same', () => {
  /** As text, keys in order, absent ones left out. */
  const told = (value: unknown): string =>
    JSON.stringify(value ?? null, (_, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(undefined, null, true, 0, 1, '', 'x'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;

  it('is decided as their texts would be', () => {
    fc.assert(fc.property(value, value, (a, b) => same(a, b) === (told(a) === told(b))));
    fc.assert(fc.property(value, (a) => same(a, structuredClone(a))));
  });
});

describe('a long value table', () => {
  const table = Array.from({ length: 10_000 }, (_, n) => row(`Kostenstelle ${n}`, String(1000 + n)));

  it('is looked through by what stands in Looker or goes to DATEV, each row with its place', () => {
    expect(searched(table, ' kostenstelle 9999 ')).toEqual([{ row: table[9999], n: 9999 }]);
    expect(searched(table, '10999').map(({ n }) => n)).toEqual([9999]);
    expect(searched(table, '')).toHaveLength(10_000);
  });

  it('gets a new row where it is seen', () => {
    expect(withEmptyRow(table)[0]).toEqual(row('', ''));
    const short = table.slice(0, AT_ONCE - 1);
    expect(withEmptyRow(short).at(-1)).toEqual(row('', ''));
  });
});

describe('two people edit one pipeline', () => {
  const mine = typed(STATE, { name: 'Meiner', unit: 'quarter' });
  const theirs = formOf(
    aDraft({
      name: 'Ihrer',
      needsApproval: true,
      mapping: aMapping({ contra: { from: 'constant', value: '8300' } }),
    }),
  );

  it('puts together what fits, keeps mine where it does not, and tells both', () => {
    const after = edit(mine, { on: 'stored', version: 4, form: theirs });
    expect(after.form).toMatchObject({ name: 'Meiner', unit: 'quarter', needsApproval: true });
    expect(after.form.mapping.rules.contra.value).toBe('8300');
    expect(after.conflicts).toEqual([{ path: 'name', mine: 'Meiner', theirs: 'Ihrer' }]);
    expect([after.version, after.isMerged, isDirty(after)]).toEqual([4, true, true]);
  });

  it('one click settles it either way', () => {
    const after = edit(mine, { on: 'stored', version: 4, form: theirs });
    const [conflict] = after.conflicts as readonly [Conflict];
    const kept = edit(after, { on: 'settled', conflict, choice: 'mine' });
    const took = edit(after, { on: 'settled', conflict, choice: 'theirs' });
    expect([kept.form.name, kept.conflicts]).toEqual(['Meiner', []]);
    expect([took.form.name, took.conflicts]).toEqual(['Ihrer', []]);
  });

  it('a rule for one target is decided as a whole, rules for two targets are put together', () => {
    const one = edit(STATE, { on: 'rule', target: 'contra', part: { value: '4400' } }).form;
    const other = edit(STATE, { on: 'rule', target: 'account', part: { column: 'x.y' } }).form;
    const merged = rebase(FORM, one, other);
    expect(merged.conflicts).toEqual([]);
    expect(merged.form.mapping.rules.contra.value).toBe('4400');
    expect(merged.form.mapping.rules.account.column).toBe('x.y');
    const against = edit(STATE, { on: 'rule', target: 'contra', part: { value: '4300' } }).form;
    expect(rebase(FORM, one, against).conflicts.map(({ path }) => path)).toEqual(['contra']);
  });

  it('holds for any three pipelines', () => {
    const forms = fc.tuple(anyDraft, anyDraft, anyDraft).map((drafts) => drafts.map(formOf));
    fc.assert(
      fc.property(forms, (three) => {
        const [base, a, b] = three as [Form, Form, Form];
        expect(rebase(base, a, base)).toEqual({ form: a, conflicts: [] });
        expect(same(rebase(base, base, b).form, b)).toBe(true);
        expect(rebase(base, a, a).conflicts).toEqual([]);
        const { form, conflicts } = rebase(base, a, b);
        const settled = conflicts.reduce(taken, form);
        // With theirs everywhere nobody's single change is lost: it is mine or theirs, part by part.
        for (const key of Object.keys(b) as (keyof Form)[])
          if (key !== 'mapping')
            expect([same(settled[key], a[key]), same(settled[key], b[key])]).toContain(true);
        expect(conflicts.every(({ mine: m, theirs: t }) => !same(m, t))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
