/**
 * Atlassian's personal data reporting as `@forge/api`'s `privacy.reportPersonalData` calls it: POST /app/report-accounts with
 * at most 90 accounts (api/out/privacy); 200 names those to be erased or renewed, 204 says that there is nothing to do
 * (https://developer.atlassian.com/platform/forge/user-privacy-guidelines/).
 */
import type { Active, Core, PlainAnswer } from './core';
import { jsonAnswer } from './core';

export type Report = { readonly at: number; readonly accountId: string; readonly updatedAt: string };
export type Privacy = {
  report(body: string, invocation: Active): PlainAnswer;
  /** The account is closed: whoever reports it has to erase what it knows of the person. */
  close(accountId: string): void;
  /** The person changed something in the profile now. */
  renew(accountId: string): void;
  /** Every account of every report that was taken, oldest first. */
  reports(): readonly Report[];
  snapshot(): unknown;
  restore(state: unknown): void;
};
type State = { closed: string[]; renewed: Record<string, number>; reports: Report[] };

const SCOPE = 'report:personal-data';
const MAX_ACCOUNTS = 90;
const CYCLE = { 'cycle-period': 'P7D' };
/** The guide: 1 to 128 characters, letters, digits, `-` and `:`. */
const ACCOUNT_ID = /^[0-9a-zA-Z:-]{1,128}$/;
/** RFC 3339. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

export function createPrivacy(core: Core): Privacy {
  const empty = (): State => ({ closed: [], renewed: {}, reports: [] });
  let state = empty();
  return {
    report(body, invocation) {
      const refused = (status: number, rule: string, message: string) => {
        core.log.addViolation({ invocation: invocation.id, rule, message });
        return jsonAnswer(status, { code: status, message });
      };
      if (!core.scopes.includes(SCOPE)) return refused(403, 'scope', `reporting accounts needs ${SCOPE}`);
      const accounts = accountsOf(body);
      const wrong = wrongIn(accounts);
      if (wrong !== undefined) return refused(400, 'personal-data', wrong);
      const at = core.clock.now();
      state.reports.push(
        ...accounts.map(({ accountId, updatedAt }) => ({
          at,
          accountId: accountId as string,
          updatedAt: updatedAt as string,
        })),
      );
      core.changed();
      return answer(state, accounts);
    },
    close(accountId) {
      state.closed.push(accountId);
      core.changed();
    },
    renew(accountId) {
      state.renewed[accountId] = core.clock.now();
      core.changed();
    },
    reports: () => state.reports,
    snapshot: () => structuredClone(state),
    restore: (saved) => {
      state = saved === undefined ? empty() : (structuredClone(saved) as State);
    },
  };
}

type Wire = Readonly<Record<string, unknown>>;

function accountsOf(body: string): readonly Wire[] {
  try {
    const { accounts } = JSON.parse(body) as { readonly accounts?: unknown };
    return Array.isArray(accounts) ? (accounts as readonly Wire[]) : [];
  } catch {
    return [];
  }
}

function wrongIn(accounts: readonly Wire[]): string | undefined {
  if (accounts.length === 0 || accounts.length > MAX_ACCOUNTS)
    return `a report has 1 to ${MAX_ACCOUNTS} accounts, this one ${accounts.length}`;
  const ids = accounts.map(({ accountId }) => accountId);
  if (new Set(ids).size < ids.length) return 'an account is in the report twice';
  if (!ids.every((id) => typeof id === 'string' && ACCOUNT_ID.test(id))) return 'not an account id';
  const instants = accounts.map(({ updatedAt }) => updatedAt);
  if (!instants.every((at) => typeof at === 'string' && INSTANT.test(at))) return 'updatedAt is no instant';
  const more = accounts.flatMap((account) => Object.keys(account)).filter((name) => !KNOWN.has(name));
  return more.length > 0 ? `a report carries account id and instant only, not ${more[0]}` : undefined;
}
const KNOWN = new Set(['accountId', 'updatedAt']);

function answer({ closed, renewed }: State, accounts: readonly Wire[]): PlainAnswer {
  const told = accounts.flatMap(({ accountId, updatedAt }) => {
    const id = accountId as string;
    if (closed.includes(id)) return [{ accountId: id, status: 'closed' }];
    const isOld = (renewed[id] ?? 0) > Date.parse(updatedAt as string);
    return isOld ? [{ accountId: id, status: 'updated' }] : [];
  });
  return told.length === 0
    ? { status: 204, headers: CYCLE, body: '' }
    : jsonAnswer(200, { accounts: told }, CYCLE);
}
