import type { CROSS_CHECK_CALLS } from '../contract/cross-check';
import { beginCrossCheck } from '../flows/exception/cross-check';
import { showCrossCheck, showPage } from '../flows/pages/show-cross-check';
import { repair } from '../flows/people/repair';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import type { Caller } from '../security/caller';
import { asAdmin, atDesk, readsAtDesk } from '../security/caller-api';
import type { Scope } from '../security/scope-api';
import { type Handlers, person } from './answering';

/** Whom the page is for, and what of a cross-check they see. */
type ScopeOf = (caller: Caller) => Promise<Result<Scope, Problem>>;

/** Jira administrators pass every group. */
export const adminScope: ScopeOf = async (caller) => {
  const who = await asAdmin(caller);
  return who.ok ? ok({ admin: true, reads: () => true }) : who;
};

/** Firm leads: what belongs to Mandanten of whom they may read. */
export const leadScope: ScopeOf = async (caller) => {
  const desk = await atDesk(caller);
  if (!desk.ok) return desk;
  return ok({ admin: desk.value.who.admin, reads: (mandant) => readsAtDesk(desk.value, mandant) });
};

/** The cross-check on the admin page and at the desk. */
export function crossCheckCalls(scopeOf: ScopeOf): Handlers<typeof CROSS_CHECK_CALLS> {
  return {
    'discrepancies.view': async ({ lang }, caller) => {
      const scope = await scopeOf(caller);
      return scope.ok ? showCrossCheck(scope.value, lang) : scope;
    },
    'discrepancies.begin': async () => {
      await beginCrossCheck();
      return ok(null);
    },
    'discrepancies.page': async ({ kind, n }, caller) => {
      const scope = await scopeOf(caller);
      return scope.ok ? showPage({ kind, n }, scope.value) : scope;
    },
    'discrepancies.repair': async ({ kind, mandant, submission, job, issueId }, caller) => {
      const scope = await scopeOf(caller);
      if (!scope.ok) return scope;
      const issue = issueId === undefined ? undefined : { id: issueId };
      const named = { kind, ...present({ mandant, submission, job, issue }) };
      return repair({ ...named, by: person(caller), scope: scope.value });
    },
  };
}
