import { Facts } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { amountText } from './chain';
import type { RunProps } from './props';

/** The figures of what will go to DATEV, as far as they are known. */
export function WhatGoes({ run }: Pick<RunProps, 'run'>) {
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
