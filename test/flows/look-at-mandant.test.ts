import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';
import { setUpConnection } from '../../packages/sandbox/world/connection';
import type { ServiceAnswer } from '../../packages/sandbox/world/types';
import { atDesk, sendAtDesk } from '../support/desk';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  issuesOf,
  lived,
  MINUTE,
  moveTo,
  must,
  pass,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

const asked = (w: TestWorld, operation: string) =>
  w.forge.trace().filter((one) => one.operation === operation);

/** More than a look among many may ask for. */
const SLOW = 11;

/**
 * Another program sent files that take three hours, and behind them more than a page of others: what is slow is not on the page that a look
 * reads. One hour is over.
 */
const behindThePage = lived(async (w) => {
  w.datev.setPending(({ filename }) => (filename.includes('langsam') ? 3 * HOUR : 1000));
  for (let n = 0; n < SLOW; n += 1) postElsewhere(w, { ...failingFile(), name: `EXTF_langsam_${n}.csv` });
  for (let n = 0; n < 95; n += 1) postElsewhere(w, { ...correctFile(), name: `EXTF_gut_${n}.csv` });
  await w.forge.advance(HOUR + 5 * MINUTE);
  for (let n = 0; n < 20; n += 1) postElsewhere(w, { ...correctFile(), name: `EXTF_neu_${n}.csv` });
});

describe('jobs of another program that left the page while they were pending', () => {
  it('are asked for one by one, in an invocation of their own, and each that fails has its issue', async () => {
    const { w } = await behindThePage();
    await w.forge.advance(HOUR);
    expect(issuesOf(w), 'they are still pending').toEqual([]);
    const single = asked(w, 'getExtfJob');
    expect(single).toHaveLength(SLOW);
    expect(new Set(single.map(({ functionKey }) => functionKey))).toEqual(new Set(['big-fn']));
    await w.forge.advance(2 * HOUR);
    expect(issuesOf(w)).toHaveLength(SLOW);
    const before = asked(w, 'getExtfJob').length;
    await w.forge.advance(HOUR);
    expect(asked(w, 'getExtfJob'), 'what is over is not asked for again').toHaveLength(before);
  });

  it('are nobody’s business once DATEV has forgotten them', async () => {
    const { w } = await behindThePage();
    w.datev.answerNext(404, { operation: 'getExtfJob', times: SLOW });
    await w.forge.advance(4 * HOUR);
    expect(issuesOf(w)).toEqual([]);
    expect(asked(w, 'getExtfJob')).toHaveLength(SLOW);
  });

  it('are asked for again where DATEV does not answer for one of them', async () => {
    const { w } = await behindThePage();
    await w.forge.advance(2 * HOUR);
    w.datev.answerNext(503, { operation: 'getExtfJob', times: 1 });
    await w.forge.advance(2 * HOUR);
    expect(issuesOf(w)).toHaveLength(SLOW);
  });
});

/** DATEV's list without our jobs. */
function hideOurs(w: TestWorld): () => void {
  const { datev } = w;
  const answer = datev.handle.bind(datev);
  datev.handle = (request) => {
    const whole = answer(request);
    return datev.operation(request) === 'listExtfJobs' && whole.status === 200 ? withoutOurs(whole) : whole;
  };
  return () => {
    datev.handle = answer;
  };
}

function withoutOurs(answer: ServiceAnswer): ServiceAnswer {
  const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
  const jobs = JSON.parse(text) as readonly { readonly reference_id?: string }[];
  const others = jobs.filter(({ reference_id: reference = '' }) => !reference.startsWith('DFJ-'));
  return { ...answer, body: JSON.stringify(others) };
}

it('a file of which DATEV shows nothing for a day is for a person to look into, and delivered when it shows after all', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  await upload(w, correctFile(), { issue });
  const show = hideOurs(w);
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(HOUR);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'pending' });
  await pass(w, DAY);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'pending-long' });
  show();
  await w.forge.advance(7 * HOUR);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true });
});

it('a package that DATEV does not answer for during a day is asked for on, and delivered when it does', async () => {
  const w = await testWorld();
  fault(w, { service: 'datev', operation: 'getDxsoJob', fault: '503', times: 10_000 });
  const id = await sendAtDesk(w, packageFile(), { mandant: '455148-1' });
  await pass(w, DAY + HOUR);
  expect(await atDesk(w, id)).toMatchObject({ state: 'pending-long' });
  w.forge.faults.clear();
  await w.forge.advance(7 * HOUR);
  expect(await atDesk(w, id)).toMatchObject({ state: 'delivered', auditIntact: true });
  // Its end may have to be compared with what was sent, which takes memory.
  expect(new Set(asked(w, 'getDxsoJob').map(({ functionKey }) => functionKey))).toEqual(new Set(['big-fn']));
});

it('a package that is with DATEV while nobody is connected waits, and is delivered once somebody is', async () => {
  const w = await testWorld();
  w.datev.setPending(HOUR);
  const id = await sendAtDesk(w, packageFile(), { mandant: '455148-1' });
  await w.forge.advance(5 * MINUTE);
  for (const connection of ['main', '455148-1', '455148-3'])
    await must(call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection } }));
  const before = asked(w, 'getDxsoJob').length;
  await w.forge.advance(2 * HOUR);
  expect(await atDesk(w, id)).toMatchObject({ state: 'pending' });
  expect(asked(w, 'getDxsoJob')).toHaveLength(before);
  expect(w.forge.log.invocations.map(({ outcome }) => outcome)).not.toContainEqual(
    expect.objectContaining({ kind: 'threw' }),
  );
  await setUpConnection(w.forge);
  await w.forge.advance(75 * MINUTE);
  expect(await atDesk(w, id)).toMatchObject({ state: 'delivered', auditIntact: true });
});
