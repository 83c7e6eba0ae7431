import { useEffect, useState } from 'react';
import type { LoginBegun, ProblemView } from '../../../src/contract/answers';
import { call, openOutside } from '../../backend';
import { useLang } from '../../shared/texts/lang';
import type { Settings } from '../saving/settings';

export type Login = ReturnType<typeof useLogin>;

const ASK_EVERY_MS = 3000;

/**
 * Opens DATEV's window and asks whether the person confirmed there, until it is so, over, or given up – whatever section is open
 * meanwhile.
 */
export function useLogin(environment: Settings['environment'], reload: () => Promise<void>) {
  const [begun, setBegun] = useState<LoginBegun>();
  const [problem, setProblem] = useState<ProblemView>();
  const [isOver, setOver] = useState(false);
  const lang = useLang();
  const begin = async (target: string) => {
    setOver(false);
    const wish =
      target === 'main' ? { mode: 'session' as const } : { mode: 'long-term' as const, mandant: target };
    const answer = await call('datev.login', { lang, environment, ...wish });
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setBegun(answer.value);
    openOutside(answer.value.url);
  };
  useEffect(() => {
    if (begun === undefined) return undefined;
    const timer = setInterval(() => void look(begun.state), ASK_EVERY_MS);
    return () => clearInterval(timer);
    async function look(state: string) {
      const answer = await call('datev.login-state', { lang, state });
      setProblem(answer.ok ? undefined : answer.problem);
      if (answer.ok && answer.value.is === 'waiting') return;
      setBegun(undefined);
      setOver(answer.ok && answer.value.is === 'over');
      await reload();
    }
  }, [begun, lang, reload]);
  return { begun, problem, isOver, begin, giveUp: () => setBegun(undefined) };
}
