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
  const t = useWords();
  return (
    <section aria-labelledby="submissions">
      <h2 id="submissions">{t('submissions')}</h2>
      <Filter wish={wish} onWish={onWish} />
      {value.rows.length === 0 ? <Empty search={wish.search} isMore={value.cursor !== undefined} /> : null}
      <ul className="rows">
        {value.rows.map((row) => (
          <Row key={row.submissionId} row={row} now={now} left={left} onOpen={onOpen} />
        ))}
      </ul>
      <Pages wish={wish} onWish={onWish} cursor={value.cursor} />
    </section>
  );
}

type Asking = { readonly wish: DeskRequest; readonly onWish: (wish: DeskRequest) => void };

function Filter({ wish, onWish }: Asking) {
  const [search, setSearch] = useState(wish.search);
  const t = useWords();
  const id = useId();
  // Whoever looks for something looks everywhere.
  const find = (text: string) =>
    onWish(narrowed(wish, text === '' ? { search: '' } : { search: text, show: 'all' }));
  return (
    <form
      className="toolbar"
      onSubmit={(e) => {
        e.preventDefault();
        find(search.trim());
      }}
    >
      <ShowChoice wish={wish} onWish={onWish} />
      <span>
        <label htmlFor={id}>{t('search')}</label>{' '}
        <input
          id={id}
          type="search"
          aria-describedby={`${id}-hint`}
          value={search}
          onChange={(e) => setSearch(e.target.value)}
        />
      </span>
      <Button type="submit">{t('search')}</Button>
      {wish.search === '' ? null : (
        <Button
          appearance="subtle"
          onClick={() => {
            setSearch('');
            find('');
          }}
        >
          {t('clearSearch')}
        </Button>
      )}
      <p className="note" id={`${id}-hint`}>
        {t('searchHint')}
      </p>
    </form>
  );
}

function ShowChoice({ wish, onWish }: Asking) {
  const t = useWords();
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{t('show')}</label>{' '}
      <select
        id={id}
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
  );
}

function Empty({ search, isMore }: { search: string; isMore: boolean }) {
  const t = useWords();
  return (
    <div className="empty">
      <p>{search === '' ? t('nothing') : t(isMore ? 'noHitHere' : 'noHit', { search })}</p>
      {search === '' ? <p>{t('nothingHint')}</p> : null}
    </div>
  );
}

function Row(props: {
  row: DeskAnswer['rows'][number];
  now: string;
  left: string | undefined;
  onOpen: (submissionId: string) => void;
}) {
  const { row, now, left, onOpen } = props;
  const t = useWords();
  return (
    <li>
      <State lozenge={row.lozenge} /> <strong className="wrap">{row.label ?? row.fileName}</strong>
      <p>{row.sentence}</p>
      <p className="note wrap">
        {row.mandantName ?? row.mandant} · {row.fileName} · {row.program} · <When at={row.since} now={now} />
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
