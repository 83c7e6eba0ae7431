import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { DeskAnswer } from '../../src/contract/answers';
import { openIssue } from '../backend';
import { useWords } from '../shared/lang';
import { State, When } from '../shared/parts';
import type { Show, Wish } from './desk';

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
  wish: Wish;
  onWish: (wish: Wish) => void;
  onOpen: (submissionId: string) => void;
}) {
  const { value, now, wish, onWish, onOpen } = props;
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
          onWish({ ...first(wish), search });
        }}
      >
        <span>
          <label htmlFor={ids[0]}>{t('show')}</label>{' '}
          <select
            id={ids[0]}
            value={wish.show}
            onChange={(e) => onWish({ ...first(wish), show: e.target.value as Show })}
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
      </form>
      {value.rows.length === 0 ? (
        <div className="empty">
          <p>{t('nothing')}</p>
          <p>{t('nothingHint')}</p>
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
              <Button spacing="compact" onClick={() => onOpen(row.submissionId)}>
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
      {value.cursor === undefined ? null : (
        <Button onClick={() => onWish({ ...wish, cursor: value.cursor ?? '' })}>{t('more')}</Button>
      )}
    </section>
  );
}

/** A new question begins at the first page. */
function first(wish: Wish): Wish {
  const { cursor: _, ...rest } = wish;
  return rest;
}
