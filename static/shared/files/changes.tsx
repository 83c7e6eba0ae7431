import { columnLabel } from '../../../src/extf/format';
import { grouped } from '../../../src/kernel/text';
import { useLang, useWords } from '../texts/lang';
import type { FileChanges } from './file-types';

/** What the corrected file changes against the one that was sent: counts, columns, and the first rows. No values. */
export function Changes({ changes }: { changes: FileChanges }) {
  const t = useWords();
  const lang = useLang();
  const { category, added, removed, edited, fields, rows, header, against } = changes;
  const counts = {
    added: grouped(added, lang),
    removed: grouped(removed, lang),
    edited: grouped(edited, lang),
  };
  const nothing = added + removed + edited + header.length === 0;
  return (
    <section aria-label={t('changes', { revision: String(against) })}>
      <h3>{t('changes', { revision: String(against) })}</h3>
      {nothing ? <p>{t('changesNone')}</p> : <p>{t('changesCount', counts)}</p>}
      {header.length === 0 ? null : <p>{t('changesHeader', { fields: header.join(', ') })}</p>}
      {fields.length === 0 ? null : <p>{t('changesFields', { fields: namesOf(fields, category) })}</p>}
      {rows.length === 0 ? null : (
        <details>
          <summary>{t('changesRows')}</summary>
          <ul className="findings">
            {rows.map((row) => (
              <li key={row.row}>
                {t('changesRow', { row: grouped(row.row, lang), fields: namesOf(row.fields, category) })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** The columns by number, and by name where it is known of which format they are. */
function namesOf(fields: readonly number[], category: number | undefined): string {
  return fields
    .map((field) => {
      const label = columnLabel(category, field);
      return label === undefined ? String(field) : `${field} (${label})`;
    })
    .join(', ');
}
