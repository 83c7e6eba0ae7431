import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { ImportPlan } from '../../../src/contract/pipelines';
import { MAX_CONFIGURATION_BYTES } from '../../../src/contract/upload-limits';
import { call } from '../../backend';
import { TextFileField } from '../../shared/files/file-field';
import { saveFile } from '../../shared/files/transfer';
import { Trouble } from '../../shared/parts';
import { Lozenge } from '../../shared/signs/lozenge';
import { useLang, useWords } from '../../shared/texts/lang';

/** Pipelines and account plans from one site to another, e.g. from the test site to production; never a secret. */
export function ConfigurationPart() {
  const t = useWords();
  return (
    <section aria-labelledby="configuration-title">
      <h2 id="configuration-title">{t('configuration')}</h2>
      <p className="note">{t('configurationNote')}</p>
      <Export />
      <Import />
    </section>
  );
}

function Export() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const t = useWords();
  const save = async () => {
    setBusy(true);
    const answer = await call('configuration.export', { lang });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    const text = `${JSON.stringify(answer.value, null, 2)}\n`;
    const name = `datev-for-jira-${answer.now.slice(0, 10)}.json`;
    saveFile(name, new TextEncoder().encode(text), 'application/json');
  };
  return (
    <>
      <Button isLoading={busy} onClick={() => void save()}>
        {t('configurationExport')}
      </Button>
      <Trouble of={problem} />
    </>
  );
}

const KINDS = { pipeline: 'pipeline', accounts: 'accountPlan', connection: 'lookerConnection' } as const;
const WHATS = {
  new: ['new', 'importNew'],
  changed: ['moved', 'importChanged'],
  same: ['default', 'importSame'],
  'to-connect': ['removed', 'importToConnect'],
} as const;

type Planned = { readonly text: string; readonly plan: ImportPlan };

/** First what would happen, then the import; nothing changes before. */
function Import() {
  const { planned, said, busy, problem, choose, take, cancel } = useImport();
  const t = useWords();
  return (
    <>
      <TextFileField
        label={t('configurationImport')}
        accept=".json,application/json"
        hint={{ text: t('configurationImportHint') }}
        disabled={busy}
        onText={(text) => void choose(text)}
      />
      <div aria-live="polite">
        {said === undefined ? null : <p>{t(said)}</p>}
        {planned === undefined ? null : (
          <Plan plan={planned.plan} busy={busy} onTake={() => void take(planned.text)} onCancel={cancel} />
        )}
      </div>
      <Trouble of={problem} />
    </>
  );
}

/** A file is planned first, and taken only after somebody saw what it would change. */
function useImport() {
  const [planned, setPlanned] = useState<Planned>();
  const [said, setSaid] = useState<'imported' | 'importTooLong'>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const choose = async (text: string) => {
    setPlanned(undefined);
    setSaid(text.length > MAX_CONFIGURATION_BYTES ? 'importTooLong' : undefined);
    if (text.length > MAX_CONFIGURATION_BYTES) return;
    setBusy(true);
    const answer = await call('configuration.plan', { lang, text });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setPlanned({ text, plan: answer.value });
  };
  const take = async (text: string) => {
    setBusy(true);
    const answer = await call('configuration.import', { lang, text });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setPlanned(undefined);
    setSaid('imported');
  };
  return { planned, said, busy, problem, choose, take, cancel: () => setPlanned(undefined) };
}

/** What the import would do, piece by piece. */
function Plan(props: { plan: ImportPlan; busy: boolean; onTake: () => void; onCancel: () => void }) {
  const { plan, busy, onTake, onCancel } = props;
  const { items } = plan;
  const t = useWords();
  return (
    <>
      <h3>{t('importPlan')}</h3>
      {items.length === 0 ? <p>{t('importNothing')}</p> : null}
      <ul className="plain">
        {items.map(({ kind, name, what }) => (
          <li key={`${kind} ${name}`} className="wrap">
            <Lozenge appearance={WHATS[what][0]}>{t(WHATS[what][1])}</Lozenge> {t(KINDS[kind])}: {name}
          </li>
        ))}
      </ul>
      {items.some(({ kind, what }) => kind === 'pipeline' && what !== 'same') ? (
        <p className="note">{t('importOffNote')}</p>
      ) : null}
      {items.some(({ what }) => what === 'to-connect') ? (
        <p className="note">{t('importToConnectNote')}</p>
      ) : null}
      <div className="actions">
        <Button
          appearance="primary"
          isLoading={busy}
          isDisabled={items.every(({ what }) => what === 'same')}
          onClick={onTake}
        >
          {t('importTake')}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </>
  );
}
