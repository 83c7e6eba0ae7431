import type { Settings } from '../settings/settings';
import { statusNames } from './project-api';

type StatusNames = Readonly<Record<'resubmit' | 'close' | 'delivered', readonly string[]>>;

/** Names only help people to find the status; without them the text uses a general word. */
export async function statusNamesIn({ statuses }: Settings, projectId: string): Promise<StatusNames> {
  const found = await statusNames(projectId);
  const named = (ids: readonly (string | undefined)[] = []) =>
    found.ok ? [...found.value].flatMap(([id, name]) => (ids.includes(id) ? [name] : [])) : [];
  const { resubmit, closeWithout, deliveredTo } = statuses[projectId] ?? {};
  return {
    resubmit: named(resubmit),
    close: named(closeWithout),
    delivered: named([deliveredTo]),
  };
}
