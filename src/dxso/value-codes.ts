/** What the schema says of a value, and not of the elements around it; or a rule for a booking. */
const OF_VALUES = /^dxso\.(?:xsd\.(?:too-long|empty|form|fixed)$|ledger\.)/;

/** Whether a finding is about a value, in whose place a person can put another one, where it stands in a ledger. */
export function isOfLedgerValue(code: string): boolean {
  return OF_VALUES.test(code);
}
