import { describe, expect, it } from 'vitest';
import { budgetOf } from '../../src/kernel/budget';

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
});
