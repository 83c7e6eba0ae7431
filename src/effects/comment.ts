import type { Adf } from '../jira/adf';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Note } from '../submissions/submission';
import { type EffectHandler, fromProblem, repeat, type Subject } from './effect-handler';

export type CommentPorts = {
  render(note: Note, subject: Subject): Promise<Adf>;
  add(issueId: string, body: Adf, eventId: string): Promise<Result<void, Problem>>;
  /** Whether a comment with this event id is on the issue. */
  find(issueId: string, eventId: string): Promise<Result<boolean, Problem>>;
};

/** A comment carries its event id as a property, so a lost answer is looked up among the issue's comments. */
export function comment(ports: CommentPorts): EffectHandler<'comment'> {
  return {
    async act(subject, pending) {
      const id = subject.submission.issue?.id;
      if (id === undefined) return { is: 'issue-gone' };
      const body = await ports.render(asItHappened(pending.effect.note, pending.key, subject), subject);
      const added = await ports.add(id, body, pending.key);
      return added.ok ? { is: 'done' } : fromProblem(added.problem);
    },
    async lookUp(subject, pending) {
      const id = subject.submission.issue?.id;
      if (id === undefined) return { is: 'issue-gone' };
      const found = await ports.find(id, pending.key);
      if (!found.ok) return fromProblem(found.problem);
      return found.value ? { is: 'found' } : { is: 'absent' };
    },
    afterLooks: repeat,
  };
}

/** "We moved it back" is only said when Jira let us. */
function asItHappened(note: Note, key: string, subject: Subject): Note {
  if (note.about !== 'no-file' && note.about !== 'file-errors') return note;
  const history = key.slice(`comment:${note.about}:`.length);
  return { ...note, moved: subject.submission.completedEffects.includes(`transition:back:${history}`) };
}
