import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { DeskAnswer } from '../../src/contract/answers';
import { openIssue } from '../backend';
import { useWords } from '../shared/lang';
import { State, When } from '../shared/parts';
import { type DeskRequest, narrowed, nextPage, previousPage, type Show } from './request';

const SHOWS: readonly (readonly [Show, 'needsYou' | 'moving' | 'delivered' | 'all'])[] = [
  ['needs-you', 'needsYou'],
  ['moving', 'moving'],
  ['delivered', 'delivered'],
  ['all', 'all'],
];

/** The list of transmissions with filter and search. */
export function Submissions(props: {
  value: DeskAnswer;
  now: string;
  wish: DeskRequest;
  onWish: (wish: DeskRequest) => void;
  onOpen: (submissionId: string) => void;
  /** The transmission somebody comes back from: the focus goes to its row. */
  left: string | undefined;
}) {
  const { value, now, wish, onWish, onOpen, left } = props;
  const [search, setSearch] = useState(wish.search);
  const t = useWords();
  const ids = [useId(), useId()];
  return (
    <section aria-labelledby="submissions">
      <h2 id="submissions">{t('submissions')}</h2>
      <form
        className="toolbar"
        onSubmit={(e) => {
          e.preventDefault();
          onWish(narrowed(wish, { search: search.trim() }));
        }}
      >
        <span>
          <label htmlFor={ids[0]}>{t('show')}</label>{' '}
          <select
            id={ids[0]}
            value={wish.show}
            onChange={(e) => onWish(narrowed(wish, { show: e.target.value as Show }))}
          >
            {SHOWS.map(([show, word]) => (
              <option key={show} value={show}>
                {t(word)}
              </option>
            ))}
          </select>
        </span>
        <span>
          <label htmlFor={ids[1]}>{t('search')}</label>{' '}
          <input id={ids[1]} type="search" value={search} onChange={(e) => setSearch(e.target.value)} />
        </span>
        <Button type="submit">{t('search')}</Button>
        {wish.search === '' ? null : (
          <Button
            appearance="subtle"
            onClick={() => {
              setSearch('');
              onWish(narrowed(wish, { search: '' }));
            }}
          >
            {t('clearSearch')}
          </Button>
        )}
      </form>
      {value.rows.length === 0 ? (
        <div className="empty">
          <p>{wish.search === '' ? t('nothing') : t('noHit', { search: wish.search })}</p>
          {wish.search === '' ? <p>{t('nothingHint')}</p> : null}
        </div>
      ) : null}
      <ul className="rows">
        {value.rows.map((row) => (
          <li key={row.submissionId}>
            <State lozenge={row.lozenge} /> <strong className="wrap">{row.label ?? row.fileName}</strong>
            <p>{row.sentence}</p>
            <p className="note wrap">
              {row.mandantName ?? row.mandant} · {row.fileName} · {row.program} ·{' '}
              <When at={row.changedAt} now={now} />
            </p>
            <div className="actions">
              <Button
                spacing="compact"
                autoFocus={row.submissionId === left}
                onClick={() => onOpen(row.submissionId)}
              >
                {t('open')}
              </Button>
              {row.issueKey === undefined ? null : (
                <Button spacing="compact" appearance="subtle" onClick={() => openIssue(row.issueKey ?? '')}>
                  {row.issueKey}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Pages wish={wish} onWish={onWish} cursor={value.cursor} />
    </section>
  );
}

function Pages(props: {
  wish: DeskRequest;
  onWish: (wish: DeskRequest) => void;
  cursor: string | undefined;
}) {
  const { wish, onWish, cursor } = props;
  const t = useWords();
  if (cursor === undefined && wish.pages.length === 0) return null;
  return (
    <nav className="actions" aria-label={t('pages')}>
      <Button isDisabled={wish.pages.length === 0} onClick={() => onWish(previousPage(wish))}>
        {t('previous')}
      </Button>
      <span>{t('page', { page: wish.pages.length + 1 })}</span>
      <Button
        isDisabled={cursor === undefined}
        onClick={() => cursor !== undefined && onWish(nextPage(wish, cursor))}
      >
        {t('nextPage')}
      </Button>
    </nav>
  );
}
