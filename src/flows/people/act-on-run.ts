import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { queueBigLook } from '../../looks/look-queue-store';
import { now } from '../../platform/clock';
import { authorsFor } from '../../runs/authors-store';
import { othersOf } from '../../runs/period-store';
import { loadSettings } from '../../settings/settings-store';
import { eventOfRunClick, type RunClick } from '../../submissions/decisions/click';
import type { Situation } from '../../submissions/decisions/may';
import { isElsewhere } from '../../submissions/environment';
import { append } from '../../submissions/record-store';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

const NOT_NOW: Problem = { code: 'click.not-now', retry: 'never' };

/** A person executes a failed run again, or approves what one made. Decided on the newest state, so a doubled click is one. */
export async function actOnRun(
  id: string,
  how: { readonly by: string; readonly click: RunClick },
): Promise<Result<null, Problem>> {
  for (;;) {
    const stored = await loadSubmission(id);
    if (stored === undefined) return { ok: false, problem: NOT_NOW };
    const event = eventOfRunClick(await situationOf(stored.state, how.by), how.click);
    if (!event.ok) return event;
    const happened = { at: now(), actor: { kind: 'person', id: how.by } } as const;
    const written = await append(stored, event.value, happened);
    if (written === 'conflict') continue;
    await queueBigLook(id);
    return { ok: true, value: null };
  }
}

async function situationOf(state: Submission, by: string): Promise<Situation> {
  const authors = state.asks?.what === 'approve-run' ? await authorsFor(state) : [];
  const { environment } = (await loadSettings()).data;
  return {
    state,
    by,
    mayAct: true,
    isStopped: false,
    outside: false,
    isElsewhere: isElsewhere(state, environment),
    made: { run: state, authors },
    ...(await othersOf(state)),
  };
}
