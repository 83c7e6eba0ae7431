import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { MandantChoice, ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { readMandantList } from './mandant-list';

type Props = {
  readonly choices: readonly MandantChoice[];
  readonly onWatch: (choice: MandantChoice) => void;
  /** Some are watched now: the last of them. */
  readonly onDone: (mandant: string) => void;
};

/** What one call takes; a firm with 120 Mandanten sees how far it is. */
const AT_ONCE = 25;

/** Watches many, a part of them per call; how many are done while it goes on. */
function useWatchMany(onDone: (mandant: string) => void) {
  const [done, setDone] = useState<number>();
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const watchAll = async (all: readonly string[]) => {
    for (let at = 0; at < all.length; at += AT_ONCE) {
      setDone(at);
      const mandanten = all.slice(at, at + AT_ONCE);
      const answer = await call('mandant.watch-many', { lang, mandanten });
      setProblem(answer.ok ? undefined : answer.problem);
      if (!answer.ok) return setDone(undefined);
    }
    setDone(undefined);
    onDone(all.at(-1) ?? '');
  };
  return { done, problem, watchAll };
}

/** Which Mandanten are chosen, among those that a search leaves in sight. */
function useChosen(choices: readonly MandantChoice[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [query, setQuery] = useState('');
  const open = choices.filter((c) => !c.watched);
  const wanted = query.trim().toLowerCase();
  const shown = open.filter((c) => `${c.name} ${c.id}`.toLowerCase().includes(wanted));
  return {
    shown,
    query,
    setQuery,
    chosen: open.filter((c) => chosen.has(c.id)).map((c) => c.id),
    ready: shown.filter((c) => c.service).map((c) => c.id),
    add: (ids: readonly string[]) => setChosen(new Set([...chosen, ...ids])),
    remove: (id: string) => setChosen(new Set([...chosen].filter((one) => one !== id))),
  };
}

/** DATEV's Mandanten that are not watched yet: one with its own wishes, or many at once from now on. */
export function MandantChoices({ choices, onWatch, onDone }: Props) {
  const [listed, setListed] = useState<string>();
  const choosing = useChosen(choices);
  const { done, problem, watchAll } = useWatchMany(onDone);
  const t = useWords();
  const { shown, chosen, add, remove } = choosing;
  return (
    <div>
      <Toolbar {...choosing} isBusy={done !== undefined} onWatch={() => void watchAll(chosen)} />
      <PasteList
        choices={choices}
        onListed={(ids, said) => {
          add(ids);
          setListed(said);
        }}
      />
      <div aria-live="polite">
        {listed === undefined ? null : <p>{listed}</p>}
        {done === undefined ? null : <progress max={chosen.length} value={done} aria-label={t('watch')} />}
        <Trouble of={problem} />
        {shown.length === 0 ? <p>{t('none')}</p> : null}
      </div>
      <ul className="plain">
        {shown.map((c) => (
          <ChoiceLine
            key={c.id}
            choice={c}
            isChosen={chosen.includes(c.id)}
            onChoose={(on) => (on ? add([c.id]) : remove(c.id))}
            onWatch={onWatch}
          />
        ))}
      </ul>
    </div>
  );
}

/** Search, choose what is ready, watch what is chosen. */
function Toolbar(props: ReturnType<typeof useChosen> & { isBusy: boolean; onWatch: () => void }) {
  const { query, setQuery, ready, chosen, add, isBusy, onWatch } = props;
  const t = useWords();
  const id = useId();
  return (
    <div className="toolbar">
      <label htmlFor={id}>{t('search')}</label>
      <input id={id} type="search" value={query} onChange={(e) => setQuery(e.target.value)} />
      <Button onClick={() => add(ready)}>{t('chooseReady', { count: ready.length })}</Button>
      <Button appearance="primary" isDisabled={chosen.length === 0 || isBusy} onClick={onWatch}>
        {t('watchChosen', { count: chosen.length })}
      </Button>
    </div>
  );
}

/** Out of a table; what DATEV does not show or nobody can read is said, nothing is guessed. */
function PasteList(props: {
  choices: readonly MandantChoice[];
  onListed: (ids: readonly string[], said: string) => void;
}) {
  const { choices, onListed } = props;
  const [list, setList] = useState('');
  const t = useWords();
  const listId = useId();
  const chooseListed = () => {
    const { ids, unread } = readMandantList(list);
    const there = ids.filter((one) => choices.some((c) => c.id === one && !c.watched));
    const other = ids.filter((one) => !choices.some((c) => c.id === one));
    const parts = [
      t('mandantListChosen', { count: there.length }),
      other.length === 0 ? '' : t('mandantListUnknown', { ids: other.join(', ') }),
      unread.length === 0 ? '' : t('mandantListUnread', { lines: unread.join(', ') }),
    ];
    onListed(there, parts.filter((part) => part !== '').join(' '));
  };
  return (
    <details>
      <summary>{t('mandantList')}</summary>
      <label htmlFor={listId}>{t('mandantListHint')}</label>
      <textarea id={listId} rows={5} value={list} onChange={(e) => setList(e.target.value)} />
      <Button isDisabled={list.trim() === ''} onClick={chooseListed}>
        {t('mandantListChoose')}
      </Button>
    </details>
  );
}

function ChoiceLine(props: {
  choice: MandantChoice;
  isChosen: boolean;
  onChoose: (on: boolean) => void;
  onWatch: (choice: MandantChoice) => void;
}) {
  const { choice: c, isChosen, onChoose, onWatch } = props;
  const t = useWords();
  return (
    <li className="line">
      <label className="check wrap">
        <input type="checkbox" checked={isChosen} onChange={(e) => onChoose(e.target.checked)} />
        {c.name} ({c.id}) {c.service ? null : <em>{t('noService')}</em>}
      </label>
      <Button spacing="compact" onClick={() => onWatch(c)}>
        {t('watch')}
      </Button>
    </li>
  );
}
