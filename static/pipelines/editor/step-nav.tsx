import { Done } from '../../shared/signs/mark';
import { type PlainWord, useWords } from '../../shared/texts/lang';
import { STEPS, type Step } from '../place';
import type { Opens } from './steps';

export const STEP_WORDS: Readonly<Record<Step, PlainWord>> = {
  mandant: 'stepMandant',
  source: 'stepSource',
  mapping: 'stepMapping',
  values: 'stepValues',
  output: 'stepOutput',
  calendar: 'stepCalendar',
};

type Props = { readonly now: Step; readonly opens: Opens; readonly go: (step: Step) => void };

/** The six steps, with what is open in each. They may be taken in any order. */
export function StepNav({ now, opens, go }: Props) {
  const t = useWords();
  return (
    <nav aria-label={t('pipelineSteps')}>
      <ol className="steps">
        {STEPS.map((step, n) => (
          <li key={step}>
            <button
              type="button"
              className="step"
              aria-current={step === now ? 'step' : undefined}
              onClick={() => go(step)}
            >
              <span className="step-name">
                {n + 1} · {t(STEP_WORDS[step])}
              </span>
              <small>
                {opens[step] === 0 ? <Done>{t('stepNothing')}</Done> : t('stepOpen', { count: opens[step] })}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
