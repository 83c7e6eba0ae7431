import type { Basis } from '../submissions/run';

type Numbers = { readonly pipeline: number; readonly plan: number };

/**
 * From where on authors count for a run: the newest pair of pipeline and account plan that a second person approved, that was
 * delivered, and that is part of what this run was made with. What came later than the run says nothing about it.
 */
export function approvedUpTo(basis: Basis | undefined, approved: readonly Numbers[]): Numbers {
  const none = { pipeline: 0, plan: 0 };
  if (basis === undefined) return none;
  const { pipeline, plan } = basis;
  return approved.findLast((one) => one.pipeline <= pipeline.version && one.plan <= plan.version) ?? none;
}
