import { expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  HOUR,
  type Issue,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

type Heartbeat = { readonly silentSince?: string; readonly silentFrom?: string };
type Panel = Heartbeat & { readonly lastCheckedAt?: string; readonly holdsUntil?: string };
type Admin = { readonly health: readonly { readonly code: string; readonly since?: string }[] };

const panel = (w: TestWorld, issue: Issue) =>
  must<Panel>(call(w, 'datev-panel', 'submission.view', { issue }));
const desk = (w: TestWorld) =>
  must<Heartbeat>(call(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }));
const admin = (w: TestWorld) => must<Admin>(call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }));

it('who opens panel, desk or admin page learns that Forge does not run the app, and that it does again', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  const { lastCheckedAt, silentSince, holdsUntil } = await panel(w, issue);
  expect({ silentSince, lastCheckedAt }).toEqual({
    silentSince: undefined,
    lastCheckedAt: expect.any(String),
  });
  expect(holdsUntil, 'an open page asks anew when it has to be said').toBeDefined();
  expect(await desk(w)).toMatchObject({ silentFrom: expect.any(String) });
  expect((await desk(w)).silentSince).toBeUndefined();

  await w.forge.rest(2 * HOUR);
  // What was queued before is still done.
  const { silentSince: since, lastCheckedAt: last } = await panel(w, issue);
  expect([since, (await desk(w)).silentSince]).toEqual([last, last]);
  expect(last).toBeDefined();
  expect((await admin(w)).health.map(({ code }) => code)).toContain('health.silent');

  await w.forge.advance(10 * MINUTE);
  expect((await panel(w, issue)).silentSince).toBeUndefined();
  expect((await desk(w)).silentSince).toBeUndefined();
  expect((await admin(w)).health.map(({ code }) => code)).not.toContain('health.silent');
});

it('what was delivered waits for no look', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  await upload(w, correctFile(), { issue });
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(HOUR);
  await w.forge.rest(2 * HOUR);
  expect((await desk(w)).silentSince).toBeDefined();
  const { silentSince, holdsUntil } = await panel(w, issue);
  expect({ silentSince, holdsUntil }).toEqual({ silentSince: undefined, holdsUntil: undefined });
});
