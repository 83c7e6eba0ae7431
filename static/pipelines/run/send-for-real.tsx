import { useState } from 'react';
import { Act, Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { useWords } from '../../shared/texts/lang';
import { AlreadyRun, confirming, useBeginning } from './beginning';
import type { RunProps } from './props';
import { WhatGoes } from './what-goes';

/** After a dry run: the same period for real, with what it made in sight. Only where runs can be opened. */
export function SendForReal({ run, onOpen }: Pick<RunProps, 'run' | 'onOpen'>) {
  const [isAsking, ask] = useState(false);
  const t = useWords();
  const { send } = run.actions;
  if (onOpen === undefined || (!send.allowed && send.why === undefined)) return null;
  return (
    <>
      <Act action={send} primary onClick={() => ask(true)}>
        {t('sendForReal')}
      </Act>
      {isAsking ? <Asking run={run} onOpen={onOpen} onClose={() => ask(false)} /> : null}
    </>
  );
}

type AskingProps = Pick<RunProps, 'run'> & {
  readonly onOpen: (submissionId: string) => void;
  readonly onClose: () => void;
};

function Asking({ run, onOpen, onClose }: AskingProps) {
  const beginning = useBeginning(run.pipeline.id, onOpen);
  const t = useWords();
  const { word, ...button } = confirming(beginning, 'sendForReal');
  const { note } = run.actions.send;
  return (
    <Dialog
      open
      title={t('sendForRealTitle')}
      confirm={t(word)}
      {...button}
      onClose={onClose}
      onConfirm={() => void beginning.start({ period: run.period, isDry: false })}
    >
      <p>{t('sendForRealNote')}</p>
      {note === undefined ? null : <p>{note}</p>}
      <WhatGoes run={run} />
      <div aria-live="assertive">
        <AlreadyRun beginning={beginning} period={run.periodLabel} onOpen={onOpen} />
      </div>
      <Trouble of={beginning.problem} />
    </Dialog>
  );
}
