import { useCallback, useEffect, useState } from 'react';
import type { Answer, ProblemView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { call, type Payload } from '../../backend';
import { useLang } from '../../shared/texts/lang';

type Told<T> = { readonly choices: readonly T[]; readonly problem?: ProblemView };
export type Choices<T> = Told<T> & {
  /** Jira is asked; there may be choices to show meanwhile, or why it did not tell when it was asked before. */
  readonly isLoading: boolean;
  readonly again: () => void;
};

export const issueTypes = (asked: Payload<'jira.issue-types'>) => call('jira.issue-types', asked);
export const fieldsOf = (asked: Payload<'jira.fields'>) => call('jira.fields', asked);

/** The statuses of some issue types of a project. One that a type does not reach another may. */
export const statusesOf = (asked: Payload<'jira.statuses'>) => call('jira.statuses', asked);

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

/** What was told, to which question, asked in which turn. */
type Held<T> = Told<T> & { readonly key: string; readonly turn: number; readonly within: string | undefined };

/**
 * Choices that depend on what was chosen before; none until that is known, and why when Jira does not tell. `within`: as long as that is the
 * same, what was told last stays while Jira is asked for more of it.
 */
export function useChoices<P extends object, T>(
  ask: (asked: P & { readonly lang: Lang }) => Promise<Answer<readonly T[]>>,
  payload: P | undefined,
  within?: string,
): Choices<T> {
  const [held, setHeld] = useState<Held<T>>();
  const [turn, setTurn] = useState(0);
  const lang = useLang();
  const key = JSON.stringify(payload);
  const again = () => setTurn(turn + 1);
  useEffect(() => {
    if (key === undefined) return undefined;
    let current = true;
    void ask({ lang, ...(JSON.parse(key) as P) }).then((answer) => {
      if (!current) return;
      const told = answer.ok ? { choices: answer.value } : { choices: [], problem: answer.problem };
      setHeld({ key, turn, within, ...told });
    });
    return () => {
      current = false;
    };
  }, [ask, key, lang, within, turn]);
  if (held !== undefined && held.key === key && held.turn === turn)
    return { ...held, isLoading: false, again };
  // Whoever asks again stands on the button of what went wrong.
  if (held?.problem !== undefined && held.key === key) return { ...held, isLoading: true, again };
  // Those of what was chosen before are none of what is chosen now.
  const stays = key !== undefined && within !== undefined && held?.within === within;
  return { choices: stays ? held.choices : [], isLoading: key !== undefined, again };
}

/** Nothing is there to show of it yet, not even why. */
export function isComing({ choices, problem, isLoading }: Choices<unknown>): boolean {
  return isLoading && choices.length === 0 && problem === undefined;
}
