import type { Seen } from '../../contract/answers';
import { awaitAll } from '../../kernel/await-all';
import { present } from '../../kernel/present';
import { channelOf } from '../../looks/pages-api';
import { nowMs } from '../../platform/clock';
import { lineTo } from '../../platform/realtime';
import type { Caller } from '../../security/caller';
import type { AtDesk, OnSubmission } from '../../security/caller-api';
import { giveTicket } from '../../security/ticket-store';
import { loadSettings } from '../../settings/settings-store';
import { newestChange } from '../../submissions/lists/list-store';
import type { Stored } from '../../submissions/stored';
import { loadSubmission } from '../../submissions/submission-store';

/** Indexes are not always up to date at once: what changed within this is looked at once more. */
const SETTLED_MS = 15_000;

/** Grows with every change of a submission, of the files that a run made, and of the settings. */
async function submissionVersion({ state, version }: Stored, settingsVersion: number): Promise<number> {
  const children = await awaitAll((state.run?.children ?? []).map(loadSubmission));
  return children.reduce((sum, child) => sum + (child?.version ?? 0), version + settingsVersion);
}

/** Changes with every change of what the desk lists. Says so again when the indexes have surely seen it. */
async function deskVersion(settingsVersion: number): Promise<number> {
  const newest = await newestChange();
  const at = newest === undefined ? 0 : Date.parse(newest);
  return 2 * at + (nowMs() - at >= SETTLED_MS ? 1 : 0) + 2 * settingsVersion;
}

/** What a page is given along with a submission, so that it can ask whether that changed. */
export async function seenSubmission(
  caller: Caller,
  submissionId: string | undefined,
  { stored, settingsVersion }: OnSubmission,
): Promise<Seen> {
  const [version, ticket] = await awaitAll([
    submissionVersion(stored, settingsVersion),
    giveTicket(caller, { submissionId, id: stored.state.id }),
  ]);
  return { version, ticket };
}

/** The same for the desk. Asked for before the desk is read: what changes meanwhile is noticed. */
export async function seenDesk(caller: Caller, { settingsVersion }: AtDesk): Promise<Seen> {
  const [version, ticket] = await awaitAll([deskVersion(settingsVersion), giveTicket(caller, {})]);
  return { version, ticket };
}

/** The number of what the ticket of this call was given for; `undefined` when it has none that counts. */
export async function versionByTicket({ pass }: Caller): Promise<number | undefined> {
  if (pass === undefined) return undefined;
  const { id } = pass;
  const [settings, stored] = await awaitAll([
    loadSettings(),
    id === undefined ? undefined : loadSubmission(id),
  ]);
  if (id === undefined) return deskVersion(settings.version);
  return stored === undefined ? undefined : submissionVersion(stored, settings.version);
}

/** For whoever may look there: where they hear that it changes. Without an id it is the desk. */
export async function lineOf(id: string | undefined, isWanted: boolean): Promise<Pick<Seen, 'line'>> {
  return isWanted ? present({ line: await lineTo(channelOf(id)) }) : {};
}
