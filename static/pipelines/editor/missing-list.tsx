import { useWords } from '../../shared/lang';
import { bringTo } from '../bring-to';
import type { Missing } from './read-form';

/** What is missing, each one click away from its input. */
export function MissingList({ missing }: { missing: readonly Missing[] }) {
  const t = useWords();
  if (missing.length === 0) return null;
  return (
    <div className="missing">
      <strong>{t('missingTitle', { count: missing.length })}</strong>
      <ul className="plain">
        {missing.map(({ at, word }) => (
          <li key={`${at}${word}`}>
            <button type="button" className="link" onClick={() => bringTo(at)}>
              {t(word)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
