import type { DeskRow } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';

/** Files by name as people count: 2 before 10. Those of one name by Mandant, so that a look later shows them where they were. */
export function inOrder<T extends Pick<DeskRow, 'fileName' | 'mandant' | 'submissionId'>>(
  rows: readonly T[],
  lang: Lang,
): readonly T[] {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  return rows.toSorted(
    (a, b) =>
      compare(a.fileName, b.fileName) ||
      compare(a.mandant, b.mandant) ||
      compare(a.submissionId, b.submissionId),
  );
}

/** Files of somebody's disk, likewise. */
export function byName<T extends { readonly name: string }>(files: readonly T[], lang: Lang): readonly T[] {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  return files.toSorted((a, b) => compare(a.name, b.name));
}
