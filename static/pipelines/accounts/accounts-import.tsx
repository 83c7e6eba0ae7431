import Button from '@atlaskit/button/new';
import { useId, useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { AccountsRead } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { call } from '../../backend';
import { TextFileField } from '../../shared/files/file-field';
import { Trouble } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { useLang, useWords } from '../../shared/texts/lang';
import type { PlanEvent } from '../editor/plan-draft';

/** As much text as is read at all. */
const MAX_TEXT = 8_000_000;

/** Has the backend read a text, and puts what it found into the plan. */
function useAccountsImport(tell: (event: PlanEvent) => void) {
  const [text, setText] = useState('');
  const [read, setRead] = useState<AccountsRead>();
  const [problem, setProblem] = useState<ProblemView>();
  const [isTooLong, setTooLong] = useState(false);
  const [busy, setBusy] = useState(false);
  const lang = useLang();
  const take = async (whole: string) => {
    setTooLong(whole.length > MAX_TEXT);
    if (whole.trim() === '' || whole.length > MAX_TEXT) return;
    setBusy(true);
    const answer = await call('accounts.read', { lang, text: whole });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    setRead(answer.ok ? answer.value : undefined);
    if (!answer.ok) return;
    tell({ on: 'imported', read: answer.value });
    setText('');
  };
  return { text, setText, read, problem, isTooLong, busy, take };
}

/** Accounts from a file or from a spreadsheet; what could not be read is named by row. */
export function AccountsImport({ tell }: { tell: (event: PlanEvent) => void }) {
  const hands = useAccountsImport(tell);
  const { read, problem, busy, take } = hands;
  const t = useWords();
  const hint = useId();
  return (
    <section aria-labelledby="plan-import">
      <h3 id="plan-import">{t('planImport')}</h3>
      <p className="note" id={hint}>
        {t('planImportNote')}
      </p>
      <TextFileField
        label={t('planImportFile')}
        accept=".csv,.txt,text/csv,text/plain"
        hint={{ id: hint }}
        disabled={busy}
        onText={(whole) => void take(whole)}
      />
      <Pasted {...hands} />
      <Trouble of={problem} />
      {read === undefined ? null : <Findings read={read} />}
    </section>
  );
}

/** Accounts as a spreadsheet copies them; and what came of the last that were taken over. */
function Pasted({ text, setText, busy, take, read, isTooLong }: ReturnType<typeof useAccountsImport>) {
  const t = useWords();
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('planImportPaste')}</label>
        <textarea
          id={id}
          rows={3}
          spellCheck={false}
          value={text}
          onChange={(e) => setText(e.target.value)}
        />
      </div>
      <div className="actions" aria-live="polite">
        <Button isLoading={busy} isDisabled={text.trim() === ''} onClick={() => void take(text)}>
          {t('pasteTake')}
        </Button>
        {read === undefined ? null : <Taken read={read} />}
        {isTooLong ? <span>{t('planImportTooLong')}</span> : null}
      </div>
    </>
  );
}

function Taken({ read: { accounts, accountLength } }: { read: AccountsRead }) {
  const t = useWords();
  return (
    <span>
      {t('planImported', { count: accounts.length })}{' '}
      {accountLength === undefined ? null : t('planLengthRead', { length: accountLength })}
    </span>
  );
}

function Findings({ read }: { read: AccountsRead }) {
  const lang = useLang();
  const t = useWords();
  if (read.findings.length === 0) return null;
  return (
    <SectionMessage
      appearance="warning"
      title={t('planFindings', { count: read.findings.length + read.more })}
    >
      <ul className="findings">
        {read.findings.map(({ row, title, remedy }) => (
          <li key={`${row}${title}`}>
            <strong>{t('rowNumber', { n: grouped(row, lang) })}: </strong>
            {title} <em>{remedy}</em>
          </li>
        ))}
      </ul>
      {read.more === 0 ? null : <p>{t('planMoreFindings', { count: read.more })}</p>}
    </SectionMessage>
  );
}
