/**
 * What the bytes of 128 and above are in code page 850, in which Windows of Western Europe writes names into archives: Explorer and
 * 7-Zip wherever all letters of a name are in it, and without saying so.
 */
const UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';

/** An entry says that its name is UTF-8 (APPNOTE 4.4.4, bit 11). */
const SAYS_UTF8 = 0x800;

/**
 * The name of an entry. Most programs say nothing of its letters: what is valid UTF-8 is meant so (macOS, Linux), everything else is of
 * code page 850. Letters that macOS takes apart are put together (NFC): DATEV takes names in that form only, and document.xml has
 * them in it.
 */
export function zipName(bytes: Uint8Array, flags: number): string {
  return (readAs(bytes, flags) ?? inPage850(bytes)).normalize('NFC');
}

/** Whether both say the same of the name's letters. Where it has none beyond ASCII, it does not matter what they say. */
export function isSaidAlike(bytes: Uint8Array, flags: number, others: number): boolean {
  return (flags & SAYS_UTF8) === (others & SAYS_UTF8) || bytes.every((byte) => byte < 0x80);
}

function readAs(bytes: Uint8Array, flags: number): string | undefined {
  const isSaid = (flags & SAYS_UTF8) !== 0;
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: !isSaid }).decode(bytes);
  } catch {
    return undefined;
  }
}

function inPage850(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : UPPER[byte - 0x80])).join('');
}
