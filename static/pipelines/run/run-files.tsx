import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { downloadFile } from '../../shared/files/transfer';
import { State, Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { bytes } from '../../shared/texts/time';
import type { RunProps } from './props';

type RunFile = RunProps['run']['files'][number];

/** The files of a run with what DATEV made of each; to be had byte for byte. */
export function RunFiles({ run }: RunProps) {
  const t = useWords();
  if (run.files.length === 0) return null;
  return (
    <section>
      <h3>{t('runFiles')}</h3>
      <ul className="plain">
        {run.files.map((file) => (
          <li key={`${file.kind} ${file.name}`}>
            <OneFile file={file} submissionId={file.submissionId ?? run.submission.submissionId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const KINDS = { extf: 'kindExtf', dxso: 'kindDxso', document: 'kindDocument' } as const;

function OneFile({ file, submissionId }: { file: RunFile; submissionId: string }) {
  const t = useWords();
  const lang = useLang();
  const [problem, setProblem] = useState<ProblemView>();
  const { revision, name, kind, lozenge } = file;
  const rows = kind === 'document' ? '' : ` · ${t('rowsCount', { rows: file.rows })}`;
  return (
    <>
      <div className="line">
        <span className="wrap">
          {lozenge === undefined ? null : <State lozenge={lozenge} />} {name}{' '}
          <small>
            {t(KINDS[kind])}
            {rows} · {bytes(file.bytes, lang)}
          </small>
        </span>
        {revision === undefined ? null : (
          <Download of={{ submissionId, revision }} name={name} onEnd={setProblem} />
        )}
      </div>
      <Trouble of={problem} />
    </>
  );
}

type Ended = (problem: ProblemView | undefined) => void;

function Download(props: { of: { submissionId: string; revision: number }; name: string; onEnd: Ended }) {
  const { of, name, onEnd } = props;
  const [busy, setBusy] = useState(false);
  const t = useWords();
  const lang = useLang();
  const download = async () => {
    setBusy(true);
    onEnd(await downloadFile(of, lang));
    setBusy(false);
  };
  return (
    <Button
      spacing="compact"
      isLoading={busy}
      aria-label={`${t('download')}: ${name}`}
      onClick={() => void download()}
    >
      {t('download')}
    </Button>
  );
}
