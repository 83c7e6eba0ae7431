import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { PipelineRow, RunBegun } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { Dialog } from '../../shared/dialog';
import { useLang, useWords } from '../../shared/lang';
import { Trouble } from '../../shared/parts';
import { SectionMessage } from '../../shared/section-message';
import { CheckField, SelectField } from '../editor/inputs';
import { lastPeriods } from './periods';

type Props = {
  readonly pipeline: Pick<PipelineRow, 'id' | 'name' | 'unit' | 'timezone'>;
  /** Decides which periods have ended. */
  readonly now: string;
  readonly onClose: () => void;
  readonly onOpen: (submissionId: string) => void;
};

/** Begins a run and opens it; where the period has run already, that run is the answer. */
function useRun(id: string, onOpen: (submissionId: string) => void) {
  const [found, setFound] = useState<RunBegun>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const start = async (asked: { period: string; isDry: boolean; anew: boolean }) => {
    setBusy(true);
    const answer = await call('pipeline.run', { lang, id, ...asked });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setProblem(undefined);
    if (answer.value.is === 'begun') return onOpen(answer.value.submissionId);
    return setFound(answer.value);
  };
  return { found, busy, problem, start, forget: () => setFound(undefined) };
}

/** Runs a pipeline now, for a period that has ended. A second real run of the same period is asked back. */
export function RunDialog({ pipeline, now, onClose, onOpen }: Props) {
  const lang = useLang();
  const t = useWords();
  const choices = lastPeriods(pipeline.unit, { at: now, zone: pipeline.timezone }, lang);
  const [period, setPeriod] = useState(choices[0]?.period ?? '');
  const [isDry, setDry] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const { found, busy, problem, start, forget } = useRun(pipeline.id, onOpen);
  const there = found?.is === 'already' ? found : undefined;
  const choose = (what: () => void) => {
    what();
    forget();
    setChecked(false);
  };
  const label = choices.find((choice) => choice.period === period)?.label ?? period;
  return (
    <Dialog
      open
      title={t('runTitle', { name: pipeline.name })}
      confirm={t(there === undefined ? (isDry ? 'runDry' : 'runNow') : WAYS_ON[there.further])}
      danger={there?.further === 'sent'}
      busy={busy}
      disabled={period === '' || (there?.further === 'sent' && !isChecked)}
      onClose={onClose}
      onConfirm={() => {
        if (there?.further === 'not-yet') onOpen(there.submissionId);
        else void start({ period, isDry, anew: there !== undefined });
      }}
    >
      <SelectField
        id="run-period"
        label={t('period')}
        value={period}
        options={choices.map((choice) => [choice.period, choice.label])}
        onChange={(next) => choose(() => setPeriod(next))}
      />
      <CheckField
        label={t('dryRun')}
        hint={t('dryRunNote')}
        checked={isDry}
        onChange={(next) => choose(() => setDry(next))}
      />
      {isDry ? null : <p>{t('runNote')}</p>}
      <div aria-live="assertive">
        {there === undefined ? null : (
          <AlreadyRun
            period={label}
            there={there}
            isChecked={isChecked}
            onCheck={setChecked}
            onOpen={() => onOpen(there.submissionId)}
          />
        )}
      </div>
      <Trouble of={problem} />
    </Dialog>
  );
}

type There = Extract<RunBegun, { is: 'already' }>;

/** What the button does where the period has run already. */
const WAYS_ON = { 'not-yet': 'runOpenThere', 'nothing-sent': 'runFurther', sent: 'runFurther' } as const;
const NOTES = { 'not-yet': 'runNotYet', 'nothing-sent': 'runNothingSent', sent: 'runFurtherNote' } as const;

/** This period has run: the person sees how that run stands before asking for a further one. */
function AlreadyRun(props: {
  period: string;
  there: There;
  isChecked: boolean;
  onCheck: (isChecked: boolean) => void;
  onOpen: () => void;
}) {
  const { period, there, isChecked, onCheck, onOpen } = props;
  const t = useWords();
  const mayBookTwice = there.further === 'sent';
  return (
    <SectionMessage appearance={mayBookTwice ? 'warning' : 'information'} title={t('runAlready', { period })}>
      <p>{there.sentence}</p>
      {there.further === 'not-yet' ? null : (
        <p>
          <button type="button" className="link" onClick={onOpen}>
            {t('runOpenThere')}
          </button>
        </p>
      )}
      <p>{t(NOTES[there.further])}</p>
      {mayBookTwice ? (
        <CheckField label={t('runFurtherChecked')} checked={isChecked} onChange={onCheck} />
      ) : null}
    </SectionMessage>
  );
}
