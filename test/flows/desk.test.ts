import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { sendAtDesk } from '../support/desk';
import { ACCOUNTS, call, DAY, MINUTE, must, type TestWorld, testWorld } from '../support/world';

type Desk = { readonly rows: readonly { readonly submissionId: string; readonly since?: string }[] };
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
});
