import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { MandantChoice, ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { useLang, useWords } from '../shared/lang';
import { Trouble } from '../shared/parts';
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

/** DATEV's Mandanten that are not watched yet: one with its own wishes, or many at once from now on. */
export function MandantChoices({ choices, onWatch, onDone }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [listed, setListed] = useState<string>();
  const [query, setQuery] = useState('');
  const { done, problem, watchAll } = useWatchMany(onDone);
  const t = useWords();
  const id = useId();
  const open = choices.filter((c) => !c.watched);
  const wanted = query.trim().toLowerCase();
  const shown = open.filter((c) => `${c.name} ${c.id}`.toLowerCase().includes(wanted));
  const ready = shown.filter((c) => c.service);
  const toggle = (mandant: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(mandant);
    else next.delete(mandant);
    setChosen(next);
  };
  return (
    <div>
      <div className="toolbar">
        <label htmlFor={id}>{t('search')}</label>
        <input id={id} type="search" value={query} onChange={(e) => setQuery(e.target.value)} />
        <Button onClick={() => setChosen(new Set([...chosen, ...ready.map((c) => c.id)]))}>
          {t('chooseReady', { count: ready.length })}
        </Button>
        <Button
          appearance="primary"
          isDisabled={chosen.size === 0 || done !== undefined}
          onClick={() => void watchAll(open.filter((c) => chosen.has(c.id)).map((c) => c.id))}
        >
          {t('watchChosen', { count: chosen.size })}
        </Button>
      </div>
      <PasteList
        choices={choices}
        onListed={(ids, said) => {
          setChosen(new Set([...chosen, ...ids]));
          setListed(said);
        }}
      />
      <div aria-live="polite">
        {listed === undefined ? null : <p>{listed}</p>}
        {done === undefined ? null : <progress max={chosen.size} value={done} aria-label={t('watch')} />}
        <Trouble of={problem} />
        {shown.length === 0 ? <p>{t('none')}</p> : null}
      </div>
      <ul className="plain">
        {shown.map((c) => (
          <ChoiceLine
            key={c.id}
            choice={c}
            isChosen={chosen.has(c.id)}
            onChoose={(on) => toggle(c.id, on)}
            onWatch={onWatch}
          />
        ))}
      </ul>
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
