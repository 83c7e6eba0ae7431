import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { bookedWorld, MANDANT, refusal, seeRun, start } from '../support/booking';
import { sendAtDesk, theIssue } from '../support/desk';
import { as, type Who } from '../support/eyes-hands';
import { saveGroups } from '../support/groups';
import { begin, firm } from '../support/many-eyes';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  MINUTE,
  moveTo,
  must,
  pass,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

type Desk = { readonly rows: readonly { readonly submissionId: string; readonly since?: string }[] };
type Causes = Desk & {
  readonly causes?: readonly { readonly key: string }[];
  readonly overdueUntil?: string;
};
type Drawn = readonly { readonly key: string; readonly title: string; readonly counts: readonly number[] }[];
type Charts = {
  readonly weeks: readonly string[];
  readonly months: readonly string[];
  readonly failures: Drawn;
  readonly deliveries: Drawn;
  readonly lateness: readonly { readonly count: number }[];
};
type Counts = {
  readonly mandanten: readonly {
    readonly id: string;
    readonly isMine?: boolean;
    readonly overdue?: number;
    readonly needsYou: number;
    readonly moving: number;
    readonly delivered: number;
  }[];
};
const delivered = (w: TestWorld) =>
  must<Desk>(call(w, 'datev-desk', 'desk.view', { payload: { show: 'delivered' } }));

async function keepForADay(w: TestWorld): Promise<void> {
  const admin = { as: ACCOUNTS.admin };
  const { version, settings } = await must<{ version: number; settings: object }>(
    call(w, 'datev-admin', 'admin.view', admin),
  );
  const payload = { version, settings: { ...settings, retentionDays: 1 } };
  await must(call(w, 'datev-admin', 'admin.save', { ...admin, payload }));
}

describe('what the desk says', () => {
  it('dates a delivered file by its delivery, and orders by it, also after its bytes were deleted', async () => {
    const w = await testWorld();
    await keepForADay(w);
    const first = await sendAtDesk(w, correctFile({ label: 'Januar' }), { mandant: '455148-1' });
    await w.forge.advance(30 * MINUTE);
    const before = await delivered(w);
    await w.forge.advance(DAY / 2);
    const second = await sendAtDesk(w, correctFile({ label: 'Februar' }), { mandant: '455148-1' });
    await w.forge.advance(DAY * 0.75);
    const after = await delivered(w);
    expect(after.rows.map((row) => row.submissionId)).toEqual([second, first]);
    expect(after.rows[1]?.since).toBe(before.rows[0]?.since);
    expect(Date.parse(after.rows[1]?.since ?? '')).toBeLessThan(w.forge.clock.now() - DAY);
  });

  it('says of what was deleted after the retention that it is gone, and never to hand it in', async () => {
    const b = await bookedWorld('en');
    await keepForADay(b.w);
    const run = await start(b);
    await b.w.forge.advance(HOUR);
    const [file] = (await delivered(b.w)).rows;
    expect((await seeRun(b, run)).report).toBe('kept');
    await b.w.forge.advance(3 * DAY);
    expect((await seeRun(b, run)).report).toBe('gone');
    const row = await refusal(b, 'run.rows', { payload: { submissionId: run, query: '1' } });
    const piece = { submissionId: file?.submissionId, revision: 1, n: 0 };
    const sent = await refusal(b, 'file.download', { payload: piece });
    expect([row.code, sent.code]).toEqual(['run.report-gone', 'file.expired']);
    expect(row.remedy + sent.remedy).not.toMatch(/hand in/i);
  });

  it('counts a run that waits for an approval as needing those only who may give it', async () => {
    const b = await firm('lead');
    const run = await begin(b, 'accountant');
    const seen = async (who: Who) => {
      const { mandanten } = await as<Counts>(b, who, 'desk.view', { show: 'needs-you' });
      const { needsYou, moving } = mandanten.find(({ id }) => id === MANDANT) ?? {};
      const [mine, others] = await Promise.all(
        (['needs-you', 'moving'] as const).map((show) => as<Desk>(b, who, 'desk.view', { show })),
      );
      return { needsYou, moving, lists: [mine, others].map((list) => list?.rows.map((r) => r.submissionId)) };
    };
    expect(await seen('accountant')).toEqual({ needsYou: 0, moving: 1, lists: [[], [run]] });
    expect(await seen('lead')).toEqual({ needsYou: 0, moving: 1, lists: [[], [run]] });
    expect(await seen('lead2')).toEqual({ needsYou: 1, moving: 0, lists: [[run], []] });
    // Whoever may not send may not approve either.
    await saveGroups(b.w, { resubmit: ['nobody'] });
    await b.w.forge.advance(MINUTE);
    expect(await seen('lead2')).toEqual({ needsYou: 0, moving: 1, lists: [[], [run]] });
  });

  it('lists a run that waits for others only where its Mandant and its day are asked for', async () => {
    const b = await firm('lead');
    const run = await begin(b, 'accountant');
    const listed = async (wish: object) =>
      (await as<Desk>(b, 'accountant', 'desk.view', { show: 'moving', ...wish })).rows.map(
        ({ submissionId }) => submissionId,
      );
    const today = new Date(b.w.forge.clock.now()).toISOString().slice(0, 10);
    const [yesterday, tomorrow] = ['2026-11-30', '2026-12-02'];
    expect(today).toBe('2026-12-01');
    expect(await listed({ mandant: MANDANT, from: today, until: today })).toEqual([run]);
    expect(await listed({ mandant: '455148-3' })).toEqual([]);
    expect(await listed({ from: tomorrow })).toEqual([]);
    expect(await listed({ until: yesterday })).toEqual([]);
    expect(await listed({ mine: true })).toEqual([]);
    const payload = { mandant: MANDANT, assignee: ACCOUNTS.accountant };
    await as(b, 'lead', 'mandant.save', payload);
    await b.w.forge.advance(MINUTE);
    expect(await listed({ mine: true })).toEqual([run]);
    // Without the Mandanten, too, which are asked for with the first page alone.
    expect(await listed({ mine: true, cards: false })).toEqual([run]);
  });

  it('says that sending is stopped and why, and nothing else of that', async () => {
    const w = await testWorld();
    const ask = () =>
      must<Desk & { stopped?: object }>(call(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }));
    expect(await ask()).not.toHaveProperty('stopped');
    const payload = { stopped: true, reason: 'Prüfung' };
    await must(call(w, 'datev-admin', 'admin.stop', { as: ACCOUNTS.admin, payload }));
    expect((await ask()).stopped).toEqual({ at: expect.stringMatching(/^2026-12-01T/), reason: 'Prüfung' });
  });

  it('is still counting only where there is something to count', async () => {
    const w = await testWorld({ empty: 'connected' });
    const as = ACCOUNTS.admin;
    const { mandanten, ...seen } = await must<Counts & { isCounting: boolean }>(
      call(w, 'datev-desk', 'desk.view', { as, payload: { show: 'all' } }),
    );
    expect([mandanten, seen.isCounting]).toEqual([[], false]);
  });

  it('refuses a list of issues that it cannot ask Jira about', async () => {
    const w = await testWorld();
    postElsewhere(w, failingFile({ label: 'Rot' }));
    await w.forge.advance(2 * HOUR);
    fault(w, { service: 'jira', operation: 'bulkFetchIssues', fault: '503', times: 9 });
    const answer = await call<Desk>(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } });
    expect(answer).toMatchObject({ ok: false });
  });

  it('lists what has one cause of all Mandanten, and says how many there are', async () => {
    const w = await testWorld();
    postElsewhere(w, failingFile({ label: 'Eins' }));
    postElsewhere(w, failingFile({ label: 'Zwei' }));
    await w.forge.advance(2 * HOUR);
    const ask = (payload: object) => must<Causes>(call(w, 'datev-desk', 'desk.view', { payload }));
    const { causes, rows } = await ask({ show: 'needs-you' });
    expect(causes).toEqual([
      { key: '1008834:extf.header.14', title: 'Sachkontenlänge (field 14)', files: 2, mandanten: 1 },
    ]);
    const [cause] = causes ?? [];
    const listed = await ask({ show: 'needs-you', cause: cause?.key, limit: 100 });
    expect(listed.rows.map((row) => row.submissionId)).toEqual(rows.map((row) => row.submissionId));
    expect((await ask({ show: 'needs-you', cause: '1008834:extf.header.16' })).rows).toEqual([]);
  });

  it('lists what was delivered between two days, the oldest first where that is wanted', async () => {
    const w = await testWorld();
    const ids: string[] = [];
    for (const label of ['Eins', 'Zwei', 'Drei']) {
      ids.push(await sendAtDesk(w, correctFile({ label }), { mandant: MANDANT }));
      await pass(w, DAY);
    }
    const { rows } = await delivered(w);
    const days = rows.map(({ since = '' }) => since.slice(0, 10)).toReversed();
    expect(new Set(days).size).toBe(3);
    const within = async (wish: object) => {
      const payload = { show: 'delivered', mandant: MANDANT, ...wish };
      const found = await must<Desk>(call(w, 'datev-desk', 'desk.view', { payload }));
      return found.rows.map((row) => row.submissionId);
    };
    expect(await within({ from: days[1], until: days[1] })).toEqual([ids[1]]);
    expect(await within({ from: days[1] })).toEqual([ids[2], ids[1]]);
    expect(await within({ until: days[1], order: 'oldest' })).toEqual([ids[0], ids[1]]);
    const [first] = rows;
    expect(first).toMatchObject({ period: '2024-01', deliveredAt: first?.since, by: 'Bernd Buchhalter' });
  });

  it('knows which Mandanten are somebody’s own, and lists what of them needs them', async () => {
    const w = await testWorld();
    postElsewhere(w, failingFile({ label: 'Meiner' }));
    await w.forge.advance(2 * HOUR);
    const ask = (as: string, mine: boolean) =>
      must<Counts & Desk>(call(w, 'datev-desk', 'desk.view', { as, payload: { show: 'needs-you', mine } }));
    const lead = { as: ACCOUNTS.firmLead };
    const payload = { mandant: MANDANT, assignee: ACCOUNTS.accountant };
    expect((await ask(ACCOUNTS.accountant, true)).rows).toEqual([]);
    await must(call(w, 'datev-desk', 'mandant.save', { ...lead, payload }));
    await w.forge.advance(MINUTE);
    const mine = await ask(ACCOUNTS.accountant, true);
    expect(mine.mandanten.filter(({ isMine }) => isMine === true).map(({ id }) => id)).toEqual([MANDANT]);
    expect(mine.rows).toHaveLength(1);
    expect((await ask(ACCOUNTS.firmLead, true)).rows).toEqual([]);
  });

  it('calls overdue what nobody touched for more than three days, and counts as many as it lists', async () => {
    const w = await testWorld();
    postElsewhere(w, failingFile({ label: 'Alt' }));
    await w.forge.advance(2 * HOUR);
    const ask = async () => {
      const wish = await must<Counts & Causes>(
        call(w, 'datev-desk', 'desk.view', { payload: { show: 'needs-you' } }),
      );
      const payload = { show: 'needs-you', until: wish.overdueUntil };
      const { rows } = await must<Desk>(call(w, 'datev-desk', 'desk.view', { payload }));
      return [wish.mandanten.find(({ id }) => id === MANDANT)?.overdue, rows.length];
    };
    expect(await ask()).toEqual([0, 0]);
    await pass(w, 4 * DAY);
    expect(await ask()).toEqual([1, 1]);
  });

  it('draws failures by week and cause, deliveries by month, and how late they came', async () => {
    const w = await testWorld();
    postElsewhere(w, failingFile({ label: 'Rot' }));
    await sendAtDesk(w, correctFile({ label: 'Grün' }), { mandant: MANDANT });
    await w.forge.advance(2 * HOUR);
    const drawn = (payload: object = {}) => must<Charts>(call(w, 'datev-desk', 'desk.charts', { payload }));
    const before = await drawn();
    expect(await drawn({ mandant: MANDANT })).toEqual(before);
    expect(await drawn({ mandant: '455148-3' })).toMatchObject({ failures: [], deliveries: [] });
    expect(before.failures).toEqual([
      {
        key: '1008834:extf.header.14',
        title: 'Sachkontenlänge (field 14)',
        counts: [0, 0, 0, 0, 0, 0, 0, 1],
      },
    ]);
    expect([before.weeks.length, before.months.length]).toEqual([8, 12]);
    expect(before.deliveries[0]?.counts.at(-1)).toBe(1);
    expect(before.lateness.every(({ count }) => count === 0)).toBe(true);
    await upload(w, correctFile({ label: 'Rot' }), { issue: theIssue(w) });
    moveTo(w, theIssue(w).key, 'Done');
    await w.forge.advance(HOUR);
    const after = await drawn();
    expect(after.deliveries[0]?.counts.at(-1)).toBe(2);
    expect(after.lateness.reduce((all, { count }) => all + count, 0)).toBe(1);
    expect(after.failures).toEqual(before.failures);
  });

  it('says of an app that nobody has set up that it is not, to whoever does not set it up', async () => {
    const w = await testWorld({ empty: true });
    const asked = { as: ACCOUNTS.accountant, payload: { show: 'all' } };
    expect(await call<Desk>(w, 'datev-desk', 'desk.view', asked)).toMatchObject({
      ok: false,
      problem: { code: 'access.not-set-up' },
    });
  });

  it('says to whom it is not open what would open it', async () => {
    const w = await testWorld();
    const refused = await call<Desk>(w, 'datev-desk', 'desk.view', {
      as: ACCOUNTS.outsider,
      payload: { show: 'all' },
    });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'access.no-desk' } });
    expect(JSON.stringify(refused)).not.toMatch(/edit this issue/);
  });

  it('counts the files of a run, and not the run once more', async () => {
    const b = await bookedWorld('en');
    await start(b);
    await b.w.forge.advance(HOUR);
    const payload = { show: 'all' };
    const { mandanten } = await must<Counts>(call(b.w, 'datev-desk', 'desk.view', { payload }));
    expect(mandanten.find(({ id }) => id === MANDANT)).toMatchObject({
      needsYou: 0,
      moving: 0,
      delivered: 1,
    });
    const { figures } = await must<{ figures: Record<string, unknown> }>(
      call(b.w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
    );
    expect(figures).toMatchObject({ needsYou: 0, deliveredLast30Days: 1 });
  });
});
