import { useEffect, useState } from 'react';
import type { SubmissionView } from '../../src/contract/answers';
import type { Lang } from '../../src/kernel/lang';
import { beside } from '../shared/files/beside';
import { lastSent } from '../shared/files/last-sent';
import { fetchFile } from '../shared/files/transfer';
import { useLang, useWords } from '../shared/texts/lang';

/** Fetching and adding up more takes longer than one waits in a dialog. */
const MOST_BYTES = 20_000_000;

type Of = { readonly submissionId: string; readonly revision: number };

/** Which stored file's totals tell what will go; none of a package, and of what is too big to add up here. */
export function totalsOf(view: SubmissionView, mode: 'file' | 'unchanged', bytes: number): Of | undefined {
  const { kind, candidate, files, submissionId } = view;
  if (kind !== 'extf' || bytes > MOST_BYTES) return undefined;
  if (mode === 'unchanged') return lastSent(files, submissionId);
  return candidate?.available === true ? { submissionId, revision: candidate.revision } : undefined;
}

/** Soll and Haben of exactly these bytes, added up here: the backend keeps no amounts. */
export function Totals({ submissionId, revision }: Of) {
  const t = useWords();
  const lang = useLang();
  const [totals, setTotals] = useState<readonly string[]>();
  useEffect(() => {
    let isOver = false;
    void added({ submissionId, revision }, lang)
      .catch(() => [])
      .then((sums) => {
        if (!isOver) setTotals(sums);
      });
    return () => {
      isOver = true;
    };
  }, [submissionId, revision, lang]);
  return (
    <span aria-live="polite">{totals === undefined ? t('totalsLoading') : totals.join('; ') || '–'}</span>
  );
}

async function added(of: Of, lang: Lang): Promise<readonly string[]> {
  const fetched = await fetchFile(of, lang);
  if (!fetched.ok) return [];
  const { sums } = await beside('totals', { raw: fetched.raw });
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const said = (sum: string) => number.format(sum as `${number}`);
  return sums.map(({ currency, debit, credit }) => `${said(debit)} / ${said(credit)} ${currency}`);
}
