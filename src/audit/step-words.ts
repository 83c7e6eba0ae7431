import type { Lang } from '../kernel/lang';
import type { EffectKind } from '../submissions/submission';
import { sayWith } from '../texts/say';

/** The first part of a pending effect's key, and which effect it is. */
const PREFIXES: Readonly<Record<string, EffectKind>> = {
  send: 'send-extf',
  open: 'open-dxso',
  fill: 'fill-dxso',
  drop: 'drop-dxso',
  put: 'put-document',
  issue: 'create-issue',
  parent: 'link-parent',
  property: 'write-property',
  fields: 'write-fields',
  mapped: 'edit-fields',
  comment: 'comment',
  title: 'retitle',
  transition: 'transition',
  remove: 'remove-attachment',
  twins: 'close-duplicates',
  make: 'make-run',
  hand: 'hand-over',
};

/** A pending effect by its key, as a noun phrase: "Sending to DATEV (revision 2)". */
export function stepName(key: string, lang: Lang): string {
  return sayWith(`step.${kindOf(key)}.name`, lang, { revision: revisionOf(key) });
}

/** The sentence that a step is done. */
export function stepDone(key: string, issue: string | undefined, lang: Lang): string {
  return sayWith(`step.${kindOf(key)}.done`, lang, { revision: revisionOf(key), issue: issue ?? '' });
}

function kindOf(key: string): EffectKind | 'unknown' {
  const prefix = key.split(':', 1)[0] ?? '';
  return (Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined) ?? 'unknown';
}

function revisionOf(key: string): string {
  return /:r(\d+)(?::|$)/.exec(key)?.[1] ?? '';
}
