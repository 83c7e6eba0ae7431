import { quietUntil } from '../health/health-store';
import { writeProperty } from '../jira/issue-api';
import { mirrorDue, mirrorOf, propertyOf } from '../jira/mirror';
import type { Budget } from '../kernel/budget';
import { plusSeconds } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import { now } from '../platform/clock';
import { log } from '../platform/log';
import type { Settings } from '../settings/settings';
import { append, byApp, reload } from '../submissions/record-store';
import type { Stored } from '../submissions/stored';
import { noteMirror } from '../submissions/submission-store';

/** Where Jira does not take the property: soon again, or once somebody may have given the app its rights back. */
const [AGAIN_SECONDS, REFUSED_SECONDS] = [900, 86_400];

type Told =
  /** The issue says what it should, or nothing can be said there. */
  | { readonly is: 'quiet' }
  | { readonly is: 'later'; readonly at: string }
  /** It was written, or refused: this is on record now. */
  | { readonly is: 'noted'; readonly on: Stored };

/**
 * Writes into the issue property what the state says, where it does not say so yet. By level and idempotent: whoever dies before the
 * note does it again. First Jira, then the note: should somebody else have written the record meanwhile, their state is
 * written, too, whatever they note, because nobody knows which of the two calls Jira saw last.
 */
export async function mirror(
  stored: Stored,
  how: { readonly calls: Budget; readonly settings: Settings },
): Promise<Told> {
  const { retentionDays, routing } = how.settings;
  const due = mirrorDue(stored);
  if (due === undefined) return { is: 'quiet' };
  if (due > now()) return { is: 'later', at: due };
  for (let on = stored; ; on = await reload(stored.state.id)) {
    const { issue } = on.state;
    if (issue === undefined) return { is: 'noted', on };
    const again = await quietUntil();
    if (again !== undefined) {
      const waits = await noteMirror(on, { retentionDays, mirror: { issue: issue.id, again } });
      if (waits === 'conflict') continue;
      return { is: 'noted', on: waits };
    }
    if (!how.calls.take(1)) return { is: 'later', at: now() };
    const wrote = propertyOf(on.state, routing);
    const written = await writeProperty(issue.id, wrote);
    const noted = written.ok
      ? await noteMirror(on, { retentionDays, mirror: mirrorOf(issue.id, wrote) })
      : await refused(on, { retentionDays, issue: issue.id, problem: written.problem });
    if (noted !== 'conflict') return { is: 'noted', on: noted };
  }
}

/** An issue that is not there for us is looked at like any other (`submissions/life/apply-issue`); all else is tried again after a pause. */
function refused(
  on: Stored,
  how: { readonly issue: string; readonly problem: Problem; readonly retentionDays: number },
): Promise<Stored | 'conflict'> {
  const { code, status, retry, retryAfterSeconds = 0 } = how.problem;
  if (code === 'jira.issue-gone') return append(on, { what: 'issue-hidden' }, byApp());
  log('mirror.refused', { code, status });
  const gap = retry === 'later' ? Math.max(AGAIN_SECONDS, retryAfterSeconds) : REFUSED_SECONDS;
  const { issue, retentionDays } = how;
  return noteMirror(on, { retentionDays, mirror: { issue, again: plusSeconds(now(), gap) } });
}
