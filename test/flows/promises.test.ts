import { afterEach, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { inProduction } from '../support/in-production';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  fault,
  HOUR,
  type Issue,
  MINUTE,
  moveTo,
  must,
  putFile,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/**
 * What DESIGN §5 promises, each where only one line of the code holds it: the fault planted into that line (test/mutants) must be
 * noticed here.
 */
let world: TestWorld | undefined;
async function fresh(): Promise<TestWorld> {
  world = await testWorld();
  return world;
}
afterEach(async () => {
  if (world !== undefined) await expectClean(world);
  await world?.forge.close();
  world = undefined;
});

type View = {
  readonly state: string;
  readonly auditIntact: boolean;
  readonly actions: { readonly resubmit: { readonly goes?: { readonly sha256: string } } };
};

/** An issue whose corrected file is checked and waits for its word. */
async function ready(w: TestWorld): Promise<Issue> {
  const issue = await rejected(w);
  expect(await upload(w, correctFile(), { issue })).toMatchObject({ state: 'accepted' });
  return issue;
}

async function resubmit(w: TestWorld, issue: Issue, as: string = ACCOUNTS.accountant) {
  const { actions } = await viewOf<View>(w, issue);
  const payload = { mode: 'file', sha256: actions.resubmit.goes?.sha256 };
  return call(w, 'datev-panel', 'submission.resubmit', { issue, as, payload });
}

async function stop(w: TestWorld, stopped: boolean): Promise<void> {
  const payload = { stopped, reason: 'Prüfung' };
  await must(call(w, 'datev-admin', 'admin.stop', { as: ACCOUNTS.admin, payload }));
}

async function saveSettings(w: TestWorld, change: object) {
  const as = ACCOUNTS.admin;
  const { version, settings } = await must<{ version: number; settings: object }>(
    call(w, 'datev-admin', 'admin.view', { as }),
  );
  return call(w, 'datev-admin', 'admin.save', {
    as,
    payload: { version, settings: { ...settings, ...change } },
  });
}

it('of two files that are handed in at once both are kept in the history', async () => {
  const w = await fresh();
  const issue = await rejected(w);
  const entries = () =>
    must<{ intact: boolean; entries: number }>(call(w, 'datev-panel', 'submission.audit', { issue }));
  const before = await entries();
  const files = ['Januar', 'Februar'].map((label) => correctFile({ label }));
  const states = await Promise.all(files.map((file) => putFile(w, file, { issue })));
  await w.forge.advance(MINUTE);
  for (const state of states) expect(await state()).toMatchObject({ state: 'accepted' });
  expect(await entries()).toEqual({ ...before, intact: true, entries: before.entries + files.length });
});

it.each(['crash-before', 'crash-after', 'lost-response'] as const)(
  'each comment is there once although one of them met a %s',
  async (what) => {
    const told = async (at: number | undefined) => {
      const w = await testWorld();
      const issue = await rejected(w);
      if (at !== undefined)
        fault(w, { service: 'jira', operation: 'addComment', fault: what, times: 1, after: at });
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(HOUR);
      await upload(w, correctFile(), { issue });
      moveTo(w, issue.key, 'Done');
      await w.forge.advance(2 * HOUR);
      expect(w.forge.faults.list()).toEqual([]);
      const comments = commentsOf(w, issue.key);
      await w.forge.close();
      return comments;
    };
    const without = await told(undefined);
    expect(without.length).toBeGreaterThan(1);
    for (const at of without.keys()) expect(await told(at)).toHaveLength(without.length);
  },
);

it('what an admin has stopped meanwhile is not sent again after all looks, and is sent once it may', async () => {
  const w = await fresh();
  await must(saveSettings(w, { resendUnknown: true }));
  const issue = await ready(w);
  fault(w, { service: 'datev', operation: 'importExtfFile', fault: 'crash-before', times: 1 });
  await must(resubmit(w, issue));
  await w.forge.advance(MINUTE);
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  await stop(w, true);
  await w.forge.advance(3 * HOUR);
  expect(ours(w)).toEqual([]);
  await stop(w, false);
  await w.forge.advance(HOUR);
  expect(ours(w)).toHaveLength(1);
});

it('an installation that is not for production sends nothing to DATEV’s production, however it was set', async () => {
  const w = await fresh();
  const issue = await ready(w);
  inProduction(w);
  w.forge.log.clear();
  await resubmit(w, issue);
  await w.forge.advance(2 * HOUR);
  const asked = w.forge.log.requests.filter(({ service }) => service === 'datev');
  expect(asked.filter(({ operation }) => operation === 'importExtfFile')).toEqual([]);
  expect(ours(w)).toEqual([]);
});

it('what is due is found by the tick: the hint is lowered before the call that dies', async () => {
  const w = await fresh();
  const issue = await ready(w);
  // So long nothing was due that the hint stands far in the future.
  await w.forge.advance(20 * HOUR);
  fault(w, { service: 'queue', operation: 'push', fault: 'crash-before', times: 1 });
  await expect(resubmit(w, issue)).rejects.toThrow('submission.resubmit');
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  await w.forge.advance(11 * MINUTE);
  expect(ours(w)).toHaveLength(1);
});
