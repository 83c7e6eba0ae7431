import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { AuditNext, ConfigChange, ProblemView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { present } from '../../../src/kernel/present';
import { call, type Payload } from '../../backend';
import { saveFile, stubbornly } from '../../shared/files/transfer';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { auditCsv } from './audit-csv';

type Sought = Omit<Payload<'configuration.changes'>, 'lang' | 'before'>;

/** The whole log as a file that proves itself, or what is shown as a table for people. */
export function AuditExport({ sought }: { readonly sought: Sought }) {
  const { busy, problem, saveLog, saveTable } = useExport(sought);
  const t = useWords();
  return (
    <>
      <h3>{t('auditExport')}</h3>
      <p className="note">{t('auditExportNote')}</p>
      <div className="actions" aria-live="polite">
        <Button isLoading={busy === 'log'} isDisabled={busy === 'table'} onClick={() => void saveLog()}>
          {t('auditNdjson')}
        </Button>
        <Button isLoading={busy === 'table'} isDisabled={busy === 'log'} onClick={() => void saveTable()}>
          {t('auditCsv')}
        </Button>
      </div>
      <Trouble of={problem} />
    </>
  );
}

function useExport(sought: Sought) {
  const [busy, setBusy] = useState<'log' | 'table'>();
  const [problem, setProblem] = useState<ProblemView>();
  const lang = useLang();
  const t = useWords();
  const run = async (what: 'log' | 'table', gather: () => Promise<ProblemView | undefined>) => {
    setBusy(what);
    setProblem(await gather());
    setBusy(undefined);
  };
  const saveLog = () =>
    run('log', async () => {
      const all = await wholeLog(lang);
      if ('problem' in all) return all.problem;
      const text = `${all.lines.join('\n')}\n`;
      saveFile(fileName(all.now, 'ndjson'), new TextEncoder().encode(text), 'application/x-ndjson');
      return undefined;
    });
  const saveTable = () =>
    run('table', async () => {
      const all = await allChanges(sought, lang);
      if ('problem' in all) return all.problem;
      const names = t('auditColumns').split(';');
      const text = auditCsv(all.entries, { names, lang });
      saveFile(fileName(all.now, 'csv'), new TextEncoder().encode(text), 'text/csv');
      return undefined;
    });
  return { busy, problem, saveLog, saveTable };
}

function fileName(now: string, ending: string): string {
  return `datev-for-jira-audit-${now.slice(0, 10)}.${ending}`;
}

type Failed = { readonly problem: ProblemView };
type Log = { readonly lines: readonly string[]; readonly now: string };
type Table = { readonly entries: readonly ConfigChange[]; readonly now: string };

/** Part by part; a change meanwhile is not in it, as the end was decided with the first. */
async function wholeLog(lang: Lang, next?: AuditNext): Promise<Log | Failed> {
  const more = present({ next });
  const answer = await stubbornly(() => call('configuration.audit', { lang, ...more }));
  if (!answer.ok) return answer;
  const { lines, next: further } = answer.value;
  if (further === undefined) return { lines, now: answer.now };
  const rest = await wholeLog(lang, further);
  return 'problem' in rest ? rest : { ...rest, lines: [...lines, ...rest.lines] };
}

async function allChanges(sought: Sought, lang: Lang, before?: number): Promise<Table | Failed> {
  const more = present({ before });
  const answer = await stubbornly(() => call('configuration.changes', { lang, ...sought, ...more }));
  if (!answer.ok) return answer;
  const { entries, before: further } = answer.value;
  if (further === undefined) return { entries, now: answer.now };
  const rest = await allChanges(sought, lang, further);
  return 'problem' in rest ? rest : { ...rest, entries: [...entries, ...rest.entries] };
}
