import type { AuditEntry } from '../../audit/chain';
import { eventWords } from '../../audit/words';
import type { TimelineEntry } from '../../contract/answers';
import type { Lang } from '../../kernel/lang';
import type { SubmissionEvent } from '../../submissions/events';
import { type Names, nameOf } from '../person';

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
    return {
      seq,
      at,
      actor: { kind: actor.kind, name },
      ...eventWords(event, lang),
      ...stepOf(event, actor),
    };
  });
}

/** What the app says of its own steps while nobody is needed. */
const STEPS: ReadonlySet<string> = new Set([
  'trying',
  'leaving',
  'looking',
  'looked',
  'doubted',
  'postponed',
  'progressed',
  'done',
  'dropped',
]);

/** Released by a person, a step goes on because they decided so; by the app, because there was time again. */
function stepOf(event: SubmissionEvent, { kind }: AuditEntry['actor']): { readonly step?: string } {
  if (!('key' in event)) return {};
  const isOwn = STEPS.has(event.what) || (event.what === 'released' && kind !== 'person');
  return isOwn ? { step: event.key } : {};
}

/** People who stand in a history. */
export function actorsIn(history: readonly AuditEntry[]): readonly string[] {
  return history.flatMap(({ actor }) => (actor.kind === 'person' ? [actor.id] : []));
}
