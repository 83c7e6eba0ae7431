import { expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { packageFile } from '../../packages/sandbox/package-files';
import { atDesk, pressSend, sendAtDesk } from '../support/desk';
import { saveGroups } from '../support/groups';
import { admitRules, runRule } from '../support/rules';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  type Issue,
  MINUTE,
  moveTo,
  must,
  pass,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/** What was ordered and waits because an administrator stopped all sending can be kept from going (docs/guide/en/stop-sending.md). */

async function stop(w: TestWorld, stopped: boolean): Promise<void> {
  const payload = { stopped, reason: stopped ? 'Prüfung' : '' };
  await must(call(w, 'datev-admin', 'admin.stop', { as: ACCOUNTS.admin, payload }));
}

/** Corrected and ordered by a move while sending is stopped. */
async function waiting(): Promise<{ w: TestWorld; issue: Issue }> {
  const w = await testWorld();
  await admitRules(w);
  const issue = await rejected(w);
  await upload(w, correctFile(), { issue });
  await stop(w, true);
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(5 * MINUTE);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'stopped', actions: { close: { allowed: true } } });
  return { w, issue };
}

it('a file that is ready is not asked to be sent while its button cannot, and is when it can again', async () => {
  const w = await testWorld();
  await stop(w, true);
  const { submissionId = '' } = await upload(w, correctFile(), { mandant: '455148-1' });
  const nextAction = async () => (await atDesk<{ nextAction: string }>(w, submissionId)).nextAction;
  expect(await nextAction()).toMatch(/^All sending to DATEV is stopped/);
  await stop(w, false);
  expect(await nextAction()).toMatch(/^Send the file, or/);
});

const reason = 'Doch nicht';
const WAYS = {
  'a click': ({ w, issue }: { w: TestWorld; issue: Issue }) =>
    must(call(w, 'datev-panel', 'submission.close', { issue, payload: { reason } })),
  'a move': async ({ w, issue }: { w: TestWorld; issue: Issue }) => {
    // No transition leads from one end to the other.
    moveTo(w, issue.key, 'In correction');
    moveTo(w, issue.key, 'Closed without sending');
  },
  'a rule': ({ w, issue }: { w: TestWorld; issue: Issue }) =>
    runRule(w, 'datev-close', {
      on: issue,
      as: ACCOUNTS.accountant,
      inputs: { issue: '{{issue.key}}', reason },
    }),
} as const;

it.each(Object.entries(WAYS))(
  '%s closes it: nothing goes when sending is allowed, and its bytes are gone',
  async (_, way) => {
    const there = await waiting();
    const { w, issue } = there;
    await way(there);
    await w.forge.advance(5 * MINUTE);
    await stop(w, false);
    await pass(w, 2 * DAY);
    expect(ours(w)).toEqual([]);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'closed', auditIntact: true });
    expect(w.forge.storage.dump().filter(({ key }) => /^(?:file|findings|loose):/.test(key))).toEqual([]);
    await w.forge.close();
  },
);

it('closed, it can be handed in again and goes once', async () => {
  const { w, issue } = await waiting();
  await WAYS['a click']({ w, issue });
  await stop(w, false);
  await w.forge.advance(MINUTE);
  await upload(w, correctFile(), { issue });
  const { actions } = await viewOf<{ actions: { resubmit: { goes: { sha256: string } } } }>(w, issue);
  const payload = { mode: 'file', sha256: actions.resubmit.goes.sha256 };
  await must(call(w, 'datev-panel', 'submission.resubmit', { issue, payload }));
  await w.forge.advance(HOUR);
  expect(ours(w)).toHaveLength(1);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true });
  await w.forge.close();
});

it('what went off before the stop, and may have arrived, is not closed but looked for', async () => {
  const w = await testWorld();
  const mandant = '455148-1';
  const { submissionId = '' } = await upload(w, correctFile(), { mandant });
  fault(w, { service: 'datev', operation: 'importExtfFile', fault: 'lost-response', times: 1 });
  await pressSend(w, submissionId);
  await w.forge.advance(5000);
  await stop(w, true);
  const close = await call(w, 'datev-desk', 'submission.close', { payload: { submissionId, reason } });
  expect(close).toMatchObject({ ok: false, problem: { code: 'click.in-flight' } });
  await w.forge.advance(2 * HOUR);
  expect(await atDesk(w, submissionId)).toMatchObject({ state: 'delivered' });
  expect(ours(w)).toHaveLength(1);
  await w.forge.close();
});

const mandant = '455148-1';
const IMAGE = {
  name: 'Rechnung.pdf',
  bytes: new TextEncoder().encode('%PDF-1.7\nRechnung 4711\n%%EOF\n'),
  document: { type: 'Rechnungseingang' },
} as const;
const sendImage = (w: TestWorld) => sendAtDesk(w, IMAGE, { mandant, document: IMAGE.document });
const close = (w: TestWorld, submissionId: string) =>
  call(w, 'datev-desk', 'submission.close', { payload: { submissionId, reason } });

it('what may have arrived is not closed either after the app let it go on once it was held', async () => {
  const w = await testWorld();
  fault(w, { service: 'datev', operation: 'putDocument', fault: 'lost-response', times: 1 });
  const id = await sendImage(w);
  await w.forge.advance(5000);
  // Whoever ordered it may not send for a while: the next try is held, before its call.
  await saveGroups(w, { resubmit: [GROUPS.firmLeads] });
  await w.forge.advance(30 * MINUTE);
  await stop(w, true);
  await saveGroups(w, { resubmit: [] });
  await w.forge.advance(MINUTE);
  expect(w.datev.documents()).toHaveLength(1);
  expect(await close(w, id)).toMatchObject({ ok: false, problem: { code: 'click.in-flight' } });
  await stop(w, false);
  await w.forge.advance(HOUR);
  expect(await atDesk(w, id)).toMatchObject({ state: 'delivered', auditIntact: true });
  expect(w.datev.documents()).toHaveLength(1);
  await w.forge.close();
});

it.each([
  ['a booking file', (w: TestWorld) => sendAtDesk(w, correctFile(), { mandant })],
  ['a document', sendImage],
  ['a package', (w: TestWorld) => sendAtDesk(w, packageFile({ mandant }), { mandant })],
] as const)(
  '%s that waits for a login is closed however often it was tried, and does not go',
  async (_, send) => {
    const w = await testWorld();
    for (const connection of ['main', mandant])
      await call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection } });
    const id = await send(w);
    await w.forge.advance(30 * MINUTE);
    expect(await atDesk(w, id)).toMatchObject({ actions: { close: { allowed: true } } });
    expect(await close(w, id)).toMatchObject({ ok: true });
    await w.forge.advance(HOUR);
    expect(await atDesk(w, id)).toMatchObject({ state: 'closed', auditIntact: true });
    expect(w.forge.storage.dump().filter(({ key }) => /^(?:file|findings):/.test(key))).toEqual([]);
    await w.forge.close();
  },
);
