import type { RunRow } from '../../../src/contract/pipelines';
import { State, When } from '../../shared/parts';
import { useWords } from '../../shared/texts/lang';
import type { Open } from '../place';

/** The runs of a pipeline, newest first, each one click away. */
export function RunList({ runs, now, open }: { runs: readonly RunRow[]; now: string; open: Open }) {
  const t = useWords();
  if (runs.length === 0) return null;
  return (
    <details>
      <summary>{t('runsCount', { count: runs.length })}</summary>
      <ul className="rows">
        {runs.map((run) => (
          <li key={run.submissionId}>
            <State lozenge={run.lozenge} />{' '}
            <button
              type="button"
              className="link"
              onClick={() => open({ is: 'run', submissionId: run.submissionId })}
            >
              {run.periodLabel}
            </button>{' '}
            {run.isDry ? <small>({t('dryRun')}) </small> : null}
            <small>
              <When at={run.startedAt} now={now} />
              {run.rows === undefined ? null : ` · ${t('rowsCount', { rows: run.rows })}`}
            </small>
            <p>{run.sentence}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
