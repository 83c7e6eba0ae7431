import { useCallback, useEffect, useState } from 'react';
import type { Answer, ProblemView, StatusChoice } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/problem';
import { call, type Payload } from '../../backend';
import { useLang } from '../../shared/texts/lang';

type Choices<T> = {
  readonly choices: readonly T[];
  readonly problem?: ProblemView;
  readonly isLoading?: boolean;
};

export const issueTypes = (asked: Payload<'jira.issue-types'>) => call('jira.issue-types', asked);
export const fieldsOf = (asked: Payload<'jira.fields'>) => call('jira.fields', asked);

type AskedStatuses = Omit<Payload<'jira.statuses'>, 'issueTypeId'> & {
  readonly issueTypeIds: readonly string[];
};

/** The statuses of some issue types of a project, each once. One that a type does not reach another may. */
export async function statusesOf({
  issueTypeIds,
  ...asked
}: AskedStatuses): Promise<Answer<readonly StatusChoice[]>> {
  const all = new Map<string, StatusChoice>();
  let now = '';
  for (const issueTypeId of new Set(issueTypeIds)) {
    const answer = await call('jira.statuses', { ...asked, issueTypeId });
    if (!answer.ok) return answer;
    now = answer.now;
    for (const one of answer.value) if (all.get(one.id)?.reachable !== true) all.set(one.id, one);
  }
  return { ok: true, now, value: [...all.values()] };
}

/** The same question of several rules is asked once; what failed is asked again. */
export function useOnce<P extends object, A extends { readonly ok: boolean }>(
  ask: (asked: P) => Promise<A>,
): (asked: P) => Promise<A> {
  const [asked] = useState(() => new Map<string, Promise<A>>());
  return useCallback(
    (wish) => {
      const key = JSON.stringify(wish);
      const answer = asked.get(key) ?? ask(wish);
      asked.set(key, answer);
      void answer.then(({ ok }) => ok || asked.delete(key));
      return answer;
    },
    [ask, asked],
  );
}

/** Choices that depend on what was chosen before; none until that is known, and why when Jira does not tell. */
export function useChoices<P extends object, T>(
  ask: (asked: P & { readonly lang: Lang }) => Promise<Answer<readonly T[]>>,
  payload: P | undefined,
): Choices<T> {
  const [held, setHeld] = useState<{ readonly key: string; readonly choices: Choices<T> }>();
  const lang = useLang();
  const key = JSON.stringify(payload);
  useEffect(() => {
    if (key === undefined) return undefined;
    let current = true;
    void ask({ lang, ...(JSON.parse(key) as P) }).then((answer) => {
      if (!current) return;
      const choices = answer.ok ? { choices: answer.value } : { choices: [], problem: answer.problem };
      setHeld({ key, choices });
    });
    return () => {
      current = false;
    };
  }, [ask, key, lang]);
  // Those of what was chosen before are none of what is chosen now.
  return held !== undefined && held.key === key
    ? held.choices
    : { choices: [], isLoading: key !== undefined };
}
