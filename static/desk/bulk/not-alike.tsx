import { type PlainWord, useWords } from '../../shared/texts/lang';
import type { NotSo } from './mendable';

type Props = { readonly all: readonly NotSo[]; readonly onOpen: (submissionId: string) => void };

/** Files that are not mended with the others, each with why and what can be done instead. */
export function NotAlike({ all, onOpen }: Props) {
  const t = useWords();
  if (all.length === 0) return null;
  return (
    <details open={all.length <= 10}>
      <summary>{t('mendAllNot', { count: all.length })}</summary>
      <ul className="plain">
        {all.map((one) => (
          <li key={one.submissionId}>
            <button type="button" className="link" onClick={() => onOpen(one.submissionId)}>
              {one.name}
            </button>
            <small className="block">
              {one.why === 'told' ? `${one.title} ${one.remedy ?? ''}` : t(WHY[one.why])}
            </small>
          </li>
        ))}
      </ul>
    </details>
  );
}

const WHY = {
  kind: 'mendNotKind',
  'no-file': 'mendNotHere',
  'other-file': 'mendNotOther',
  unreadable: 'mendNotReadable',
  'nothing-said': 'mendNotSaid',
  mandant: 'mendNotMandant',
  errors: 'mendNotErrors',
} as const satisfies Readonly<Record<Exclude<NotSo['why'], 'told'>, PlainWord>>;
