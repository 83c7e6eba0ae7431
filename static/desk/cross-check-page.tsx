import { CrossCheck } from '../shared/cross-check';
import { Mark } from '../shared/signs/mark';
import { useWords } from '../shared/texts/lang';

/** What a cross-check found, for firm leads: of Mandanten of whom they may read. */
export function CrossCheckPage({ onBack }: { onBack: () => void }) {
  const t = useWords();
  return (
    <>
      <p>
        <button type="button" className="link marked" onClick={onBack}>
          <Mark sign="backwards" /> {t('back')}
        </button>
      </p>
      <CrossCheck />
    </>
  );
}
