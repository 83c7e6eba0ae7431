import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from '../../src/submissions/life/apply';
import { diesAgain } from '../../src/submissions/life/effort';
import { dueAt, next } from '../../src/submissions/next';
import { nextLookAt, pollGapSeconds, retryGapSeconds } from '../../src/submissions/schedule';
import type { Submission } from '../../src/submissions/submission';
import { APP, attempt, comment, issue, pending, submission } from './changes';
import { DISCOVERED, file, ISSUE, live, minutes, order, RESENT, T0, UPLOADED, WITH_ISSUE } from './life';
import { begun, EXPECTED_BY } from './run-life';

const now = (at: string) => ({ now: at, mayTransmit: true, retentionDays: 30 });

describe('the one decision', () => {
  it('tries what is owed', () => {
    expect(next(live(DISCOVERED), now(minutes(1)))).toMatchObject({ do: 'try', pending: { key: 'issue' } });
  });

  it('leaves alone what another invocation is at, and looks after its lease has lapsed', () => {
    const s = live(DISCOVERED, { what: 'trying', key: 'issue', leaseUntil: minutes(5) });
    expect(next(s, now(minutes(2)))).toEqual({ do: 'rest', until: minutes(5) });
    expect(next(s, now(minutes(6)))).toMatchObject({ do: 'look', pending: { key: 'issue' } });
  });

  it('looks for a doubtful outcome before it is done again', () => {
    const doubt = {
      what: 'doubted',
      key: 'issue',
      notBefore: minutes(3),
      problem: { code: 'jira.unreachable', retry: 'look-up' },
    } as const;
    const s = live(DISCOVERED, { what: 'trying', key: 'issue', leaseUntil: minutes(5) }, doubt);
    expect(next(s, now(minutes(2)))).toEqual({ do: 'rest', until: minutes(3) });
    expect(next(s, now(minutes(3)))).toMatchObject({ do: 'look' });
  });

  it('looks for a send whose looks died, before and after it is released, and never sends it blindly', () => {
    const lease = (n: number) => ({ key: 'send:r1', leaseUntil: minutes(n) });
    const dead = live(
      UPLOADED,
      order(1),
      { what: 'trying', ...lease(5) },
      { what: 'looking', ...lease(8), lapses: 1 },
      { what: 'looking', ...lease(11), lapses: 2 },
    );
    const [pending] = dead.pendingEffects;
    expect(dueAt(dead, 30)).toBe(minutes(11));
    expect(next(dead, now(minutes(10)))).toEqual({ do: 'rest', until: minutes(11) });
    expect(next(dead, now(minutes(12)))).toMatchObject({ do: 'look' });
    expect(pending && diesAgain(pending)).toBe(true);
    const problem = { code: 'platform.dies', retry: 'after-fix' } as const;
    const released = live(
      UPLOADED,
      order(1),
      { what: 'trying', ...lease(5) },
      { what: 'looking', ...lease(11), lapses: 2 },
      { what: 'held', key: 'send:r1', problem, inDoubt: true },
      { what: 'released', key: 'send:r1' },
    );
    expect(next(released, now(minutes(20)))).toMatchObject({ do: 'look', pending: { state: 'doubtful' } });
    expect(released.pendingEffects.map(diesAgain)).toEqual([false]);
  });

  it('goes on looking for an issue whose looks died, after a pause', () => {
    const problem = { code: 'platform.dies', retry: 'after-fix' } as const;
    const s = live(
      DISCOVERED,
      { what: 'trying', key: 'issue', leaseUntil: minutes(5) },
      { what: 'looking', key: 'issue', leaseUntil: minutes(8), lapses: 1 },
      { what: 'looking', key: 'issue', leaseUntil: minutes(11), lapses: 2 },
      { what: 'doubted', key: 'issue', problem, notBefore: minutes(72) },
    );
    expect(next(s, now(minutes(71)))).toEqual({ do: 'rest', until: minutes(72) });
    expect(next(s, now(minutes(72)))).toMatchObject({ do: 'look' });
    expect(s.pendingEffects.map(diesAgain)).toEqual([false]);
  });

  it('makes no second issue while nobody knows whether there is the first one', () => {
    const { cause } = DISCOVERED.attempt;
    const doubt = { code: 'jira.unreachable', retry: 'look-up' } as const;
    const first = `issue:${minutes(5)}`;
    const s = live(
      UPLOADED,
      order(1),
      { what: 'trying', key: 'send:r1', leaseUntil: minutes(5) },
      { what: 'done', key: 'send:r1', jobId: 'job-1' },
      { what: 'job-succeeded', revision: 1, jobId: 'job-1' },
      { what: 'overturned', revision: 1, jobId: 'job-1', cause, tells: true },
      { what: 'trying', key: first, leaseUntil: minutes(9) },
      { what: 'doubted', key: first, problem: doubt, notBefore: minutes(8) },
      { what: 'looked', key: first, notBefore: minutes(25) },
      { what: 'file-given', file: file({ revision: 2 }) },
      order(2),
      { what: 'trying', key: 'send:r2', leaseUntil: minutes(16) },
      { what: 'done', key: 'send:r2', jobId: 'job-2' },
      { what: 'job-failed', revision: 2, jobId: 'job-2', cause },
    );
    expect(s.pendingEffects.map(({ key, state }) => [key, state])).toEqual([
      [first, 'doubtful'],
      ['issue', 'due'],
    ]);
    expect(next(s, now(minutes(17)))).toEqual({ do: 'rest', until: minutes(25) });
    expect(dueAt(s, 30)).toBe(minutes(25));
    expect(next(s, now(minutes(25)))).toMatchObject({ do: 'look', pending: { key: first } });
    const there = apply(s, { what: 'done', key: first, issue: ISSUE, found: true }, APP);
    expect(next(there, now(minutes(26)))).toMatchObject({ do: 'try' });
  });

  it('sends nothing while sending is stopped, but still looks for what may have been sent', () => {
    const pending = live(UPLOADED, order(1));
    expect(next(pending, { ...now(minutes(2)), mayTransmit: false })).toEqual({ do: 'rest' });
    const doubtful = live(UPLOADED, order(1), { what: 'trying', key: 'send:r1', leaseUntil: minutes(2) });
    expect(next(doubtful, { ...now(minutes(3)), mayTransmit: false })).toMatchObject({ do: 'look' });
  });

  it('forgets the bytes when retention is over, and not a day earlier', () => {
    const s = live(
      DISCOVERED,
      ...RESENT,
      { what: 'job-succeeded', revision: 2, jobId: 'job-2' },
      { what: 'done', key: 'comment:sent:r2' },
      { what: 'done', key: 'comment:delivered:r2' },
    );
    const due = dueAt(s, 30) ?? '';
    expect(next(s, now(minutes(60)))).toEqual({ do: 'rest', until: due });
    expect(next(s, now(due))).toEqual({ do: 'forget', revisions: [2] });
  });

  it('is never due later than it has something to do', () => {
    const lives = [
      live(DISCOVERED),
      live(DISCOVERED, ...WITH_ISSUE),
      live(DISCOVERED, ...RESENT),
      live(UPLOADED, order(1)),
    ];
    const steps = lives.map((s) => next(s, now(minutes(1000))).do);
    expect(steps).toEqual(['try', 'rest', 'try', 'try']);
    for (const s of lives.filter((_, at) => steps[at] !== 'rest'))
      expect(dueAt(s, 30) !== undefined && (dueAt(s, 30) ?? '') <= minutes(1000)).toBe(true);
  });
});

describe('when to come back', () => {
  it('never polls earlier than DATEV asked, grows to the cap and stays within six GETs for thirty minutes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 0, max: 60 }),
        (chances, retryAfter) => {
          const gaps = chances.map((chance, step) => pollGapSeconds(step, retryAfter, chance));
          expect(Math.min(...gaps)).toBeGreaterThanOrEqual(retryAfter);
          expect(Math.max(...gaps)).toBeLessThanOrEqual(900);
          let passed = 0;
          let gets = 0;
          for (const gap of gaps) {
            passed += gap;
            if (passed <= 1800) gets++;
          }
          expect(gets).toBeLessThanOrEqual(6);
          expect(gaps.slice(4).every((g) => g >= 675)).toBe(true);
        },
      ),
    );
  });

  it('looks for a doubtful outcome after 1, 5, 15 and 20 minutes and then no more', () => {
    const at = '2026-12-01T08:00:00.000Z';
    expect([0, 1, 2, 3].map((n) => nextLookAt(at, n))).toEqual([
      minutes(1),
      minutes(5),
      minutes(15),
      minutes(20),
    ]);
    expect(nextLookAt(at, 4)).toBeUndefined();
  });

  it('waits at least as long as the other side says before a retry', () => {
    expect(retryGapSeconds(1, 120, 0)).toBe(120);
    expect(retryGapSeconds(30, 0, 0.99)).toBeLessThanOrEqual(3600);
  });
});

describe('what comes next, and when', () => {
  const NOW = minutes(60);
  const SEND = pending('send:r1', { kind: 'send-extf', revision: 1 });
  const FILL = pending('fill:r1:j:0', { kind: 'fill-dxso', revision: 1, jobId: 'j', from: 0 });
  const PUT = pending('put:r1', { kind: 'put-document', revision: 1 });
  const MAKES = pending('issue', { kind: 'create-issue' });
  const DROP = pending('drop:j', { kind: 'drop-dxso', jobId: 'j' });
  const MAKE = pending('make:r1', { kind: 'make-run', revision: 1 });
  const HAND = pending('hand:r1', { kind: 'hand-over', revision: 1 });
  const NOTE = comment('sent:r1', { about: 'sent', revision: 1 });
  const owes = (...pendingEffects: Submission['pendingEffects']) => submission({ pendingEffects });
  const told = (...pendingEffects: Submission['pendingEffects']) =>
    submission({ pendingEffects, issue: issue() });
  const hiddenUntil = (at: string, ...pendingEffects: Submission['pendingEffects']) =>
    submission({ pendingEffects, issue: issue({ hidden: { since: T0, looks: 1, at } }) });
  const doubtful = { state: 'doubtful' } as const;
  const lapsed = { state: 'trying', leaseUntil: minutes(59) } as const;
  const step = (what: 'try' | 'look', one: Submission['pendingEffects'][number]) => ({
    do: what,
    pending: one,
  });
  const run = submission({ kind: 'run', run: begun().run, attempts: [attempt()] });
  const STOPPED = { mayTransmit: false };
  const lookAtIssue = { do: 'look-at-issue', issueId: '10001' };
  const end = { as: 'delivered', at: T0 } as const;
  const rest = (until?: string) => ({ do: 'rest', ...(until === undefined ? {} : { until }) });
  const month = new Date(Date.parse(T0) + 30 * 86_400_000).toISOString();

  it.each<readonly [string, Submission, object, string | undefined, { now?: string; mayTransmit?: boolean }]>(
    [
      ['nothing', submission(), rest(), undefined, {}],
      ['a transmission', owes(SEND), step('try', SEND), T0, {}],
      ['none while sending is stopped', owes(SEND), rest(), T0, STOPPED],
      ['the issue while sending is stopped', owes(SEND, MAKES), step('try', MAKES), T0, STOPPED],
      ['a comment while sending is stopped', told(SEND, NOTE), step('try', NOTE), T0, STOPPED],
      [
        'whether one arrived, while sending is stopped',
        owes({ ...SEND, ...doubtful }),
        step('look', { ...SEND, ...doubtful }),
        T0,
        STOPPED,
      ],
      [
        'whether one arrived whose try died, while sending is stopped',
        owes({ ...SEND, ...lapsed }),
        step('look', { ...SEND, ...lapsed }),
        minutes(59),
        STOPPED,
      ],
      [
        'whether a package is whole, while sending is stopped',
        owes({ ...FILL, ...doubtful }),
        step('look', { ...FILL, ...doubtful }),
        T0,
        STOPPED,
      ],
      ['no image, which would simply go again', owes({ ...PUT, ...doubtful }), rest(), T0, STOPPED],
      [
        'whether an image arrived, when sending goes on',
        owes({ ...PUT, ...doubtful }),
        step('look', { ...PUT, ...doubtful }),
        T0,
        {},
      ],
      ['nothing that somebody must see to first', owes({ ...SEND, state: 'held' }), rest(), undefined, {}],
      ['nothing whose turn has not come', owes({ ...MAKES, turn: true }), rest(), undefined, {}],
      ['what comes after that', told({ ...SEND, state: 'held' }, NOTE), step('try', NOTE), T0, {}],
      [
        'what is not before now',
        owes({ ...MAKES, notBefore: NOW }, { ...DROP, notBefore: minutes(61) }),
        step('try', { ...MAKES, notBefore: NOW }),
        NOW,
        {},
      ],
      [
        'later what is not before then',
        owes({ ...MAKES, notBefore: minutes(61) }),
        rest(minutes(61)),
        minutes(61),
        {},
      ],
      [
        'later what may go first of all that may go',
        told({ ...SEND, state: 'held', notBefore: minutes(61) }, { ...NOTE, notBefore: minutes(62) }),
        rest(minutes(62)),
        minutes(62),
        {},
      ],
      [
        'nothing while somebody is at it',
        owes({ ...MAKES, state: 'trying', leaseUntil: minutes(61) }, DROP),
        rest(minutes(61)),
        T0,
        {},
      ],
      [
        'a look, from when nobody is at it any more',
        owes({ ...MAKES, state: 'trying', leaseUntil: NOW }),
        step('look', { ...MAKES, state: 'trying', leaseUntil: NOW }),
        NOW,
        {},
      ],
      ['no comment without an issue', owes(NOTE), rest(), T0, {}],
      [
        'no comment at an issue that was deleted',
        { ...owes(NOTE), issue: issue({ deletedAt: T0 }) },
        rest(),
        T0,
        {},
      ],
      [
        'whether there is an issue, and no second one before',
        owes({ ...MAKES, key: 'issue:1', ...doubtful, notBefore: minutes(61) }, MAKES),
        rest(minutes(61)),
        minutes(61),
        {},
      ],
      [
        'another issue, where the first one was surely not made',
        owes({ ...MAKES, key: 'issue:1', notBefore: minutes(61) }, MAKES),
        step('try', MAKES),
        T0,
        {},
      ],
      [
        'whether there is one, where two are in doubt',
        owes({ ...MAKES, key: 'issue:1', ...doubtful, notBefore: minutes(61) }, { ...MAKES, ...doubtful }),
        step('look', { ...MAKES, ...doubtful }),
        T0,
        {},
      ],
      ['whether Jira shows the issue again', hiddenUntil(NOW, NOTE), lookAtIssue, NOW, {}],
      [
        'whether so later, and no comment before',
        hiddenUntil(minutes(61), NOTE),
        rest(minutes(61)),
        minutes(61),
        {},
      ],
      [
        'nothing of an issue that was deleted while it was hidden',
        submission({ issue: issue({ deletedAt: T0, hidden: { since: T0, looks: 1, at: T0 } }) }),
        rest(),
        undefined,
        {},
      ],
      [
        'what goes to DATEV, although the issue is hidden',
        hiddenUntil(minutes(61), SEND),
        step('try', SEND),
        T0,
        {},
      ],
      [
        'another issue, although that one is hidden',
        hiddenUntil(minutes(61), MAKES),
        step('try', MAKES),
        T0,
        {},
      ],
      ['an unfinished job, although it is hidden', hiddenUntil(minutes(61), DROP), step('try', DROP), T0, {}],
      ['an execution, although it is hidden', hiddenUntil(minutes(61), MAKE), step('try', MAKE), T0, {}],
      ['a hand-over, although it is hidden', hiddenUntil(minutes(61), HAND), step('try', HAND), T0, {}],
      ['that a run is late', run, { do: 'tell-late' }, EXPECTED_BY, { now: EXPECTED_BY }],
      ['that it is so, later', run, rest(EXPECTED_BY), EXPECTED_BY, {}],
      [
        'that the bytes are kept no longer',
        submission({ files: [file()], end }),
        { do: 'forget', revisions: [1] },
        month,
        { now: month },
      ],
      ['that they are not, later', submission({ files: [file()], end }), rest(month), month, {}],
      [
        'nothing where none are kept',
        submission({ files: [file({ deletedAt: T0 })], end }),
        rest(),
        undefined,
        {},
      ],
    ],
  )('is %s', (_, s, wanted, due, over) => {
    expect(next(s, { now: NOW, mayTransmit: true, retentionDays: 30, ...over })).toStrictEqual(wanted);
    expect(dueAt(s, 30)).toBe(due);
  });
});
