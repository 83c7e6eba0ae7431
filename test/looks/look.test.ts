import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { concurrencyOf, Look, looksAtMany } from '../../src/looks/look';

const ids = (count: number) => Array.from({ length: count }, (_, n) => `455148-${n}`);

describe('a look at many Mandanten', () => {
  it('is as few as it takes, each bounded, in the order of the wish', () => {
    const looks = looksAtMany(ids(120), 'jobs');
    expect(looks.map((look) => look.ids.length)).toEqual([40, 40, 40]);
    expect(looks.flatMap((look) => look.ids)).toEqual(ids(120));
    expect(looksAtMany([], 'known')).toEqual([]);
  });

  it('goes through the queue and back; more than the bound does not', () => {
    for (const look of looksAtMany(ids(41), 'known')) expect(v.parse(Look, look)).toEqual(look);
    expect(v.is(Look, { v: 1, look: 'mandanten', about: 'jobs', ids: ids(41) })).toBe(false);
    expect(v.is(Look, { v: 1, look: 'mandanten', about: 'jobs', ids: [] })).toBe(false);
  });

  it('runs beside a look of another kind at the same Mandanten, and not beside the same one', () => {
    const [jobs, known] = [looksAtMany(ids(3), 'jobs')[0], looksAtMany(ids(3), 'known')[0]];
    if (jobs === undefined || known === undefined) throw new Error('There are looks.');
    expect(concurrencyOf(jobs)).not.toBe(concurrencyOf(known));
    expect(concurrencyOf(jobs)).toBe(concurrencyOf({ ...jobs, ids: ids(2) }));
  });
});

describe('what an earlier deployment queued', () => {
  it.each([
    { v: 1, look: 'mandant', id: '455148-1' },
    { v: 1, look: 'known', id: '455148-1' },
    { v: 1, look: 'submission', id: 's1', alone: true },
  ] as const)('is still understood: %j', (body) => {
    expect(v.parse(Look, body)).toEqual(body);
  });
});
