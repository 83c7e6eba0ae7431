import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diesAgain } from '../../src/submissions/life/effort';
import { dueAt, next } from '../../src/submissions/next';
import { nextLookAt, pollGapSeconds, retryGapSeconds } from '../../src/submissions/schedule';
import { DISCOVERED, live, minutes, order, RESENT, UPLOADED, WITH_ISSUE } from './life';

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
    for (const s of lives) {
      const step = next(s, now(minutes(1000)));
      if (step.do !== 'rest')
        expect(dueAt(s, 30) !== undefined && (dueAt(s, 30) ?? '') <= minutes(1000)).toBe(true);
    }
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
