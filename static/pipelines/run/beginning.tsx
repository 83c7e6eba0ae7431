import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { RunBegun } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { SectionMessage } from '../../shared/signs/section-message';
import { type PlainWord, useLang, useWords } from '../../shared/texts/lang';
import { CheckField } from '../editor/inputs';

/** What is to be begun. */
export type Asked = { readonly period: string; readonly isDry: boolean };
type There = Extract<RunBegun, { is: 'already' }>;

/** A run that somebody begins: what there is of the period already, and whether they know what they do. */
export type Beginning = {
  readonly there: There | undefined;
  readonly isChecked: boolean;
  readonly check: (isChecked: boolean) => void;
  readonly busy: boolean;
  readonly problem: ProblemView | undefined;
  readonly start: (asked: Asked) => Promise<void>;
  /** Something else is asked for. */
  readonly forget: () => void;
};

/** Begins a run and opens it; where the period has run already, that run is the answer and the person is asked back. */
export function useBeginning(id: string, onOpen: (submissionId: string) => void): Beginning {
  const [there, setThere] = useState<There>();
  const [isChecked, check] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const start = async (asked: Asked) => {
    if (there?.further === 'not-yet') return onOpen(there.submissionId);
    setBusy(true);
    const answer = await call('pipeline.run', { lang, id, ...asked, anew: there !== undefined });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    if (answer.value.is === 'begun') return onOpen(answer.value.submissionId);
    setThere(answer.value);
  };
  const forget = () => {
    setThere(undefined);
    check(false);
  };
  return { there, isChecked, check, busy, problem, start, forget };
}

/** What the button does where the period has run already. */
const WAYS_ON = { 'not-yet': 'runOpenThere', 'nothing-sent': 'runFurther', sent: 'runFurther' } as const;
const NOTES = { 'not-yet': 'runNotYet', 'nothing-sent': 'runNothingSent', sent: 'runFurtherNote' } as const;

/** The button of the dialog: what it says, and whether it may be pressed. */
export function confirming({ there, isChecked, busy }: Beginning, word: PlainWord) {
  const mayBookTwice = there?.further === 'sent';
  return {
    word: there === undefined ? word : WAYS_ON[there.further],
    danger: mayBookTwice,
    disabled: mayBookTwice && !isChecked,
    busy,
  };
}

/** This period has run: the person sees how that run stands before asking for a further one. */
export function AlreadyRun(props: {
  beginning: Beginning;
  period: string;
  onOpen: (submissionId: string) => void;
}) {
  const { there, isChecked, check } = props.beginning;
  const t = useWords();
  if (there === undefined) return null;
  const mayBookTwice = there.further === 'sent';
  return (
    <SectionMessage
      appearance={mayBookTwice ? 'warning' : 'information'}
      title={t(there.shares === true ? 'runShares' : 'runAlready', { period: props.period })}
    >
      <p>{there.sentence}</p>
      {there.further === 'not-yet' ? null : (
        <p>
          <button type="button" className="link" onClick={() => props.onOpen(there.submissionId)}>
            {t('runOpenThere')}
          </button>
        </p>
      )}
      <p>{t(NOTES[there.further])}</p>
      {mayBookTwice ? (
        <CheckField label={t('runFurtherChecked')} checked={isChecked} onChange={check} />
      ) : null}
    </SectionMessage>
  );
}
