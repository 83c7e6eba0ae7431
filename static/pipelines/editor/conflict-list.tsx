import { Conflicts } from '../../shared/conflicts';
import { useWords } from '../../shared/lang';
import { PLACE_WORDS } from './place-words';
import type { Conflict } from './rebase';

/** What two people decided differently about a pipeline. Mine stand until theirs are taken. */
export function ConflictList(props: {
  conflicts: readonly Conflict[];
  onSettle: (conflict: Conflict, choice: 'mine' | 'theirs') => void;
}) {
  const t = useWords();
  const title = ({ path }: Conflict) => t(PLACE_WORDS[path]);
  return <Conflicts {...props} note={t('conflictPipeline')} title={title} shown={shown} />;
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
