import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { CloseDialog } from '../../panel/dialogs';
import type { PanelMachine } from '../../panel/state';
import { Dialog } from '../../shared/dialog';
import { type PlainWord, useLang, useWords } from '../../shared/lang';
import { Act, Facts, Trouble } from '../../shared/parts';
import { amountText } from './chain';
import type { RunProps } from './props';

type What = 'again' | 'accept' | 'approve';
type Words = { readonly act: PlainWord; readonly title: PlainWord; readonly note: PlainWord };

const WORDS: Readonly<Record<What, Words>> = {
  approve: { act: 'approve', title: 'approveTitle', note: 'approveNote' },
  accept: { act: 'accept', title: 'acceptTitle', note: 'acceptNote' },
  again: { act: 'runAgain', title: 'runAgainTitle', note: 'runAgainNote' },
};
const WHATS: readonly What[] = ['approve', 'accept', 'again'];

/** What a person may do with a run; each deed says beforehand what will happen. */
export function RunActions(props: RunProps & { machine: PanelMachine }) {
  const { run, of, reload, machine } = props;
  const [asking, setAsking] = useState<What>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const t = useWords();
  const { actions, submission } = run;
  const { close } = submission.actions;
  // A mapping that no longer fits comes before another try.
  const isDrifted = run.drift.length > 0 && actions.remap.allowed;
  const first = isDrifted ? undefined : WHATS.find((what) => actions[what].allowed);
  // What cannot be done is in sight only when it says why.
  const shown = WHATS.filter((what) => actions[what].allowed || actions[what].why !== undefined);
  const confirm = async (what: What) => {
    setBusy(true);
    const revision = actions.approve.revision ?? submission.facts.revision;
    const answer =
      what === 'approve'
        ? await call('run.approve', { lang, ...of, revision })
        : await call('run.again', { lang, ...of, mayDiffer: what === 'accept' });
    setBusy(false);
    setAsking(undefined);
    setProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <div className="actions">
      {shown.map((what) => (
        <Act key={what} action={actions[what]} primary={what === first} onClick={() => setAsking(what)}>
          {t(WORDS[what].act)}
        </Act>
      ))}
      {close.allowed ? (
        <Act
          action={close}
          onClick={() => machine.tell({ on: 'asked', what: 'close', resubmit: submission.actions.resubmit })}
        >
          {t('close')}
        </Act>
      ) : null}
      <Trouble of={problem} />
      <CloseDialog {...machine} />
      {asking === undefined ? null : (
        <Dialog
          open
          title={t(WORDS[asking].title)}
          confirm={t(WORDS[asking].act)}
          busy={busy}
          onClose={() => setAsking(undefined)}
          onConfirm={() => void confirm(asking)}
        >
          <p>{t(WORDS[asking].note)}</p>
          {asking === 'again' ? null : <WhatGoes run={run} />}
        </Dialog>
      )}
    </div>
  );
}

/** The figures of what will go to DATEV, as far as they are known. */
function WhatGoes({ run }: Pick<RunProps, 'run'>) {
  const t = useWords();
  const lang = useLang();
  const { facts } = run.submission;
  const last = run.totals.at(-1);
  const money = (amount: string | undefined) => (amount === undefined ? undefined : amountText(amount, lang));
  const rows = [
    [
      t('mandant'),
      facts.mandantName === undefined ? facts.mandant : `${facts.mandantName} (${facts.mandant})`,
    ],
    [t('period'), run.periodLabel],
    [t('file'), run.files.map(({ name }) => name).join(', ') || undefined],
    [t('rowsWord'), last?.rows === undefined ? undefined : String(last.rows)],
    [t('sumSoll'), money(last?.soll)],
    [t('sumHaben'), money(last?.haben)],
    [t('sumAll'), money(last?.sum)],
  ] as const;
  return <Facts rows={rows.filter(([, value]) => value !== undefined)} />;
}
