import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useWords } from '../shared/lang';
import { PLACE_WORDS } from './place-words';
import type { Conflict } from './rebase';

/** What two people decided differently: both decisions, and one click for either. Mine stand until theirs are taken. */
export function ConflictList(props: {
  conflicts: readonly Conflict[];
  onSettle: (conflict: Conflict, choice: 'mine' | 'theirs') => void;
}) {
  const { conflicts, onSettle } = props;
  const t = useWords();
  if (conflicts.length === 0) return null;
  return (
    <div role="alert">
      <SectionMessage appearance="warning" title={t('conflictTitle')}>
        <p>{t('conflictPipeline')}</p>
        <ul className="plain">
          {conflicts.map((conflict) => (
            <li key={conflict.path}>
              <strong>{t(PLACE_WORDS[conflict.path])}</strong>
              <p className="wrap">{t('conflictMine', { value: shown(conflict.mine) })}</p>
              <p className="wrap">{t('conflictTheirs', { value: shown(conflict.theirs) })}</p>
              <div className="actions">
                <Button spacing="compact" onClick={() => onSettle(conflict, 'mine')}>
                  {t('keepMine')}
                </Button>
                <Button spacing="compact" onClick={() => onSettle(conflict, 'theirs')}>
                  {t('takeTheirs')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </SectionMessage>
    </div>
  );
}

const MOST = 300;

/** What is typed in a part, without the inputs left empty. */
function shown(value: unknown): string {
  const text = flat(value);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

function flat(value: unknown): string {
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (Array.isArray(value)) return value.map(flat).join(' · ');
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.values(value)
    .filter((each) => each !== '' && each !== false && !(Array.isArray(each) && each.length === 0))
    .map(flat)
    .join(', ');
}
