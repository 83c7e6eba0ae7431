import { afterEach, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { expectClean } from '../support/audit';
import { sendAtDesk } from '../support/desk';
import { inProduction } from '../support/in-production';
import { SIMULATES } from '../support/simulate';
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
  postElsewhere,
  putFile,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/**
 * What the invariants of docs/ARCHITECTURE.md promise, each where only one line of the code holds it: the fault planted into that line (test/mutants) must be
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

it('what DATEV took without an answer is found behind hundreds of older jobs, and not sent again', async () => {
  const w = await fresh();
  await must(saveSettings(w, { resendUnknown: true }));
  w.datev.setOrder('oldest-first');
  for (let n = 0; n < 310; n++) {
    postElsewhere(w, correctFile({ label: `Nr ${n}` }));
    if (n % 50 === 0) await w.forge.advance(1000);
  }
  fault(w, { service: 'datev', operation: 'importExtfFile', fault: 'lost-response', times: 1 });
  await sendAtDesk(w, correctFile({ label: 'Unsere' }), { mandant: '455148-1' });
  await w.forge.advance(HOUR);
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  expect(ours(w)).toHaveLength(1);
});

it.each([2, 9, 11])(
  'all sending is stopped although others save the settings in the same instant (seed %i)',
  async (seed) => {
    world = await testWorld({ seed });
    const w = world;
    const as = ACCOUNTS.admin;
    const { version, settings } = await must<{ version: number; settings: object }>(
      call(w, 'datev-admin', 'admin.view', { as }),
    );
    const payload = { version, settings: { ...settings, resendUnknown: true } };
    const both = [() => stop(w, true), () => call(w, 'datev-admin', 'admin.save', { as, payload })];
    const order = seed % 2 === 0 ? both : both.toReversed();
    await Promise.all(order.map((one) => one()));
    expect(await must(call(w, 'datev-admin', 'admin.view', { as }))).toMatchObject({
      settings: { stopped: { reason: 'Prüfung' } },
    });
  },
);

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
  const words = 'waits: this installation does not send to production.';
  expect(await viewOf(w, issue)).toMatchObject({
    state: 'not-production',
    sentence: expect.stringContaining(words),
    nextAction: expect.stringMatching(/^Close it .* sandbox.* then hand the file in anew/),
  });
  const atDesk = await must(
    call<object>(w, 'datev-desk', 'desk.view', {
      as: ACCOUNTS.accountant,
      payload: { show: 'all', search: '', lang: 'en' },
    }),
  );
  expect(JSON.stringify(atDesk)).toContain(words);
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

type Call = { readonly service: string; readonly operation: string; readonly key?: string };
const isAlike = (a: Call, b: Call) =>
  a.service === b.service && a.operation === b.operation && a.key === b.key;
/** Of the calls of one operation the first: all of them where time does not count. */
const isFirst = (calls: readonly Call[], n: number) =>
  calls.findIndex(({ operation }) => operation === calls[n]?.operation) === n;

/** Every call of the invocation that sends, from its intent on record to the answer of DATEV. */
async function callsOfSending() {
  const w = await testWorld();
  const issue = await ready(w);
  await must(resubmit(w, issue));
  const before = w.forge.trace().length;
  await w.forge.advance(MINUTE);
  const all = w.forge.trace().slice(before);
  const imports = all.find(({ operation }) => operation === 'importExtfFile');
  const own = all.filter(({ invocation }) => invocation === imports?.invocation);
  await w.forge.close();
  const points = own.slice(0, imports === undefined ? 0 : own.indexOf(imports));
  const until = imports === undefined ? 0 : own.indexOf(imports);
  return { own, imports: until, points: points.filter((_, n) => SIMULATES || isFirst(points, n)) };
}

it('a try that died before its call is repeated by itself: nothing can have left, and nobody is asked', async () => {
  const { own, points } = await callsOfSending();
  expect(points.length).toBeGreaterThan(3);
  for (const point of points) {
    const w = await testWorld();
    const issue = await ready(w);
    await must(resubmit(w, issue));
    const { service, operation, key } = point;
    const after = own.slice(0, own.indexOf(point)).filter((call) => isAlike(call, point)).length;
    const match = { functionKey: 'work-fn', ...(key === undefined ? {} : { key }) };
    fault(w, { service, operation, fault: 'crash-before', times: 1, after, match });
    await w.forge.advance(HOUR);
    expect(w.forge.faults.list(), `${operation} ${key}`).toEqual([]);
    expect(await viewOf<View>(w, issue), `${operation} ${key}`).toMatchObject({
      state: 'delivered',
      auditIntact: true,
    });
    expect(ours(w)).toHaveLength(1);
    await w.forge.close();
  }
});

it('a call that may have left is not repeated without a person or an admin’s word', async () => {
  const w = await fresh();
  const issue = await ready(w);
  fault(w, { service: 'datev', operation: 'importExtfFile', fault: 'crash-before', times: 1 });
  await must(resubmit(w, issue));
  await w.forge.advance(2 * HOUR);
  expect(w.forge.faults.list()).toEqual([]);
  expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'unknown' });
  expect(ours(w)).toEqual([]);
});

/** The last of these calls that writes to the submission puts on record that the file leaves. */
async function whereItLeaves() {
  const { own, imports } = await callsOfSending();
  const writes = own
    .slice(0, imports)
    .filter(({ operation, key }) => operation === 'transact' && key?.includes('submission/') === true);
  return writes.length - 1;
}

it.each([
  ['crash-before', 'delivered', 1],
  ['lost-response', 'delivered', 1],
  // It stands on record that it leaves, and nobody knows that it did not.
  ['crash-after', 'unknown', 0],
] as const)('the mark of leaving that met a %s: %s, and nothing goes twice', async (what, state, times) => {
  const after = await whereItLeaves();
  const w = await fresh();
  const issue = await ready(w);
  await must(resubmit(w, issue));
  const match = { functionKey: 'work-fn', key: 'submission/' };
  fault(w, { service: 'kvs', operation: 'transact', fault: what, times: 1, after, match });
  await w.forge.advance(2 * HOUR);
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
  expect(await viewOf<View>(w, issue)).toMatchObject({ state, auditIntact: true });
  expect(ours(w)).toHaveLength(times);
});

it('the mark of leaving that storage only said to have written: the file does not leave by it, and goes once', async () => {
  const after = await whereItLeaves();
  const w = await fresh();
  const issue = await ready(w);
  await must(resubmit(w, issue));
  const match = { functionKey: 'work-fn', key: 'submission/' };
  // A page of some proxy with 200 reads like a success; then whoever sends dies when DATEV has the file.
  fault(w, { service: 'kvs', operation: 'transact', fault: 'html', times: 1, after, match });
  fault(w, { service: 'datev', operation: 'importExtfFile', fault: 'crash-after', times: 1 });
  await w.forge.advance(2 * HOUR);
  expect(w.forge.faults.list(), 'both faults struck').toEqual([]);
  expect(ours(w)).toHaveLength(1);
  expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true });
});

it('a token that DATEV refuses when the file leaves is renewed, and the file goes once', async () => {
  const w = await fresh();
  const issue = await ready(w);
  const { datev } = w;
  const answer = datev.handle.bind(datev);
  let tried = 0;
  datev.handle = (request) => {
    const isFirst = datev.operation(request) === 'importExtfFile' && tried++ === 0;
    const headers = { ...request.headers, authorization: 'Bearer gone' };
    return answer(isFirst ? { ...request, headers } : request);
  };
  await must(resubmit(w, issue));
  await w.forge.advance(HOUR);
  expect(tried).toBe(2);
  expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true });
  expect(ours(w)).toHaveLength(1);
});
