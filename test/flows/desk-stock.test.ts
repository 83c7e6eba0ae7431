import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { sendAtDesk } from '../support/desk';
import { stock } from '../support/stock';
import { ACCOUNTS, call, HOUR, must, type TestWorld, testWorld } from '../support/world';

type Desk = {
  readonly mandanten?: readonly { readonly id: string; readonly delivered: number }[];
  readonly rows: readonly {
    readonly submissionId: string;
    readonly since: string;
    readonly fileName: string;
  }[];
  readonly cursor?: string;
};

/** What one view of the desk answers, and how many units of storage it read. */
async function ask(w: TestWorld, { as, ...payload }: Readonly<Record<string, unknown>> & { as?: string }) {
  const before = w.forge.trace().length;
  const value = await must<Desk>(
    call(w, 'datev-desk', 'desk.view', {
      payload: { show: 'all', ...payload },
      ...(as === undefined ? {} : { as }),
    }),
  );
  const calls = w.forge.trace().slice(before);
  return { value, units: calls.reduce((sum, { spent }) => sum + (spent?.readUnits ?? 0), 0) };
}

async function stocked(count: number, mandanten: number) {
  const w = await testWorld({ unwatched: true });
  await sendAtDesk(w, correctFile({ label: 'Vorlage' }), { mandant: '455148-1' });
  await w.forge.advance(HOUR);
  return { w, ...stock(w, { count, mandanten }) };
}

/** As much as a view of the desk may read, however many submissions there are. */
const UNITS = 15;

describe.each([
  [50, 1],
  [1000, 12],
  [10_000, 120],
])('the desk of a firm with %i submissions of %i Mandanten', { timeout: 120_000 }, (count, mandanten) => {
  it(`opens every list for at most ${UNITS} units of storage`, async () => {
    const { w } = await stocked(count, mandanten);
    const mandant = '455148-100';
    for (const wish of [
      { show: 'needs-you' },
      { show: 'delivered' },
      {},
      { mandant },
      { mandant, show: 'delivered' },
    ]) {
      const { value, units } = await ask(w, wish);
      expect(units, JSON.stringify(wish)).toBeLessThanOrEqual(UNITS);
      expect(value.mandanten?.length).toBeGreaterThanOrEqual(mandanten);
    }
    const before = w.forge.trace().length;
    await must(call(w, 'datev-widget', 'widget.view', { payload: { scope: 'all' } }));
    const spent = w.forge.trace().slice(before);
    expect(spent.reduce((sum, one) => sum + (one.spent?.readUnits ?? 0), 0)).toBeLessThanOrEqual(UNITS);
    await w.forge.close();
  });

  it('finds one of all by name, issue, period or number, for no more', async () => {
    const { w, idOf } = await stocked(count, mandanten);
    const n = count / 2;
    const number = String(n).padStart(5, '0');
    const mandant = `455148-${100 + (n % mandanten)}`;
    for (const search of [
      `EXTF_${mandant}_2026-10_${number}.csv`,
      `extf_${mandant}_2026-10_${number}`,
      number,
      `kasse ${number}`,
      `${mandant} ${number}`,
    ]) {
      const { value, units } = await ask(w, { search });
      expect(
        value.rows.map((row) => row.submissionId),
        search,
      ).toEqual([idOf(n)]);
      expect(value.cursor, search).toBeUndefined();
      expect(units, search).toBeLessThanOrEqual(UNITS);
    }
    const nothing = await ask(w, { search: 'lohn' });
    expect(nothing.value).toMatchObject({ rows: [] });
    expect(nothing.value.cursor).toBeUndefined();
    await w.forge.close();
  });
});

describe('pages', { timeout: 120_000 }, () => {
  it('of everything come newest first, each submission once, and end', async () => {
    const { w } = await stocked(130, 3);
    const seen = await walk(w, {});
    expect(new Set(seen.map((row) => row.submissionId)).size).toBe(131);
    expect(seen.map((row) => row.since)).toEqual(
      seen
        .map((row) => row.since)
        .toSorted()
        .toReversed(),
    );
    await w.forge.close();
  });

  it('of a search come to every hit once, newest first within a page, for no more units', async () => {
    const { w } = await stocked(130, 3);
    const seen = await walk(w, { search: 'kasse' });
    expect(seen.length).toBe(130);
    expect(new Set(seen.map((row) => row.submissionId)).size).toBe(130);
    const within = await walk(w, { search: 'kasse', mandant: '455148-101' });
    expect(within.length).toBe(43);
    await w.forge.close();
  });

  it('of a search for what is rare among the newest are read through as far as one question may, until there is a hit', async () => {
    const { w } = await stocked(130, 45);
    // The newest of this Mandant is the 21st of all that have the word.
    const { value, units } = await ask(w, { search: 'kasse', mandant: '455148-120' });
    expect(value.rows.length).toBeGreaterThan(0);
    expect(units).toBeLessThanOrEqual(UNITS);
    const seen = await walk(w, { search: 'kasse', mandant: '455148-120' });
    expect(seen.length).toBe(3);
    await w.forge.close();
  });

  it('of a search go on by ids alone: nothing of a file is in the cursor', async () => {
    const { w } = await stocked(130, 3);
    const { value } = await ask(w, { search: 'kasse' });
    expect(value.cursor).toBeDefined();
    expect(value.cursor).not.toMatch(/kasse|2026|extf/i);
    const odd = await ask(w, { search: 'kasse', cursor: '{"word":9}' });
    expect(odd.value.rows).toEqual([]);
    await w.forge.close();
  });

  it('of a search go on for the same search of the same person alone: a cursor is no way to ask where a hidden name lies', async () => {
    const { w } = await stocked(130, 3);
    const { value } = await ask(w, { search: 'kasse' });
    const { cursor = '' } = value;
    expect((await ask(w, { search: 'kasse', cursor })).value.rows.length).toBeGreaterThan(0);
    const dot = cursor.lastIndexOf('.');
    const forged = cursor.replace('word2', 'name');
    for (const wish of [
      { search: 'vorlage', cursor },
      { search: 'kasse', cursor, as: ACCOUNTS.firmLead },
      { search: 'kasse', cursor: cursor.slice(0, dot) },
      { search: 'extf_4', cursor: forged },
      { search: 'kasse', cursor: forged },
    ])
      expect((await ask(w, wish)).value.rows, JSON.stringify(wish)).toEqual([]);
    await w.forge.close();
  });

  it('of a search for a Mandant are all of that one; of one that says nothing, or of another one than is shown, none', async () => {
    const { w } = await stocked(40, 2);
    const seen = async (wish: object) => (await walk(w, { ...wish })).length;
    const mandant = '455148-101';
    expect(await seen({ search: mandant })).toBe(20);
    expect(await seen({ search: mandant, mandant })).toBe(20);
    expect(await seen({ search: mandant, mandant: '455148-100' })).toBe(0);
    expect(await seen({ search: `${mandant} kasse`, mandant })).toBe(20);
    expect(await seen({ search: `${mandant} kasse`, mandant: '455148-100' })).toBe(0);
    expect(await seen({ search: '*', mandant })).toBe(20);
    expect(await seen({ search: '*' })).toBe(0);
    // Blanks are no search.
    expect(await seen({ search: '  ' })).toBe(41);
    await w.forge.close();
  });

  it('of a search leave the Mandanten out, unless they are asked for', async () => {
    const { w } = await stocked(50, 3);
    expect((await ask(w, { search: 'kasse' })).value.mandanten).toBeUndefined();
    expect((await ask(w, { search: 'kasse', cards: true })).value.mandanten?.length).toBeGreaterThan(2);
    await w.forge.close();
  });
});

async function walk(w: TestWorld, wish: Readonly<Record<string, unknown>>) {
  const seen: Desk['rows'][number][] = [];
  let cursor: string | undefined;
  do {
    const { value, units } = await ask(w, cursor === undefined ? wish : { ...wish, cursor });
    expect(units).toBeLessThanOrEqual(UNITS);
    seen.push(...value.rows);
    ({ cursor } = value);
  } while (cursor !== undefined);
  return seen;
}
