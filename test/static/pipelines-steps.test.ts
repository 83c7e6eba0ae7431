import { describe, expect, it } from 'vitest';
import { closedChoices } from '../../static/pipelines/editor/closed-months';
import { begun, edit, isDirty } from '../../static/pipelines/editor/draft';
import { formOf, newForm } from '../../static/pipelines/editor/form';
import { draftsIn } from '../../static/pipelines/editor/kept-drafts';
import { draftOf, isLike, readDraft, resumed } from '../../static/pipelines/editor/read-draft';
import { readForm } from '../../static/pipelines/editor/read-form';
import {
  entryFor,
  goingOf,
  guessed,
  openValues,
  unmapped,
  withEntry,
} from '../../static/pipelines/editor/seen-values';
import { opensOf, stepOf } from '../../static/pipelines/editor/steps';
import { type Asked, answered, asking } from '../../static/pipelines/editor/use-asked';
import { pathOf, placeIn, STEPS } from '../../static/pipelines/place';
import { activeAfter, arrived, fitting, narrowed } from '../../static/shared/inputs/suggestions';
import { aDraft } from './pipelines-samples';

const row = (when: string, value: string, rate = '') => ({ when, value, rate });

describe('the six steps', () => {
  it('have everything that can be missing, each in the step where its input stands', () => {
    const read = readForm({ ...newForm(), schedule: { ...newForm().schedule, on: 'business-day', day: '' } });
    const at = read.ok ? [] : read.missing.map((one) => one.at);
    expect(at.length).toBeGreaterThan(12);
    const opens = opensOf(
      { ...newForm(), schedule: { ...newForm().schedule, on: 'business-day', day: '' } },
      undefined,
    );
    expect(Object.values(opens).reduce((sum, n) => sum + n, 0)).toBe(at.length);
    expect(
      ['pf-mandant', 'pf-periodField', 'pf-rule-contra', 'pf-output-label', 'pf-guard-rows'].map(stepOf),
    ).toEqual(['mandant', 'source', 'mapping', 'output', 'calendar']);
  });

  it('count the values that no table knows, once the source was looked into', () => {
    const form = formOf(aDraft());
    const table = {
      ...form.mapping.rules.contra,
      kind: 'table' as const,
      column: 'a.b',
      table: [row('x', '1')],
    };
    const rule = { ...form, mapping: { ...form.mapping, rules: { ...form.mapping.rules, contra: table } } };
    const values = [
      { value: 'x', count: 3 },
      { value: 'y', count: 2 },
      { value: 'z', count: 1 },
    ];
    const column = { target: 'contra' as const, column: 'a.b', values, more: 0, misfits: [] };
    const seen = { rows: 6, isCut: false, periodLabel: '', asked: '', columns: [column] };
    expect([opensOf(rule, undefined).values, opensOf(rule, seen).values]).toEqual([0, 2]);
    expect(goingOf(rule).find(({ target }) => target === 'contra')).toMatchObject({
      isTable: true,
      column: 'a.b',
    });
    const about = { seen, isRequired: true };
    expect(openValues('contra', { ...table, hasOtherwise: true }, about)).toBe(0);
    // Of another column nothing is known.
    expect(openValues('contra', { ...table, column: 'a.c', table: [] }, about)).toBe(1);
  });

  it.each([
    { is: 'list' },
    { is: 'edit' },
    { is: 'edit', step: 'values' },
    { is: 'edit', id: 'p0123456789ab', step: 'source' },
    { is: 'run', submissionId: 'run:1' },
    { is: 'accounts', mandant: '455148-1' },
  ] as const)('have addresses: %o', (place) => {
    expect(placeIn(pathOf(place))).toEqual(place);
  });

  it('an address that nobody of us wrote is the list, or the first step', () => {
    expect(placeIn(['pipelines', 'nothing', 'here'])).toEqual({ is: 'list' });
    expect(placeIn(['pipelines', 'new', 'nothing'])).toEqual({ is: 'edit' });
    expect(placeIn([])).toEqual({ is: 'list' });
    expect(STEPS).toHaveLength(6);
  });
});

describe('entries of a value table', () => {
  const rule = { ...formOf(aDraft()).mapping.rules.contra, table: [row(' a ', '1'), row('b', '')] };
  const values = ['a', 'b', 'c'].map((value) => ({ value, count: 1 }));

  it('are changed, added and taken out by the value they are for', () => {
    expect(withEntry(rule.table, 'a', { value: '2' })).toEqual([row(' a ', '2'), row('b', '')]);
    expect(withEntry(rule.table, 'c', { value: '3' })).toEqual([...rule.table, row('c', '3')]);
    expect(withEntry(rule.table, 'a', undefined)).toEqual([row('b', '')]);
    expect(entryFor(rule.table, 'a')).toEqual(row(' a ', '1'));
  });

  it('that say nothing are open only where every booking needs a value', () => {
    const names = (isRequired: boolean) => unmapped(values, rule, isRequired).map(({ value }) => value);
    expect([names(false), names(true)]).toEqual([['c'], ['b', 'c']]);
  });

  it('come from guesses, with their rates', () => {
    const open = [
      { value: 'USt', count: 1, guess: { value: '3', rate: '19' } },
      { value: 'x', count: 1 },
    ];
    expect(guessed(open)).toEqual([row('USt', '3', '19')]);
  });
});

describe('what Looker says of a source', () => {
  const source = {
    suggestion: {
      date: { from: 'column' as const, column: 'x.day' },
      amount: { from: 'column' as const, column: 'x.gross' },
    },
    primaryKey: 'x.id',
  };

  it('is the beginning of a new pipeline', () => {
    const { form } = edit(begun(newForm()), { on: 'described', source });
    expect(form).toMatchObject({ periodField: 'x.day', reading: { by: 'key', key: 'x.id' } });
    expect(form.mapping.rules.amount).toMatchObject({ kind: 'column', column: 'x.gross' });
  });

  it('changes nothing that somebody decided, and no stored pipeline', () => {
    const stored = begun(formOf(aDraft()), { id: 'p0123456789ab', version: 2 });
    expect(edit(stored, { on: 'described', source })).toBe(stored);
    const typed = begun({ ...newForm(), periodField: 'x.other' });
    expect(edit(typed, { on: 'described', source }).form.periodField).toBe('x.other');
    const own = edit(begun(newForm()), { on: 'rule', target: 'text', part: { kind: 'constant' } });
    expect(edit(own, { on: 'described', source })).toBe(own);
  });
});

describe('a draft in the browser', () => {
  const memory = () => {
    const there = new Map<string, string>();
    return {
      getItem: (key: string) => there.get(key) ?? null,
      setItem: (key: string, text: string) => void there.set(key, text),
      removeItem: (key: string) => void there.delete(key),
      there,
    };
  };
  const base = formOf(aDraft());
  const draft = { version: 3, base, form: { ...base, name: 'Anders' } };

  it('is gone on with by the same person, for the same pipeline', () => {
    const storage = memory();
    expect(draftsIn(storage, 'anna').keep('p1', draft)).toBe(true);
    const kept = readDraft(draftsIn(storage, 'anna').read('p1'));
    expect(kept).toMatchObject(draft);
    expect(draftsIn(storage, 'karla').read('p1')).toBeUndefined();
    expect(draftsIn(storage, 'anna').read(undefined)).toBeUndefined();
    const state = kept === undefined ? begun(base) : resumed(kept, 'p0123456789ab');
    expect([isDirty(state), state.version]).toEqual([true, 3]);
    expect(isDirty(edit(state, { on: 'dropped' }))).toBe(false);
    draftsIn(storage, 'anna').keep('p1', undefined);
    expect(storage.there.size).toBe(0);
  });

  it('meets what somebody else saved meanwhile as a save would that came too late', () => {
    const theirs = { ...base, name: 'Ihrer', unit: 'quarter' as const };
    const state = edit(resumed({ ...draft, at: '', open: [] }, 'p0123456789ab'), {
      on: 'stored',
      version: 4,
      form: theirs,
    });
    expect(state.form).toMatchObject({ name: 'Anders', unit: 'quarter' });
    expect(state.conflicts.map(({ path }) => path)).toEqual(['name']);
  });

  it('still asks after a reload what somebody else decided differently and nobody settled', () => {
    const drafts = draftsIn(memory(), 'anna');
    const theirs = { ...base, name: 'Ihrer', unit: 'quarter' as const };
    const late = edit(resumed({ ...draft, at: '', open: [] }, 'p1'), {
      on: 'stored',
      version: 4,
      form: theirs,
    });
    const again = () => {
      const kept = readDraft(drafts.read('p1'));
      return kept === undefined
        ? begun(base)
        : edit(resumed(kept, 'p1'), { on: 'stored', version: 4, form: theirs });
    };
    drafts.keep('p1', draftOf(late));
    expect(again()).toEqual(late);
    const [conflict] = late.conflicts;
    if (conflict === undefined) throw new Error('Nothing is to be settled.');
    drafts.keep('p1', draftOf(edit(late, { on: 'settled', conflict, choice: 'mine' })));
    expect(again()).toMatchObject({ form: { name: 'Anders' }, conflicts: [] });
    // No part of a form is called so.
    drafts.keep('p1', { ...draftOf(late), open: ['name', 'constructor', 7] });
    expect(again().conflicts).toEqual(late.conflicts);
    drafts.keep('p1', { ...draftOf(late), open: 'name' });
    expect(readDraft(drafts.read('p1'))).toBeUndefined();
  });

  it('is none when it is old, too big, damaged, or from a form of another kind', () => {
    const storage = memory();
    const drafts = draftsIn(storage, 'anna');
    const [at, old] = [new Date().toISOString(), new Date(Date.now() - 15 * 86_400_000).toISOString()];
    const put = (value: unknown) => storage.setItem('datev-pipeline-draft anna p1', JSON.stringify(value));
    put({ v: 1, at: old, draft });
    expect(drafts.read('p1')).toBeUndefined();
    put({ v: 2, at, draft });
    expect(drafts.read('p1')).toBeUndefined();
    storage.setItem('datev-pipeline-draft anna p1', '{');
    expect(drafts.read('p1')).toBeUndefined();
    const { guard: _, ...without } = base;
    put({ v: 1, at, draft: { ...draft, form: without } });
    expect(readDraft(drafts.read('p1'))).toBeUndefined();
    put({
      v: 1,
      at,
      draft: { ...draft, form: { ...base, source: { ...base.source, filters: [{ field: 1 }] } } },
    });
    expect(readDraft(drafts.read('p1'))).toBeUndefined();
    expect(drafts.keep('p1', { ...draft, form: { ...base, name: 'x'.repeat(2_000_000) } })).toBe(false);
    expect(storage.there.size).toBe(0);
    expect(isLike([''], [])).toBe(true);
  });

  it('is not kept where the browser refuses, which is told', () => {
    const refuses = () => {
      throw new Error('SecurityError');
    };
    const drafts = draftsIn({ getItem: refuses, setItem: refuses, removeItem: refuses }, 'anna');
    expect([drafts.keep('p1', draft), drafts.read('p1')]).toEqual([false, undefined]);
    expect(draftsIn(undefined, 'anna').keep('p1', draft)).toBe(false);
  });
});

describe('what is said about a save', () => {
  const saved = answered(asking({ doing: [] }, 'save'), 'save', { saved: true });

  it('is not taken away by a preview, columns or values that are asked meanwhile', () => {
    for (const doing of ['preview', 'columns', 'values'] as const) {
      expect(asking(saved, doing)).toMatchObject({ saved: true, doing: [doing] });
      expect(answered(asking(saved, doing), doing, {})).toEqual(saved);
    }
    const problem = { code: 'pipeline.conflict' } as NonNullable<Asked['failed']>['why'];
    const refused = answered(asking(saved, 'save'), 'save', { problem });
    expect(asking(refused, 'preview').failed).toEqual({ doing: 'save', why: problem });
  });

  it('holds until the next save, removal or decision about the approval', () => {
    for (const doing of ['save', 'remove', 'approval-off'] as const)
      expect(asking(saved, doing).saved).toBeUndefined();
  });
});

describe('suggestions', () => {
  const list = [
    { id: 'a.day', text: 'Day', hint: 'a.day' },
    { id: 'a.amount', text: 'Gross amount', hint: 'a.amount' },
  ];
  it.each([
    ['', 2],
    ['gross a.', 1],
    ['DAY', 1],
    // What stands there already does not hide the others.
    ['a.day', 2],
    ['x', 0],
  ])('fit all words: "%s"', (typed, count) => {
    expect(fitting(list, typed).list).toHaveLength(count);
  });

  it('are walked through by arrows, round through the text', () => {
    const down = [-1, 0, 1].map((now) => activeAfter('ArrowDown', now, 2));
    const up = [-1, 0, 1].map((now) => activeAfter('ArrowUp', now, 2));
    expect([down, up]).toEqual([
      [0, 1, -1],
      [1, -1, 0],
    ]);
  });

  it('of an older answer show only what fits what is typed by now, and keep the mark where it was set', () => {
    const users = { id: 'g1', text: 'jira-users' };
    const leads = { id: 'g2', text: 'datev-leads' };
    const older = { found: [users, leads], more: 3, active: 1 };
    expect(narrowed(older, 'datev-l')).toEqual({ found: [leads], more: 0, active: -1 });
    expect(narrowed(older, 'datev-lx').found).toBeUndefined();
    const turned = [leads, users];
    expect(arrived(older, { list: turned, more: 2 })).toEqual({ found: turned, more: 2, active: 0 });
    expect(arrived(older, { list: [users] })).toEqual({ found: [users], more: 0, active: -1 });
    expect(arrived({ more: 0, active: -1 }, { list: [users] }).active).toBe(-1);
    expect(arrived(older, undefined).found).toBeUndefined();
  });

  it('say how many more there are than are shown', () => {
    const many = Array.from({ length: 53 }, (_, n) => ({ id: String(n), text: 'view.field' }));
    expect(fitting(many, 'view')).toMatchObject({ list: { length: 50 }, more: 3 });
  });

  it('months that may be closed always have the one that is', () => {
    const now = new Date('2026-11-30T12:00:00Z');
    expect(closedChoices('', now, 'de')[0]).toEqual(['2026-11', 'November 2026']);
    expect(closedChoices('2019-03', now, 'en').at(-1)).toEqual(['2019-03', 'March 2019']);
    expect(closedChoices('2026-10', now, 'en')).toHaveLength(24);
  });
});
