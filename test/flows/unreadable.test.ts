import { expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { sendAtDesk } from '../support/desk';
import {
  ACCOUNTS,
  call,
  DAY,
  HOUR,
  issuesOf,
  MINUTE,
  must,
  postElsewhere,
  testWorld,
} from '../support/world';

/** Records that this code cannot read wait by themselves, and nothing waits for them. */
it('120 unreadable transmissions starve nobody, cost little, and are told', {
  timeout: 120_000,
}, async () => {
  const w = await testWorld({ unwatched: true });
  const old = { phase: 'moving', wake: 'yes', mandant: '455148-1', dueAt: '2026-11-01T00:00:00.000Z' };
  for (let n = 0; n < 120; n++)
    w.forge.storage.put({
      store: 'entity',
      entity: 'submission',
      key: `sunreadable${n}`,
      value: {
        ...old,
        version: 1,
        fileName: 'x',
        pipeline: '-',
        changedAt: old.dueAt,
        data: { state: { v: 99 } },
      },
    });
  postElsewhere(w, failingFile());
  const id = await sendAtDesk(w, correctFile({ label: 'Geht' }), { mandant: '455148-1' });
  await w.forge.advance(HOUR + 30 * MINUTE);
  expect(issuesOf(w)).toHaveLength(1);
  const view = await must<{ state: string }>(
    call(w, 'datev-desk', 'submission.view', { payload: { submissionId: id } }),
  );
  expect(view.state).toBe('delivered');
  const admin = await must<{ health: readonly { code: string; title: string }[] }>(
    call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
  );
  expect(admin.health.find(({ code }) => code === 'health.unreadable')?.title).toContain('120');
  const before = looks(w);
  await w.forge.advance(DAY);
  // Looked at five times on the first day, not 288 times.
  expect(looks(w) - before).toBeLessThanOrEqual(5 * 120);
  await w.forge.close();
});

const looks = (w: Awaited<ReturnType<typeof testWorld>>) =>
  w.forge.log.console.filter(({ text }) => text.includes('work.trouble')).length;

it('Mandanten that cannot be read are told as that, and not as an app that Forge does not run', async () => {
  const w = await testWorld({ unwatched: true });
  const adminOf = () =>
    must<{ mandanten: readonly { id: string }[]; health: readonly { code: string }[] }>(
      call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
    );
  for (const { id: key } of (await adminOf()).mandanten) {
    const at = { store: 'entity', entity: 'mandant', key } as const;
    const row = w.forge.storage.getEntity('mandant', key) as object;
    w.forge.storage.put({ ...at, value: { ...row, version: 'of a later app' } });
  }
  await w.forge.advance(3 * HOUR);
  const codes = (await adminOf()).health.map(({ code }) => code);
  expect(codes).toContain('health.unreadable');
  expect(codes).not.toContain('health.silent');
  await w.forge.close();
});
