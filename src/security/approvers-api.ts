import { assignable, groupIdsOf } from '../jira/people-api';
import { awaitAll } from '../kernel/await-all';
import type { Settings } from '../settings/settings';
import { partIn } from '../submissions/decisions/approval';
import type { Submission } from '../submissions/submission';

type Somebody = { readonly accountId: string; readonly name: string };

/** More than these nobody reads, and each is one more who is disturbed. */
const MOST_NAMED = 5;
/** Of so many Jira is asked for their groups. */
const MOST_ASKED = 8;

/**
 * Who may approve a run, as far as Jira tells an app: who can be assigned in the project, is in the group that may send where an
 * admin named one, and had no hand in it. Nobody where they are many or Jira does not tell: then the text says in words who it
 * may be. What a click may do is asked anew when somebody clicks.
 */
export async function approversOf(
  run: Submission,
  { settings, authors, projectId }: { settings: Settings; authors: readonly string[]; projectId: string },
): Promise<readonly Somebody[]> {
  const free = await notConcerned(run, { authors, projectId });
  if (free.length > MOST_ASKED) return [];
  const mine = await awaitAll(free.map(({ accountId }) => maySend(accountId, settings)));
  const may = free.filter((_, n) => mine[n] === true);
  return may.length > MOST_NAMED ? [] : may.map(({ accountId, name }) => ({ accountId, name }));
}

/** One of them where somebody has to be named, however many they are; `undefined` where none of the first is one. */
export async function oneApprover(
  run: Submission,
  { settings, ...of }: { settings: Settings; authors: readonly string[]; projectId: string },
): Promise<string | undefined> {
  for (const { accountId } of (await notConcerned(run, of)).slice(0, MOST_ASKED))
    if (await maySend(accountId, settings)) return accountId;
  return undefined;
}

/** Those of the project who had no hand in it; nobody where Jira does not tell. */
async function notConcerned(
  run: Submission,
  { authors, projectId }: { readonly authors: readonly string[]; readonly projectId: string },
): Promise<readonly Somebody[]> {
  const found = await assignable(projectId, '');
  if (!found.ok) return [];
  return found.value.filter(({ accountId }) => partIn({ run, authors }, accountId) === undefined);
}

async function maySend(accountId: string, { groups: { resubmit } }: Settings): Promise<boolean> {
  if (resubmit.length === 0) return true;
  const groups = await groupIdsOf(accountId);
  return groups.ok && resubmit.some((id) => groups.value.includes(id));
}
