import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { LookerAnswer } from '../../../src/contract/pipelines';
import { present } from '../../../src/kernel/present';
import { call } from '../../backend';
import { TextField } from '../../pipelines/editor/inputs';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { wholeIn } from '../whole';

const BUDGET = [1, 10_000_000] as const;

type Connection = LookerAnswer['connections'][number];

/** A connection to Looker. The secret only goes in; an empty one leaves what is kept. */
export function LookerForm(props: {
  one?: Connection;
  /** Saved; with what the test of it found wrong. */
  onDone: (found: ProblemView | undefined) => void;
  onCancel: () => void;
}) {
  const { one, onDone, onCancel } = props;
  const form = useLookerForm(one, onDone);
  const t = useWords();
  return (
    <form onSubmit={(event) => void form.save(event)} aria-label={one?.name ?? t('lookerAdd')}>
      <LookerFields one={one} form={form} />
      <div className="actions">
        <Button
          type="submit"
          appearance="primary"
          isLoading={form.busy}
          isDisabled={form.isOpen || form.isWrongBudget}
        >
          {t('save')}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
      <Trouble of={form.problem} />
    </form>
  );
}

/** What is typed, whether it can be saved, and saving it with a test of it. */
function useLookerForm(one: Connection | undefined, onDone: (found: ProblemView | undefined) => void) {
  const [name, setName] = useState(one?.name ?? '');
  const [url, setUrl] = useState(one?.url ?? '');
  const [clientId, setClientId] = useState(one?.clientId ?? '');
  const [secret, setSecret] = useState('');
  const [budget, setBudget] = useState(one?.budget === undefined ? '' : String(one.budget));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const isWrongBudget = budget.trim() !== '' && wholeIn(budget, BUDGET) === undefined;
  const isOpen =
    [name, url, clientId].some((text) => text.trim() === '') || (one === undefined && secret.trim() === '');
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isOpen || isWrongBudget) return;
    setBusy(true);
    const most = wholeIn(budget, BUDGET);
    const answer = await call('looker.save', {
      lang,
      name,
      url,
      clientId,
      ...present({ id: one?.id, budget: most }),
      ...(secret.trim() === '' ? {} : { secret }),
    });
    if (!answer.ok) {
      setBusy(false);
      return setProblem(answer.problem);
    }
    // Whoever has entered a key wants to know whether it works.
    const tested = await call('looker.test', { lang, id: answer.value.id });
    return onDone(tested.ok ? undefined : tested.problem);
  };
  return {
    name,
    setName,
    url,
    setUrl,
    clientId,
    setClientId,
    secret,
    setSecret,
    budget,
    setBudget,
    isOpen,
    isWrongBudget,
    busy,
    problem,
    save,
  };
}

function LookerFields(props: { one: Connection | undefined; form: ReturnType<typeof useLookerForm> }) {
  const { one, form } = props;
  const id = (field: string) => `looker-${one?.id ?? 'new'}-${field}`;
  return (
    <div className="fields">
      <AddressFields id={id} form={form} />
      <KeyFields id={id} form={form} isNew={one === undefined} />
    </div>
  );
}

type FieldProps = { readonly id: (field: string) => string; readonly form: ReturnType<typeof useLookerForm> };

function AddressFields({ id, form }: FieldProps) {
  const t = useWords();
  return (
    <>
      <TextField
        id={id('name')}
        label={t('lookerName')}
        value={form.name}
        most={60}
        required
        onChange={form.setName}
      />
      <TextField
        id={id('url')}
        label={t('lookerUrl')}
        hint={t('lookerUrlHint')}
        value={form.url}
        most={300}
        required
        placeholder="https://example.looker.com"
        onChange={form.setUrl}
      />
    </>
  );
}

function KeyFields({ id, form, isNew }: FieldProps & { isNew: boolean }) {
  const t = useWords();
  return (
    <>
      <TextField
        id={id('client')}
        label={t('lookerClientId')}
        value={form.clientId}
        most={100}
        required
        onChange={form.setClientId}
      />
      <TextField
        id={id('secret')}
        label={t(isNew ? 'lookerSecret' : 'lookerNewSecret')}
        hint={t('lookerSecretHint')}
        type="password"
        value={form.secret}
        most={200}
        required={isNew}
        onChange={form.setSecret}
      />
      <TextField
        id={id('budget')}
        label={t('lookerBudget')}
        hint={
          form.isWrongBudget ? t('wholeRange', { least: BUDGET[0], most: BUDGET[1] }) : t('lookerBudgetHint')
        }
        value={form.budget}
        numeric
        most={8}
        onChange={form.setBudget}
      />
    </>
  );
}
