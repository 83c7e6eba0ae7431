import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../src/contract/answers';
import { call } from '../backend';
import { Trouble } from '../shared/parts';
import { useLang, useWords } from '../shared/texts/lang';

type Props = {
  readonly mandant: string;
  readonly onDone: (submissionId: string) => void;
};

/** Another program's DXSO job, by its number: DATEV has no list of them. */
export function WatchJobForm({ mandant, onDone }: Props) {
  const t = useWords();
  const lang = useLang();
  const [jobId, setJobId] = useState('');
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const watch = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const named = label.trim() === '' ? {} : { label: label.trim() };
    const answer = await call('job.watch', { lang, mandant, jobId: jobId.trim(), ...named });
    setBusy(false);
    if (answer.ok) onDone(answer.value.submissionId);
    else setProblem(answer.problem);
  };
  return (
    <form onSubmit={(event) => void watch(event)}>
      <p className="note">{t('watchJobNote')}</p>
      <div className="fields">
        <label>
          {t('jobNumber')}
          <input
            required
            pattern="[0-9A-Fa-f\-]{32,36}"
            title={t('jobNumberForm')}
            maxLength={36}
            value={jobId}
            onChange={(e) => setJobId(e.target.value.trim())}
          />
        </label>
        <label>
          {t('jobLabel')}
          <input value={label} maxLength={100} onChange={(e) => setLabel(e.target.value)} />
        </label>
      </div>
      <div className="actions">
        <Button type="submit" isLoading={busy} isDisabled={jobId.length < 32}>
          {t('watchJob')}
        </Button>
      </div>
      <Trouble of={problem} />
    </form>
  );
}
