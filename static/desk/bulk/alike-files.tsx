import { useId } from 'react';
import { grouped } from '../../../src/kernel/text';
import type { Change } from '../../mend/align';
import { numbered } from '../../shared/numbered';
import { Mark } from '../../shared/signs/mark';
import { useLang, useWords } from '../../shared/texts/lang';
import type { Alike, Proposal } from './mendable';

type Props = {
  readonly group: Alike;
  readonly goes: boolean;
  readonly onGoes: (goes: boolean) => void;
  readonly onOpen: (submissionId: string) => void;
};

/** “Sachkontenlänge 3 → 4 in 40 Dateien, wie bei DATEV”, with one of them to look at, and all of them by name. */
export function AlikeFiles({ group, goes, onGoes, onOpen }: Props) {
  const t = useWords();
  const id = useId();
  const { changes, of } = group;
  const [first] = of;
  return (
    <div className="card alike">
      <label className="check" htmlFor={id}>
        <input id={id} type="checkbox" checked={goes} onChange={(e) => onGoes(e.target.checked)} />
        <span>
          {changes.map((change, at) => (
            <Changed key={change.nr} change={change} isFirst={at === 0} />
          ))}{' '}
          {t('mendAllGroup', { count: of.length })}
        </span>
      </label>
      {first === undefined ? null : <Sample of={first} />}
      <details>
        <summary>{t('mendAllFiles', { count: of.length })}</summary>
        <ul className="plain long">
          {of.map((one) => (
            <li key={one.submissionId}>
              <button type="button" className="link" onClick={() => onOpen(one.submissionId)}>
                {one.name}
              </button>
              <Bytes of={one} />
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Drawn for the eye, because not every font has an arrow; read out as one. */
function Changed({ change: { label, was, now }, isFirst }: { change: Change; isFirst: boolean }) {
  const t = useWords();
  return (
    <>
      {isFirst ? '' : ', '}
      {label} {was === '' ? t('mendAllEmpty') : was} <Mark sign="becomes" />
      <span className="unseen">→</span> {now === '' ? t('mendAllEmpty') : now}
    </>
  );
}

/** The header line as it stands and as it would. */
function Sample({ of }: { of: Proposal }) {
  const t = useWords();
  return (
    <details>
      <summary>{t('mendAllSample', { name: of.name })}</summary>
      <p className="header-line">
        {numbered(of.line).map(({ n, one: { was, now } }) => (
          <span key={n}>
            {n === 0 ? '' : ';'}
            {was === now ? (
              was
            ) : (
              <>
                <del>{was}</del>
                <ins>{now}</ins>
              </>
            )}
          </span>
        ))}
      </p>
      <Bytes of={of} />
    </details>
  );
}

function Bytes({ of }: { of: Proposal }) {
  const t = useWords();
  const lang = useLang();
  const { from, to, size } = of.touched;
  const places = { from: grouped(from, lang), to: grouped(to, lang), size: grouped(size, lang) };
  return (
    <small className="block">
      {t('mendAllBytes', { count: to - from + 1, ...places })} ·{' '}
      {t('bookingsCount', { count: of.about.rows })}
    </small>
  );
}
