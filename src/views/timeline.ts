import type { AuditEntry } from '../audit/entry';
import { eventWords } from '../audit/words';
import type { TimelineEntry } from '../contract/answers';
import type { Lang } from '../kernel/problem';
import { type Names, nameOf } from './person';

/** The history for people, newest first. */
export function timelineOf(
  history: readonly AuditEntry[],
  names: Names,
  lang: Lang,
): readonly TimelineEntry[] {
  return [...history].reverse().map(({ seq, at, actor, event }) => {
    const name =
      actor.kind === 'person'
        ? nameOf(actor.id, names, lang)
        : actor.kind === 'datev'
          ? 'DATEV'
          : 'DATEV for Jira';
    return { seq, at, actor: { kind: actor.kind, name }, ...eventWords(event, lang) };
  });
}

/** People who stand in a history. */
export function actorsIn(history: readonly AuditEntry[]): readonly string[] {
  return history.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.id] : []));
}
