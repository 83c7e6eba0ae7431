import { MAX_PER_CODE, withMore } from '../../kernel/with-more';
import type { Format } from '../format';
import type { RowCode } from './row-code';
import type { RowFinding } from './row-finding';
import { severityOf } from './row-severity';

/**
 * The findings of a file while its rows are read: those listed, and how many there are. Of a format whose table is verified
 * the first twenty of a code are listed; of the others, where everything is only told, the first one in each column. A
 * class because it is a buffer: one for the file. `most`: how many of a code; more than usual are listed whatever the format.
 */
export class FoundInRows {
  errors = 0;
  warnings = 0;
  private readonly counts = new Map<RowCode, number>();
  private readonly byColumn = new Map<string, number>();
  private readonly listed: RowFinding[] = [];

  constructor(
    private readonly format: Format,
    private readonly most = MAX_PER_CODE,
  ) {}

  has(code: RowCode): boolean {
    return this.counts.has(code);
  }

  /** Counts one more; whether it is to be listed, too. */
  isListed(code: RowCode, column: number): boolean {
    const { fields, isUnverified } = this.format;
    if (isUnverified !== true && severityOf(code, fields[column - 1]) === 'error') this.errors++;
    else this.warnings++;
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    const isFirst = isUnverified === true && this.isFirst(code, column);
    return isUnverified === true && this.most <= MAX_PER_CODE ? isFirst : count <= this.most;
  }

  list(found: Pick<RowFinding, 'code' | 'row' | 'field' | 'values'>): void {
    const { category, fields, isUnverified } = this.format;
    const { code, row, field, values } = found;
    const severity = isUnverified === true ? 'warning' : severityOf(code, fields[field - 1]);
    const said = category === 21 ? values : { ...values, category };
    this.listed.push({ severity, class: 'row', code, row, field, values: said });
  }

  /** Whether a code was not seen in this column before, nor in twenty others. */
  private isFirst(code: RowCode, column: number): boolean {
    const key = keyOf(code, column);
    const count = (this.byColumn.get(key) ?? 0) + 1;
    this.byColumn.set(key, count);
    return count === 1 && this.listed.filter((finding) => finding.code === code).length < MAX_PER_CODE;
  }

  /** Those listed, by row and column; they say how many more there are of their kind. */
  all(): readonly RowFinding[] {
    const all =
      this.format.isUnverified === true
        ? this.withMoreByColumn()
        : withMore(this.listed, this.counts, this.most);
    return all.sort((a, b) => a.row - b.row || a.field - b.field);
  }

  private hereOf(code: RowCode, field: number): number {
    return this.most > MAX_PER_CODE ? 1 : (this.byColumn.get(keyOf(code, field)) ?? 0);
  }

  /** The last one listed of each code also counts those of columns that are not. */
  private withMoreByColumn(): RowFinding[] {
    const last = new Map(this.listed.map((finding) => [finding.code, finding]));
    const rest = new Map(this.counts);
    return this.listed.map((finding) => {
      const { code, field, values } = finding;
      const left = rest.get(code) ?? 0;
      const here = last.get(code) === finding ? left : this.hereOf(code, field);
      rest.set(code, left - here);
      return here > 1 ? { ...finding, values: { ...values, more: here - 1 } } : finding;
    });
  }
}

function keyOf(code: RowCode, column: number): string {
  return `${code} ${column}`;
}
