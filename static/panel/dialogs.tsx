import { useId } from 'react';
import type { SubmissionView } from '../../src/contract/answers';
import { grouped } from '../../src/kernel/text';
import { Facts, Hash } from '../shared/parts';
import { Dialog } from '../shared/signs/dialog';
import { type PlainWord, useLang, useWords } from '../shared/texts/lang';
import { bytes } from '../shared/texts/time';
import type { PanelMachine } from './state';
import { answerOf } from './state';
import { Totals, totalsOf } from './totals';

/** Shows exactly what will go to DATEV; what was shown is what is sent, or nothing. */
export function ResubmitDialog(props: PanelMachine & { word: string; view: SubmissionView }) {
  const { state, tell, word, view } = props;
  const t = useWords();
  const lang = useLang();
  const { asking } = state;
  if (asking?.what !== 'resubmit') return null;
  const { goes, mode, changed } = asking;
  const { mandant, mandantName } = view.facts;
  const totals = totalsOf(view, mode, goes.bytes);
  const rows = [
    [t('mandant'), mandantName === undefined ? mandant : `${mandantName} (${mandant})`],
    [t('batch'), goes.label],
    [t('sendName'), goes.sendName],
    [t('file'), goes.name],
    [t('revision'), String(goes.revision)],
    [t('rows'), grouped(goes.rows, lang)],
    [t('totals'), totals === undefined ? undefined : <Totals key="totals" {...totals} />],
    [t('size'), bytes(goes.bytes, lang)],
    [t('sha'), <Hash key="sha" sha256={goes.sha256} />],
  ] as const;
  return (
    <Dialog
      {...frame(props)}
      title={t('sendTitle')}
      confirm={word}
      onConfirm={() => tell({ on: 'confirmed' })}
    >
      {mode === 'unchanged' ? <p>{t('unchangedNote')}</p> : null}
      {view.actions.resubmit.approves === true ? <p>{t('sendingApproves')}</p> : null}
      {changed ? <p role="alert">{t('changedMeanwhile')}</p> : null}
      <Facts rows={rows.filter(([, value]) => value !== undefined)} />
    </Dialog>
  );
}

/** Nothing goes to DATEV, and why. */
export function CloseDialog(props: PanelMachine) {
  const { asking } = props.state;
  if (asking?.what !== 'close') return null;
  return (
    <ReasonDialog {...props} reason={asking.reason} title="closeTitle" note="closeNote" confirm="close" />
  );
}

/** A file with errors that DATEV's interface would let pass goes anyway, and why. */
export function OverruleDialog(props: PanelMachine) {
  const { asking } = props.state;
  if (asking?.what !== 'overrule') return null;
  return (
    <ReasonDialog
      {...props}
      reason={asking.reason}
      title="overruleTitle"
      note="overruleNote"
      confirm="overrule"
    />
  );
}

function ReasonDialog(
  props: PanelMachine & { reason: string; title: PlainWord; note: PlainWord; confirm: PlainWord },
) {
  const { tell, reason } = props;
  const t = useWords();
  const [id, hint] = [useId(), useId()];
  return (
    <Dialog
      {...frame(props)}
      title={t(props.title)}
      confirm={t(props.confirm)}
      onConfirm={() => tell({ on: 'confirmed' })}
    >
      <p id={hint}>{t(props.note)}</p>
      <label htmlFor={id}>{t('reason')}</label>
      <textarea
        id={id}
        rows={3}
        maxLength={500}
        required
        aria-describedby={hint}
        value={reason}
        onChange={(e) => tell({ on: 'typed', reason: e.target.value })}
      />
    </Dialog>
  );
}

export function DecideDialog(props: PanelMachine) {
  const { state, tell } = props;
  const t = useWords();
  if (state.asking?.what !== 'decide') return null;
  const { choice } = state.asking;
  const choices = [
    ['delivered', t('decideDelivered'), t('decideDeliveredNote')],
    ['send-again', t('decideAgain'), t('decideAgainNote')],
  ] as const;
  return (
    <Dialog
      {...frame(props)}
      title={t('decideTitle')}
      confirm={choices.find(([value]) => value === choice)?.[1] ?? t('choose')}
      onConfirm={() => tell({ on: 'confirmed' })}
    >
      <p>{t('decideNote')}</p>
      <fieldset>
        <legend className="unseen">{t('decideTitle')}</legend>
        {choices.map(([value, label, note]) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="decision"
              checked={choice === value}
              onChange={() => tell({ on: 'chose', choice: value })}
            />
            <span>
              {label}
              <small>{note}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}

function frame({ state, tell }: PanelMachine) {
  return {
    open: true,
    busy: state.doing !== undefined,
    disabled: answerOf(state.asking) === undefined,
    onClose: () => tell({ on: 'dismissed' }),
  } as const;
}
