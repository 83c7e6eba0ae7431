import type { ExtfCheck } from '../extf/check/check';
import { asJudged, mayBeTaken } from '../extf/check/verdict';
import { periodOf } from '../extf/file-name';
import { present } from '../kernel/present';
import type { FileChanges, StoredFile } from '../submissions/stored-file';
import type { KeptFinding, Upload } from './upload';

/** What a check says about a file, as it is kept. */
export type Checked = {
  /** Whether we take the file at all: DATEV's interface would. */
  readonly mayGo: boolean;
  /** Errors in booking rows that only show up in Rechnungswesen; a person may overrule them. */
  readonly rowErrors: number;
  readonly rows: number;
  readonly label?: string;
  readonly period?: string;
  /** First day of the fiscal year (`YYYY-MM-DD`) and Sachkontenlänge by the header. */
  readonly fiscalYear?: string;
  readonly accountLength?: number;
  readonly findings: readonly KeptFinding[];
};

/** More findings help nobody; errors come first, so none of them is lost to the cap. */
const MAX_FINDINGS = 200;

/** The check's result in the form in which it is stored and sent to the browser. */
export function checkedOf(check: ExtfCheck): Checked {
  const judged = asJudged(check.findings);
  const errors = judged.filter((f) => f.severity === 'error');
  const warnings = judged.filter((f) => f.severity === 'warning');
  const period = periodOf(check.header);
  const findings = [...errors, ...warnings]
    .slice(0, MAX_FINDINGS)
    .map(({ severity, code, field, values, ...finding }) => ({
      severity,
      code,
      values,
      ...('row' in finding ? { row: finding.row } : {}),
      ...('line' in finding && finding.line !== undefined ? { line: finding.line } : {}),
      ...present({ field }),
    }));
  return {
    mayGo: mayBeTaken(judged),
    rowErrors: mayBeTaken(judged) ? check.errors : 0,
    rows: check.rows,
    findings,
    ...present({ label: check.label, period }),
    ...booksOf(check),
  };
}

/** What the header says about the Mandant's books, where it can be read. */
function booksOf({ header }: ExtfCheck): Pick<Checked, 'fiscalYear' | 'accountLength'> {
  return present({ fiscalYear: header?.fiscalYearBegin, accountLength: header?.accountLength });
}

/** A checked upload as its submission keeps it; the revision is given by the submission when it takes the file. */
export function fileToKeep(what: {
  upload: Pick<Upload, 'fileId' | 'name' | 'sha256' | 'bytes' | 'chunks' | 'by'>;
  checked: Omit<Checked, 'mayGo'>;
  at: string;
  changes?: FileChanges;
  /** Who attached it to the issue. */
  author?: string;
  /** What makes it a package or an image; nothing for a batch. */
  more?: Pick<StoredFile, 'kind' | 'package' | 'document'>;
}): StoredFile {
  const { fileId, name, sha256, bytes, chunks, by } = what.upload;
  const { rows, label, period, findings, rowErrors: count, fiscalYear, accountLength } = what.checked;
  return {
    revision: 1,
    fileId,
    name,
    sha256,
    bytes,
    chunks,
    rows,
    by,
    at: what.at,
    warnings: findings.filter((f) => f.severity === 'warning').length,
    ...(count === 0 ? {} : { errors: count }),
    ...present({ author: what.author === by ? undefined : what.author }),
    ...present({ changes: what.changes, label, period, fiscalYear, accountLength }),
    ...what.more,
  };
}

/** A file name that smells of bookings: dropped into Jira it would leave the ledger's place. */
export function looksLikeBookingFile(name: string): boolean {
  return /^(EXTF|DTVF)_.*\.csv$/i.test(name) || /^EXTF.*\.(csv|txt|zip)$/i.test(name);
}
