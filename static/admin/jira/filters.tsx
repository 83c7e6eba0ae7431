import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { OfferedFilter, ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { useData } from '../../shared/data/use-data';
import { Skeleton, Trouble } from '../../shared/parts';
import { type PlainWord, useLang, useWords } from '../../shared/texts/lang';

const SHARES = {
  nobody: 'shareNobody',
  project: 'shareProject',
  everybody: 'shareEverybody',
} as const satisfies Readonly<Record<string, PlainWord>>;
type Share = keyof typeof SHARES;

/** Searches by state, to be saved as Jira filters of the person in front. */
export function Filters() {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('jira.filters', { lang }),
    () => false,
  );
  return (
    <>
      <h3>{t('filters')}</h3>
      <p className="note">{t('filtersNote')}</p>
      {data.is === 'loading' ? <Skeleton rows={4} /> : null}
      {data.is === 'failed' ? <Trouble of={data.problem} retry={() => void reload()} /> : null}
      {data.is === 'there' ? <Offered offered={data.value} /> : null}
    </>
  );
}

function Offered({ offered }: { offered: readonly OfferedFilter[] }) {
  const t = useWords();
  const { filters, chosen, toggle, share, setShare, save, state, problem } = useSaving(offered);
  return (
    <>
      <ul className="plain">
        {filters.map((filter) => (
          <OneFilter
            key={filter.name}
            filter={filter}
            isChosen={chosen.includes(filter.name)}
            onToggle={() => toggle(filter.name)}
          />
        ))}
      </ul>
      <div className="fields">
        <label>
          {t('filtersShare')}
          <select value={share} onChange={(e) => setShare(e.target.value as Share)}>
            {Object.entries(SHARES).map(([one, word]) => (
              <option key={one} value={one}>
                {t(word)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="actions" aria-live="polite">
        <Button isDisabled={chosen.length === 0} isLoading={state === 'busy'} onClick={save}>
          {t('filtersSave')}
        </Button>
        {state === 'saved' ? <span>{t('filtersSaved')}</span> : null}
      </div>
      <Trouble of={problem} />
    </>
  );
}

function useSaving(offered: readonly OfferedFilter[]) {
  const lang = useLang();
  const [filters, setFilters] = useState(offered);
  const [wanted, setWanted] = useState(offered.map(({ name }) => name));
  const [share, setShare] = useState<Share>('nobody');
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const [problem, setProblem] = useState<ProblemView>();
  const chosen = filters.filter(({ name, isThere }) => !isThere && wanted.includes(name)).map((f) => f.name);
  const toggle = (name: OfferedFilter['name']) =>
    setWanted((all) => (all.includes(name) ? all.filter((one) => one !== name) : [...all, name]));
  const ask = async () => {
    setState('busy');
    const answer = await call('jira.save-filters', { lang, names: chosen, share });
    setState(answer.ok ? 'saved' : 'idle');
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setFilters(answer.value);
  };
  return { filters, chosen, toggle, share, setShare, save: () => void ask(), state, problem };
}

type OneProps = { readonly filter: OfferedFilter; readonly isChosen: boolean; readonly onToggle: () => void };

function OneFilter({ filter, isChosen, onToggle }: OneProps) {
  const t = useWords();
  return (
    <li>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.isThere || isChosen}
          disabled={filter.isThere}
          onChange={onToggle}
        />
        <span>
          {filter.title}
          {filter.isThere ? ` (${t('filterThere')})` : ''}
          <small className="why">
            <code>{filter.jql}</code>
          </small>
        </span>
      </label>
    </li>
  );
}
