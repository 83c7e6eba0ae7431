import { type ReactNode, useId } from 'react';
import { useWords } from '../../shared/texts/lang';

/** Looks for entries of a value table by their value; `children` say how many are shown. */
export function Search(props: {
  readonly search: string;
  readonly setSearch: (text: string) => void;
  readonly children?: ReactNode;
}) {
  const { search, setSearch, children } = props;
  const t = useWords();
  const id = useId();
  return (
    <div className="toolbar">
      <span>
        <label htmlFor={id}>{t('searchEntry')}</label>{' '}
        <input id={id} type="search" value={search} onChange={(e) => setSearch(e.target.value)} />
      </span>
      {children === undefined ? null : (
        <span className="note" aria-live="polite">
          {children}
        </span>
      )}
    </div>
  );
}

/** The head of a value table of the target `name`; `children`: what its last column says. */
export function Head(props: {
  readonly name: string;
  readonly hasRate: boolean;
  readonly children: ReactNode;
}) {
  const { name, hasRate, children } = props;
  const t = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{t('whenValue')}</th>
        <th scope="col">{name}</th>
        {hasRate ? <th scope="col">{t('taxRate')}</th> : null}
        <th scope="col">{children}</th>
      </tr>
    </thead>
  );
}
