import { type Budget, budgetOf } from '../kernel/budget';

/**
 * Calls to the outside that an invocation may make in each minute of its life (Forge: Function limits): counted as if it
 * lived for one, so that a fast DATEV never brings it to the limit.
 */
const MAX_CALLS = 100;

/** The calls of one invocation, whatever it looks at. */
export function callBudget(): Budget {
  return budgetOf(MAX_CALLS);
}
