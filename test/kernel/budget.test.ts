import { describe, expect, it } from 'vitest';
import { budgetOf, shareWith } from '../../src/kernel/budget';

describe('a budget', () => {
  it('gives all that was asked for or none', () => {
    const budget = budgetOf(5);
    expect([budget.take(3), budget.take(3), budget.take(2), budget.take(1), budget.take(0)]).toEqual([
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('that is a share takes from the whole, and nothing when the whole has too little', () => {
    const whole = budgetOf(4);
    const [one, other] = [budgetOf(3, whole), budgetOf(3, whole)];
    expect([one.take(3), other.take(2), other.take(1), whole.take(1)]).toEqual([true, false, true, false]);
  });

  it('of which a share is sure is asked for no more than what goes beyond that', () => {
    const whole = budgetOf(5);
    const share = shareWith({ sure: 2, most: 6 }, whole);
    expect([share.take(1), share.take(2)], 'the second of two is its own, the third is not').toEqual([
      true,
      true,
    ]);
    expect(whole.take(5)).toBe(false);
    expect([share.take(4), share.take(3), share.take(1)], 'six at most').toEqual([false, true, false]);
    expect([whole.take(1), whole.take(1)]).toEqual([true, false]);
  });

  it('that is used up refuses what goes beyond the sure part, and keeps it', () => {
    const share = shareWith({ sure: 2, most: 6 }, budgetOf(0));
    expect([share.take(3), share.take(2), share.take(1)]).toEqual([false, true, false]);
  });
});
