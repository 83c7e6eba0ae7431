import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useWords } from '../shared/lang';
import type { Word } from '../words';
import type { Conflict } from './merge';

/** Words for the places of the settings; deeper places take the nearest one above them. */
const PLACES: Readonly<Record<string, Word>> = {
  language: 'language',
  environment: 'environment',
  project: 'project',
  statuses: 'statuses',
  fields: 'fields',
  requiredValues: 'fields',
  defaultAssignee: 'assignee',
  discovery: 'discovery',
  'discovery.everyMinutes': 'everyMinutes',
  'discovery.fromHour': 'fromHour',
  'discovery.toHour': 'toHour',
  'discovery.zone': 'zone',
  retentionDays: 'retention',
  groups: 'groups',
  automationMayTransition: 'automation',
  resendUnknown: 'resendUnknown',
};

/** What two admins decided differently: both values, and one click for either. */
export function Conflicts(props: {
  conflicts: readonly Conflict[];
  onSettle: (conflict: Conflict, choice: 'mine' | 'theirs') => void;
}) {
  const t = useWords();
  const { conflicts, onSettle } = props;
  if (conflicts.length === 0) return null;
  return (
    <div role="alert">
      <SectionMessage appearance="warning" title={t('conflictTitle')}>
        <ul className="plain">
          {conflicts.map((conflict) => (
            <li key={conflict.path}>
              <strong>{t(placeOf(conflict.path))}</strong>
              <p>{t('conflictMine', { value: shown(conflict.mine, t('none')) })}</p>
              <p>{t('conflictTheirs', { value: shown(conflict.theirs, t('none')) })}</p>
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

function placeOf(path: string): Word {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const word = PLACES[parts.slice(0, length).join('.')];
    if (word !== undefined) return word;
  }
  return 'advanced';
}

/** A value as people know it: a project by its key, an option by its id. */
function shown(value: unknown, none: string): string {
  if (value === undefined || value === '') return none;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('key' in value) return String(value.key);
  return 'id' in value ? String(value.id) : JSON.stringify(value);
}
