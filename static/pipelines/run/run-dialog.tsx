import { useState } from 'react';
import type { PipelineRow } from '../../../src/contract/pipelines';
import { Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { useLang, useWords } from '../../shared/texts/lang';
import { CheckField, SelectField } from '../editor/inputs';
import { AlreadyRun, type Asked, confirming, useBeginning } from './beginning';
import { lastPeriods, type PeriodChoice } from './periods';

type Props = {
  readonly pipeline: Pick<PipelineRow, 'id' | 'name' | 'unit' | 'timezone'>;
  /** Decides which periods have ended. */
  readonly now: string;
  readonly onClose: () => void;
  readonly onOpen: (submissionId: string) => void;
};

/** Runs a pipeline now, for a period that has ended. A second real run of the same period is asked back. */
export function RunDialog({ pipeline, now, onClose, onOpen }: Props) {
  const lang = useLang();
  const t = useWords();
  const choices = lastPeriods(pipeline.unit, { at: now, zone: pipeline.timezone }, lang);
  const [asked, ask] = useState<Asked>({ period: choices[0]?.period ?? '', isDry: false });
  const beginning = useBeginning(pipeline.id, onOpen);
  const change = (part: Partial<Asked>) => {
    ask({ ...asked, ...part });
    beginning.forget();
  };
  const { word, disabled, ...button } = confirming(beginning, asked.isDry ? 'runDry' : 'runNow');
  const label = choices.find((choice) => choice.period === asked.period)?.label ?? asked.period;
  return (
    <Dialog
      open
      title={t('runTitle', { name: pipeline.name })}
      confirm={t(word)}
      disabled={disabled || asked.period === ''}
      {...button}
      onClose={onClose}
      onConfirm={() => void beginning.start(asked)}
    >
      <What asked={asked} choices={choices} onChange={change} />
      <div aria-live="assertive">
        <AlreadyRun beginning={beginning} period={label} onOpen={onOpen} />
      </div>
      <Trouble of={beginning.problem} />
    </Dialog>
  );
}

/** Which period, and whether for real. */
function What(props: {
  asked: Asked;
  choices: readonly PeriodChoice[];
  onChange: (part: Partial<Asked>) => void;
}) {
  const { asked, choices, onChange } = props;
  const t = useWords();
  return (
    <>
      <SelectField
        id="run-period"
        label={t('period')}
        value={asked.period}
        options={choices.map((choice) => [choice.period, choice.label])}
        onChange={(period) => onChange({ period })}
      />
      <CheckField
        label={t('dryRun')}
        hint={t('dryRunNote')}
        checked={asked.isDry}
        onChange={(isDry) => onChange({ isDry })}
      />
      {asked.isDry ? null : <p>{t('runNote')}</p>}
    </>
  );
}
