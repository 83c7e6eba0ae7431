import { ACCOUNTS } from '../jira/site';
import type { ShellPerson } from './shell-types';

/** Those the user switcher offers, by the names `X-Sandbox-User` knows besides account ids. */
export const PEOPLE: readonly Omit<ShellPerson, 'name'>[] = [
  { role: 'admin', accountId: ACCOUNTS.admin },
  { role: 'firm-lead', accountId: ACCOUNTS.firmLead },
  { role: 'accountant', accountId: ACCOUNTS.accountant },
  { role: 'outsider', accountId: ACCOUNTS.outsider },
];

/** An account id from a role's name, an account id, or nothing (the admin). */
export function accountOf(user: string | undefined): string {
  if (user === undefined || user === '') return ACCOUNTS.admin;
  return PEOPLE.find((person) => person.role === user)?.accountId ?? user;
}
