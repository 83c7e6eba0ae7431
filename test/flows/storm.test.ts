import { describe, expect, it } from 'vitest';
import { correctFile, failingFile, infectedFile } from '../../packages/sandbox/booking-files';
import type { DeskAnswer } from '../../src/contract/answers';
import { expectClean } from '../support/audit';
import { atDesk, pressSend } from '../support/desk';
import { SIMULATES } from '../support/simulate';
import { breakOut, issuesIn, untilThere } from '../support/storm';
import {
  ACCOUNTS,
  call,
  fault,
  flat,
  HOUR,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  until,
  upload,
} from '../support/world';

const FILES = 40;

/** One issue for each, all linked to the one for the whole. */
function expectOneStorm(w: TestWorld, files: number): void {
  const { parents, children } = issuesIn(w);
  expect(parents).toHaveLength(1);
  expect(children).toHaveLength(files);
  expect(new Set(children.map(({ jobId }) => jobId)).size).toBe(files);
  expect(children.map(({ links }) => links)).toEqual(children.map(() => [parents[0]?.key]));
}

/** What the app knows of its storms. */
const recordOf = (w: TestWorld) => w.forge.storage.dump().find(({ key }) => key === 'storms')?.value;

const parentText = (w: TestWorld) => flat(issuesIn(w).parents[0]?.text);

describe('many files that are rejected for one cause', { timeout: 240_000 }, () => {
  it('get one issue each, at a pace, linked to one for the whole that says how they stand', async () => {
    const w = await testWorld();
    breakOut(w, FILES);
    await untilThere(w, 1);
    const { parents, children } = issuesIn(w);
    expect(parents).toHaveLength(1);
    expect(children.length, 'no more at a time than the pace admits').toBeLessThanOrEqual(15);
    expect(parentText(w)).toContain('aus demselben Grund abgelehnt');
    await w.forge.advance(HOUR);
    expectOneStorm(w, FILES);
    expect(parentText(w)).toContain(`Noch offen: ${FILES} Dateien von einem Mandanten.`);
    expect(parentText(w)).not.toContain('folgen noch');
    await expectClean(w);
  });

  it('below a screenful they are issues like any others', async () => {
    const w = await testWorld();
    breakOut(w, 19);
    await w.forge.advance(2 * HOUR);
    const { parents, children } = issuesIn(w);
    expect([parents.length, children.length]).toEqual([0, 19]);
  });

  it('keep no other Mandant waiting: its first issue comes with the next look', async () => {
    const w = await testWorld();
    breakOut(w, 60);
    await untilThere(w, 1);
    postElsewhere(w, failingFile({ mandant: '455148-3', label: 'Andere' }), '455148-3');
    expect(issuesIn(w).children.length).toBeLessThan(60);
    await w.forge.advance(HOUR + 5 * MINUTE);
    expect(issuesIn(w).children.filter(({ mandant }) => mandant === '455148-3')).toHaveLength(1);
  });
});

/** What a storm asks of Jira: at its own issue, then at what belongs to it. */
const OPERATIONS = ['createIssue', 'editIssue', 'linkIssues', 'updateMultipleCustomFieldValues'] as const;
/** What may have been done, or not; answers that say no are tried with them by `npm run simulate`. */
const DOUBTS = ['crash-before', 'crash-after', 'lost-response'] as const;

describe.each(OPERATIONS)('a fault at %s', { timeout: 240_000 }, (operation) => {
  it.each(SIMULATES ? ([...DOUBTS, '503', 'html'] as const) : DOUBTS)(
    '%s: nothing is lost, and nothing is there twice',
    async (what) => {
      const w = await testWorld();
      fault(w, { service: 'jira', operation, fault: what, times: 1, match: { functionKey: 'work-fn' } });
      breakOut(w, 22);
      await until(
        w,
        6 * HOUR,
        () => issuesIn(w).children.length === 22 && w.forge.faults.list().length === 0,
      );
      // What the fault delayed comes as well, and whatever would come twice.
      await w.forge.advance(2 * HOUR);
      expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
      expectOneStorm(w, 22);
      await expectClean(w);
    },
  );
});

/** The issue for the whole gets a security level in which the app is not, or loses it. */
function hides(w: TestWorld, isHidden: boolean): void {
  const key = issuesIn(w).parents[0]?.key;
  const level = w.jira.site().levels.find(({ name }) => name === 'Nur Kanzleileitung')?.id;
  const security = isHidden ? { id: level } : null;
  jiraCall(w, 'PUT', `/issue/${key}`, { body: { fields: { security } }, as: ACCOUNTS.admin });
}

describe('when all that belongs to it has ended', { timeout: 240_000 }, () => {
  it('the issue for the whole says so and is closed, and the next ones of the cause are a storm of their own', async () => {
    const w = await testWorld();
    breakOut(w, 22);
    await untilThere(w, 22);
    await w.forge.advance(MINUTE);
    expectOneStorm(w, 22);
    for (const { key } of issuesIn(w).children) moveTo(w, key, 'Closed without sending');
    // Where Jira does not take it now, it is told with a later round.
    fault(w, {
      service: 'jira',
      operation: 'editIssue',
      fault: '503',
      times: 9,
      match: { functionKey: 'work-fn' },
    });
    await w.forge.advance(HOUR);
    expect(issuesIn(w).parents).toMatchObject([{ isDone: true }]);
    expect(parentText(w)).toContain('22');
    expect(parentText(w)).not.toContain('Noch offen');
    const asked = () => w.forge.trace().filter(({ operation }) => operation === 'editIssue').length;
    const before = asked();
    await w.forge.advance(HOUR);
    expect(asked(), 'nobody writes to it any more').toBe(before);
    breakOut(w, 20);
    await w.forge.advance(2 * HOUR);
    expect(issuesIn(w).parents.map(({ isDone }) => isDone)).toEqual([true, false]);
    expect(issuesIn(w).children).toHaveLength(42);
    await expectClean(w);
  });

  it('it follows and is closed also after it was hidden from the app for a while', async () => {
    const w = await testWorld();
    breakOut(w, FILES);
    await untilThere(w, 1);
    hides(w, true);
    await w.forge.advance(10 * MINUTE);
    hides(w, false);
    await w.forge.advance(2 * HOUR);
    expectOneStorm(w, FILES);
    expect(parentText(w)).toContain(`Noch offen: ${FILES} Dateien von einem Mandanten.`);
    for (const { key } of issuesIn(w).children) moveTo(w, key, 'Closed without sending');
    await w.forge.advance(2 * HOUR);
    expect(issuesIn(w).parents).toMatchObject([{ isDone: true }]);
    expect(recordOf(w)).toMatchObject({ data: { storms: [] } });
    await expectClean(w);
  });

  it('it is closed also where it was hidden from the app when all had ended', async () => {
    const w = await testWorld();
    breakOut(w, 22);
    await untilThere(w, 22);
    await w.forge.advance(20 * MINUTE);
    for (const { key } of issuesIn(w).children) moveTo(w, key, 'Closed without sending');
    await w.forge.advance(2 * MINUTE);
    hides(w, true);
    await w.forge.advance(HOUR);
    hides(w, false);
    await w.forge.advance(3 * HOUR);
    expect(issuesIn(w).parents).toMatchObject([{ isDone: true }]);
    expect(recordOf(w)).toMatchObject({ data: { storms: [] } });
  });

  it('it is forgotten, also where the last that happened is that somebody deleted the issue for the whole', async () => {
    const w = await testWorld();
    breakOut(w, 22);
    await untilThere(w, 22);
    await w.forge.advance(20 * MINUTE);
    jiraCall(w, 'DELETE', `/issue/${issuesIn(w).parents[0]?.key}`, { as: ACCOUNTS.admin });
    for (const { key } of issuesIn(w).children) moveTo(w, key, 'Closed without sending');
    await w.forge.advance(HOUR);
    expect(recordOf(w)).toMatchObject({ data: { storms: [] } });
  });
});

describe('whatever is delivered twice', { timeout: 240_000 }, () => {
  it('a storm of two Mandanten has one issue for the whole, which names neither of them', async () => {
    const w = await testWorld();
    fault(w, { service: 'queue', operation: 'deliver', fault: 'duplicate', times: 60 });
    breakOut(w, 21);
    breakOut(w, 21, '455148-3');
    await untilThere(w, 42);
    await w.forge.advance(10 * MINUTE);
    expect(w.forge.faults.list(), 'each came twice').toEqual([]);
    expectOneStorm(w, 42);
    expect(parentText(w)).toContain('von 2 Mandanten');
    expect(parentText(w)).not.toContain('455148');
    await expectClean(w);
  });
});

describe('somebody lets the issues of a storm wait', { timeout: 240_000 }, () => {
  const pause = (w: TestWorld, paused: boolean, as: string, module = 'datev-desk') =>
    call(w, module, 'storms.pause', { as, payload: { paused, reason: paused ? 'Kanzlei ist gewarnt' : '' } });
  const seen = async (w: TestWorld) =>
    (await must(call<DeskAnswer>(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }))).storms;

  it('nothing more is created until somebody lets them go on; the desk says who, why and how many', async () => {
    const w = await testWorld();
    breakOut(w, FILES);
    await untilThere(w, 1);
    await w.forge.advance(10_000);
    const before = await seen(w);
    expect(before).toMatchObject({ files: FILES });
    expect(before?.until).toBeDefined();
    expect((await pause(w, true, ACCOUNTS.accountant)).ok, 'an accountant may not').toBe(false);
    await must(pause(w, true, ACCOUNTS.firmLead));
    await w.forge.advance(MINUTE);
    const made = issuesIn(w).children.length;
    await w.forge.advance(3 * HOUR);
    expect(issuesIn(w).children).toHaveLength(made);
    expect(await seen(w)).toMatchObject({ files: FILES, made, paused: { reason: 'Kanzlei ist gewarnt' } });
    postElsewhere(w, failingFile({ mandant: '455148-3', label: 'Andere' }), '455148-3');
    await w.forge.advance(70 * MINUTE);
    expect(issuesIn(w).children.length, 'other rejections have their issue').toBe(made + 1);
    await must(pause(w, false, ACCOUNTS.admin, 'datev-admin'));
    await w.forge.advance(MINUTE);
    expect(issuesIn(w).children.length, 'at once').toBeGreaterThan(made + 1);
    await w.forge.advance(9 * MINUTE);
    expect(issuesIn(w).children).toHaveLength(FILES + 1);
    expect(await seen(w)).toBeUndefined();
    await expectClean(w);
  });

  it('a file whose issue was never begun because somebody closed it gets one when its correction is rejected', async () => {
    const w = await testWorld();
    await must(pause(w, true, ACCOUNTS.firmLead));
    breakOut(w, 20);
    await w.forge.advance(70 * MINUTE);
    expect(issuesIn(w).children).toEqual([]);
    const { rows } = await must(call<DeskAnswer>(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }));
    const submissionId = rows[0]?.submissionId ?? '';
    await must(call(w, 'datev-desk', 'submission.close', { payload: { submissionId, reason: 'Irrtum' } }));
    await w.forge.advance(MINUTE);
    await upload(w, infectedFile({ mandant: '455148-1', label: 'Sturm_0' }), { submissionId });
    await pressSend(w, submissionId);
    await w.forge.advance(HOUR);
    expect((await atDesk<{ state: string }>(w, submissionId)).state).toBe('rejected');
    expect(issuesIn(w).children, 'what is no storm waits for no turn').toHaveLength(1);
    await expectClean(w);
  });

  it('where nothing waits a pause and its end ask Jira for nothing', async () => {
    const w = await testWorld();
    await must(pause(w, true, ACCOUNTS.firmLead));
    await w.forge.advance(MINUTE);
    await must(pause(w, false, ACCOUNTS.firmLead));
    const asked = () => w.forge.trace().filter(({ operation }) => operation === 'createIssue').length;
    await w.forge.advance(HOUR);
    expect(asked()).toBe(0);
    breakOut(w, 22);
    await untilThere(w, 22);
    await w.forge.advance(MINUTE);
    expectOneStorm(w, 22);
  });
});

async function healthOf(w: TestWorld): Promise<readonly string[]> {
  const { health } = await must(
    call<{ health: readonly { code: string }[] }>(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
  );
  return health.map(({ code }) => code);
}

describe('where Jira does not do all of it', { timeout: 240_000 }, () => {
  it('without the right to link each issue does without, and health says so', async () => {
    const w = await testWorld();
    w.jira.setPermission('BUCH', 'LINK_ISSUES', ACCOUNTS.app, false);
    breakOut(w, 22);
    await w.forge.advance(3 * HOUR);
    expect(issuesIn(w).children).toHaveLength(22);
    expect(issuesIn(w).children.flatMap(({ links }) => links)).toEqual([]);
    expect(await healthOf(w)).toContain('health.unlinked');
    await expectClean(w);
  });

  it('whoever deletes the issue for the whole has decided: no other one is made, and the issues go on', async () => {
    const w = await testWorld();
    breakOut(w, FILES);
    await untilThere(w, 1);
    jiraCall(w, 'DELETE', `/issue/${issuesIn(w).parents[0]?.key}`, { as: ACCOUNTS.admin });
    await w.forge.advance(2 * HOUR);
    expect(issuesIn(w).parents).toEqual([]);
    expect(issuesIn(w).children).toHaveLength(FILES);
    await expectClean(w);
    for (const { key } of issuesIn(w).children) moveTo(w, key, 'Closed without sending');
    await w.forge.advance(HOUR);
    expect(recordOf(w), 'it is over, and nobody looks at it any more').toMatchObject({
      data: { storms: [] },
    });
  });

  it('a link to an issue for the whole that is gone by then says nothing of what Jira takes', async () => {
    const w = await testWorld();
    fault(w, { service: 'jira', operation: 'linkIssues', fault: '503', times: 15 });
    breakOut(w, 22);
    await untilThere(w, 15);
    jiraCall(w, 'DELETE', `/issue/${issuesIn(w).parents[0]?.key}`, { as: ACCOUNTS.admin });
    await w.forge.advance(3 * HOUR);
    const asked = w.forge.trace().filter(({ operation }) => operation === 'linkIssues');
    expect(asked.length, 'it was tried again').toBeGreaterThan(15);
    expect(issuesIn(w).children).toHaveLength(22);
    expect(await healthOf(w)).not.toContain('health.unlinked');
    await expectClean(w);
  });

  it('when the points of the hour are gone nothing is asked of Jira before it said so, and all of it follows', async () => {
    const w = await testWorld();
    breakOut(w, FILES);
    await untilThere(w, 1);
    w.jira.setPointsLimit(0);
    await w.forge.advance(3 * MINUTE);
    const asked = w.forge.trace().filter(({ service }) => service === 'jira').length;
    await w.forge.advance(20 * MINUTE);
    expect(w.forge.trace().filter(({ service }) => service === 'jira').length - asked).toBeLessThanOrEqual(2);
    w.jira.setPointsLimit(65_000);
    await w.forge.advance(3 * HOUR);
    expectOneStorm(w, FILES);
  });

  it('when they are gone while corrected files are at DATEV, Jira is not asked once for each of them', async () => {
    const w = await testWorld();
    for (let n = 0; n < 12; n++) postElsewhere(w, failingFile({ label: `Datei_${n}` }));
    await untilThere(w, 12);
    w.datev.setPending(20 * MINUTE);
    for (const issue of issuesOf(w)) {
      await upload(w, correctFile(), { issue });
      moveTo(w, issue.key, 'Done');
    }
    await w.forge.advance(10 * MINUTE);
    w.jira.setPointsLimit(0);
    const asked = () => w.forge.trace().filter(({ service }) => service === 'jira').length;
    const before = asked();
    await w.forge.advance(30 * MINUTE);
    expect(asked() - before).toBeLessThanOrEqual(4);
    w.jira.setPointsLimit(65_000);
    await w.forge.advance(3 * HOUR);
    const told = issuesOf(w).map(({ fields: { summary } }) => summary.startsWith('An DATEV übergeben'));
    expect(told).toEqual(Array.from({ length: 12 }, () => true));
  });
});
