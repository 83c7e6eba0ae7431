import { type ReactNode, useId, useRef, useState } from 'react';
import type { Answer, Choice, ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { useLang, useWords } from './lang';
import { Trouble } from './parts';

/** Finds something by typing; a plain list below, so that keyboard and screen reader just work. */
export function Finder<T extends { readonly id: string }>(props: {
  label: string;
  find: (query: string) => Promise<Answer<readonly T[]>>;
  name: (found: T) => string;
  hint?: (found: T) => ReactNode;
  onChoose: (found: T) => void;
}) {
  const { label, find, name, hint, onChoose } = props;
  const { query, setQuery, found, problem, busy, search, forget } = useSearch(find);
  const t = useWords();
  const id = useId();
  return (
    <form
      className="finder"
      onSubmit={(e) => {
        e.preventDefault();
        if (!busy) void search();
      }}
    >
      <label htmlFor={id}>{label}</label>
      <span className="line">
        <input
          id={id}
          type="search"
          maxLength={100}
          value={query}
          onChange={(e) => setQuery(e.target.value)}
        />
        <button type="submit" className="link" aria-disabled={busy}>
          {t('search')}
        </button>
      </span>
      <Trouble of={problem} />
      <ul className="plain" aria-live="polite">
        {found?.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className="link"
              onClick={() => {
                onChoose(each);
                forget();
              }}
            >
              {name(each)}
            </button>{' '}
            {hint === undefined ? null : <small>{hint(each)}</small>}
          </li>
        ))}
        {found?.length === 0 ? <li>{t('none')}</li> : null}
      </ul>
    </form>
  );
}

/** Asks for what is typed; an answer that comes after a choice or a newer question is dropped. */
function useSearch<T>(find: (query: string) => Promise<Answer<readonly T[]>>) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly T[]>();
  const [problem, setProblem] = useState<ProblemView>();
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);
  const search = async () => {
    const mine = ++asked.current;
    setBusy(true);
    const answer = await find(query);
    // Somebody chose meanwhile, or asked for something else.
    if (mine !== asked.current) return;
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    setFound(answer.ok ? answer.value : undefined);
  };
  const forget = () => {
    asked.current++;
    setBusy(false);
    setFound(undefined);
    setQuery('');
  };
  return { query, setQuery, found, problem, busy, search, forget };
}

/** Finds people, groups or projects of this site. */
export function JiraFinder({
  of,
  ...rest
}: {
  of: 'jira.users' | 'jira.groups' | 'jira.projects';
  label: string;
  onChoose: (choice: Choice) => void;
}) {
  const lang = useLang();
  const find = (query: string) => call(of, { lang, query });
  return <Finder {...rest} find={find} name={(choice) => choice.name} />;
}
