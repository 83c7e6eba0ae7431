import Button from '@atlaskit/button/new';
import { useReducer, useState } from 'react';
import type { ActionView, ProblemView } from '../../../src/contract/answers';
import type { AccountsAnswer } from '../../../src/contract/pipelines';
import { call, isConflict } from '../../backend';
import { ConfigLog } from '../../shared/config-log';
import { useData } from '../../shared/data/use-data';
import { Act, Skeleton, Trouble } from '../../shared/parts';
import { Dialog } from '../../shared/signs/dialog';
import { SectionMessage } from '../../shared/signs/section-message';
import { useLang, useWords } from '../../shared/texts/lang';
import {
  editPlan,
  isPlanDirty,
  type PlanEvent,
  type PlanForm,
  type PlanState,
  planBegun,
} from '../editor/plan-draft';
import { PlanFacts } from '../editor/plan-facts';
import { Page } from '../page';
import { AccountsImport } from './accounts-import';
import { AccountsTable } from './accounts-table';

type Props = {
  readonly mandant: string;
  readonly name: string | undefined;
  readonly action: ActionView;
  readonly onBack: () => void;
};

/** The account plan of a Mandant: what our checks know of the books, because DATEV cannot be asked. */
export function AccountsPage(props: Props) {
  const { mandant, onBack } = props;
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('accounts.view', { lang, mandant }),
    () => false,
  );
  if (data.is === 'there') return <Plan {...props} stored={data.value} />;
  return (
    <Page title={t('accountPlanOf', { mandant })} onBack={onBack}>
      {data.is === 'loading' ? (
        <Skeleton rows={8} />
      ) : (
        <Trouble of={data.problem} retry={() => void reload()} />
      )}
    </Page>
  );
}

/** The plan as it is saved: what is empty or not so is left out. */
function planIn({ closedThrough, accounts, ...rest }: PlanForm) {
  return {
    ...rest,
    ...(closedThrough === '' ? {} : { closedThrough }),
    accounts: accounts.map((account) => ({
      number: account.number,
      name: account.name,
      ...(account.isAutomatic ? { automatic: true as const } : {}),
    })),
  };
}

/** Saves the plan; where somebody else was faster, theirs is kept until the person has chosen. */
function useSavePlan(mandant: string, state: PlanState, tell: (event: PlanEvent) => void) {
  const [problem, setProblem] = useState<ProblemView>();
  const [theirs, setTheirs] = useState<AccountsAnswer>();
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const lang = useLang();
  const save = async () => {
    setBusy(true);
    const answer = await call('accounts.save', {
      lang,
      mandant,
      version: state.version,
      plan: planIn(state.form),
    });
    const isLate = !answer.ok && isConflict(answer.problem.code);
    setProblem(answer.ok || isLate ? undefined : answer.problem);
    setSaved(answer.ok);
    if (answer.ok || isLate) {
      const now = await call('accounts.view', { lang, mandant });
      if (!now.ok) setProblem(now.problem);
      else if (isLate) setTheirs(now.value);
      else tell({ on: 'saved', stored: now.value });
    }
    setBusy(false);
  };
  const settle = (keep: 'mine' | 'theirs') => {
    if (theirs !== undefined) tell({ on: 'stored', stored: theirs, keep });
    setTheirs(undefined);
  };
  return { problem, theirs, saved, busy, save, settle };
}

function Plan(props: Props & { stored: AccountsAnswer }) {
  const { mandant, name, action, onBack, stored } = props;
  const [state, tell] = useReducer(editPlan, stored, planBegun);
  const [leaving, setLeaving] = useState(false);
  const lang = useLang();
  const t = useWords();
  const title = t('accountPlanOf', { mandant: name === undefined ? mandant : `${name} (${mandant})` });
  return (
    <Page title={title} onBack={() => (isPlanDirty(state) ? setLeaving(true) : onBack())}>
      <p className="note">{t('accountPlansNote')}</p>
      <PlanFacts form={state.form} tell={tell} />
      <AccountsImport tell={tell} />
      <AccountsTable accounts={state.form.accounts} tell={tell} />
      {action.allowed ? (
        <ConfigLog
          ask={(from) => call('accounts.changes', { lang, mandant, ...from })}
          note={t('configLogAccounts')}
        />
      ) : null}
      <SavePlan mandant={mandant} action={action} state={state} tell={tell} />
      <Leaving isAsked={leaving} onStay={() => setLeaving(false)} onLeave={onBack} />
    </Page>
  );
}

type SaveProps = Pick<Props, 'mandant' | 'action'> & {
  readonly state: PlanState;
  readonly tell: (event: PlanEvent) => void;
};

/** Save, and what somebody else saved meanwhile. */
function SavePlan({ mandant, action, state, tell }: SaveProps) {
  const { problem, theirs, saved, busy, save, settle } = useSavePlan(mandant, state, tell);
  const t = useWords();
  const dirty = isPlanDirty(state);
  return (
    <div className="sticky" aria-live="polite">
      <Act action={action} primary busy={busy} onClick={() => void save()}>
        {t('save')}
      </Act>
      {dirty ? <span>{t('unsaved')}</span> : null}
      {saved && !dirty ? <span>{t('saved')}</span> : null}
      <Trouble of={problem} />
      {theirs === undefined ? null : (
        <PlanConflict mine={state.form.accounts.length} theirs={theirs} onSettle={settle} />
      )}
    </div>
  );
}

/** What was typed and not saved would be gone. */
function Leaving(props: { isAsked: boolean; onStay: () => void; onLeave: () => void }) {
  const { isAsked, onStay, onLeave } = props;
  const t = useWords();
  return (
    <Dialog
      open={isAsked}
      title={t('leaveTitle')}
      confirm={t('leaveConfirm')}
      danger
      onClose={onStay}
      onConfirm={onLeave}
    >
      <p>{t('leaveNote')}</p>
    </Dialog>
  );
}

function PlanConflict(props: {
  mine: number;
  theirs: AccountsAnswer;
  onSettle: (keep: 'mine' | 'theirs') => void;
}) {
  const { mine, theirs, onSettle } = props;
  const t = useWords();
  return (
    <SectionMessage appearance="warning" title={t('planConflict')}>
      <p>
        {t('planConflictNote', {
          mine,
          theirs: theirs.plan?.accounts.length ?? 0,
        })}
      </p>
      <div className="actions">
        <Button onClick={() => onSettle('mine')}>{t('keepMine')}</Button>
        <Button onClick={() => onSettle('theirs')}>{t('takeTheirs')}</Button>
      </div>
    </SectionMessage>
  );
}
