/** So many characters an IBAN has at most; of one without end nothing is computed. */
const LONGEST = 34;

/**
 * Whether the check digits of an IBAN are right (ISO 13616, ISO 7064 mod 97-10): country and check digits behind the rest,
 * letters as two digits, is 1 modulo 97. The form is somebody else's matter: capitals and digits only are expected.
 */
export function hasIbanDigits(iban: string): boolean {
  if (iban.length > LONGEST) return false;
  let rest = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
