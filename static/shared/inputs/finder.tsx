import { useId, useState } from 'react';
import type { Answer, Choice, ProblemView } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { call } from '../../backend';
import { Trouble } from '../parts';
import { useLang, useWords } from '../texts/lang';
import { Combobox } from './combobox';

type Props<T> = {
  readonly label: string;
  readonly find: (query: string) => Promise<Answer<readonly T[]>>;
  readonly name: (found: T) => string;
  readonly hint?: (found: T) => string;
  readonly onChoose: (found: T) => void;
  /** There are few enough to be shown before anybody types. */
  readonly isOpenAtOnce?: boolean;
};

/** Finds something elsewhere while somebody types. */
export function Finder<T extends { readonly id: string }>(props: Props<T>) {
  const { label, find, onChoose, isOpenAtOnce = false } = props;
  const [query, setQuery] = useState('');
  const { suggest, problem, isNothing, forget } = useFinding(props);
  const t = useWords();
  const id = useId();
  return (
    <div className="finder">
      <label htmlFor={id}>{label}</label>
      <Combobox
        id={id}
        maxLength={100}
        value={query}
        isOpenAtOnce={isOpenAtOnce}
        suggest={(typed) => suggest(typed, find)}
        onText={(text) => {
          setQuery(text);
          forget();
        }}
        onChoose={({ found }) => {
          setQuery('');
          onChoose(found);
        }}
      />
      {isNothing && query.trim() !== '' ? <small className="why">{t('nothingFound')}</small> : null}
      <Trouble of={problem} />
    </div>
  );
}

/** Asks, and keeps what went wrong. Nothing typed is no question, unless all can be shown. */
function useFinding<T extends { readonly id: string }>({ name, hint, isOpenAtOnce = false }: Props<T>) {
  const [problem, setProblem] = useState<ProblemView>();
  const [isNothing, setNothing] = useState(false);
  const suggest = async (typed: string, find: Props<T>['find']) => {
    if (typed.trim() === '' && !isOpenAtOnce) return { list: [] };
    const answer = await find(typed.trim());
    setProblem(answer.ok ? undefined : answer.problem);
    setNothing(answer.ok && answer.value.length === 0);
    if (!answer.ok) return undefined;
    const list = answer.value.map((found) => ({
      id: found.id,
      text: name(found),
      found,
      ...present({ hint: hint?.(found) }),
    }));
    return { list };
  };
  return { suggest, problem, isNothing, forget: () => setNothing(false) };
}

/** Finds people, groups or projects of this site. */
export function JiraFinder({
  of,
  projectId,
  ...rest
}: {
  of: 'jira.users' | 'jira.groups' | 'jira.projects';
  label: string;
  /** Of people: whoever can be assigned issues of this project; without one, of the usual project. */
  projectId?: string | undefined;
  isOpenAtOnce?: boolean;
  onChoose: (choice: Choice) => void;
}) {
  const lang = useLang();
  const find = (query: string) => call(of, { lang, query, ...present({ projectId }) });
  return <Finder {...rest} find={find} name={(choice) => choice.name} />;
}
