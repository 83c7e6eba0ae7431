import Button from '@atlaskit/button/new';
import { type FormEvent, useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type { RowsAnswer, RunAnswer } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { call } from '../../backend';
import type { Of } from '../../panel/requests';
import { Trouble } from '../../shared/parts';
import { Lozenge } from '../../shared/signs/lozenge';
import { useLang, useWords } from '../../shared/texts/lang';
import { TextField } from '../editor/inputs';

const FATES = {
  sent: ['success', 'fateSent'],
  held: ['moved', 'fateHeld'],
  rejected: ['removed', 'fateRejected'],
} as const;

type Props = { readonly of: Of; readonly run: Pick<RunAnswer, 'isDry' | 'report'> };

/** What became of a single row; of an old run only that nobody can tell any more. */
export function RowLookUp({ of, run }: Props) {
  const t = useWords();
  if (run.report === undefined) return null;
  return (
    <section>
      <h3>{t('rowLookUp')}</h3>
      {run.report === 'gone' ? (
        <p className="note">{t('reportGone')}</p>
      ) : (
        <Search of={of} isDry={run.isDry} />
      )}
    </section>
  );
}

/** By its number, its key or its document number. */
function Search({ of, isDry }: { of: Of; isDry: boolean }) {
  const { query, setQuery, found, problem, busy, search } = useRows(of);
  const t = useWords();
  return (
    <>
      <form className="toolbar" onSubmit={(event) => void search(event)}>
        <TextField id="row-query" label={t('rowLookUpLabel')} value={query} most={60} onChange={setQuery} />
        <Button type="submit" isLoading={busy} isDisabled={query.trim() === ''}>
          {t('search')}
        </Button>
      </form>
      <Trouble of={problem} />
      <div aria-live="polite">{found === undefined ? null : <Found found={found} isDry={isDry} />}</div>
    </>
  );
}

function useRows(of: Of) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<RowsAnswer>();
  const [problem, setProblem] = useState<ProblemView>();
  const [busy, setBusy] = useState(false);
  const lang = useLang();
  const search = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await call('run.rows', { lang, ...of, query: query.trim() });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    setFound(answer.ok ? answer.value : undefined);
  };
  return { query, setQuery, found, problem, busy, search };
}

function Found({ found, isDry }: { found: RowsAnswer; isDry: boolean }) {
  const t = useWords();
  const lang = useLang();
  return (
    <>
      {found.rows.length === 0 ? <p>{t('rowNone')}</p> : null}
      <ul className="plain">
        {found.rows.map((row) => (
          <li key={row.row} className="wrap">
            <Lozenge appearance={FATES[row.fate][0]}>
              {t(isDry && row.fate === 'sent' ? 'fateMade' : FATES[row.fate][1])}
            </Lozenge>{' '}
            <strong>
              {t('rowNumber', { n: grouped(row.row, lang) })}
              {row.key === '' ? '' : ` (${row.key})`}:
            </strong>{' '}
            {row.text}
          </li>
        ))}
      </ul>
      {found.more ? <p className="note">{t('rowMore')}</p> : null}
    </>
  );
}
