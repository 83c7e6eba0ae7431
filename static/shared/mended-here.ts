import type { WireFinding } from '../../src/contract/answers';
import { isOfLedgerValue } from '../../src/dxso/value-codes';

/** Of a package: the file that says which documents there are; it has no bookings. */
const CONTENTS = 'document.xml';

/** Whether there are fields for what was found. Of a package nothing but values of its ledgers is corrected here. */
export function isMendedHere(findings: readonly WireFinding[]): boolean {
  return findings.some(
    ({ severity, code, file }) =>
      severity === 'error' && (!code.startsWith('dxso.') || (file !== CONTENTS && isOfLedgerValue(code))),
  );
}
