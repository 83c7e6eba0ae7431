import { ACCOUNTS, jiraCall, type TestWorld } from './world';

/** Our validator in Jira's workflows, and moves that wait for it. */

export const VALIDATOR = 'datev-checked-file';

/** Puts the validator on every transition of all workflows, or on those with these names. */
export function validate(w: TestWorld, names?: readonly string[]): void {
  for (const { id: workflow, transitions } of w.jira.site().workflows)
    for (const { id: transition, name } of transitions)
      if (names?.includes(name) ?? true) w.jira.setValidator({ workflow, transition }, VALIDATOR, true);
}

type Ways = {
  readonly transitions: readonly { readonly id: string; readonly to: { readonly name: string } }[];
};

/** A person moves an issue into a status; answers what Jira says against it, `undefined`: it moved. */
export async function tryMove(
  w: TestWorld,
  key: string,
  status: string,
  as: string = ACCOUNTS.accountant,
): Promise<string | undefined> {
  const path = `/issue/${key}/transitions`;
  const { transitions } = jiraCall<Ways>(w, 'GET', path, { as });
  const id = transitions.find(({ to }) => to.name === status)?.id;
  if (id === undefined) throw new Error(`No transition leads to ${status}`);
  const answer = await w.forge.askJira({
    method: 'POST',
    path: `/rest/api/3${path}`,
    query: new URLSearchParams(),
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify({ transition: { id } })),
    caller: { kind: 'person', accountId: as },
  });
  if (answer.status === 204) return undefined;
  const said = JSON.parse(Buffer.from(answer.body).toString('utf8')) as { errorMessages: readonly string[] };
  return said.errorMessages.join(' ');
}
