import { whoOf } from '../datev/cause-words';
import { phaseOf } from '../submissions/phase';
import type { Submission } from '../submissions/submission';
import type { ProblemCode } from '../texts/problem-code';

/**
 * Who has to act. `accountant`: whoever corrects files and sends them · `approver`: a second person · `tax-firm`: at DATEV, for
 * the Mandant · `admin`: the Jira administration. Words of JQL, which are the same in every language.
 */
export type Needed = 'accountant' | 'approver' | 'tax-firm' | 'admin';

type Needs = { readonly who: Needed; readonly since: string };

/** Whom a submission needs and since when; `undefined`: nobody. It needs somebody exactly while its phase says so. */
export function needsOf(s: Submission): Needs | undefined {
  if (phaseOf(s) !== 'needs-you') return undefined;
  return forApproval(s) ?? forHeld(s) ?? { who: afterNo(s), since: sinceNo(s) };
}

function forApproval({ asks }: Submission): Needs | undefined {
  return asks?.what === 'approve-run' ? { who: 'approver', since: asks.at } : undefined;
}

/** A step waits for whoever can remove what is in its way. */
function forHeld(s: Submission): Needs | undefined {
  const held = s.pendingEffects.find(({ state }) => state === 'held');
  if (held === undefined) return undefined;
  const who = held.problem === undefined ? 'accountant' : (BY_CODE.get(held.problem.code) ?? 'accountant');
  return { who, since: held.triedAt ?? s.startedAt };
}

/** A file that is there has to be sent, whoever was to act before. */
function afterNo({ attempts, candidate }: Submission): Needed {
  const cause = attempts.at(-1)?.cause;
  if (cause === undefined || candidate !== undefined) return 'accountant';
  return BY_CODE.get(cause.code) ?? BY_WHO[whoOf(cause)];
}

function sinceNo({ attempts, asks, startedAt }: Submission): string {
  return attempts.at(-1)?.endedAt ?? asks?.at ?? startedAt;
}

const BY_WHO: Readonly<Record<ReturnType<typeof whoOf>, Needed>> = {
  accounting: 'accountant',
  'accounting-it': 'accountant',
  firm: 'tax-firm',
  admin: 'admin',
  support: 'admin',
  // The app takes care; what is left over is sent again by hand.
  nobody: 'accountant',
};

/** What a person without the rights of an administrator, or of a second person, cannot remedy (`problem.*.remedy`). */
const OF_ADMINS: readonly ProblemCode[] = [
  'settings.stopped',
  'settings.not-production',
  'settings.not-configured',
  'jira.project-gone',
  'jira.issue-type-gone',
  'jira.required-fields',
  'jira.field-refused',
  'jira.app-field-gone',
  'jira.forbidden',
  'jira.not-found',
  'jira.refused',
  'platform.egress-blocked',
  'platform.unknown-version',
  'platform.storage-refused',
  'datev.token',
  'datev.not-connected',
  'datev.reconnect',
  'datev.other-site',
  'datev.not-registered',
  'datev.client-refused',
  'looker.not-approved',
  'looker.wrong-key',
  'looker.login-lost',
  'looker.paused',
  'run.no-connection',
];
const OF_FIRMS: readonly ProblemCode[] = ['datev.no-permission', 'datev.not-found'];
const OF_APPROVERS: readonly ProblemCode[] = ['run.not-approved', 'run.same-person'];

const BY_CODE = new Map<string, Needed>([
  ...OF_ADMINS.map((code) => [code, 'admin'] as const),
  ...OF_FIRMS.map((code) => [code, 'tax-firm'] as const),
  ...OF_APPROVERS.map((code) => [code, 'approver'] as const),
]);
