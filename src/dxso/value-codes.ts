/** What the schema says of a value, and not of the elements around it. */
const OF_VALUES: ReadonlySet<string> = new Set(
  ['too-long', 'empty', 'form', 'fixed'].map((what) => `dxso.xsd.${what}`),
);

/** Whether a finding is about a value, in whose place a person can put another one, where it stands in a ledger. */
export function isOfLedgerValue(code: string): boolean {
  return OF_VALUES.has(code) || code.startsWith('dxso.ledger.');
}
