import type { ForgeWorld } from '../forge/host';
import { ACCOUNTS, GROUPS } from '../jira/site';

/**
 * A fresh installation becomes the one the guides talk about: project BUCH, Done = resubmit, two Mandanten watched.
 * Everything is done as the admin through the app's own resolvers, the way a person would click it together, so that
 * the sandbox never stands in a state the app could not have come to.
 */
export async function setUpInstallation(world: ForgeWorld): Promise<void> {
  const { version, settings } = await asAdmin<AdminView>(world, 'admin.view', {});
  await asAdmin(world, 'admin.save', { version, settings: { ...settings, ...chosen(world) } });
  for (const mandant of ['455148-1', '455148-3'])
    await asAdmin(world, 'mandant.watch', { mandant, lookBackDays: 0 });
}
type AdminView = {
  readonly version: number;
  readonly settings: { readonly groups?: Readonly<Record<string, unknown>> };
};

/** What the admin chooses in the settings; the rest stays as installed. */
function chosen(world: ForgeWorld): Readonly<Record<string, unknown>> {
  const project = fromJira<{ readonly id: string; readonly key: string }>(world, '/project/BUCH');
  const types = fromJira<readonly TypeWithStatuses[]>(world, '/project/BUCH/statuses');
  const task = types.find((type) => type.name === 'Task') ?? types[0];
  const status = (name: string): string => {
    const found = task?.statuses.find((each) => each.name === name);
    if (found === undefined) throw new Error(`The fake Jira's project BUCH has no status "${name}".`);
    return found.id;
  };
  return {
    language: 'de',
    environment: 'sandbox',
    project: { id: project.id, key: project.key, issueTypeId: task?.id },
    statuses: {
      [project.id]: {
        resubmit: [status('Done')],
        closeWithout: [status('Closed without sending')],
        reopenTo: status('In correction'),
      },
    },
    groups: { resubmit: [], mappings: [GROUPS.firmLeads] },
    groupNames: { [GROUPS.firmLeads]: 'datev-firm-leads' },
  };
}
type TypeWithStatuses = {
  readonly id: string;
  readonly name: string;
  readonly statuses: readonly { readonly id: string; readonly name: string }[];
};

/** A call of the app's admin page, as the admin makes it. */
export async function asAdmin<T>(
  world: ForgeWorld,
  functionKey: string,
  payload: Readonly<Record<string, unknown>>,
): Promise<T> {
  const outcome = await world.invokeResolver({
    moduleKey: 'datev-admin',
    functionKey,
    payload: { lang: 'en', ...payload },
    accountId: ACCOUNTS.admin,
  });
  if (outcome.kind !== 'returned')
    throw new Error(`Setting up: ${functionKey} ended with ${outcome.kind}: ${outcome.message}`);
  const answer = outcome.value as { readonly ok: boolean; readonly value: T; readonly problem?: unknown };
  if (!answer.ok)
    throw new Error(`Setting up: ${functionKey} was refused: ${JSON.stringify(answer.problem)}`);
  return answer.value;
}

function fromJira<T>(world: ForgeWorld, path: string): T {
  const answer = world.services.jira.handle({
    method: 'GET',
    path: `/rest/api/3${path}`,
    query: new URLSearchParams(),
    headers: { accept: 'application/json' },
    body: new Uint8Array(),
    caller: { kind: 'person', accountId: ACCOUNTS.admin },
  });
  if (answer.status !== 200) throw new Error(`Setting up: the fake Jira answers ${answer.status} to ${path}`);
  return JSON.parse(Buffer.from(answer.body).toString('utf8')) as T;
}
