import { describe, expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { MANDANT } from '../support/booking';
import { begin, firm, PEOPLE, type Who } from '../support/many-eyes';
import { ACCOUNTS, call, HOUR, must, postElsewhere, type TestWorld, testWorld } from '../support/world';

type Shown = {
  readonly of: string;
  readonly counts: readonly { readonly of: string; readonly count: number }[];
  readonly notice?: { readonly title: string };
};

const ask = (w: TestWorld, as: string, scope = 'all') =>
  call<Shown>(w, 'datev-widget', 'widget.view', { as, payload: { scope } });
const numbers = ({ counts }: Shown) => Object.fromEntries(counts.map(({ of, count }) => [of, count]));

async function saveGroups(w: TestWorld, groups: object): Promise<void> {
  const as = ACCOUNTS.admin;
  const { version, settings } = await must<{ version: number; settings: { groups: object } }>(
    call(w, 'datev-admin', 'admin.view', { as }),
  );
  const payload = { version, settings: { ...settings, groups: { ...settings.groups, ...groups } } };
  await must(call(w, 'datev-admin', 'admin.save', { as, payload }));
}

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
