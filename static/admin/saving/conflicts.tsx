import { Conflicts } from '../../shared/conflicts';
import { type PlainWord, useWords } from '../../shared/texts/lang';
import type { Conflict } from './merge';
import type { Settings } from './settings';

type Deeper = `discovery.${keyof Settings['discovery']}` | `groups.${keyof Settings['groups']}`;

/** Words for the places of the settings; deeper places take the nearest one above them. */
const PLACES: Readonly<Record<keyof Settings, PlainWord> & Partial<Record<Deeper, PlainWord>>> = {
  v: 'advanced',
  language: 'language',
  environment: 'environment',
  stopped: 'stopTitle',
  paused: 'stormsPause',
  project: 'project',
  statuses: 'statuses',
  fields: 'fields',
  requiredValues: 'fields',
  defaultAssignee: 'assignee',
  routing: 'routing',
  notices: 'notices',
  discovery: 'discovery',
  'discovery.everyMinutes': 'everyMinutes',
  'discovery.fromHour': 'fromHour',
  'discovery.toHour': 'toHour',
  'discovery.zone': 'zone',
  retentionDays: 'retention',
  groups: 'groups',
  'groups.readers': 'groupsReaders',
  groupNames: 'groups',
  automationMayTransition: 'automation',
  resendUnknown: 'resendUnknown',
  countsSince: 'statuses',
};

/** What two admins decided differently. */
export function SettingsConflicts(props: {
  conflicts: readonly Conflict[];
  onSettle: (conflict: Conflict, choice: 'mine' | 'theirs') => void;
}) {
  const t = useWords();
  return (
    <Conflicts {...props} title={({ path }) => t(placeOf(path))} shown={(value) => shown(value, t('none'))} />
  );
}

function placeOf(path: string): PlainWord {
  const words: Readonly<Record<string, PlainWord>> = PLACES;
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length--) {
    const word = words[parts.slice(0, length).join('.')];
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
