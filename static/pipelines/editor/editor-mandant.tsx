import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { PipelineAnswer, PipelinesAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { ConfigLog } from '../../shared/config-log';
import { Copy } from '../../shared/inputs/copy';
import { Dialog } from '../../shared/signs/dialog';
import { useLang, useWords } from '../../shared/texts/lang';
import type { Open } from '../place';
import { RunList } from '../run/run-list';
import { Part, SelectField, TextField } from './inputs';
import type { PartProps } from './part-props';

type Props = PartProps & {
  readonly value: PipelinesAnswer;
  readonly open: Open;
  readonly stored: PipelineAnswer | undefined;
  readonly now: string;
  readonly onGone: () => void;
};

/** For whom it books, and of what is stored already: its runs, its changes, its end. */
export function MandantStep(props: Props) {
  const { state, value, stored, open, now } = props;
  const lang = useLang();
  const t = useWords();
  const { id } = state;
  return (
    <>
      <NamePart {...props} />
      {stored === undefined ? null : <RunList runs={stored.runs} now={now} open={open} />}
      {id === undefined || !value.may.edit.allowed ? null : (
        <ConfigLog
          ask={(from) => call('pipeline.changes', { lang, id, ...from })}
          note={t('configLogPipeline')}
        />
      )}
      {id === undefined ? null : <RemovePart {...props} name={state.base.name} />}
    </>
  );
}

/** Name, Mandant, and the way to the Mandant's account plan. */
function NamePart(props: Props) {
  const { form, set, value, state } = props;
  const t = useWords();
  return (
    <Part id="pf-names" title={t('partName')}>
      <div className="fields">
        <SelectField
          id="pf-mandant"
          label={t('mandant')}
          value={form.mandant}
          choose={t('choose')}
          required
          options={value.mandanten.map(({ id, label }) => [id, label === id ? id : `${label} (${id})`])}
          onChange={(id) => set({ mandant: id })}
        />
        <TextField
          id="pf-name"
          label={t('pipelineName')}
          hint={t('pipelineNameHint')}
          value={form.name}
          most={60}
          required
          onChange={(name) => set({ name })}
        />
      </div>
      <PlanLine {...props} />
      {state.id === undefined ? null : (
        <p>
          {t('pipelineId')}: <code>{state.id}</code> <Copy text={state.id} what={t('pipelineId')} />{' '}
          <small className="why">{t('pipelineIdNote')}</small>
        </p>
      )}
    </Part>
  );
}

/** Whether the Mandant’s accounts are known: without them no row can be checked. */
function PlanLine({ form, value, open }: Props) {
  const t = useWords();
  const mandant = value.mandanten.find(({ id }) => id === form.mandant);
  if (mandant === undefined) return null;
  return (
    <p className="line">
      <span>{t(mandant.hasPlan ? 'planIsThere' : 'planIsMissing')}</span>
      <Button spacing="compact" onClick={() => open({ is: 'accounts', mandant: mandant.id })}>
        {t('accountPlan')}
      </Button>
    </p>
  );
}

function RemovePart(props: Props & { name: string }) {
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
      <Button isDisabled={!value.may.edit.allowed} onClick={() => setAsking(true)}>
        {t('removePipeline')}
      </Button>
      <Dialog
        open={asking}
        title={t('removePipelineTitle', { name })}
        confirm={t('removePipeline')}
        danger
        busy={asked.doing.includes('remove')}
        onClose={() => setAsking(false)}
        onConfirm={() => void confirm()}
      >
        <p>{t('removePipelineNote')}</p>
      </Dialog>
    </div>
  );
}
