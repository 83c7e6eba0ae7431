/** A BU-Schlüssel has 1 to 4 digits (EXTF column 9). */
export function isTaxKey(value: string): boolean {
  return /^\d{1,4}$/.test(value);
}

/**
 * Whether a key may stand beside an Automatikkonto: 40 to 49 cancel the automatic, 80 to 89 cancel and reverse, 20
 * reverses without a tax of its own, 0 is none.
 */
export function fitsAutomatic(key: string): boolean {
  const value = Number(key);
  const tens = Math.trunc(value / 10);
  return value === 0 || value === 20 || tens === 4 || tens === 8;
}

/** DATEV's keys for the two German rates: output tax (Umsatzsteuer) 3 and 2, input tax (Vorsteuer) 9 and 8. */
export const KEY_OF_RATE = {
  output: { '19': '3', '7': '2' },
  input: { '19': '9', '7': '8' },
} as const;
