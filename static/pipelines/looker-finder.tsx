import { useId, useState } from 'react';
import type { ProblemView } from '../../src/contract/answers';
import type { Choice } from '../../src/contract/pipelines';
import { useLang, useWords } from '../shared/lang';
import { Trouble } from '../shared/parts';
import { ask } from './ask';

/** Finds models, Looks or dashboards at Looker by typing. */
export function LookerFinder(props: {
  connection: string;
  what: 'models' | 'looks' | 'dashboards';
  label: string;
  onChoose: (choice: Choice) => void;
}) {
  const { connection, what, label, onChoose } = props;
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly Choice[]>();
  const [problem, setProblem] = useState<ProblemView>();
  const [busy, setBusy] = useState(false);
  const t = useWords();
  const lang = useLang();
  const id = useId();
  if (connection === '') return null;
  const search = async () => {
    setBusy(true);
    const answer = await ask('pipeline.choices', { lang, connection, what, query });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    setFound(answer.ok ? fitting(answer.value, query) : undefined);
  };
  return (
    <form
      className="finder"
      onSubmit={(e) => {
        e.preventDefault();
        void search();
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
        <button type="submit" className="link" disabled={busy}>
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
                onChoose(choice);
                setFound(undefined);
              }}
            >
              {choice.label}
            </button>{' '}
            <small>{choice.hint ?? choice.id}</small>
          </li>
        ))}
        {found?.length === 0 ? <li>{t('none')}</li> : null}
      </ul>
    </form>
  );
}

/** Looker searches Looks and dashboards itself; models come all at once. */
function fitting(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.toLowerCase().split(/\s+/);
  const shown = choices.filter(({ id, label, hint = '' }) => {
    const text = `${id} ${label} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  // Looker's own search may know more than the names.
  return shown.length === 0 ? choices : shown;
}
