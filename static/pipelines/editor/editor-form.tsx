import { useEffect, useRef, useState } from 'react';
import type { PipelineAnswer, PipelinesAnswer } from '../../../src/contract/pipelines';
import { useWhen } from '../../shared/data/use-when';
import { Dialog } from '../../shared/signs/dialog';
import { useWords } from '../../shared/texts/lang';
import { bringTo } from '../bring-to';
import { Page } from '../page';
import { type Open, STEPS, type Step } from '../place';
import { ApprovalOffPart } from './approval-off';
import { columnsOf } from './columns';
import type { Editor } from './draft';
import { MissingContext } from './inputs';
import type { Drafts } from './kept-drafts';
import type { PartProps } from './part-props';
import { sourceIn } from './read-form';
import { Resumed } from './resumed';
import { SaveBar } from './save-bar';
import { StepBody } from './step-body';
import { STEP_WORDS, StepNav } from './step-nav';
import { opensOf, stepOf } from './steps';
import { type EditorHands, useEditor } from './use-editor';

export type EditorProps = {
  readonly value: PipelinesAnswer;
  readonly now: string;
  readonly step: Step;
  readonly goTo: (step: Step, id: string | undefined) => void;
  readonly open: Open;
  readonly onBack: () => void;
  readonly onTouch: (id: string) => void;
  readonly drafts: Drafts;
};
type Props = EditorProps & {
  readonly first: Editor;
  /** Since when a draft was kept that is gone on with. */
  readonly draftOf?: string | undefined;
  readonly stored?: PipelineAnswer;
};

/** A pipeline in six steps, from the Mandant to who may send it, with a real row beside. */
export function EditorForm(props: Props) {
  const { value, first, stored, step, drafts, onBack } = props;
  const hands = useEditor(first, stored, drafts);
  const [leaving, setLeaving] = useState(false);
  const { state, asked } = hands;
  const { form, id } = state;
  useTouched(props, id);
  const goTo = (to: Step) => props.goTo(to, id);
  const bring = useBring(step, goTo);
  const mayAsk = value.may.edit.allowed;
  const columns = columnsOf(asked.source, stored?.pipeline.fields ?? []);
  const set: PartProps['set'] = (some) => hands.tell({ on: 'typed', part: some });
  const part = { ...props, ...hands, form, columns, set, goTo, bring, mayAsk, onGone: onBack };
  const t = useWords();
  return (
    <MissingContext.Provider value={hands.missing}>
      <Page
        title={state.base.name === '' ? t('newPipeline') : state.base.name}
        onBack={() => (hands.isDirty && !hands.isKept ? setLeaving(true) : onBack())}
      >
        <div className="editor">
          <ApprovalOffPart {...hands} />
          <Resumed {...hands} draftOf={props.draftOf} />
          <StepNav now={step} opens={opensOf(form, asked.seen)} go={goTo} />
          <StepHead step={step} />
          <StepBody {...part} stored={stored} />
          <SaveBar {...part} onStep={(to) => void onward(hands, step, mayAsk).then(() => goTo(to))} />
        </div>
      </Page>
      <Leaving isAsked={leaving} onStay={() => setLeaving(false)} onLeave={onBack} />
    </MissingContext.Provider>
  );
}

/** Who goes on from a source that Looker was not asked about yet takes its columns along. */
async function onward(
  { state, asked, loadColumns }: EditorHands,
  from: Step,
  mayAsk: boolean,
): Promise<void> {
  const { form, id } = state;
  const isNews = from === 'source' && id === undefined && asked.source === undefined;
  if (isNews && mayAsk && form.connection !== '' && sourceIn(form) !== undefined) await loadColumns();
}

/** What was saved is looked at one by one by the list; a new one gets an address of its own. */
function useTouched({ onTouch, step, goTo, stored }: Props, id: string | undefined): void {
  const isNew = stored === undefined;
  useWhen([id], () => {
    if (id === undefined) return undefined;
    onTouch(id);
    if (isNew) goTo(step, id);
    return undefined;
  });
}

/** To an input, in whatever step it stands. */
function useBring(step: Step, goTo: (step: Step) => void): (at: string) => void {
  const wanted = useRef<string>();
  useWhen([step], () => {
    const at = wanted.current;
    wanted.current = undefined;
    if (at !== undefined) bringTo(at);
    return undefined;
  });
  return (at) => {
    const to = stepOf(at);
    if (to === step) return bringTo(at);
    wanted.current = at;
    return goTo(to);
  };
}

/** Where one is; gets the focus with every step, so that nobody has to look for where it goes on. */
function StepHead({ step }: { step: Step }) {
  const t = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) head.current?.focus();
    before.current = step;
  }, [step]);
  return (
    <h3 ref={head} tabIndex={-1} className="step-head">
      {t('stepOf', { n: STEPS.indexOf(step) + 1, of: STEPS.length, step: t(STEP_WORDS[step]) })}
    </h3>
  );
}

/** What was typed and not kept would be gone. */
function Leaving(props: { isAsked: boolean; onStay: () => void; onLeave: () => void }) {
  const t = useWords();
  return (
    <Dialog
      open={props.isAsked}
      title={t('leaveTitle')}
      confirm={t('leaveConfirm')}
      danger
      onClose={props.onStay}
      onConfirm={props.onLeave}
    >
      <p>{t('leaveNote')}</p>
    </Dialog>
  );
}
