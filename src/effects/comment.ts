import { addComment, findComment } from '../jira/comment-api';
import { deliveredStatus } from '../settings/settings';
import type { EventOf } from '../submissions/events';
import type { IssueLink, Note } from '../submissions/submission';
import { type EffectHandler, fromProblem, type Subject } from './effect-handler';
import { commentFor } from './issue-facts';

/** A comment carries its event id as a property, so a lost answer is looked up among the issue's comments. */
export const comment: EffectHandler<'comment'> = {
  onlyOnce: true,
  async act(subject, pending) {
    const { issue } = subject.submission;
    if (issue === undefined) return { is: 'issue-gone' };
    const { note } = pending.effect;
    const body = await commentFor(asItHappened(note, pending.key, subject), subject, issue);
    const added = await addComment(issue.id, body, pending.key);
    return added.ok ? { is: 'done', ...settling(subject, note, issue) } : fromProblem(added.problem);
  },
  async lookUp(subject, pending) {
    const { issue } = subject.submission;
    if (issue === undefined) return { is: 'issue-gone' };
    const found = await findComment(issue.id, pending.key);
    if (!found.ok) return fromProblem(found.problem);
    return found.value ? { is: 'found', ...settling(subject, pending.effect.note, issue) } : { is: 'absent' };
  },
};

/** "We moved it back" is only said when Jira let us. */
function asItHappened(note: Note, key: string, subject: Subject): Note {
  if (note.about !== 'no-file' && note.about !== 'file-errors' && note.about !== 'not-over') return note;
  const which = key.slice(key.indexOf(':', 'comment:'.length) + 1);
  return { ...note, moved: subject.submission.completedEffects.includes(`transition:back:${which}`) };
}

/** Told of the delivery, the issue shows it from outside, too. */
function settling(
  { settings }: Subject,
  note: Note,
  { projectId }: IssueLink,
): Pick<EventOf<'done'>, 'settles'> {
  if (note.about !== 'delivered') return {};
  const status = deliveredStatus(settings, projectId);
  return { settles: status === undefined ? 'title' : 'title-and-status' };
}
