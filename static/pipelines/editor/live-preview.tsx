import Button from '@atlaskit/button/new';
import { useEffect, useId, useRef, useState } from 'react';
import type { FindingView, PreviewAnswer } from '../../../src/contract/pipelines';
import { Skeleton, Trouble } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { useLang, useWords } from '../../shared/texts/lang';
import { Name } from '../name';
import { FindingList } from '../run/finding-list';
import { lastPeriods } from '../run/periods';
import type { Form } from './form';
import { SelectField } from './inputs';
import { MissingList } from './missing-list';
import type { PartProps } from './part-props';
import { useTargets } from './place-words';
import { readForPreview } from './preview-form';

type Props = PartProps & {
  readonly now: string;
  readonly mayAsk: boolean;
  readonly bring: (at: string) => void;
};
type PreviewRow = PreviewAnswer['rows'][number];

/** Real rows on their way, one in sight: Looker’s row, the booking line, the cells of the file. It follows what is typed. */
export function LivePreview(props: Props) {
  const { asked, missing, wanted, preview, bring } = props;
  const t = useWords();
  const busy = asked.doing.includes('preview');
  useFollowing(props);
  return (
    <section id="pf-preview" tabIndex={-1} aria-labelledby="pf-preview-title" className="part preview">
      <h4 id="pf-preview-title">{t('partPreview')}</h4>
      <p className="note">{t('previewNote')}</p>
      <PeriodChoice {...props} />
      <div className="actions">
        <Button isLoading={busy} onClick={() => void preview(true)}>
          {t('previewNow')}
        </Button>
      </div>
      <div aria-live="polite" aria-busy={busy}>
        <MissingList missing={wanted === 'preview' ? missing : []} bring={bring} />
        {asked.failed?.doing === 'preview' ? (
          <Trouble of={asked.failed.why} retry={() => void preview(true)} />
        ) : null}
        {asked.preview === undefined ? null : <Shown value={asked.preview} bring={bring} />}
        {busy && asked.preview === undefined ? <Skeleton rows={6} /> : null}
      </div>
    </section>
  );
}

/** Who types on is not followed letter by letter. */
const WAIT_MS = 900;

/** Asks by itself as soon as source and mapping are complete, and when they change. */
function useFollowing({ form, preview, period, mayAsk }: Props): void {
  const latest = useRef(preview);
  latest.current = preview;
  const of = mayAsk ? followed(form, period) : undefined;
  const last = useRef<string>();
  useEffect(() => {
    if (of === undefined || of === last.current) return undefined;
    const timer = setTimeout(() => {
      last.current = of;
      void latest.current(false);
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [of]);
}

/** What the preview depends on; undefined while something is missing for it. */
function followed(form: Form, period: string): string | undefined {
  const read = readForPreview(form);
  if (!read.ok) return undefined;
  const { mandant, connection, source, periodField, unit, timezone, mapping, output } = read.draft;
  return JSON.stringify([mandant, connection, source, periodField, unit, timezone, mapping, output, period]);
}

/** Which period the rows are of: preview, values and dry run go by it. */
function PeriodChoice({ form, now, period, setPeriod }: Props) {
  const t = useWords();
  const lang = useLang();
  const choices = lastPeriods(form.unit, { at: now, zone: form.timezone }, lang);
  // A month is no quarter: what was chosen of another unit is no choice any more.
  const known = choices.some((choice) => choice.period === period) ? period : '';
  return (
    <SelectField
      id="pf-preview-period"
      label={t('previewPeriod')}
      value={known === '' ? (choices[0]?.period ?? '') : known}
      options={choices.map((choice) => [choice.period, choice.label])}
      onChange={setPeriod}
    />
  );
}

function Shown({ value, bring }: { value: PreviewAnswer; bring: (at: string) => void }) {
  const t = useWords();
  const wrong = value.rows.filter(({ findings }) => findings.length > 0).length;
  const toRule = ({ target }: FindingView) => {
    if (target !== undefined) bring(`pf-rule-${target}`);
  };
  return (
    <>
      {value.findings.length === 0 ? null : (
        <SectionMessage appearance="error" title={t('mappingFindings')}>
          <FindingList findings={value.findings} onTarget={toRule} />
        </SectionMessage>
      )}
      {value.rows.length === 0 ? <p>{t('previewNoRows')}</p> : null}
      {value.rows.length === 0 || value.findings.length > 0 ? null : (
        <p className="verdict">
          {t(wrong === 0 ? 'previewAllFine' : 'previewSomeWrong', { rows: value.rows.length, wrong })}
        </p>
      )}
      {value.rows.length === 0 ? null : <OneRow value={value} toRule={toRule} />}
    </>
  );
}

/** One row at a time, the first with objections before the others. */
function OneRow({ value, toRule }: { value: PreviewAnswer; toRule: (finding: FindingView) => void }) {
  const { rows, columns } = value;
  const [chosen, setChosen] = useState<number>();
  const t = useWords();
  const worst = rows.findIndex(({ findings }) => findings.length > 0);
  const at = Math.min(chosen ?? Math.max(0, worst), rows.length - 1);
  const row = rows[at];
  if (row === undefined) return null;
  return (
    <>
      <div className="line">
        <strong>{t('rowOf', { n: at + 1, of: rows.length })}</strong>
        <span className="line">
          <Button spacing="compact" isDisabled={at === 0} onClick={() => setChosen(at - 1)}>
            {t('rowBefore')}
          </Button>
          <Button spacing="compact" isDisabled={at >= rows.length - 1} onClick={() => setChosen(at + 1)}>
            {t('rowAfter')}
          </Button>
        </span>
      </div>
      <Way columns={columns} row={row} toRule={toRule} />
    </>
  );
}

type WayProps = { columns: readonly string[]; row: PreviewRow; toRule: (finding: FindingView) => void };

/** What Looker has, what it becomes, what stands in the file. */
function Way({ columns, row, toRule }: WayProps) {
  const t = useWords();
  const targetWord = useTargets();
  const cells = columns.map((column, at) => [column, row.cells[at] ?? '–'] as const);
  const line = (row.line ?? []).map(({ target, value }) => [targetWord(target), value] as const);
  const file = (row.file ?? []).map(({ column, name, value }) => [`${column} ${name}`, value] as const);
  return (
    <>
      {row.findings.length === 0 ? null : <FindingList findings={row.findings} onTarget={toRule} />}
      <div className="way">
        <Pairs title={t('bookingLine')} pairs={line} />
        <Pairs title={t('lookerRow')} pairs={cells} />
        <Pairs title={t('fileCells')} pairs={file} />
      </div>
    </>
  );
}

function Pairs({ title, pairs }: { title: string; pairs: readonly (readonly [string, string])[] }) {
  const t = useWords();
  const id = useId();
  return (
    <div>
      <p id={id}>
        <strong>{title}</strong>
      </p>
      {pairs.length === 0 ? <p className="note">{t('nothingHere')}</p> : null}
      <dl className="pairs" aria-labelledby={id}>
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>
              <Name text={name} />
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
