import type { Settings } from '../settings/settings';
import { statusNames } from './project-api';

type StatusNames = Readonly<Record<'resubmit' | 'close' | 'delivered', readonly string[]>>;

/** What the statuses that mean something in a project are called now. Names only help people to find them: where Jira does not tell, a text uses a general word. */
export async function statusNamesIn({ statuses }: Settings, projectId: string): Promise<StatusNames> {
  const meanings = statuses[projectId];
  if (meanings === undefined) return { resubmit: [], close: [], delivered: [] };
  const found = await statusNames(projectId);
  const named = (ids: readonly (string | undefined)[] = []) =>
    found.ok ? [...found.value].flatMap(([id, name]) => (ids.includes(id) ? [name] : [])) : [];
  const { resubmit, closeWithout, deliveredTo } = meanings;
  return {
    resubmit: named(resubmit),
    close: named(closeWithout),
    delivered: named([deliveredTo]),
  };
}
