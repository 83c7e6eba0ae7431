import type { SubmissionView } from '../../src/contract/answers';
import { Mark } from '../shared/signs/mark';
import { type PlainWord, useWords } from '../shared/texts/lang';
import { type Step, stepsOf } from './steps';

const SAYS: Readonly<Record<Step['is'], PlainWord>> = {
  done: 'stepIsDone',
  bad: 'stepIsBad',
  here: 'stepIsHere',
  ahead: 'stepIsOpen',
};

/** Where a file stands on its way, for the eye; for a screen reader each station with its state. */
export function Stepper({ view }: { view: SubmissionView }) {
  const t = useWords();
  return (
    <ol className="stepper" aria-label={t('steps')}>
      {stepsOf(view).map(({ word, is }) => (
        <li key={word} className={`step-${is}`} {...(is === 'here' ? { 'aria-current': 'step' } : {})}>
          <span>
            {is === 'ahead' ? null : <Mark sign={is} />} {t(word)}{' '}
            <span className="unseen">({t(SAYS[is])})</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
