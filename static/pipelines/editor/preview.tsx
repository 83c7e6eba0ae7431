import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { FindingView, PreviewAnswer } from '../../../src/contract/pipelines';
import { byPlace } from '../../shared/by-place';
import { useWords } from '../../shared/lang';
import { Skeleton, Trouble } from '../../shared/parts';
import { SectionMessage } from '../../shared/section-message';
import { bringTo } from '../bring-to';
import { FindingList } from '../run/finding-list';
import { Part, TextField } from './inputs';
import { MissingList } from './missing-list';
import type { PartProps } from './part-props';
import { TARGET_WORDS } from './place-words';

type PreviewRow = PreviewAnswer['rows'][number];

/** Real rows on their way: Looker’s row, the booking line, the cells of the file. Nothing is stored or sent. */
export function PreviewPart({ asked, missing, wanted, preview }: PartProps) {
  const [period, setPeriod] = useState('');
  const t = useWords();
  const { preview: value } = asked;
  const busy = asked.doing === 'preview';
  return (
    <Part id="pf-preview" title={t('partPreview')} note={t('previewNote')}>
      <div className="toolbar">
        <TextField
          id="pf-preview-period"
          label={t('previewPeriod')}
          hint={t('previewPeriodHint')}
          value={period}
          most={10}
          placeholder="2026-11"
          onChange={(next) => setPeriod(next.trim())}
        />
        <Button isLoading={busy} onClick={() => void preview(period)}>
          {t('previewNow')}
        </Button>
      </div>
      <div aria-live="polite" aria-busy={busy}>
        <MissingList missing={wanted === 'preview' ? missing : []} />
        {busy ? <Skeleton rows={6} /> : null}
        {asked.problem?.of === 'preview' ? (
          <Trouble of={asked.problem.problem} retry={() => void preview(period)} />
        ) : null}
        {value === undefined || busy ? null : <Shown value={value} />}
      </div>
    </Part>
  );
}

function Shown({ value }: { value: PreviewAnswer }) {
  const t = useWords();
  const wrong = value.rows.filter(({ findings }) => findings.length > 0).length;
  return (
    <>
      {value.findings.length === 0 ? null : (
        <SectionMessage appearance="error" title={t('mappingFindings')}>
          <FindingList findings={value.findings} onTarget={toRule} />
        </SectionMessage>
      )}
      {value.rows.length === 0 ? <p>{t('previewNoRows')}</p> : null}
      {value.rows.length === 0 ? null : (
        <p>{t(wrong === 0 ? 'previewAllFine' : 'previewSomeWrong', { rows: value.rows.length, wrong })}</p>
      )}
      <ol className="plain ways">
        {byPlace(value.rows, (row, n) => (
          <li className="card">
            <Way n={n + 1} columns={value.columns} row={row} />
          </li>
        ))}
      </ol>
    </>
  );
}

function toRule(finding: FindingView): void {
  if (finding.target !== undefined) bringTo(`pf-rule-${finding.target}`);
}

/** So many fine rows are shown in full at once. */
const OPEN_ROWS = 3;

/** One row: what Looker has, what it becomes, what stands in the file. */
function Way({ n, columns, row }: { n: number; columns: readonly string[]; row: PreviewRow }) {
  const t = useWords();
  const cells = columns.map((column, at) => [column, row.cells[at] ?? '–'] as const);
  const line = (row.line ?? []).map(({ target, value }) => [t(TARGET_WORDS[target]), value] as const);
  const file = (row.file ?? []).map(({ column, name, value }) => [`${column} ${name}`, value] as const);
  const isFine = row.findings.length === 0;
  return (
    <details open={!isFine || n <= OPEN_ROWS}>
      <summary>
        <h3>
          {t('rowNumber', { n })} <span>{isFine ? `✓ ${t('rowFine')}` : `✗ ${t('rowWrong')}`}</span>
        </h3>
      </summary>
      {isFine ? null : <FindingList findings={row.findings} onTarget={toRule} />}
      <div className="way">
        <Pairs title={t('lookerRow')} pairs={cells} />
        <Pairs title={t('bookingLine')} pairs={line} />
        <Pairs title={t('fileCells')} pairs={file} />
      </div>
    </details>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: readonly (readonly [string, string])[] }) {
  const t = useWords();
  return (
    <div>
      <h4>{title}</h4>
      {pairs.length === 0 ? <p className="note">{t('nothingHere')}</p> : null}
      <dl className="pairs">
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
