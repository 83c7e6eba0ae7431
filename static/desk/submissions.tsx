import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import type { DeskRow } from '../../src/contract/answers';
import { grouped } from '../../src/kernel/text';
import { openIssue } from '../backend';
import { State, When } from '../shared/parts';
import { usePerson, useWords } from '../shared/texts/lang';
import { dateOnly, monthText } from '../shared/texts/time';
import { BulkActions } from './bulk/bulk-actions';
import type { Shown } from './cards';
import { type Asking, Filter } from './filter';
import { narrowed, nextPage, pageBeyond, previousPage } from './request';

type Props = Asking & {
  readonly value: Shown;
  readonly now: string;
  readonly onOpen: (submissionId: string) => void;
  readonly reload: () => Promise<void>;
  /** The transmission somebody comes back from: the focus goes to its row. */
  readonly left: string | undefined;
};

/** The transmissions as a table, with what may be done to several at once. */
export function Submissions(props: Props) {
  const { value } = props;
  const t = useWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = value.rows.filter(({ submissionId }) => chosen.has(submissionId));
  const choose = (ids: readonly string[], on: boolean) =>
    setChosen((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  return (
    <section aria-labelledby="submissions">
      <h2 id="submissions">{t('submissions')}</h2>
      <Filter {...props} />
      <BulkActions {...props} picked={picked} onDone={() => setChosen(new Set())} />
      {value.rows.length === 0 ? (
        <Empty {...props} cursor={value.cursor} isWatching={value.mandanten.length > 0} />
      ) : null}
      {value.rows.length === 0 ? null : <Table {...props} chosen={chosen} choose={choose} />}
      <Pages {...props} cursor={value.cursor} />
    </section>
  );
}

type Choosing = {
  readonly chosen: ReadonlySet<string>;
  readonly choose: (ids: readonly string[], on: boolean) => void;
};

function Table(props: Props & Choosing) {
  const { value } = props;
  return (
    <table className="table" aria-labelledby="submissions">
      <Head {...props} />
      <tbody>
        {value.rows.map((row) => (
          <Row key={row.submissionId} {...props} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Head({ value, wish, onWish, chosen, choose }: Props & Choosing) {
  const t = useWords();
  const ids = value.rows.map(({ submissionId }) => submissionId);
  const isOldest = wish.order === 'oldest';
  const cell = (title: string) => <th scope="col">{title}</th>;
  return (
    <thead>
      <tr>
        <th scope="col" className="pick">
          <input
            type="checkbox"
            aria-label={t('chooseAll')}
            checked={ids.every((id) => chosen.has(id))}
            onChange={(e) => choose(ids, e.target.checked)}
          />
        </th>
        {[t('rowState'), t('mandant'), t('bookingMonth'), t('file')].map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
        <th scope="col" className="number">
          {t('rows')}
        </th>
        <th scope="col" aria-sort={wish.search === '' ? (isOldest ? 'ascending' : 'descending') : 'none'}>
          {wish.search === '' ? (
            <button
              type="button"
              className="sort"
              onClick={() => onWish(narrowed(wish, { order: isOldest ? undefined : 'oldest' }))}
            >
              {t(wish.show === 'delivered' ? 'deliveredOn' : 'sinceWhen')}
              <span aria-hidden="true">{isOldest ? ' ↑' : ' ↓'}</span>
            </button>
          ) : (
            t('sinceWhen')
          )}
        </th>
        {cell(t('byWhom'))}
      </tr>
    </thead>
  );
}

const NONE = '–';

function Row(props: Props & Choosing & { row: DeskRow }) {
  const { row, now, chosen, choose } = props;
  const { lang, zone } = usePerson();
  const t = useWords();
  const name = row.label ?? row.fileName;
  const at = row.deliveredAt;
  return (
    <tr>
      <td className="pick">
        <input
          type="checkbox"
          aria-label={t('chooseOne', { name })}
          checked={chosen.has(row.submissionId)}
          onChange={(e) => choose([row.submissionId], e.target.checked)}
        />
      </td>
      <td data-label={t('rowState')} className="state-cell">
        <State lozenge={row.lozenge} />
      </td>
      <td data-label={t('mandant')} className="wrap">
        {row.mandantName ?? row.mandant}
        {row.mandantName === undefined ? null : <small className="block">{row.mandant}</small>}
      </td>
      <td data-label={t('bookingMonth')} className={row.period === undefined ? 'none' : undefined}>
        {row.period === undefined ? NONE : monthText(row.period, lang)}
      </td>
      <td className="file wrap">
        <FileCell {...props} name={name} />
      </td>
      <td data-label={t('rows')} className={row.rows === undefined ? 'number none' : 'number'}>
        {row.rows === undefined ? NONE : grouped(row.rows, lang)}
      </td>
      <td data-label={t(at === undefined ? 'sinceWhen' : 'deliveredOn')}>
        {at === undefined ? <When at={row.since} now={now} /> : dateOnly(at, lang, zone)}
      </td>
      <td data-label={t('byWhom')} className="wrap">
        {row.by ?? row.program}
      </td>
    </tr>
  );
}

const focusOn = (element: HTMLElement | null) => element?.focus();

function FileCell({ row, left, onOpen, name }: Props & { row: DeskRow; name: string }) {
  return (
    <>
      <button
        type="button"
        className="link"
        // Whoever comes back stands where they left.
        ref={row.submissionId === left ? focusOn : undefined}
        onClick={() => onOpen(row.submissionId)}
      >
        {name}
      </button>
      {row.issueKey === undefined ? null : (
        <>
          {' · '}
          <button type="button" className="link" onClick={() => openIssue(row.issueKey ?? '')}>
            {row.issueKey}
          </button>
        </>
      )}
      <small className="block">{row.sentence}</small>
    </>
  );
}

/** Before the search goes on, so that somebody can stop it by another one. */
const PAUSE_MS = 500;

function Empty({
  wish,
  onWish,
  cursor,
  isWatching,
}: Asking & { cursor: string | undefined; isWatching: boolean }) {
  const t = useWords();
  const { search, show, pages } = wish;
  const isMore = cursor !== undefined;
  const beyond = pageBeyond(wish, cursor);
  useEffect(() => {
    if (beyond === undefined) return undefined;
    const timer = setTimeout(() => onWish(beyond), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  // That nothing is to be done is only known where what is to be done was asked for.
  const [none, hint] =
    show === 'needs-you'
      ? (['nothing', 'nothingHint'] as const)
      : (['nothingChosen', 'nothingChosenHint'] as const);
  if (beyond !== undefined)
    return (
      <div className="empty" role="status">
        <p>{t('searchesOn', { search, page: pages.length + 2 })}</p>
      </div>
    );
  return (
    <div className="empty">
      <p>
        {search === '' ? t(isMore ? 'nothingOnPage' : none) : t(isMore ? 'noHitHere' : 'noHit', { search })}
      </p>
      {search === '' && !isMore && isWatching ? <p>{t(hint)}</p> : null}
    </div>
  );
}

function Pages({ wish, onWish, cursor }: Asking & { cursor: string | undefined }) {
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
