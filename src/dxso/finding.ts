import type { Values } from '../kernel/text';
import { MAX_PER_CODE, withMore } from '../kernel/with-more';
import type { DxsoCode } from './codes';

/** What our check says about a package. `error`: DATEV would refuse it, or do something else than was meant. */
export type DxsoFinding = {
  readonly severity: 'error' | 'warning';
  /**
   * `xml`: cannot be read; `xsd`: DATEV's schema says no; `rule`: DATEV's rules beyond the schema; `package`: about the files
   * of the package.
   */
  readonly class: 'xml' | 'xsd' | 'rule' | 'package';
  readonly code: DxsoCode;
  readonly file: string;
  /** Line in the file, from 1. */
  readonly line?: number;
  /** Booking of the ledger, from 1. */
  readonly row?: number;
  /** DATEV's name of the element or attribute, e.g. `amount`. */
  readonly field?: string;
  /** Names, counts and dates of the package; never a value of a booking. */
  readonly values: Values;
};

/** Where something was found. */
export type FoundAt = Pick<DxsoFinding, 'file' | 'line' | 'row' | 'field'>;

/**
 * Findings of one check: the first of each code, and how many there are. A class because it collects; it stays small however
 * many faults a file is made of.
 */
export class Findings {
  readonly listed: DxsoFinding[] = [];
  errors = 0;
  warnings = 0;
  private readonly counts = new Map<DxsoCode, number>();

  /** What is listed, and of how many of each kind it is only the beginning. */
  told(): readonly DxsoFinding[] {
    return withMore(this.listed, this.counts);
  }

  add(finding: DxsoFinding): void {
    if (!this.isOnlyCounted(finding.severity, finding.code)) this.list(finding);
  }

  /** Whether there are enough of this kind, so that one more is counted here and need not be made: there may be a million. */
  isOnlyCounted(severity: DxsoFinding['severity'], code: DxsoCode): boolean {
    const count = this.counts.get(code) ?? 0;
    if (count < MAX_PER_CODE) return false;
    this.counts.set(code, count + 1);
    if (severity === 'error') this.errors++;
    else this.warnings++;
    return true;
  }

  private list(finding: DxsoFinding): void {
    if (finding.severity === 'error') this.errors++;
    else this.warnings++;
    this.counts.set(finding.code, (this.counts.get(finding.code) ?? 0) + 1);
    this.listed.push(finding);
  }
}
