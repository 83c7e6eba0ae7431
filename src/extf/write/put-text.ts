import { nameOf } from '../../kernel/text';
import { severityOf } from '../check/row-severity';
import { CP1252_BYTES } from '../read/encoding';
import { FREE, isAllowedBeyondAscii, LETTERS } from '../read/letters';
import { leaveEmpty, objectTo, type Pen, refuse } from './pen';

const QUOTE = 0x22;
const SEMICOLON = 0x3b;

/**
 * Writes a text in quotation marks. Most texts are short and have only plain characters and umlauts, which are checked and
 * written in one go; at the first other one the text starts anew on the careful way.
 */
export function putText(pen: Pen, column: number, text: string): void {
  leaveEmpty(pen, column);
  const { bytes, plan } = pen;
  const { length } = text;
  if (length > (plan.lengths[column] ?? 0)) return putAnyText(pen, column, text);
  const mask = plan.masks[column] ?? 0;
  const simpleBelow = mask === FREE ? pen.simpleBelow : 0;
  let at = pen.at;
  bytes[at++] = QUOTE;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80 && ((LETTERS[code] ?? 0) & mask) !== 0) bytes[at++] = code;
    else if (code < 0xa0 || code >= simpleBelow) return putAnyText(pen, column, text);
    else if (simpleBelow === 0x100) bytes[at++] = code;
    else {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    }
  }
  bytes[at++] = QUOTE;
  bytes[at++] = SEMICOLON;
  pen.at = at;
}

/** The careful way: composed (NFC), quotation marks doubled. One finding for a text at most, about its first trouble. */
function putAnyText(pen: Pen, column: number, given: string): void {
  const text = given.normalize('NFC');
  const most = pen.plan.lengths[column] ?? 0;
  if (text.length > most)
    return refuse(pen, { code: 'extf.row.too-long', column, values: { count: text.length, most } });
  const trouble = putCharacters(pen, text, pen.plan.masks[column] ?? 0);
  if (trouble === undefined) return;
  const found = { code: trouble.code, column, values: { character: nameOf(trouble.character) } };
  if (severityOf(trouble.code, pen.plan.fields[column - 1]) === 'error') return refuse(pen, found);
  // The rule is not certain enough to withhold a file for it: the text is written as it is.
  objectTo(pen, { ...found, severity: 'warning' });
  const worse = putCharacters(pen, text, FREE);
  if (worse !== undefined)
    refuse(pen, { code: worse.code, column, values: { character: nameOf(worse.character) } });
}

/** Writes a text with its quotation marks; if it cannot, it writes nothing and tells the first character and why. */
function putCharacters(pen: Pen, text: string, mask: number) {
  const start = pen.at;
  pen.bytes[pen.at++] = QUOTE;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const trouble = code < 0x80 ? putAscii(pen, code, mask) : putBeyondAscii(pen, code, mask);
    if (trouble === undefined) continue;
    pen.at = start;
    return { code: trouble, character };
  }
  pen.bytes[pen.at++] = QUOTE;
  pen.bytes[pen.at++] = SEMICOLON;
  return undefined;
}

type TextCode = 'extf.row.control-character' | 'extf.row.letters' | 'extf.row.unwritable';

function putAscii(pen: Pen, code: number, mask: number): TextCode | undefined {
  if (code < 0x20 || code === 0x7f) return 'extf.row.control-character';
  if (code === QUOTE && mask === FREE) pen.bytes[pen.at++] = QUOTE;
  else if (((LETTERS[code] ?? 0) & mask) === 0) return 'extf.row.letters';
  pen.bytes[pen.at++] = code;
  return undefined;
}

function putBeyondAscii(pen: Pen, code: number, mask: number): TextCode | undefined {
  // C1, half of a surrogate pair, Unicode's own line and paragraph separators, and what decoders put for bytes they do not understand.
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  if (code < 0xa0 || isHalf || code === 0x2028 || code === 0x2029 || code === 0xfffd)
    return 'extf.row.control-character';
  if (!isAllowedBeyondAscii(mask, code)) return 'extf.row.letters';
  return pen.encoding === 'utf-8' ? putUtf8(pen, code) : put1252(pen, code);
}

function putUtf8(pen: Pen, code: number): undefined {
  const { bytes } = pen;
  if (code < 0x800) bytes[pen.at++] = 0xc0 | (code >> 6);
  else {
    if (code < 0x10000) bytes[pen.at++] = 0xe0 | (code >> 12);
    else {
      bytes[pen.at++] = 0xf0 | (code >> 18);
      bytes[pen.at++] = 0x80 | ((code >> 12) & 0x3f);
    }
    bytes[pen.at++] = 0x80 | ((code >> 6) & 0x3f);
  }
  bytes[pen.at++] = 0x80 | (code & 0x3f);
  return undefined;
}

function put1252(pen: Pen, code: number): TextCode | undefined {
  const byte = CP1252_BYTES[code] ?? 0;
  if (byte === 0) return 'extf.row.unwritable';
  pen.bytes[pen.at++] = byte;
  return undefined;
}
