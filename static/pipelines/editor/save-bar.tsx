import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { PipelinesAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { Act, Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { type Open, STEPS, type Step } from '../place';
import { lastPeriods } from '../run/periods';
import { ConflictList } from './conflict-list';
import { MissingList } from './missing-list';
import type { PartProps } from './part-props';
import { STEP_WORDS } from './step-nav';

type Props = PartProps & {
  readonly value: PipelinesAnswer;
  readonly open: Open;
  readonly now: string;
  readonly step: Step;
  readonly onStep: (step: Step) => void;
  /** To an input, wherever it stands. */
  readonly bring: (at: string) => void;
};

/** On to the next step, save, try – and everything that stands in the way. */
export function SaveBar(props: Props) {
  const { value, asked, missing, save, step, onStep, bring, state, tell } = props;
  const t = useWords();
  const next = STEPS[STEPS.indexOf(step) + 1];
  return (
    <div className="sticky" aria-live="polite">
      {next === undefined ? null : (
        <Button
          appearance={state.id === undefined ? 'primary' : 'default'}
          isLoading={step === 'source' && asked.doing.includes('columns')}
          onClick={() => onStep(next)}
        >
          {t('nextStep', { step: t(STEP_WORDS[next]) })}
        </Button>
      )}
      <Act
        action={value.may.edit}
        primary={next === undefined || state.id !== undefined}
        busy={asked.doing.includes('save')}
        onClick={() => void save()}
      >
        {t('save')}
      </Act>
      {next === undefined || state.id !== undefined ? <TryButton {...props} /> : null}
      <Standing {...props} />
      <MissingList missing={props.wanted === 'save' ? missing : []} bring={bring} />
      <ConflictList
        conflicts={state.conflicts}
        onSettle={(conflict, choice) => tell({ on: 'settled', conflict, choice })}
      />
    </div>
  );
}

/** Whether what stands here is saved, or at least kept. */
function Standing({ isDirty, isKept, state, asked }: Props) {
  const t = useWords();
  const of = asked.failed?.doing;
  return (
    <>
      {isDirty ? <span>{t('unsaved')}</span> : null}
      {isDirty ? <small className="note">{t(isKept ? 'draftKept' : 'draftNotKept')}</small> : null}
      {state.isMerged && state.conflicts.length === 0 ? <span>{t('mergedIn')}</span> : null}
      {asked.saved && !isDirty ? <span>{t('saved')}</span> : null}
      {of === 'save' || of === 'remove' || of === 'approval-off' ? <Trouble of={asked.failed?.why} /> : null}
    </>
  );
}

/** Saves, makes a dry run of the period of the preview and opens it: one click. */
function TryButton(props: Props) {
  const { value, isDirty } = props;
  const { busy, problem, start } = useDryRun(props);
  const t = useWords();
  const isBoth = isDirty || props.state.id === undefined;
  const action = isBoth && !value.may.edit.allowed ? value.may.edit : value.may.run;
  return (
    <>
      <Act action={action} busy={busy || props.asked.doing.includes('save')} onClick={() => void start()}>
        {t(isBoth ? 'saveAndTry' : 'tryNow')}
      </Act>
      <Trouble of={problem} />
    </>
  );
}

function useDryRun({ state, form, isDirty, save, period, now, open }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const run = async (id: string) => {
    const [last] = lastPeriods(form.unit, { at: now, zone: form.timezone }, lang);
    const asked = { lang, id, period: period === '' ? (last?.period ?? '') : period, isDry: true };
    const answer = await call('pipeline.run', asked);
    // The period was tried before: what was changed since is worth another try.
    const isAgain = answer.ok && answer.value.is === 'already' && answer.value.further !== 'not-yet';
    const begun = isAgain ? await call('pipeline.run', { ...asked, anew: true }) : answer;
    setProblem(begun.ok ? undefined : begun.problem);
    if (begun.ok) open({ is: 'run', submissionId: begun.value.submissionId });
  };
  const start = async () => {
    setBusy(true);
    const id = isDirty || state.id === undefined ? await save() : state.id;
    if (id !== undefined) await run(id);
    setBusy(false);
  };
  return { busy, problem, start };
}
