import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { useLang, useWords } from '../../shared/lang';
import { State, Trouble } from '../../shared/parts';
import { bytes } from '../../shared/time';
import { downloadFile } from '../../shared/transfer';
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
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const { revision } = file;
  const download = async (of: { submissionId: string; revision: number }) => {
    setBusy(true);
    setProblem(await downloadFile(of, lang));
    setBusy(false);
  };
  const rows = file.kind === 'document' ? '' : ` · ${t('rowsCount', { rows: file.rows })}`;
  return (
    <>
      <div className="line">
        <span className="wrap">
          {file.lozenge === undefined ? null : <State lozenge={file.lozenge} />} {file.name}{' '}
          <small>
            {t(KINDS[file.kind])}
            {rows} · {bytes(file.bytes, lang)}
          </small>
        </span>
        {revision === undefined ? null : (
          <Button
            spacing="compact"
            isLoading={busy}
            aria-label={`${t('download')}: ${file.name}`}
            onClick={() => void download({ submissionId, revision })}
          >
            {t('download')}
          </Button>
        )}
      </div>
      <Trouble of={problem} />
    </>
  );
}
