import '../support/forge-globals';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AT_ONCE, fillDxso } from '../../src/effects/send-dxso';
import { partsReader } from '../../src/files/parts-store';
import type { SubmissionEvent } from '../../src/submissions/events';
import { SLICE } from '../../src/submissions/submission';
import { empty, runsFor, seen } from '../support/forge-globals';
import { dco, loggedOut, newToken } from './datev';
import { beleg, FINISH, fill, filled, filling, JOB, names, OPENED, PUT, TAKEN } from './dxso';
import { called, carried, leave, loginPage, lost, no, nothing, problem, type Says } from './stage';

describe('a package', () => {
  it('goes into its job file by file, and then the job is finished', async () => {
    expect(await fill()).toEqual(TAKEN);
    expect(names()).toEqual(['document.xml', beleg(1), beleg(2)]);
    expect(called().at(-1)).toBe(FINISH);
    expect(JSON.parse(new TextDecoder().decode(carried(FINISH)[0] as Uint8Array))).toEqual({ ready: 'true' });
  });

  it('goes on behind what is there, and first with what was left', async () => {
    expect(await fill({ parts: 6, fill: { from: 4, left: [1, 3] } })).toEqual(TAKEN);
    expect(names()).toEqual([beleg(1), beleg(3), beleg(4), beleg(5)]);
  });

  it('of which everything is there is only finished', async () => {
    expect(await fill({ fill: { from: 3 } })).toEqual(TAKEN);
    expect(called()).toEqual([FINISH]);
  });

  it('that is bigger goes in slices, and is not finished by the first', async () => {
    expect(await fill({ parts: SLICE + 2 })).toEqual({ is: 'done', filled: SLICE });
    expect(names()).toHaveLength(SLICE);
    expect(called()).not.toContain(FINISH);
    expect(await fill({ parts: SLICE + 2, fill: { from: SLICE } })).toEqual(TAKEN);
    expect(names()).toEqual([beleg(SLICE), beleg(SLICE + 1)]);
  });

  it('goes some files at a time, once the first alone told that DATEV takes any', async () => {
    const running: number[] = [];
    let now = 0;
    const slow: Says = async () => {
      running.push(++now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now -= 1;
      return empty(204);
    };
    expect(await fill({ says: { [PUT]: slow }, parts: 20 })).toEqual(TAKEN);
    expect(running.slice(0, 2)).toEqual([1, 1]);
    expect(Math.max(...running)).toBe(AT_ONCE);
  });

  it('of big files goes one by one: each is in memory three times', async () => {
    const running: number[] = [];
    let now = 0;
    const slow: Says = async () => {
      running.push(++now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now -= 1;
      return empty(204);
    };
    expect(await fill({ says: { [PUT]: slow }, parts: 3, bytes: 10_000_001 })).toEqual(TAKEN);
    expect(Math.max(...running)).toBe(1);
  });

  it.each([
    ['that is not there', {}, 2, 'file.gone'],
    ['of which a piece is missing', { chunks: 9 }, 1, 'file.incomplete'],
    ['that is no archive', { sha256: 'c'.repeat(64) }, 1, 'file.hash-mismatch'],
  ])('%s waits for somebody', async (_which, over, revision, code) => {
    const subject = await filled({ over });
    const outcome = await fillDxso(partsReader()).act(subject, filling({}, revision), leave);
    expect(outcome).toMatchObject(problem(code, 'after-fix'));
    expect(called()).toEqual([]);
  });

  it('waits while nobody is logged in', async () => {
    expect(await fill({ isLoggedIn: false })).toMatchObject(problem('datev.not-connected', 'later'));
  });

  it('waits where the invocation has no time for a single file', async () => {
    runsFor(9_999);
    expect(await fill()).toMatchObject(problem('platform.no-time-left', 'later'));
    expect(called()).toEqual([]);
  });

  it('waits also with its last file where there is no time for it', async () => {
    runsFor(9_999);
    expect(await fill({ fill: { from: 2 } })).toMatchObject(problem('platform.no-time-left', 'later'));
  });

  it('of which a slice takes long goes on with the next one after a hundred seconds', async () => {
    onTestFinished(() => void vi.useRealTimers());
    const slow: Says = () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
      return empty(204);
    };
    const at = async (calls: number) => {
      const says = [...Array.from({ length: calls }, () => slow), nothing];
      const outcome = await fill({ says: { [PUT]: says }, parts: 20 });
      vi.useRealTimers();
      return outcome;
    };
    expect(await at(1)).toEqual(TAKEN);
    expect(await at(2)).toEqual({ is: 'done', filled: 1 + AT_ONCE });
  });

  it('asks once in a while whether the login still is the same, not before each file', async () => {
    onTestFinished(() => void vi.useRealTimers());
    const tokens = async (ms: number) => {
      const says: Says = async () => {
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
        await newToken();
        return empty(204);
      };
      await fill({ says: { [PUT]: [says, nothing] }, parts: 3 });
      vi.useRealTimers();
      return seen()
        .filter(({ path }) => path.endsWith('/files'))
        .map(({ headers }) => headers['authorization']);
    };
    expect(await tokens(29_000)).toEqual(['Bearer SECRET', 'Bearer SECRET', 'Bearer SECRET']);
    expect(await tokens(31_000)).toEqual(['Bearer SECRET', 'Bearer NEW', 'Bearer NEW']);
  });

  it('whose time is over while it goes keeps what is there', async () => {
    const says: Says = () => {
      runsFor(9_000);
      return empty(204);
    };
    expect(await fill({ says: { [PUT]: [nothing, says, nothing] }, parts: 20 })).toMatchObject({
      is: 'done',
    });
    expect(called()).not.toContain(FINISH);
  });
});

/** The same after the others. */
const later =
  (says: Says): Says =>
  async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return says();
  };

describe('a file of a package that DATEV does not take', () => {
  it.each([
    ['at the first: nothing more is begun', [no(429)], 1, problem('datev.later', 'later')],
    ['a clear no', [dco(400, 'DCO01016')], 1, { is: 'refused', cause: { code: 'DCO01016' } }],
    [
      'the job is not known any more',
      [dco(404, 'DCO01003')],
      1,
      { is: 'start-over', problem: { code: 'datev.not-found' } },
    ],
    [
      'nothing is known of the job',
      [no(404)],
      1,
      { is: 'start-over', problem: { code: 'datev.job-interrupted' } },
    ],
    ['the job was finished already', [dco(400, 'DCO01007')], 1, problem('datev.unreadable', 'look-up')],
    ['nobody knows whether it is there', [lost], 1, problem('platform.unreachable', 'look-up')],
    ['trouble', [no(500)], 1, problem('datev.unavailable', 'look-up')],
  ] as const)('%s', async (_what, says, calls, outcome) => {
    expect(await fill({ says: { [PUT]: says } })).toMatchObject(outcome);
    expect(names()).toHaveLength(calls);
    expect(called()).not.toContain(FINISH);
  });

  it('waits with those behind it, and what is there stays', async () => {
    const wait: Says = () => empty(429, { 'retry-after': '40' });
    const outcome = await fill({ says: { [PUT]: [nothing, wait, nothing] }, parts: 5 });
    const why = { code: 'datev.later', retry: 'later', status: 429, retryAfterSeconds: 40 };
    expect(outcome).toEqual({ is: 'done', filled: 4, left: [1], problem: why });
  });

  it('makes the whole doubtful where nobody knows whether it is there, whatever else is', async () => {
    const says = [nothing, lost, no(429), nothing];
    expect(await fill({ says: { [PUT]: says }, parts: 5 })).toMatchObject(
      problem('platform.unreachable', 'look-up'),
    );
  });

  it.each([
    ['a refusal before that it is finished', [dco(400, 'DCO01007'), dco(400, 'DCO01016')], { is: 'refused' }],
    [
      'a refusal before that the job is gone',
      [dco(404, 'DCO01003'), dco(400, 'DCO01016')],
      { is: 'refused' },
    ],
    [
      'that the job is finished before that it is gone',
      [no(404), dco(400, 'DCO01007')],
      problem('datev.unreadable', 'look-up'),
    ],
    ['that the job is gone before a doubt', [lost, dco(404, 'DCO01003')], { is: 'start-over' }],
    ['a doubt before patience', [no(429), lost], problem('platform.unreachable', 'look-up')],
  ] as const)('of several decides %s, whichever comes first', async (_which, [one, other], outcome) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const)
      expect(await fill({ says: { [PUT]: [nothing, first, later(second)] }, parts: 3 })).toMatchObject(
        outcome,
      );
  });

  it('says nothing of a pause that DATEV did not want', async () => {
    const problem = { code: 'datev.later', retry: 'later', status: 429 };
    expect(await fill({ says: { [PUT]: no(429) } })).toEqual({ is: 'problem', problem });
    const says = { [PUT]: [nothing, no(429), later(lost)] };
    expect(await fill({ says })).toEqual({
      is: 'problem',
      problem: { code: 'platform.unreachable', retry: 'look-up' },
    });
  });

  it('of several that want patience the longest pause holds', async () => {
    const pause =
      (seconds: number): Says =>
      () =>
        empty(429, { 'retry-after': String(seconds) });
    for (const says of [
      [pause(30), pause(90)],
      [pause(90), pause(30)],
    ])
      expect(await fill({ says: { [PUT]: [nothing, ...says] }, parts: 3 })).toMatchObject({
        problem: { retryAfterSeconds: 90 },
      });
  });

  it('of what was left stays left, and the rest counts as before', async () => {
    const outcome = await fill({ says: { [PUT]: no(429) }, parts: 6, fill: { from: 4, left: [1, 3] } });
    expect(outcome).toMatchObject(problem('datev.later', 'later'));
    const some = await fill({
      says: { [PUT]: [nothing, no(429)] },
      parts: 6,
      fill: { from: 4, left: [1, 3] },
    });
    expect(some).toMatchObject({ is: 'done', filled: 3, left: [3], problem: { code: 'datev.later' } });
  });
});

describe('the end of a package', () => {
  it.each([
    ['the job is not known any more', dco(404, 'DCO01003'), { is: 'start-over' }],
    ['nothing is known of it', no(404), { is: 'start-over', problem: { code: 'datev.job-interrupted' } }],
    ['it was finished already', dco(400, 'DCO01007'), problem('datev.unreadable', 'look-up')],
    ['a clear no', dco(400, 'DCO01016'), { is: 'refused', cause: { code: 'DCO01016' } }],
    ['nobody knows', lost, problem('platform.unreachable', 'look-up')],
    ['a page', loginPage, problem('datev.unreadable', 'look-up')],
    ['patience: all files are there', no(429), { is: 'done', filled: 3, problem: { code: 'datev.later' } }],
  ] as const)('when DATEV says that %s', async (_what, says, outcome) => {
    expect(await fill({ says: { [FINISH]: says } })).toMatchObject(outcome);
    expect(called().filter((call) => call === FINISH)).toHaveLength(1);
  });

  it('waits with DATEV’s patience where no file went before it', async () => {
    expect(await fill({ says: { [FINISH]: no(429) }, fill: { from: 3 } })).toMatchObject(
      problem('datev.later', 'later'),
    );
  });

  it.each([
    ['another job has taken its place', [{ what: 'done', key: 'open:r1:1', jobId: 'job-00000002' }]],
    ['its result is there already', [OPENED, { what: 'done', key: `fill:r1:${JOB}:0`, jobId: JOB }]],
  ] satisfies readonly (readonly [string, readonly SubmissionEvent[]])[])(
    'does not come where %s: what is in it is thrown away',
    async (_why, events) => {
      expect(await fill({ events })).toEqual({
        is: 'start-over',
        problem: { code: 'datev.job-interrupted', retry: 'later' },
      });
      expect(called()).not.toContain(FINISH);
    },
  );

  it('does not come when nobody is logged in any more, although the files are in the job', async () => {
    const last: Says = async () => {
      await loggedOut();
      return empty(204);
    };
    expect(await fill({ says: { [PUT]: [nothing, nothing, last] } })).toMatchObject({
      ...{ is: 'done', filled: 3, problem: { code: 'datev.reconnect', retry: 'later' } },
    });
    expect(called()).not.toContain(FINISH);
  });

  it('does not come once sending is stopped, although the files are in the job', async () => {
    expect(await fill({ isStopped: true })).toMatchObject({
      is: 'done',
      filled: 3,
      problem: { code: 'settings.stopped', retry: 'later' },
    });
    expect(names()).toHaveLength(3);
    expect(called()).not.toContain(FINISH);
  });
});
