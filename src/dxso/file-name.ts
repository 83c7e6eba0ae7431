/** Everything that DATEV's interface lets stand in a file name (OpenAPI dxso-jobs 2.1.7); it makes `_` of all else. */
const ALLOWED = /^[ &()+\-._0-9A-Za-zÀ-ÖØ-ÝÞßà-öø-ÿ]{1,255}$/;

/**
 * Whether DATEV keeps a name as it is. If not, document.xml names a file that DATEV does not find. Umlauts have to be one
 * character (NFC), as Windows writes them and macOS does not.
 */
export function isFileName(name: string): boolean {
  return ALLOWED.test(name) && name === name.normalize('NFC') && !/^\.+$/.test(name);
}

/** A name made of any text: composed, foreign characters as `_`, cut so that the ending stays. */
export function fileName(text: string, ending: string): string {
  const safe = [...text.normalize('NFC')].map((letter) => (ALLOWED.test(letter) ? letter : '_')).join('');
  return `${safe.slice(0, 250 - ending.length).trim() || '_'}.${ending}`;
}
