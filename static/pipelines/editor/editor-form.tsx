import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import type { PipelineAnswer, PipelinesAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { ConfigLog } from '../../shared/config-log';
import { Dialog } from '../../shared/dialog';
import { useLang, useWords } from '../../shared/lang';
import { Act, Trouble } from '../../shared/parts';
import { Page } from '../page';
import type { Open } from '../place';
import { RunList } from '../run/run-list';
import { ApprovalOffPart } from './approval-off';
import { columnsOf } from './columns';
import { ConflictList } from './conflict-list';
import { CalendarPart, GuardPart } from './editor-calendar';
import { MappingPart } from './editor-mapping';
import { DocumentsPart, OutputPart } from './editor-output';
import { NamePart, ReadingPart, SourcePart } from './editor-source';
import { type Form, newForm } from './form';
import { MissingContext } from './inputs';
import { MissingList } from './missing-list';
import type { PartProps } from './part-props';
import { PreviewPart } from './preview';
import { useEditor } from './use-editor';

type Props = {
  readonly value: PipelinesAnswer;
  readonly open: Open;
  readonly onBack: () => void;
  readonly onTouch: (id: string) => void;
  readonly stored?: PipelineAnswer;
  readonly first?: Form;
  readonly now?: string;
};

/** A pipeline on one page, from what is asked of Looker to who may send it. */
export function EditorForm({ value, open, onBack, onTouch, stored, first, now }: Props) {
  const hands = useEditor(first ?? newForm(), stored);
  const [leaving, setLeaving] = useState(false);
  const t = useWords();
  const { state, tell, asked, missing } = hands;
  const { form, id } = state;
  useEffect(() => {
    if (id !== undefined) onTouch(id);
  }, [id, onTouch]);
  const columns = columnsOf(asked.source, stored?.pipeline.fields ?? []);
  const part: PartProps = { ...hands, form, columns, set: (some) => tell({ on: 'typed', part: some }) };
  const leave = () => (hands.isDirty ? setLeaving(true) : onBack());
  const upcoming = asked.upcoming ?? stored?.upcoming ?? [];
  return (
    <MissingContext.Provider value={missing}>
      <Page title={state.base.name === '' ? t('newPipeline') : state.base.name} onBack={leave}>
        <div className="editor">
          <ApprovalOffPart {...part} />
          <p className="note">{t('pipelinesWhat')}</p>
          {stored === undefined ? null : <RunList runs={stored.runs} now={now ?? ''} open={open} />}
          {state.id === undefined || !value.may.edit.allowed ? null : <ChangesPart id={state.id} />}
          <NamePart {...part} value={value} open={open} />
          <SourcePart {...part} value={value} />
          <ReadingPart {...part} />
          <div className="two-up">
            <MappingPart {...part} />
            <PreviewPart {...part} />
          </div>
          <OutputPart {...part} />
          <DocumentsPart {...part} />
          <CalendarPart {...part} upcoming={upcoming} />
          <GuardPart {...part} />
          <SaveBar {...part} value={value} />
          {state.id === undefined ? null : (
            <RemovePart {...part} value={value} name={state.base.name} onGone={onBack} />
          )}
        </div>
      </Page>
      <Leaving isAsked={leaving} onStay={() => setLeaving(false)} onLeave={onBack} />
    </MissingContext.Provider>
  );
}

/** What was typed and not saved would be gone. */
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

function ChangesPart({ id }: { id: string }) {
  const lang = useLang();
  const t = useWords();
  return (
    <ConfigLog
      ask={(from) => call('pipeline.changes', { lang, id, ...from })}
      note={t('configLogPipeline')}
    />
  );
}

/** Save, and everything that stands in the way of it. */
function SaveBar(props: PartProps & { value: PipelinesAnswer }) {
  const { value, state, tell, asked, missing, save } = props;
  const t = useWords();
  const of = asked.problem?.of;
  return (
    <div className="sticky" aria-live="polite">
      <Act
        action={value.may.edit}
        primary
        busy={asked.doing === 'save'}
        onClick={() => {
          void save();
        }}
      >
        {t('save')}
      </Act>
      {props.isDirty ? <span>{t('unsaved')}</span> : null}
      {state.isMerged && state.conflicts.length === 0 ? <span>{t('mergedIn')}</span> : null}
      {asked.saved && !props.isDirty ? <span>{t('saved')}</span> : null}
      {asked.problem !== undefined && (of === 'save' || of === 'remove' || of === 'approval-off') ? (
        <Trouble of={asked.problem.problem} />
      ) : null}
      <MissingList missing={props.wanted === 'save' ? missing : []} />
      <ConflictList
        conflicts={state.conflicts}
        onSettle={(conflict, choice) => tell({ on: 'settled', conflict, choice })}
      />
    </div>
  );
}

function RemovePart(props: PartProps & { value: PipelinesAnswer; name: string; onGone: () => void }) {
  const { value, name, asked, remove, onGone } = props;
  const [asking, setAsking] = useState(false);
  const t = useWords();
  const confirm = async () => {
    const isGone = await remove();
    setAsking(false);
    if (isGone) onGone();
  };
  return (
    <div className="actions">
      <Button appearance="subtle" isDisabled={!value.may.edit.allowed} onClick={() => setAsking(true)}>
        {t('removePipeline')}
      </Button>
      <Dialog
        open={asking}
        title={t('removePipelineTitle', { name })}
        confirm={t('removePipeline')}
        danger
        busy={asked.doing === 'remove'}
        onClose={() => setAsking(false)}
        onConfirm={() => void confirm()}
      >
        <p>{t('removePipelineNote')}</p>
      </Dialog>
    </div>
  );
}
