import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { bookedWorld, MANDANT, start } from '../support/booking';
import { sendAtDesk } from '../support/desk';
import { as, begin, firm, type Who } from '../support/many-eyes';
import { ACCOUNTS, call, DAY, HOUR, MINUTE, must, type TestWorld, testWorld } from '../support/world';

type Desk = { readonly rows: readonly { readonly submissionId: string; readonly since?: string }[] };
type Counts = {
  readonly mandanten: readonly {
    readonly id: string;
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
