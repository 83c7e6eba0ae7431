import { useId, useState } from 'react';
import type { Answer, ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { Dialog } from '../shared/dialog';
import { bytes, useLang, useWords } from '../shared/lang';
import { Act, Facts } from '../shared/parts';
import type { DetailProps } from './detail';

type Props = DetailProps & { readonly onProblem: (problem: ProblemView | undefined) => void };
type Asking = 'resubmit' | 'close' | 'decide' | undefined;

/** What a person may do next; every deed that reaches DATEV is asked back with exactly what will go. */
export function Actions(props: Props) {
  const { view, of, reload, onProblem } = props;
  const [asking, setAsking] = useState<Asking>();
  const [busy, setBusy] = useState(false);
  const t = useWords();
  const lang = useLang();
  const { resubmit, close, decide, newIssue } = view.actions;
  const doing = async (deed: Promise<Answer<unknown>>) => {
    setBusy(true);
    const answer = await deed;
    setBusy(false);
    setAsking(undefined);
    onProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  const sendWord =
    resubmit.mode === 'unchanged' ? 'sendUnchanged' : view.state === 'ready' ? 'send' : 'resubmit';
  const shows = view.state !== 'delivered' && view.state !== 'closed';
  return (
    <div className="actions">
      {decide.allowed ? (
        <Act action={decide} primary onClick={() => setAsking('decide')}>
          {t('decideTitle')}
        </Act>
      ) : shows ? (
        <Act action={resubmit} primary onClick={() => setAsking('resubmit')}>
          {t(sendWord)}
        </Act>
      ) : null}
      {shows && close.allowed ? (
        <Act action={close} primary={view.state === 'superseded'} onClick={() => setAsking('close')}>
          {t('close')}
        </Act>
      ) : null}
      {newIssue.allowed && of.submissionId !== undefined ? (
        <Act action={newIssue} onClick={() => void doing(call('submission.new-issue', { lang, ...of }))}>
          {t('newIssue')}
        </Act>
      ) : null}
      <Resubmit
        {...props}
        open={asking === 'resubmit'}
        busy={busy}
        word={t(sendWord)}
        onClose={() => setAsking(undefined)}
        onConfirm={() => {
          const { mode, goes } = resubmit;
          if (mode !== undefined && goes !== undefined)
            void doing(call('submission.resubmit', { lang, ...of, mode, sha256: goes.sha256 }));
        }}
      />
      <Close
        open={asking === 'close'}
        busy={busy}
        onClose={() => setAsking(undefined)}
        onConfirm={(reason) => void doing(call('submission.close', { lang, ...of, reason }))}
      />
      <Decide
        open={asking === 'decide'}
        busy={busy}
        onClose={() => setAsking(undefined)}
        onDecide={(decision) => void doing(call('submission.decide', { lang, ...of, decision }))}
      />
    </div>
  );
}

function Resubmit(
  props: Props & { open: boolean; busy: boolean; word: string; onClose: () => void; onConfirm: () => void },
) {
  const { view, open, busy, word, onClose, onConfirm } = props;
  const t = useWords();
  const lang = useLang();
  const { mode, goes } = view.actions.resubmit;
  if (goes === undefined) return null;
  const { mandant, mandantName } = view.facts;
  return (
    <Dialog
      open={open}
      busy={busy}
      title={t('sendTitle')}
      confirm={word}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      {mode === 'unchanged' ? <p>{t('unchangedNote')}</p> : null}
      <Facts
        rows={[
          [t('mandant'), mandantName === undefined ? mandant : `${mandantName} (${mandant})`],
          [t('sendName'), goes.sendName],
          [t('file'), goes.name],
          [t('revision'), goes.revision],
          [t('rows'), goes.rows],
          [t('size'), bytes(goes.bytes, lang)],
          [
            t('sha'),
            <abbr key="sha" title={goes.sha256}>
              {goes.sha256.slice(0, 12)}…
            </abbr>,
          ],
        ]}
      />
    </Dialog>
  );
}

const LEAST_REASON = 3;

function Close(props: {
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  const t = useWords();
  const id = useId();
  return (
    <Dialog
      {...props}
      title={t('closeTitle')}
      confirm={t('close')}
      disabled={reason.trim().length < LEAST_REASON}
      onConfirm={() => props.onConfirm(reason)}
    >
      <p>{t('closeNote')}</p>
      <label htmlFor={id}>{t('reason')}</label>
      <textarea id={id} rows={3} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
    </Dialog>
  );
}

function Decide(props: {
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onDecide: (d: 'send-again' | 'delivered') => void;
}) {
  const [decision, setDecision] = useState<'send-again' | 'delivered'>();
  const t = useWords();
  const choices = [
    ['delivered', t('decideDelivered')],
    ['send-again', t('decideAgain')],
  ] as const;
  return (
    <Dialog
      {...props}
      title={t('decideTitle')}
      confirm={choices.find(([d]) => d === decision)?.[1] ?? t('choose')}
      disabled={decision === undefined}
      onConfirm={() => decision !== undefined && props.onDecide(decision)}
    >
      <p>{t('decideNote')}</p>
      <fieldset>
        <legend>{t('decideTitle')}</legend>
        {choices.map(([value, label]) => (
          <label key={value} className="choice">
            <input
              type="radio"
              name="decision"
              checked={decision === value}
              onChange={() => setDecision(value)}
            />{' '}
            {label}
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
