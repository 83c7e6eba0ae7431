import { type Account, bare } from './plan';

type Found = Pick<Account, 'number' | 'name'>;
/** As many as somebody looks through. */
const MOST = 12;

/** Accounts whose number begins with what is typed, then those whose name has it. */
export function findAccounts(
  accounts: readonly Account[],
  query: string,
): { readonly accounts: readonly Found[]; readonly more: number } {
  const wanted = query.trim().toLowerCase();
  const digits = /^\d+$/.test(wanted) ? bare(wanted) : undefined;
  const byNumber = accounts.filter(
    ({ number }) => wanted === '' || (digits !== undefined && bare(number).startsWith(digits)),
  );
  const isFound = new Set(byNumber);
  const byName = accounts.filter(
    (account) => wanted !== '' && !isFound.has(account) && account.name.toLowerCase().includes(wanted),
  );
  const all = [...byNumber.sort((a, b) => Number(a.number) - Number(b.number)), ...byName];
  const shown = all.slice(0, MOST).map(({ number, name }) => ({ number, name }));
  return { accounts: shown, more: all.length - shown.length };
}
