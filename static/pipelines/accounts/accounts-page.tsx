import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useReducer, useState } from 'react';
import type { ActionView, ProblemView } from '../../../src/contract/answers';
import type { AccountsAnswer } from '../../../src/contract/pipelines';
import { call, isConflict } from '../../backend';
import { ConfigLog } from '../../shared/config-log';
import { Dialog } from '../../shared/dialog';
import { useLang, useWords } from '../../shared/lang';
import { Act, Skeleton, Trouble } from '../../shared/parts';
import { useData } from '../../shared/use-data';
import { editPlan, isPlanDirty, planBegun } from '../editor/plan-draft';
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

function Plan({ mandant, name, action, onBack, stored }: Props & { stored: AccountsAnswer }) {
  const [state, tell] = useReducer(editPlan, stored, planBegun);
  const [problem, setProblem] = useState<ProblemView>();
  const [theirs, setTheirs] = useState<AccountsAnswer>();
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const lang = useLang();
  const t = useWords();
  const { form, version } = state;
  const dirty = isPlanDirty(state);
  const save = async () => {
    setBusy(true);
    const { closedThrough, accounts, ...rest } = form;
    const plan = {
      ...rest,
      ...(closedThrough === '' ? {} : { closedThrough }),
      accounts: accounts.map((account) => ({
        number: account.number,
        name: account.name,
        ...(account.isAutomatic ? { automatic: true as const } : {}),
      })),
    };
    const answer = await call('accounts.save', { lang, mandant, version, plan });
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
  return (
    <Page
      title={t('accountPlanOf', { mandant: name === undefined ? mandant : `${name} (${mandant})` })}
      onBack={() => (dirty ? setLeaving(true) : onBack())}
    >
      <p className="note">{t('accountPlansNote')}</p>
      <PlanFacts form={form} tell={tell} />
      <AccountsImport tell={tell} />
      <AccountsTable accounts={form.accounts} tell={tell} />
      {action.allowed ? (
        <ConfigLog
          ask={(from) => call('accounts.changes', { lang, mandant, ...from })}
          note={t('configLogAccounts')}
        />
      ) : null}
      <div className="sticky" aria-live="polite">
        <Act action={action} primary busy={busy} onClick={() => void save()}>
          {t('save')}
        </Act>
        {dirty ? <span>{t('unsaved')}</span> : null}
        {saved && !dirty ? <span>{t('saved')}</span> : null}
        <Trouble of={problem} />
        {theirs === undefined ? null : (
          <SectionMessage appearance="warning" title={t('planConflict')}>
            <p>
              {t('planConflictNote', {
                mine: form.accounts.length,
                theirs: theirs.plan?.accounts.length ?? 0,
              })}
            </p>
            <div className="actions">
              <Button onClick={() => settle('mine')}>{t('keepMine')}</Button>
              <Button onClick={() => settle('theirs')}>{t('takeTheirs')}</Button>
            </div>
          </SectionMessage>
        )}
      </div>
      <Dialog
        open={leaving}
        title={t('leaveTitle')}
        confirm={t('leaveConfirm')}
        danger
        onClose={() => setLeaving(false)}
        onConfirm={onBack}
      >
        <p>{t('leaveNote')}</p>
      </Dialog>
    </Page>
  );
}
