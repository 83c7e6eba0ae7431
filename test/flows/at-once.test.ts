import { describe, expect, it } from 'vitest';
import { atDesk } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { type Booked, bookedWorld, MANDANT, seeRun, start } from '../support/booking';
import { ACCOUNTS, call, MINUTE } from '../support/world';

/** Two people press at the same moment, on what both have just seen. */
async function both(b: Booked, page: 'datev-admin' | 'datev-desk', name: string, payload: object) {
  const ask = () => call(b.w, page, name, { as: ACCOUNTS.admin, payload });
  const answers = await Promise.all([ask(), ask()]);
  return answers.map((one) => (one.ok ? 'done' : one.problem.code)).toSorted();
}

describe('of two who press at the same moment, one is told that somebody was faster:', () => {
  it('with settings and an account plan', async () => {
    const b = await bookedWorld('en');
    const { forge } = b.w;
    const seen = () => asAdmin<{ version: number; settings: object }>(forge, 'admin.view', {});
    const { version, settings } = await seen();
    const wish = { version, settings: { ...settings, language: 'de' } };
    expect(await both(b, 'datev-admin', 'admin.save', wish)).toEqual(['done', 'settings.conflict']);
    expect((await seen()).version).toBe(version + 1);

    // A form starts and stops nothing, whatever it says of the switches.
    await asAdmin(forge, 'admin.stop', { stopped: true, reason: 'Prüfung' });
    const { version: newest, settings: stopped } = await seen();
    const form = { ...settings, paused: { at: '2026-12-01T08:00:00.000Z', by: 'x', reason: 'y' } };
    await asAdmin(forge, 'admin.save', { version: newest, settings: form });
    const kept = (await seen()).settings as { stopped?: object; paused?: object };
    expect(kept.stopped).toEqual((stopped as typeof kept).stopped);
    expect(kept.stopped).toMatchObject({ reason: 'Prüfung' });
    expect(kept).not.toHaveProperty('paused');
    // Letting go on what does not wait changes nothing.
    await asAdmin(forge, 'storms.pause', { paused: false, reason: '' });
    expect((await seen()).version).toBe(newest + 1);
    await asAdmin(forge, 'admin.stop', { stopped: false, reason: '' });

    const plan = await atDesk<{ version: number; plan: Record<string, unknown> }>(forge, 'accounts.view', {
      mandant: MANDANT,
    });
    const { v: _, mandant: __, version: ___, changedAt, changedBy, ...mine } = plan.plan;
    expect([changedAt, changedBy]).not.toContain(undefined);
    const save = { mandant: MANDANT, version: plan.version, plan: { ...mine, closedThrough: '2026-10' } };
    expect(await both(b, 'datev-desk', 'accounts.save', save)).toEqual(['done', 'pipeline.conflict']);
    const late = await call(b.w, 'datev-desk', 'accounts.save', { as: ACCOUNTS.admin, payload: save });
    expect(late, 'on what was seen before').toMatchObject({
      ok: false,
      problem: { code: 'pipeline.conflict' },
    });
    const [first] = (mine['accounts'] ?? []) as readonly object[];
    const doubled = { ...save, version: plan.version + 1, plan: { ...mine, accounts: [first, first] } };
    expect(await both(b, 'datev-desk', 'accounts.save', doubled), 'two of one number').not.toContain('done');
  });

  it('with a failed run, which is executed once more', async () => {
    const b = await bookedWorld('en');
    b.w.looker.answerNext({ operation: 'run_inline_query', status: 404, times: 1 });
    const submissionId = await start(b);
    await b.w.forge.advance(30 * MINUTE);
    expect(await both(b, 'datev-desk', 'run.again', { submissionId, mayDiffer: false })).toEqual([
      'click.not-now',
      'done',
    ]);
    await b.w.forge.advance(30 * MINUTE);
    expect((await seeRun(b, submissionId)).submission.state).not.toBe('rejected');
  });
});
