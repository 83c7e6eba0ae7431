import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { CloseDialog } from '../../panel/dialogs';
import type { PanelMachine } from '../../panel/state';
import { Act, Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { SectionMessage } from '../../shared/signs/section-message';
import { type PlainWord, useLang, useWords } from '../../shared/texts/lang';
import { firstOf, WHATS, type What } from './first-action';
import type { RunProps } from './props';
import { SendForReal } from './send-for-real';
import { WhatGoes } from './what-goes';

type Words = { readonly act: PlainWord; readonly title: PlainWord; readonly note: PlainWord };

const WORDS: Readonly<Record<What, Words>> = {
  approve: { act: 'approve', title: 'approveTitle', note: 'approveNote' },
  accept: { act: 'accept', title: 'acceptTitle', note: 'acceptNote' },
  again: { act: 'runAgain', title: 'runAgainTitle', note: 'runAgainNote' },
};
/** Of a run that has only asked so far. */
const WHOLE: Words = { act: 'runWhole', title: 'runWholeTitle', note: 'runWholeNote' };

function wordsOf(what: What, { actions }: RunProps['run']): Words {
  return what === 'again' && actions.again.isFirst === true ? WHOLE : WORDS[what];
}

/** What a person may do with a run; each action says beforehand what will happen. */
export function RunActions(props: RunProps & { machine: PanelMachine }) {
  const { run, machine } = props;
  const { asking, ask, busy, problem, confirm } = useDeeds(props);
  const t = useWords();
  const { actions } = run;
  const first = firstOf(run);
  // What cannot be done is in sight only when it says why.
  const shown = WHATS.filter((what) => actions[what].allowed || actions[what].why !== undefined);
  return (
    <div className="actions">
      <SendForReal {...props} />
      {shown.map((what) => (
        <Act key={what} action={actions[what]} primary={what === first} onClick={() => ask(what)}>
          {t(wordsOf(what, run).act)}
        </Act>
      ))}
      <CloseRun run={run} machine={machine} />
      <Trouble of={problem} />
      {asking === undefined ? null : (
        <Confirm
          what={asking}
          run={run}
          busy={busy}
          onClose={() => ask(undefined)}
          onConfirm={() => void confirm(asking)}
        />
      )}
    </div>
  );
}

/** Which action is asked about, and doing it. */
function useDeeds({ run, of, reload, toHead }: RunProps) {
  const [asking, ask] = useState<What>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const confirm = async (what: What) => {
    setBusy(true);
    const revision = run.actions.approve.revision ?? run.submission.facts.revision;
    const answer =
      what === 'approve'
        ? await call('run.approve', { lang, ...of, revision })
        : await call('run.again', { lang, ...of, mayDiffer: what === 'accept' });
    setBusy(false);
    ask(undefined);
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
    if (answer.ok) toHead();
  };
  return { asking, ask, busy, problem, confirm };
}

/** A run that failed is closed like any other file's issue. */
function CloseRun({ run, machine }: Pick<RunProps, 'run'> & { machine: PanelMachine }) {
  const t = useWords();
  const { close, resubmit } = run.submission.actions;
  return (
    <>
      {close.allowed ? (
        <Act action={close} onClick={() => machine.tell({ on: 'asked', what: 'close', resubmit })}>
          {t('close')}
        </Act>
      ) : null}
      <CloseDialog {...machine} />
    </>
  );
}

type ConfirmProps = Pick<RunProps, 'run'> & {
  readonly what: What;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
};

/** What will happen, and what exactly goes. */
function Confirm({ what, run, ...dialog }: ConfirmProps) {
  const t = useWords();
  const { act, title, note } = wordsOf(what, run);
  return (
    <Dialog open title={t(title)} confirm={t(act)} {...dialog}>
      <p>{t(note)}</p>
      {what === 'again' ? <Again run={run} /> : <WhatGoes run={run} />}
    </Dialog>
  );
}

/** What goes is not known yet; what may be at DATEV twice by it is. */
function Again({ run: { isDry, actions } }: Pick<RunProps, 'run'>) {
  const t = useWords();
  const { note } = actions.again;
  return (
    <>
      {isDry ? null : <p>{t('runNote')}</p>}
      {note === undefined ? null : <SectionMessage appearance="warning" title={note} />}
    </>
  );
}
