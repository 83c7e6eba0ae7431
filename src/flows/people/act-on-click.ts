import { causeIsOutside } from '../../datev/cause-words';
import { deleteChunks } from '../../files/file-store';
import type { Problem } from '../../kernel/problem';
import { fail, type Result } from '../../kernel/result';
import { queueLook } from '../../looks/look-queue-store';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { madeBy } from '../../runs/authors-store';
import { newerOfFile } from '../../runs/period-store';
import { loadSettings } from '../../settings/settings-store';
import { type Click, eventOfClick } from '../../submissions/decisions/click';
import type { Situation } from '../../submissions/decisions/may';
import { isElsewhere } from '../../submissions/environment';
import { naming } from '../../submissions/naming';
import { append, appendProved } from '../../submissions/record-store';
import type { Stored } from '../../submissions/stored';
import { noLongerHeld } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

type What = { readonly by: string; readonly click: Click };

/** Turns a click into its event, on the newest state; what no longer fits is refused with its reason. */
export async function actOnClick(id: string, what: What): Promise<Result<void, Problem>> {
  const { by, click } = what;
  for (;;) {
    const stored = await loadSubmission(id);
    if (stored === undefined) return fail({ code: 'access.no-issue', retry: 'after-fix' });
    const decided = eventOfClick(await situationOf(stored, by), click, naming(surroundings().installationId));
    if (!decided.ok) return decided;
    const happened = { at: now(), actor: { kind: 'person', id: by } } as const;
    const put = LETS_GO.includes(click.click) ? appendProved : append;
    const written = await put(stored, decided.value, happened);
    if (written === 'conflict') continue;
    if (put === appendProved)
      for (const { fileId, chunks } of noLongerHeld(stored.state, written.state))
        await deleteChunks(fileId, chunks);
    await queueLook(id);
    return { ok: true, value: undefined };
  }
}

/** After these nobody sends the file that waits. */
const LETS_GO: readonly Click['click'][] = ['withdraw', 'close'];

async function situationOf(stored: Stored, by: string): Promise<Situation> {
  const { state } = stored;
  const made = state.from === undefined ? { run: undefined, authors: [] } : await madeBy(state);
  const { stopped, environment } = (await loadSettings()).data;
  return {
    state,
    by,
    mayAct: true,
    isStopped: stopped !== undefined,
    isElsewhere: isElsewhere(state, environment),
    outside: causeIsOutside(state.attempts.at(-1)?.cause),
    made,
    newer: await newerOfFile(state, made),
  };
}
