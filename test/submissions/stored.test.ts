import { describe, expect, it } from 'vitest';
import { inTodaysWords } from '../../src/submissions/stored';
import { DISCOVERED, ISSUE, live } from './life';

const TODAY = live(
  DISCOVERED,
  { what: 'trying', key: 'issue', leaseUntil: '2026-12-01T08:06:00.000Z' },
  {
    ...{ what: 'doubted', key: 'issue', notBefore: '2026-12-01T08:07:00.000Z' },
    problem: { code: 'jira.unreachable', retry: 'look-up' },
  },
  { what: 'trying', key: 'issue', leaseUntil: '2026-12-01T08:20:00.000Z' },
  { what: 'done', key: 'issue', issue: ISSUE },
);

describe('a state of the time when effects were called what a submission owes', () => {
  it('says the same in the words of today', () => {
    const { pendingEffects, completedEffects, ...same } = TODAY;
    const kinds = pendingEffects.map(({ effect }) => effect.kind);
    expect(kinds.filter((kind) => kind === 'close-duplicates')).toHaveLength(2);
    const owed = pendingEffects.map((one) => ({
      ...one,
      state: one.state === 'due' ? 'owed' : one.state,
      effect: one.effect.kind === 'close-duplicates' ? { kind: 'close-twins' } : one.effect,
    }));
    expect(completedEffects).toEqual(['issue']);
    expect(inTodaysWords({ ...same, owed, settled: completedEffects })).toEqual(TODAY);
  });

  it.each(['trying', 'doubtful', 'held'] as const)('an effect that is %s stays so', (state) => {
    const { pendingEffects, completedEffects, ...same } = TODAY;
    const owed = pendingEffects.map((one) => ({ ...one, state }));
    const read = inTodaysWords({ ...same, owed, settled: completedEffects });
    expect(read.pendingEffects.map((one) => one.state)).toEqual(owed.map(() => state));
  });
});

it('a state in the words of today is left as it is', () => {
  expect(inTodaysWords(TODAY)).toBe(TODAY);
});
