import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf, MAX_DIFFERENCES, SECRET_FIELDS } from '../../src/audit/differences';

const found = (before: unknown, after: unknown) => differencesOf(before, after).differences;

describe('the differences between two configurations', () => {
  it('name the member, its old value and its new one', () => {
    const before = { language: 'de', discovery: { everyMinutes: 60, zone: 'Europe/Berlin' } };
    const after = { language: 'en', discovery: { everyMinutes: 30, zone: 'Europe/Berlin' }, resend: true };
    expect(found(before, after)).toEqual([
      { path: ['discovery', 'everyMinutes'], old: '60', new: '30' },
      { path: ['language'], old: 'de', new: 'en' },
      { path: ['resend'], new: 'true' },
    ]);
  });

  it('are each member of what was made or removed', () => {
    const thing = { name: 'Umsätze', source: { is: 'look', look: '12' } };
    const paths = ['name', 'source.is', 'source.look'];
    expect(found(undefined, thing).map(({ path }) => path.join('.'))).toEqual(paths);
    expect(found(thing, undefined)).toEqual([
      { path: ['name'], old: 'Umsätze' },
      { path: ['source', 'is'], old: 'look' },
      { path: ['source', 'look'], old: '12' },
    ]);
  });

  it('of a list say what is there and what no longer', () => {
    expect(found({ groups: ['a', 'b', 'b'] }, { groups: ['b', 'c'] })).toEqual([
      { path: ['groups'], removed: ['a', 'b'], added: ['c'] },
    ]);
  });

  it('of a list in another order say both orders', () => {
    expect(found({ sorts: ['a', 'b'] }, { sorts: ['b', 'a'] })).toEqual([
      { path: ['sorts'], old: '["a","b"]', new: '["b","a"]' },
    ]);
  });

  it('of a value table name the row', () => {
    const row = (when: string, value: string) => ({ when, value });
    const before = { table: [row('USt 19 %', '3'), row('USt 7 %', '2')] };
    const after = { table: [row('USt 19 %', '9'), row('frei', '0')] };
    expect(found(before, after)).toEqual([
      { path: ['table', 'USt 19 %', 'value'], old: '3', new: '9' },
      { path: ['table', 'USt 7 %', 'value'], old: '2' },
      { path: ['table', 'frei', 'value'], new: '0' },
    ]);
  });

  it('of named entries that only changed places are told all the same', () => {
    const [a, b] = [{ id: 'a' }, { id: 'b' }];
    expect(found({ of: [a, b] }, { of: [b, a] })).toHaveLength(1);
  });

  it('of two long texts are cut where they begin to differ', () => {
    const same = 'x'.repeat(500);
    const [difference] = found({ text: `${same}old` }, { text: `${same}new` });
    expect(difference?.old).toMatch(/^…x{30}old$/);
    expect(difference?.new).toMatch(/^…x{30}new$/);
    expect(found({ text: '' }, { text: 'y'.repeat(500) })[0]?.new).toHaveLength(161);
  });

  it('are counted beyond the first 200', () => {
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`m${n}`, n]));
    const { differences, more } = differencesOf(undefined, many);
    expect(differences).toHaveLength(MAX_DIFFERENCES);
    expect(more).toBe(50);
    expect(differencesOf({ l: [] }, { l: Array.from({ length: 70 }, (_, n) => `i${n}`) })).toEqual({
      differences: [{ path: ['l'], added: [...Array.from({ length: 50 }, (_, n) => `i${n}`), '… +20'] }],
    });
  });

  const secret = fc.constantFrom(...SECRET_FIELDS);
  /** Anything at all, with a secret somewhere in it. */
  const around = (canary: string) =>
    fc
      .tuple(secret, fc.array(fc.oneof(fc.constant('list'), fc.string({ maxLength: 6 })), { maxLength: 4 }))
      .map(([name, way]) =>
        way.reduce<unknown>((inner, step) => (step === 'list' ? [inner, 1] : { [step]: inner, id: 'i' }), {
          [name]: canary,
          other: 1,
        }),
      );

  it('never show a secret, wherever it stands', () => {
    fc.assert(
      fc.property(around('canary-1'), around('canary-2'), fc.jsonValue(), (one, two, other) => {
        for (const [before, after] of [
          [one, two],
          [one, other],
          [other, two],
          [undefined, one],
          [one, undefined],
        ])
          expect(JSON.stringify(differencesOf(before, after))).not.toContain('canary');
      }),
      { numRuns: 300 },
    );
  });

  it('say that a secret changed', () => {
    expect(found({ secret: 'a' }, { secret: 'b' })).toEqual([{ path: ['secret'], secret: true }]);
    expect(found({ secret: 'a' }, { secret: 'a' })).toEqual([]);
  });

  it('are none exactly when both say the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, two) => {
        const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
        expect(found(one, plain(one))).toEqual([]);
        const isSame = JSON.stringify(one) === JSON.stringify(two);
        if (!isSame && typeof one !== 'object') expect(found(one, two).length).toBeGreaterThan(0);
      }),
    );
  });
});
