import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { ProblemView, StormsView } from '../../src/contract/answers';
import { call } from '../backend';
import { Trouble } from './parts';
import { Dialog } from './signs/dialog';
import { SectionMessage } from './signs/section-message';
import { usePerson, useWords } from './texts/lang';
import { absolute, clock } from './texts/time';

type Props = {
  readonly value: StormsView;
  /** Whether this person lets them wait, and go on. */
  readonly may: boolean;
  readonly reload: () => unknown;
};

/** How far the issues of storms are, and the switch that lets them wait. */
export function Storms({ value, may, reload }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<ProblemView>();
  const { lang } = usePerson();
  const t = useWords();
  const isPaused = value.paused !== undefined;
  const turn = async () => {
    const answer = await call('storms.pause', { lang, paused: !isPaused, reason });
    setProblem(answer.ok ? undefined : answer.problem);
    setOpen(false);
    setReason('');
    await reload();
  };
  const word = t(isPaused ? 'stormsResume' : 'stormsPause');
  return (
    <SectionMessage appearance={isPaused ? 'warning' : 'information'} title={t('stormsTitle')}>
      <p role="status">{useHow(value)}</p>
      {may ? <Button onClick={() => (isPaused ? void turn() : setOpen(true))}>{word}</Button> : null}
      <Trouble of={problem} />
      <Dialog
        open={open}
        title={word}
        confirm={word}
        disabled={reason.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => void turn()}
      >
        <Why reason={reason} onType={setReason} />
      </Dialog>
    </SectionMessage>
  );
}

function useHow({ files, made, until, paused }: StormsView): string {
  const { lang, zone } = usePerson();
  const t = useWords();
  if (paused === undefined)
    return t('stormsGoing', { made, files, until: until === undefined ? '' : clock(until, lang, zone) });
  const { by, at, reason } = paused;
  return t('stormsPaused', { made, files, waiting: files - made, by, reason, at: absolute(at, lang, zone) });
}

/** What waiting means, and why somebody wants it. */
function Why({ reason, onType }: { reason: string; onType: (reason: string) => void }) {
  const t = useWords();
  const id = useId();
  return (
    <>
      <p>{t('stormsPauseNote')}</p>
      <label htmlFor={id}>{t('reason')}</label>
      <textarea id={id} rows={2} maxLength={200} value={reason} onChange={(e) => onType(e.target.value)} />
    </>
  );
}
