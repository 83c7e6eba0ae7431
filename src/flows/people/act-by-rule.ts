import type { Ordered } from '../../contract/actions';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import type { Settings } from '../../settings/settings';
import { isMaking } from '../../submissions/standing';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';
import { actOnClick } from './act-on-click';
import { actOnRun } from './act-on-run';

/**
 * What an action of an Automation rule does to a submission, as the person whose connection the rule has. It takes the ways of their
 * clicks, so the same rights, the same second person and the same stop switch decide; only the admin's setting comes on top. Automation
 * may call twice for one execution: whoever comes second finds what was done and says so.
 */

/** Whether rules may change anything here: an admin decides that, once for moves of rules and for their actions. */
export function admitted(settings: Settings): Result<void, Problem> {
  return settings.automationMayTransition
    ? ok(undefined)
    : fail({ code: 'automation.not-admitted', retry: 'after-fix' });
}

/** Orders the newest checked file, or executes a failed run again. */
export async function resubmitByRule(state: Submission, by: string): Promise<Result<Ordered, Problem>> {
  const done =
    state.kind === 'run'
      ? await actOnRun(state.id, { by, click: { click: 'again', mayDiffer: false, byRule: true } })
      : await actOnClick(state.id, { by, click: { click: 'send-checked' } });
  return told(state.id, done, isUnderWay);
}

/** Closes without sending; the reason stays in the history. */
export async function closeByRule(
  state: Submission,
  wish: { readonly by: string; readonly reason: string },
): Promise<Result<Ordered, Problem>> {
  const { by, reason } = wish;
  const done = await actOnClick(state.id, { by, click: { click: 'close', reason, byRule: true } });
  return told(state.id, done, ({ end }) => end?.as === 'closed-without-sending');
}

/** What was refused because it stands as the rule wants it was done before: by the same execution, by another rule, by a person. */
async function told(
  id: string,
  done: Result<unknown, Problem>,
  isAsWanted: (state: Submission) => boolean,
): Promise<Result<Ordered, Problem>> {
  const now = (await loadSubmission(id))?.state;
  if (now === undefined) return fail({ code: 'access.no-issue', retry: 'after-fix' });
  if (!done.ok && !isAsWanted(now)) return done;
  return ok({ outcome: done.ok ? 'ordered' : 'already', submissionId: id, fileName: now.fileName });
}

/** On its way, or there. What nobody knows the end of is neither: a person decides. */
function isUnderWay(s: Submission): boolean {
  if (s.end !== undefined) return s.end.as === 'delivered';
  if (s.kind === 'run') return isMaking(s);
  const last = s.attempts.at(-1)?.state;
  return last === 'sending' || last === 'pending';
}
