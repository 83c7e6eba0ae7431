import type { ConfigEntry, ConfigEvent } from '../../audit/config-event';
import { titleOf, valueText, whereOf } from '../../audit/config-words';
import type { Difference } from '../../audit/differences';
import type { ConfigChange } from '../../contract/answers';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { type Names, nameOf, personView } from '../person';

type How = { readonly names: Names; readonly lang: Lang };

/** Lists of people, each under their place. */
const LISTS = new Set(['assignees', 'people']);
/** Members whose values are accounts, and those whose values are instants. */
const PEOPLE = new Set(['assignee', 'defaultAssignee', 'askedBy', 'confirmedBy']);
const INSTANTS = new Set(['watchedSince', 'until', 'oldUntil']);

function isPerson(path: Difference['path']): boolean {
  return PEOPLE.has(path.at(-1) ?? '') || LISTS.has(path.at(-2) ?? '');
}

/** Everybody whom entries name, for looking their names up. */
export function peopleIn(entries: readonly ConfigEntry[]): readonly string[] {
  const ids = entries.flatMap(({ actor, event }) => [
    ...(actor.kind === 'person' ? [actor.id] : []),
    ...event.differences
      .filter(({ path }) => isPerson(path))
      .flatMap((difference) => [difference.old ?? '', difference.new ?? '']),
  ]);
  return [...new Set(ids.filter((id) => id !== ''))];
}

/** An entry of the log for people. */
export function configChange({ seq, hash, at, actor, event }: ConfigEntry, how: How): ConfigChange {
  return {
    seq,
    hash,
    at,
    who:
      actor.kind === 'person'
        ? personView(actor.id, how.names, how.lang)
        : { accountId: '', name: 'DATEV for Jira' },
    title: titleOf(event, how.lang),
    differences: differenceViews(event, how),
    ...present({ more: event.more, sha256: event.sha256 }),
  };
}

/** What a change changed, in words. */
export function differenceViews(event: ConfigEvent, how: How): ConfigChange['differences'] {
  return event.differences.map((difference) => differenceView(difference, event, how));
}

function differenceView(
  difference: Difference,
  event: ConfigEvent,
  how: How,
): ConfigChange['differences'][number] {
  const { path, old, new: next, removed, added, secret } = difference;
  const where = whereOf(path, how.lang);
  if (secret === true) return { where, secret };
  const isTime = INSTANTS.has(path.at(-1) ?? '');
  const shown = (value: string | undefined) =>
    value === undefined || isTime ? value : valueView(value, { path, event, how });
  const list = (values: readonly string[] | undefined) =>
    values?.map((value) => valueView(value, { path, event, how }));
  return {
    where,
    ...(isTime ? { isTime } : {}),
    ...present({ old: shown(old), new: shown(next), removed: list(removed), added: list(added) }),
  };
}

function valueView(
  value: string,
  of: { readonly path: readonly string[]; readonly event: ConfigEvent; readonly how: How },
): string {
  const { names, lang } = of.how;
  if (isPerson(of.path)) return nameOf(value, names, lang);
  const group = of.path[0] === 'groups' ? of.event.names?.[value] : undefined;
  return valueText(group === undefined ? value : `${group} (${value})`, of.path, lang);
}
