import Button from '@atlaskit/button/new';
import { SectionMessage } from './signs/section-message';
import { useWords } from './texts/lang';

/** What two people decided differently: both decisions, and one click for either. */
export function Conflicts<
  C extends { readonly path: string; readonly mine: unknown; readonly theirs: unknown },
>(props: {
  conflicts: readonly C[];
  note?: string;
  title: (conflict: C) => string;
  shown: (value: unknown) => string;
  onSettle: (conflict: C, choice: 'mine' | 'theirs') => void;
}) {
  const { conflicts, note, title, shown, onSettle } = props;
  const t = useWords();
  if (conflicts.length === 0) return null;
  return (
    <div role="alert">
      <SectionMessage appearance="warning" title={t('conflictTitle')}>
        {note === undefined ? null : <p>{note}</p>}
        <ul className="plain">
          {conflicts.map((conflict) => (
            <li key={conflict.path}>
              <strong>{title(conflict)}</strong>
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
