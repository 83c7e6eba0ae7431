import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dropped, matched, type Wanting } from '../../static/desk/bulk/match';

const MANDANT = '455148-1';
const wanting = (submissionId: string, over: Partial<Wanting> = {}): Wanting => ({
  ...{ submissionId, mandant: MANDANT, fileName: `EXTF_${submissionId}.csv` },
  ...over,
});
const file = (name: string, over: Partial<Dropped> = {}): Dropped => ({ name, mandant: MANDANT, ...over });
const one = (dropped: Dropped, all: readonly Wanting[]) => matched([dropped], all)[0];

describe('a dropped file', () => {
  it('is surely for the transmission with its name, in whatever letters', () => {
    expect(one(file('extf_A.CSV'), [wanting('a'), wanting('b')])).toEqual({ is: 'sure', to: 'a' });
  });

  it.each(['EXTF_a (1).csv', 'EXTF_a_korrigiert.csv', 'EXTF_a-neu.csv', 'EXTF_a_r2.csv'])(
    'named %s is likely for it, and a person has to say so',
    (name) => {
      expect(one(file(name), [wanting('a'), wanting('b')])).toEqual({ is: 'likely', to: 'a', by: 'name' });
    },
  );

  it('is found by what is in it, where two things agree and nothing contradicts', () => {
    const all = [
      wanting('a', { label: 'Kasse', period: '2026-10' }),
      wanting('b', { label: 'Bank', period: '2026-10' }),
    ];
    const like = { label: 'Kasse', period: '2026-10', rows: 12 };
    expect(one(file('x.csv', like), all)).toEqual({ is: 'likely', to: 'a', by: 'content' });
    expect(one(file('x.csv', { ...like, period: '2026-11' }), all)).toEqual({ is: 'none' });
    expect(one(file('x.csv', { label: 'Kasse' }), all)).toEqual({ is: 'none' });
  });

  it('with a name that several have is the one in which more agrees, but not surely', () => {
    const fileName = 'EXTF_Buchungsstapel.csv';
    const all = [wanting('a', { fileName, label: 'Kasse' }), wanting('b', { fileName, label: 'Bank' })];
    expect(one(file(fileName, { label: 'Bank' }), all)).toEqual({ is: 'likely', to: 'b', by: 'content' });
    expect(one(file(fileName), all)).toEqual({ is: 'several', among: ['a', 'b'] });
  });

  it('of another Mandant is for none, whatever it is called', () => {
    expect(one(file('EXTF_a.csv', { mandant: '455148-3' }), [wanting('a')])).toEqual({ is: 'other-mandant' });
    expect(one({ name: 'EXTF_a.csv' }, [wanting('a')])).toEqual({ is: 'none' });
  });

  it('that another file contends with is for none until a person decides', () => {
    const both = matched([file('EXTF_a.csv'), file('EXTF_a (1).csv')], [wanting('a')]);
    expect(both).toEqual([
      { is: 'several', among: ['a'] },
      { is: 'several', among: ['a'] },
    ]);
  });

  it('is never sure of another Mandant, nor is anything given twice, in whatever heap', () => {
    const mandant = fc.constantFrom('1000-1', '1000-2');
    const name = fc.constantFrom('a.csv', 'A.csv', 'a (1).csv', 'b.csv', 'c_neu.csv');
    const known = { label: fc.constantFrom('x', 'y'), rows: fc.constantFrom(1, 2) };
    const dropped = fc.record({ name, mandant, ...known }, { requiredKeys: ['name'] });
    const waiting = fc.record(
      { fileName: name, mandant, ...known },
      { requiredKeys: ['fileName', 'mandant'] },
    );
    fc.assert(
      fc.property(fc.array(dropped, { maxLength: 6 }), fc.array(waiting, { maxLength: 6 }), (files, rows) => {
        const all = rows.map((row, n) => ({ ...row, submissionId: `s${n}` }));
        const given = matched(files, all).flatMap((match, n) =>
          'to' in match ? [{ to: match.to, file: files[n] }] : [],
        );
        expect(new Set(given.map(({ to }) => to)).size).toBe(given.length);
        for (const { to, file: dropped } of given)
          expect(all.find(({ submissionId }) => submissionId === to)?.mandant).toBe(dropped?.mandant);
      }),
    );
  });
});
