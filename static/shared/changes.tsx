import { BOOKING_FIELDS } from '../../src/extf/bookings-table';
import { grouped } from '../../src/kernel/text';
import type { FileChanges } from './comparison';
import { useLang, useWords } from './lang';

/** What the corrected file changes against the one that was sent: counts, columns, and the first rows. No values. */
export function Changes({ changes }: { changes: FileChanges }) {
  const t = useWords();
  const lang = useLang();
  const { added, removed, edited, fields, rows, header, against } = changes;
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
      {fields.length === 0 ? null : <p>{t('changesFields', { fields: fields.map(nameOf).join(', ') })}</p>}
      {rows.length === 0 ? null : (
        <details>
          <summary>{t('changesRows')}</summary>
          <ul className="findings">
            {rows.map((row) => (
              <li key={row.row}>
                {t('changesRow', { row: grouped(row.row, lang), fields: row.fields.map(nameOf).join(', ') })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function nameOf(field: number): string {
  const label = BOOKING_FIELDS[field - 1]?.label;
  return label === undefined ? String(field) : `${field} (${label})`;
}
