import { useWords } from '../../shared/texts/lang';
import type { Change, Settings } from '../saving/settings';

/** In which language the app writes into Jira, where all read the same. */
export function Language({ settings, change }: { settings: Settings; change: Change }) {
  const t = useWords();
  return (
    <div className="fields">
      <label>
        {t('language')}
        <select
          value={settings.language}
          onChange={(e) => change((s) => ({ ...s, language: e.target.value === 'de' ? 'de' : 'en' }))}
        >
          <option value="de">{t('german')}</option>
          <option value="en">{t('english')}</option>
        </select>
      </label>
    </div>
  );
}
