import type { DeskRow } from '../../../src/contract/answers';
import { grouped } from '../../../src/kernel/text';
import { Findings } from '../../shared/files/file-report';
import { State } from '../../shared/parts';
import { type PlainWord, useLang, useWords } from '../../shared/texts/lang';
import type { Decided, Line } from './heap';

type Props = {
  readonly lines: readonly Line[];
  readonly rows: readonly DeskRow[];
  readonly onDecide: (n: number, what: Decided) => void;
};

/** One table of checks: what each file is for, how that is known, what was found in it, and whether it goes. */
export function CheckTable(props: Props) {
  const t = useWords();
  return (
    <table className="table checks">
      <caption className="unseen">{t('checksTitle')}</caption>
      <thead>
        <tr>
          {[t('sendColumn'), t('file'), t('replacesFile'), t('rows'), t('checkResult')].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.lines.map((line) => (
          <CheckRow key={line.file.n} {...props} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function CheckRow({ line, rows, onDecide }: Props & { line: Line }) {
  const { file, goes, hindered } = line;
  const t = useWords();
  const lang = useLang();
  return (
    <tr>
      <td className="pick">
        <input
          type="checkbox"
          aria-label={t('sendThis', { name: file.name })}
          checked={goes}
          disabled={hindered !== undefined}
          onChange={(e) => onDecide(file.n, { goes: e.target.checked })}
        />
      </td>
      <td className="file wrap">{file.name}</td>
      <td data-label={t('replacesFile')} className="wrap">
        <Target line={line} rows={rows} onDecide={onDecide} />
      </td>
      <td data-label={t('rows')} className="number">
        {file.is === 'there' ? grouped(file.about.rows, lang) : '–'}
      </td>
      <td data-label={t('checkResult')} className="wrap">
        <Checked line={line} />
      </td>
    </tr>
  );
}

/** What is sure is only said; anything else a person may choose. */
function Target({ line, rows, onDecide }: Omit<Props, 'lines'> & { line: Line }) {
  const { file, match, to } = line;
  const t = useWords();
  const of = file.is === 'there' ? file.about.mandant : undefined;
  const own = rows.filter(({ mandant }) => mandant === of);
  if (match.is === 'sure') return <>{nameOf(own.find(({ submissionId }) => submissionId === to))}</>;
  if (file.is !== 'there' || match.is === 'other-mandant') return <>{of ?? '–'}</>;
  return (
    <select
      aria-label={t('isForFile', { name: file.name })}
      value={to ?? ''}
      onChange={(e) => onDecide(file.n, { to: e.target.value })}
    >
      <option value="">{t('choose')}</option>
      {own.map((row) => (
        <option key={row.submissionId} value={row.submissionId}>
          {nameOf(row)}
        </option>
      ))}
    </select>
  );
}

function nameOf(row: DeskRow | undefined): string {
  if (row === undefined) return '–';
  return [row.fileName, row.label, row.mandantName ?? row.mandant]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function Checked({ line }: { line: Line }) {
  const { file, hindered, match } = line;
  const t = useWords();
  const word =
    hindered === undefined ? DOUBTS[match.is === 'likely' ? match.by : 'sure'] : HINDERED[hindered];
  const tone =
    hindered === 'checking'
      ? 'inprogress'
      : hindered === undefined
        ? word === 'fileFits'
          ? 'success'
          : 'moved'
        : 'removed';
  const other = match.is === 'other-mandant' && hindered === 'no-target';
  return (
    <>
      <State lozenge={{ text: t(other ? 'otherMandant' : word), tone }} />
      {file.is === 'broken' ? <small className="block">{file.problem.remedy}</small> : null}
      {file.is === 'there' && file.found.findings.length > 0 ? (
        <details>
          <summary>{t('findingsCount', { count: file.found.findings.length })}</summary>
          <Findings findings={file.found.findings} />
        </details>
      ) : null}
    </>
  );
}

const DOUBTS = {
  sure: 'fileFits',
  name: 'likelyByName',
  content: 'likelyByContent',
} as const satisfies Readonly<Record<string, PlainWord>>;
const HINDERED = {
  checking: 'beingChecked',
  broken: 'notReadable',
  errors: 'hasErrors',
  'no-target': 'noTarget',
  twice: 'targetTwice',
} as const satisfies Readonly<Record<NonNullable<Line['hindered']>, PlainWord>>;
