import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { RunAnswer, RunConfiguration } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import type { Of } from '../../panel/requests';
import { saveFile } from '../../shared/files/transfer';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';

/** What Looker said to a query that failed; its words may quote rows, so they stand here only. */
export function LookersWords({ run }: { run: RunAnswer }) {
  const t = useWords();
  if (run.verbatim === undefined) return null;
  return (
    <details>
      <summary>{t('lookersWords')}</summary>
      <p className="wrap">{run.verbatim}</p>
    </details>
  );
}

/** The pipeline as it was for this run: what was asked and how it was mapped. */
export function Configuration({ run, of }: { run: RunAnswer; of: Of }) {
  const [problem, setProblem] = useState<ProblemView>();
  const [proof, setProof] = useState<RunConfiguration['proof']>();
  const lang = useLang();
  const t = useWords();
  const save = async () => {
    const answer = await call('run.configuration', { lang, ...of });
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const text = `${JSON.stringify(answer.value, null, 2)}\n`;
    const name = `pipeline-${run.pipeline.id}-v${run.pipeline.version}.json`;
    setProof(answer.value.proof);
    saveFile(name, new TextEncoder().encode(text), 'application/json');
  };
  return (
    <>
      <p>
        <Button spacing="compact" onClick={() => void save()}>
          {t('runConfiguration', { version: run.pipeline.version })}
        </Button>
      </p>
      {proof === undefined ? null : (
        <p role={proof.pipeline.fits && proof.plan.fits ? 'status' : 'alert'} className="wrap">
          {proof.text}
        </p>
      )}
      <Trouble of={problem} />
    </>
  );
}
