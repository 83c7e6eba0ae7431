import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { Lozenge } from '../../shared/signs/lozenge';
import { useLang, useWords } from '../../shared/texts/lang';
import type { SectionProps } from '../sections/section-props';

/** The one switch that stops everything. */
export function Stop({ value, reload }: Pick<SectionProps, 'value' | 'reload'>) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const isStopped = value.settings.stopped !== undefined;
  const word = t(isStopped ? 'allowAll' : 'stopAll');
  const confirm = async () => {
    const answer = await call('admin.stop', { lang, stopped: !isStopped, reason });
    setProblem(answer.ok ? undefined : answer.problem);
    setOpen(false);
    await reload();
  };
  return (
    <section>
      <h2>{t('stopTitle')}</h2>
      <p>
        <Lozenge appearance={isStopped ? 'removed' : 'success'}>
          {t(isStopped ? 'isStopped' : 'isSending')}
        </Lozenge>{' '}
        {value.settings.stopped?.reason}
      </p>
      {isStopped ? <p className="note">{t('stopNote')}</p> : null}
      <Button appearance={isStopped ? 'primary' : 'danger'} onClick={() => setOpen(true)}>
        {word}
      </Button>
      <Trouble of={problem} />
      <Dialog
        open={open}
        title={word}
        confirm={word}
        danger={!isStopped}
        disabled={!isStopped && reason.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => void confirm()}
      >
        {isStopped ? <p>{value.settings.stopped?.reason}</p> : <Why reason={reason} onType={setReason} />}
      </Dialog>
    </section>
  );
}

/** What stopping means, and why somebody does it. */
function Why({ reason, onType }: { reason: string; onType: (reason: string) => void }) {
  const t = useWords();
  const id = useId();
  return (
    <>
      <p>{t('stopNote')}</p>
      <label htmlFor={id}>{t('reason')}</label>
      <textarea id={id} rows={2} maxLength={200} value={reason} onChange={(e) => onType(e.target.value)} />
    </>
  );
}
