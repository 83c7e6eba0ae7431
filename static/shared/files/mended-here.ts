import type { WireFinding } from '../../../src/contract/answers';
import { isOfLedgerValue } from '../../../src/dxso/value-codes';

/** Of a package: the file that says which documents there are; it has no bookings. */
export const CONTENTS = 'document.xml';

/** Whether a package's check found it, and not that of a booking file: codes begin with the format. */
export function isPackageCode(code: string): boolean {
  const [format] = code.split('.');
  return format === 'dxso';
}

/** Whether there are fields for what was found. Of a package nothing but values of its ledgers is corrected here. */
export function isMendedHere(findings: readonly WireFinding[]): boolean {
  return findings.some(
    ({ severity, code, file }) =>
      severity === 'error' && (!isPackageCode(code) || (file !== CONTENTS && isOfLedgerValue(code))),
  );
}
