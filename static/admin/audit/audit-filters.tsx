import { PersonPicker } from '../../shared/inputs/person-picker';
import type { Place } from '../../shared/page/address';
import { usePlace } from '../../shared/page/place';
import { useWords } from '../../shared/texts/lang';
import { AREAS, DAYS } from './audit-sought';

/** By what, by whom, of which days; all of it stands in the address. */
export function AuditFilters() {
  const { place, go } = usePlace();
  const { query } = place;
  const { area = '', days = '' } = query;
  const t = useWords();
  const narrow = (part: Record<string, string>) =>
    go({ path: ['audit-log'], query: { ...query, ...part } }, { replace: true });
  return (
    <>
      <div className="fields">
        <label>
          {t('auditArea')}
          <select value={area} onChange={(e) => narrow({ area: e.target.value })}>
            <option value="">{t('auditAll')}</option>
            {Object.entries(AREAS).map(([area, word]) => (
              <option key={area} value={area}>
                {t(word)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('auditDays')}
          <select value={days} onChange={(e) => narrow({ days: e.target.value })}>
            <option value="">{t('auditAlways')}</option>
            {DAYS.map((n) => (
              <option key={n} value={n}>
                {t('auditLastDays', { days: n })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="audit-by">
        <By query={query} onChoose={narrow} />
      </div>
    </>
  );
}

/** Whose changes; the name goes along in the address, as only the account is known to the log. */
function By({
  query,
  onChoose,
}: {
  query: Place['query'];
  onChoose: (part: Record<string, string>) => void;
}) {
  const t = useWords();
  const { by, name = by } = query;
  return (
    <PersonPicker
      label={t('auditBy')}
      current={by === undefined ? undefined : { accountId: by, name: name ?? by }}
      none={t('auditAnybody')}
      onChoose={(choice) => onChoose({ by: choice?.id ?? '', name: choice?.name ?? '' })}
    />
  );
}
