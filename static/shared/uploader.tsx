import SectionMessage from '@atlaskit/section-message';
import { useId, useState } from 'react';
import type { ActionView, ProblemView, WireFinding } from '../../src/contract/answers';
import { renderFinding } from '../../src/extf/findings';
import { checkExtf, mayBeSent } from '../../src/extf/header';
import { useLang, useWords } from './lang';
import { Trouble } from './parts';
import { type Sending, sendFile, type Target } from './transfer';

type Step =
  | { readonly is: 'idle' }
  | { readonly is: 'found'; readonly name: string; readonly findings: readonly WireFinding[] }
  | { readonly is: 'sending'; readonly name: string; readonly sending: Sending }
  | { readonly is: 'checking'; readonly name: string }
  | { readonly is: 'accepted'; readonly name: string; readonly findings: readonly WireFinding[] }
  | { readonly is: 'problem'; readonly problem: ProblemView };

/** Choose or drop a booking file: checked at once here, again in the backend, and only then it counts. */
export function Uploader(props: {
  target: Target;
  mandant: string;
  action: ActionView;
  label: string;
  onAccepted: (submissionId: string) => void;
}) {
  const { target, mandant, action, label, onAccepted } = props;
  const [step, setStep] = useState<Step>({ is: 'idle' });
  const [over, setOver] = useState(false);
  const t = useWords();
  const lang = useLang();
  const id = useId();
  const take = async (file: File): Promise<void> => {
    const check = checkExtf(new Uint8Array(await file.arrayBuffer()), { mandant, fileName: file.name });
    if (!mayBeSent(check.findings))
      return setStep({ is: 'found', name: file.name, findings: check.findings });
    setStep({ is: 'sending', name: file.name, sending: { done: 0, of: 1 } });
    const ended = await sendFile(file, { target, lang }, (sending) =>
      setStep(
        sending.done < sending.of
          ? { is: 'sending', name: file.name, sending }
          : { is: 'checking', name: file.name },
      ),
    );
    if (ended.state === 'problem') return setStep({ is: 'problem', problem: ended.problem });
    if (ended.state === 'refused') return setStep({ is: 'found', name: file.name, findings: ended.findings });
    if (ended.state !== 'accepted') return undefined;
    setStep({ is: 'accepted', name: file.name, findings: ended.findings });
    return onAccepted(ended.submissionId);
  };
  if (!action.allowed) return action.why === undefined ? null : <p className="why">{action.why}</p>;
  const busy = step.is === 'sending' || step.is === 'checking';
  return (
    <div className="uploader">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is only a shortcut, the input beside it does the same by keyboard */}
      <div
        className={over ? 'drop over' : 'drop'}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault();
          setOver(false);
          const [file] = e.dataTransfer.files;
          if (file !== undefined && !busy) void take(file);
        }}
      >
        <label htmlFor={id}>{label}</label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          disabled={busy}
          onChange={(e) => {
            const [file] = e.target.files ?? [];
            if (file !== undefined) void take(file);
            e.target.value = '';
          }}
        />
        <small>{t('dropHint')}</small>
      </div>
      <div aria-live="polite">
        <Progress step={step} />
      </div>
      {step.is === 'problem' ? <Trouble problem={step.problem} /> : null}
      {step.is === 'found' ? (
        <SectionMessage appearance="error" title={t('checkFound', { name: step.name })}>
          <Findings findings={step.findings} />
        </SectionMessage>
      ) : null}
      {step.is === 'accepted' && step.findings.length > 0 ? (
        <SectionMessage appearance="warning" title={t('checkWarned')}>
          <Findings findings={step.findings} />
        </SectionMessage>
      ) : null}
    </div>
  );
}

function Progress({ step }: { step: Step }) {
  const t = useWords();
  if (step.is === 'checking') return <p>{t('checking', { name: step.name })}</p>;
  if (step.is === 'accepted') return <p>{t('accepted', { name: step.name })}</p>;
  if (step.is !== 'sending') return null;
  return (
    <p>
      {t('sendingFile', { name: step.name })}
      <progress
        max={step.sending.of}
        value={step.sending.done}
        aria-label={t('sendingFile', { name: step.name })}
      />
    </p>
  );
}

/** Findings with place, text and remedy, in the same words everywhere. */
export function Findings({ findings }: { findings: readonly WireFinding[] }) {
  const lang = useLang();
  return (
    <ul className="findings">
      {findings.map((finding, i) => {
        const { where, text, remedy } = renderFinding(finding, lang);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings are a fixed, ordered list
          <li key={`${finding.code}-${i}`}>
            {where === '' ? null : <strong>{where}: </strong>}
            {text} <em>{remedy}</em>
          </li>
        );
      })}
    </ul>
  );
}
