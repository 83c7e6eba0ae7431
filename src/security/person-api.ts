import { groupIdsOf } from '../jira/people-api';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Settings } from '../settings/settings';
import type { Orderer } from '../submissions/decisions/orderer';
import { wasAdminLately } from './admin-store';

/**
 * What somebody may do who is not here to be asked: whoever moved an issue, or ordered a transmission hours ago. Jira tells an
 * app with our scopes only the groups of another account (GET /user/groups); their permission on an issue is told to Jira
 * administrators alone (docs/adr). That they may move the issue, the move itself proves: Jira enforced it.
 */
type AskPerson = (accountId: string, settings: Settings) => Promise<Result<boolean, Problem>>;

/** Asks each person once: one asker serves one invocation, so that what it heard never outlives it. */
export function personAsker(): AskPerson {
  const heard = new Map<string, Result<readonly string[], Problem>>();
  return async (accountId, { groups: { resubmit } }) => {
    if (resubmit.length === 0) return ok(true);
    const known = heard.get(accountId) ?? (await groupIdsOf(accountId));
    heard.set(accountId, known);
    if (!known.ok) return isUnknown(known.problem) ? ok(false) : fail(unasked(known.problem));
    return ok(resubmit.some((id) => known.value.includes(id)) || (await wasAdminLately(accountId)));
  };
}

/** Jira does not know the account (any more): nobody has a right. */
function isUnknown({ status }: Problem): boolean {
  return status === 404;
}

/** Neither "may" nor "may not": asked again later, whatever the reason. */
function unasked({ retryAfterSeconds, status }: Problem): Problem {
  return {
    code: 'access.not-asked',
    retry: 'later',
    ...present({ status, retryAfterSeconds }),
  };
}

/**
 * Whether all by whose word something goes may still send. Automation: while the admin's setting admits it; what a rule's action
 * ordered as a person: while it does and the person may.
 */
export function mayAllSend(ask: AskPerson) {
  return async (orderers: readonly Orderer[], settings: Settings): Promise<Result<boolean, Problem>> => {
    for (const { id, isAutomation, byRule } of orderers) {
      const wantsSetting = isAutomation === true || byRule === true;
      if (wantsSetting && !settings.automationMayTransition) return ok(false);
      const may = isAutomation === true ? ok(true) : await ask(id, settings);
      if (!may.ok || !may.value) return may;
    }
    return ok(true);
  };
}
