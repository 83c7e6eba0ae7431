import { useId, useState } from 'react';
import type { Choice, PersonView, ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { useLang, useWords } from './lang';
import { Trouble } from './parts';

/** Finds people or groups of this site by typing; a plain list below, so that keyboard and screen reader just work. */
export function Finder(props: {
  label: string;
  ask: 'jira.users' | 'jira.groups' | 'jira.projects';
  onChoose: (choice: Choice) => void;
}) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Choice[]>();
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const search = async () => {
    const answer = await call<readonly Choice[], typeof props.ask>(props.ask, { lang, query });
    setProblem(answer.ok ? undefined : answer.problem);
    setFound(answer.ok ? answer.value : undefined);
  };
  return (
    <form
      className="finder"
      onSubmit={(e) => {
        e.preventDefault();
        void search();
      }}
    >
      <label htmlFor={id}>{props.label}</label>
      <span className="line">
        <input id={id} type="search" value={query} onChange={(e) => setQuery(e.target.value)} />
        <button type="submit" className="link">
          {t('search')}
        </button>
      </span>
      {problem === undefined ? null : <Trouble problem={problem} />}
      <ul className="plain" aria-live="polite">
        {found?.map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              className="link"
              onClick={() => {
                props.onChoose(choice);
                setFound(undefined);
                setQuery('');
              }}
            >
              {choice.name}
            </button>
          </li>
        ))}
        {found?.length === 0 ? <li>{t('none')}</li> : null}
      </ul>
    </form>
  );
}

/** The person something is given to, or nobody. */
export function PersonPicker(props: {
  label: string;
  current: PersonView | undefined;
  onChoose: (choice: Choice | null) => void;
}) {
  const [open, setOpen] = useState(false);
  const t = useWords();
  return (
    <div>
      <p className="line">
        <span>
          {props.label}: {props.current?.name ?? t('nobody')}
        </span>
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('choose')}
        </button>
      </p>
      {open ? (
        <>
          <Finder
            label={props.label}
            ask="jira.users"
            onChoose={(choice) => {
              setOpen(false);
              props.onChoose(choice);
            }}
          />
          <button
            type="button"
            className="link"
            onClick={() => {
              setOpen(false);
              props.onChoose(null);
            }}
          >
            {t('nobody')}
          </button>
        </>
      ) : null}
    </div>
  );
}
