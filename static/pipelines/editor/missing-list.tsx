import { TARGETS } from '../../../src/mapping/mapping';
import { useWords } from '../../shared/texts/lang';
import { useTargets } from './place-words';
import type { Missing } from './read-form';

/** What is missing, each one click away from its input. */
export function MissingList(props: { missing: readonly Missing[]; bring: (at: string) => void }) {
  const { missing, bring } = props;
  const t = useWords();
  if (missing.length === 0) return null;
  return (
    <div className="missing">
      <strong>{t('missingTitle', { count: missing.length })}</strong>
      <ul className="plain">
        {missing.map(({ at, word }) => (
          <li key={`${at}${word}`}>
            <button type="button" className="link" onClick={() => bring(at)}>
              <Named at={at} />
              {t(word)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Of which field of a booking it is said: several say the same. */
function Named({ at }: { at: string }) {
  const targetWord = useTargets();
  const target = TARGETS.find((each) => at === `pf-rule-${each}`);
  return target === undefined ? null : <>{targetWord(target)}: </>;
}
