import { describe, expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { bookingDraft, givePlan, savePipeline } from '../../packages/sandbox/world/booking';
import { bookedWorld, MANDANT } from '../support/booking';
import { PEOPLE, type Who } from '../support/eyes-hands';
import { saveGroups } from '../support/groups';
import { begin, firm } from '../support/many-eyes';
import {
  ACCOUNTS,
  call,
  HOUR,
  MINUTE,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
} from '../support/world';

type Shown = {
  readonly of: string;
  readonly counts: readonly { readonly of: string; readonly count: number }[];
  readonly closes: { readonly list: readonly { readonly title: string }[]; readonly none: string };
  readonly notice?: { readonly title: string };
};

const ask = (w: TestWorld, as: string, scope = 'all') =>
  call<Shown>(w, 'datev-widget', 'widget.view', { as, payload: { scope } });
const numbers = ({ counts }: Shown) => Object.fromEntries(counts.map(({ of, count }) => [of, count]));

describe('a widget', () => {
  it('counts Mandanten that its viewer may read, and nothing of others', async () => {
    const w = await testWorld();
    postElsewhere(w, failingFile());
    await w.forge.advance(2 * HOUR);
    expect(numbers(await must(ask(w, ACCOUNTS.accountant)))).toMatchObject({
      team: 1,
      moving: 0,
      overdue: 0,
    });
    expect(await ask(w, ACCOUNTS.outsider)).toMatchObject({ ok: false, problem: { code: 'access.no-desk' } });

    await saveGroups(w, { readersOf: { [MANDANT]: [GROUPS.firmLeads] } });
    const others = await must(ask(w, ACCOUNTS.accountant));
    expect(numbers(others)).toMatchObject({ team: 0 });
    expect(others.of).toBe('All Mandanten');
    expect(numbers(await must(ask(w, ACCOUNTS.accountant, MANDANT)))).toMatchObject({ team: 0 });
    expect(numbers(await must(ask(w, ACCOUNTS.firmLead, MANDANT)))).toMatchObject({ team: 1 });

    await saveGroups(w, { readersOf: {}, readers: [GROUPS.firmLeads] });
    expect(await ask(w, ACCOUNTS.accountant)).toMatchObject({
      ok: false,
      problem: { code: 'access.not-reader' },
    });
  });

  it('counts a run that waits for an approval for those only who may give it, and costs little', async () => {
    const b = await firm('lead');
    await begin(b, 'accountant');
    const seen = async (who: Who) => {
      const before = b.w.forge.trace().length;
      const shown = await must(ask(b.w, PEOPLE[who]));
      const spent = b.w.forge.trace().slice(before);
      const units = spent.reduce(
        (sum, { spent: of }) => sum + (of?.readUnits ?? 0) + (of?.writeUnits ?? 0),
        0,
      );
      expect(units).toBeLessThanOrEqual(15);
      return shown;
    };
    expect(numbers(await seen('accountant'))).toMatchObject({ team: 0, moving: 1 });
    expect(numbers(await seen('lead'))).toMatchObject({ team: 0, moving: 1 });
    expect(numbers(await seen('lead2'))).toMatchObject({ team: 1, moving: 0 });
  });

  it('shows the next three runs by the calendar of Mandanten that its viewer may read, and is not sure of none where many others come first', async () => {
    const b = await bookedWorld('en');
    const { w, connection } = b;
    const [own, other] = [MANDANT, '455148-3'];
    await givePlan(w.forge, other);
    const due = async (mandant: string, days: readonly number[]) => {
      const { schedule, ...draft } = bookingDraft(connection, mandant);
      for (const day of days) {
        const one = { ...draft, name: `${mandant} ${day}`, schedule: { ...schedule, day } };
        await savePipeline(w.forge, { version: 0, draft: one });
      }
      await w.forge.advance(MINUTE);
    };
    await saveGroups(w, { readersOf: { [other]: [GROUPS.firmLeads] } });
    const shown = async (as: string, scope = 'all') => {
      const { list, none } = (await must(ask(w, as, scope))).closes;
      return list.length === 0 ? none : list.map(({ title }) => title.split(' · ')[0]);
    };
    const { accountant, firmLead } = ACCOUNTS;
    // There is one, which runs by hand only.
    expect(await shown(accountant)).toBe('No run is planned.');
    await due(other, [2]);
    expect(await shown(accountant)).toBe('No run is planned.');
    await due(own, [7, 8]);
    expect(await shown(accountant)).toEqual([`${own} 7`, `${own} 8`]);
    expect(await shown(firmLead, own)).toEqual([`${own} 7`, `${own} 8`]);
    expect(await shown(accountant, other)).toBe('No run is planned.');
    await due(other, [3, 4]);
    expect(await shown(firmLead)).toEqual([`${other} 2`, `${other} 3`, `${other} 4`]);
    await due(other, [5, 6]);
    expect(await shown(accountant)).toMatch(/^None of the next runs belongs to these Mandanten\./);
  });

  it('says that the app is not set up, and that nobody is watched', async () => {
    const w = await testWorld({ empty: true, unwatched: true });
    expect(await ask(w, ACCOUNTS.accountant)).toMatchObject({
      ok: false,
      problem: { code: 'access.not-set-up' },
    });
    expect((await must(ask(w, ACCOUNTS.admin))).notice?.title).toBe('No Mandant is watched yet.');
  });

  it.each([{}, { scope: 'everything' }, { scope: '455148-1; drop' }, { scope: 7 }])(
    'takes no %o',
    async (payload) => {
      const w = await testWorld();
      const answer = await call(w, 'datev-widget', 'widget.view', { as: ACCOUNTS.admin, payload });
      expect(answer).toMatchObject({ ok: false, problem: { code: 'platform.bad-payload' } });
    },
  );
});
