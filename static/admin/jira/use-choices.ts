import { useEffect, useState } from 'react';
import type { Answer, ProblemView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/problem';
import { call, type Payload } from '../../backend';
import { useLang } from '../../shared/texts/lang';

type Choices<T> = {
  readonly choices: readonly T[];
  readonly problem?: ProblemView;
  readonly isLoading?: boolean;
};

export const issueTypes = (asked: Payload<'jira.issue-types'>) => call('jira.issue-types', asked);
export const statusesOf = (asked: Payload<'jira.statuses'>) => call('jira.statuses', asked);
export const fieldsOf = (asked: Payload<'jira.fields'>) => call('jira.fields', asked);

/** Choices that depend on what was chosen before; none until that is known, and why when Jira does not tell. */
export function useChoices<P extends object, T>(
  ask: (asked: P & { readonly lang: Lang }) => Promise<Answer<readonly T[]>>,
  payload: P | undefined,
): Choices<T> {
  const [choices, setChoices] = useState<Choices<T>>({ choices: [], isLoading: payload !== undefined });
  const lang = useLang();
  const key = JSON.stringify(payload);
  useEffect(() => {
    setChoices({ choices: [], isLoading: key !== undefined });
    if (key === undefined) return undefined;
    let current = true;
    void ask({ lang, ...(JSON.parse(key) as P) }).then((answer) => {
      if (current)
        setChoices(answer.ok ? { choices: answer.value } : { choices: [], problem: answer.problem });
    });
    return () => {
      current = false;
    };
  }, [ask, key, lang]);
  return choices;
}
