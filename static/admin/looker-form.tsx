import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../src/contract/answers';
import type { LookerAnswer } from '../../src/contract/pipelines';
import { present } from '../../src/kernel/present';
import { call } from '../backend';
import { TextField } from '../pipelines/editor/inputs';
import { useLang, useWords } from '../shared/lang';
import { Trouble } from '../shared/parts';
import { wholeIn } from './whole';

const BUDGET = [1, 10_000_000] as const;

/** A connection to Looker. The secret only goes in; an empty one leaves what is kept. */
export function LookerForm(props: {
  one?: LookerAnswer['connections'][number];
  /** Saved; with what the test of it found wrong. */
  onDone: (found: ProblemView | undefined) => void;
  onCancel: () => void;
}) {
  const { one, onDone, onCancel } = props;
  const [name, setName] = useState(one?.name ?? '');
  const [url, setUrl] = useState(one?.url ?? '');
  const [clientId, setClientId] = useState(one?.clientId ?? '');
  const [secret, setSecret] = useState('');
  const [budget, setBudget] = useState(one?.budget === undefined ? '' : String(one.budget));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  const lang = useLang();
  const id = (field: string) => `looker-${one?.id ?? 'new'}-${field}`;
  const isWrongBudget = budget.trim() !== '' && wholeIn(budget, BUDGET) === undefined;
  const isOpen =
    [name, url, clientId].some((text) => text.trim() === '') || (one === undefined && secret.trim() === '');
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isOpen || isWrongBudget) return;
    setBusy(true);
    const most = wholeIn(budget, BUDGET);
    const answer = await call('looker.save', {
      ...{ lang, name, url, clientId },
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
  return (
    <form onSubmit={(event) => void save(event)} aria-label={one?.name ?? t('lookerAdd')}>
      <div className="fields">
        <TextField
          id={id('name')}
          label={t('lookerName')}
          value={name}
          most={60}
          required
          onChange={setName}
        />
        <TextField
          id={id('url')}
          label={t('lookerUrl')}
          hint={t('lookerUrlHint')}
          value={url}
          most={300}
          required
          placeholder="https://example.looker.com"
          onChange={setUrl}
        />
        <TextField
          id={id('client')}
          label={t('lookerClientId')}
          value={clientId}
          most={100}
          required
          onChange={setClientId}
        />
        <TextField
          id={id('secret')}
          label={t(one === undefined ? 'lookerSecret' : 'lookerNewSecret')}
          hint={t('lookerSecretHint')}
          type="password"
          value={secret}
          most={200}
          required={one === undefined}
          onChange={setSecret}
        />
        <TextField
          id={id('budget')}
          label={t('lookerBudget')}
          hint={
            isWrongBudget ? t('wholeRange', { least: BUDGET[0], most: BUDGET[1] }) : t('lookerBudgetHint')
          }
          value={budget}
          numeric
          most={8}
          onChange={setBudget}
        />
      </div>
      <div className="actions">
        <Button type="submit" appearance="primary" isLoading={busy} isDisabled={isOpen || isWrongBudget}>
          {t('save')}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
      <Trouble of={problem} />
    </form>
  );
}
