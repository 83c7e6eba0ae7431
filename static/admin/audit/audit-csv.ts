import type { ConfigChange } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { plain } from '../../../src/kernel/text';
import { csvOf } from '../../shared/texts/csv';

/** Changes as a table for a spreadsheet, a row a difference: as people read them, and nothing in it is calculated. */
export function auditCsv(
  entries: readonly ConfigChange[],
  { names, lang }: { readonly names: readonly string[]; readonly lang: Lang },
): string {
  const rows = [names, ...entries.flatMap(rowsOf)];
  return csvOf(
    rows.map((row) => row.map(plain)),
    lang,
  );
}

/** Number, instant, name, account, what, where, before, after, hash. */
function rowsOf({ seq, at, who, title, differences, hash }: ConfigChange): readonly (readonly string[])[] {
  const row = (where = '', before = '', after = '') => [
    ...[String(seq), at, who.name, who.accountId, title],
    ...[where, before, after, hash],
  ];
  if (differences.length === 0) return [row()];
  return differences.map(({ where, old, new: next, removed = [], added = [], secret }) => {
    if (secret === true) return row(where, '•••', '•••');
    const all = (one: string | undefined, list: readonly string[]) =>
      [...(one === undefined ? [] : [one]), ...list].join(' | ');
    return row(where, all(old, removed), all(next, added));
  });
}
