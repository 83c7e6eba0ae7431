import { type AccountPlan, checkPlan } from '../../accounts/plan';
import { loadPlan, savePlan } from '../../accounts/plan-store';
import type { Parsed } from '../../contract/call';
import type { DESK_CALLS } from '../../contract/calls';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { now } from '../../platform/clock';

const CONFLICT: Problem = { code: 'pipeline.conflict', retry: 'after-fix' };

type Wish = Omit<Parsed<(typeof DESK_CALLS)['accounts.save']>, 'lang'>;

/** Saves the next version of a Mandant's account plan, if nobody else has saved since the person saw it. */
export async function saveAccounts(
  { mandant, version, plan }: Wish,
  by: string,
): Promise<Result<null, Problem>> {
  const before = await loadPlan(mandant);
  if (before.version !== version) return fail(CONFLICT);
  const next: AccountPlan = {
    ...present(plan),
    v: 1,
    mandant,
    version: (before.data?.version ?? 0) + 1,
    changedAt: now(),
    changedBy: by,
  };
  const [fault] = checkPlan(next);
  if (fault !== undefined) return fail(fault);
  const saved = await savePlan(before, next);
  if (!saved.ok) return saved;
  return saved.value === 'done' ? ok(null) : fail(CONFLICT);
}
