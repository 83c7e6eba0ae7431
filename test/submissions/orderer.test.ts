import { describe, expect, it } from 'vitest';
import { orderersOf } from '../../src/submissions/decisions/orderer';
import type { Attempt, Submission } from '../../src/submissions/submission';
import { live, order, UPLOADED } from './life';
import { begun, ran } from './run-life';

/** By whose right a file leaves: asked at the moment of sending. */
const SEND = { kind: 'send-extf', revision: 1 } as const;
const base = live(UPLOADED, order(1));
const withAttempts = (s: Submission, ...attempts: readonly Partial<Attempt>[]): Submission => ({
  ...s,
  attempts: attempts.map((one, n) => ({
    ...{ revision: n + 1, referenceId: 'r', fileName: 'f', sha256: 'h', state: 'sending' as const },
    ...one,
  })),
});
const unordered = withAttempts(base, {});

describe('whose right lets a step send', () => {
  it('is that of whoever ordered it, by what means they did', () => {
    expect(orderersOf(SEND, { child: withAttempts(base, { by: 'karla' }) })).toEqual([{ id: 'karla' }]);
    const byRule = withAttempts(base, { by: 'karla', byRule: true });
    expect(orderersOf(SEND, { child: byRule })).toEqual([{ id: 'karla', byRule: true }]);
    const moved = withAttempts(base, { by: 'robot', byAutomation: true });
    expect(orderersOf(SEND, { child: moved })).toEqual([{ id: 'robot', isAutomation: true }]);
  });

  it('is that of whoever vouched for it last, before whoever ordered it', () => {
    const child = withAttempts(base, { by: 'karla', vouchedBy: 'anna' });
    expect(orderersOf(SEND, { child })).toEqual([{ id: 'anna' }]);
  });

  it('is asked of what sends only', () => {
    const child = withAttempts(base, { by: 'karla' });
    for (const effect of [{ kind: 'create-issue' }, { kind: 'hand-over', revision: 1 }] as const)
      expect(orderersOf(effect, { child })).toEqual([]);
  });

  it('of a file that a run made is that of whoever started the run, and of whoever approved it', () => {
    const started = ran(begun({ by: 'person' }));
    const run: Submission = {
      ...withAttempts(started, {}),
      startedBy: 'bernd',
      run: { ...(started.run ?? { pipeline: '', name: '', period: '', by: 'person' }), approvedBy: 'anna' },
    } as Submission;
    expect(orderersOf(SEND, { child: unordered, run })).toEqual([{ id: 'bernd' }, { id: 'anna' }]);
    const byRule = { ...run, run: { ...run.run, by: 'rule' } } as Submission;
    expect(orderersOf(SEND, { child: unordered, run: byRule })[0]).toEqual({ id: 'bernd', byRule: true });
    expect(orderersOf(SEND, { child: unordered, run })[0]).not.toHaveProperty('byRule');
    // Executed again: whoever ordered that stands for it, and not whoever started the first one.
    const again = withAttempts(run, {}, { by: 'karla' });
    expect(orderersOf(SEND, { child: unordered, run: again })).toEqual([{ id: 'karla' }, { id: 'anna' }]);
    const byItself = withAttempts(run, {}, {});
    expect(orderersOf(SEND, { child: unordered, run: byItself })).toEqual([{ id: 'anna' }]);
  });

  it('is nobody’s where the calendar began the run, or nothing is known of it', () => {
    const { startedBy: _, ...run } = withAttempts(ran(begun()), {});
    expect(orderersOf(SEND, { child: unordered, run })).toEqual([]);
    expect(orderersOf(SEND, { child: unordered })).toEqual([]);
  });
});
