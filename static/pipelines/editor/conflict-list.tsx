import { Conflicts } from '../../shared/conflicts';
import { useWords } from '../../shared/texts/lang';
import { usePlaces } from './place-words';
import type { Conflict } from './rebase';

/** What two people decided differently about a pipeline. Mine stand until theirs are taken. */
export function ConflictList(props: {
  conflicts: readonly Conflict[];
  onSettle: (conflict: Conflict, choice: 'mine' | 'theirs') => void;
}) {
  const t = useWords();
  const words = { yes: t('yes'), no: t('no') };
  const placeWord = usePlaces();
  const title = ({ path }: Conflict) => placeWord(path);
  return (
    <Conflicts {...props} note={t('conflictPipeline')} title={title} shown={(value) => shown(value, words)} />
  );
}

const MOST = 300;
type Words = { readonly yes: string; readonly no: string };

/** What is typed in a part, without the inputs left empty. */
function shown(value: unknown, words: Words): string {
  const text = flat(value, words);
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}

function flat(value: unknown, words: Words): string {
  const each = (one: unknown) => flat(one, words);
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map(each).join(' · ');
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.values(value)
    .filter((one) => one !== '' && one !== false && !(Array.isArray(one) && one.length === 0))
    .map(each)
    .join(', ');
}
