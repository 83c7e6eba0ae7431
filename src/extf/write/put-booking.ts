import type { Day } from '../../kernel/day';
import type { Cents } from '../../kernel/money';
import type { BookingLine, Exchange, Info } from '../booking-line';
import { BEYOND_ALL, beginRow, endCell, endRow, leaveEmpty, objectTo, type Pen, refuse } from './pen';
import { isDay, isMissing, putAccount, putAmount, putDay, putDayOfYear, putDecimal } from './put-number';
import { putText } from './put-text';
import { putOthers } from './put-value';

/** Writes one row of a Buchungsstapel, column after column; the gaps between them fill themselves. */
export function putBooking(pen: Pen, line: BookingLine): void {
  beginRow(pen, line.others);
  putAmount(pen, 1, line.amount);
  putSide(pen, line.side);
  putCurrency(pen, line);
  putAccount(pen, 7, line.account);
  putAccount(pen, 8, line.contra);
  if (line.taxKey !== undefined) putText(pen, 9, line.taxKey);
  putBookingDay(pen, line.day);
  if (line.belegfeld1 !== undefined) putText(pen, 11, line.belegfeld1);
  if (line.belegfeld2 !== undefined) putText(pen, 12, line.belegfeld2);
  if (line.discount !== undefined) putDiscount(pen, line.discount, line.amount);
  if (line.text !== undefined) putText(pen, 14, line.text);
  putOthers(pen, 20);
  if (line.documentGuid !== undefined) putDocument(pen, line.documentGuid);
  if (line.documentInfo !== undefined) putInfo(pen, line.documentInfo, DOCUMENT_INFO);
  if (line.kost1 !== undefined) putText(pen, 37, line.kost1);
  if (line.kost2 !== undefined) putText(pen, 38, line.kost2);
  if (line.kostQuantity !== undefined) putDecimal(pen, 39, line.kostQuantity);
  if (line.euVatId !== undefined) putText(pen, 40, line.euVatId);
  if (line.euTaxRate !== undefined) putDecimal(pen, 41, line.euTaxRate);
  putOthers(pen, 48);
  if (line.additionalInfo !== undefined) putInfo(pen, line.additionalInfo, ADDITIONAL_INFO);
  putOthers(pen, 114);
  putLocking(pen, line.isLocked);
  if (line.serviceDay !== undefined) putDay(pen, 115, line.serviceDay);
  if (line.taxPeriodDay !== undefined) putDay(pen, 116, line.taxPeriodDay);
  if (line.dueDay !== undefined) putDay(pen, 117, line.dueDay);
  if (line.isReversal !== undefined) putText(pen, 118, line.isReversal ? '1' : '0');
  putOthers(pen, BEYOND_ALL);
  endRow(pen);
}

/** `"S";` and `"H";`, each four bytes stored at once. */
const SOLL = 0x22_53_22_3b;
const HABEN = 0x22_48_22_3b;

function putSide(pen: Pen, side: BookingLine['side']): void {
  if (side !== 'S' && side !== 'H')
    return isMissing(side)
      ? refuse(pen, { code: 'extf.row.required', column: 2 })
      : refuse(pen, { code: 'extf.row.value', column: 2, values: { allowed: 'S, H' } });
  leaveEmpty(pen, 2);
  pen.view.setInt32(pen.at, side === 'S' ? SOLL : HABEN);
  pen.at += 4;
}

/** A currency other than the batch's needs its rate and the amount in the base currency (columns 4 to 6). */
function putCurrency(pen: Pen, { currency = '', exchange }: BookingLine): void {
  if (currency === '') {
    if (exchange !== undefined) refuse(pen, { code: 'extf.row.currency-triple', column: 3 });
    return;
  }
  putIsoCode(pen, 3, currency);
  if (exchange !== undefined) putExchange(pen, exchange);
  else if (currency !== pen.rules.currency) refuse(pen, { code: 'extf.row.currency-triple', column: 4 });
}

function putExchange(pen: Pen, { rate, baseAmount, baseCurrency }: Exchange): void {
  putDecimal(pen, 4, rate);
  putAmount(pen, 5, baseAmount);
  putIsoCode(pen, 6, baseCurrency);
}

function putIsoCode(pen: Pen, column: number, code: string): void {
  if (code.length >= 3) return putText(pen, column, code);
  refuse(pen, { code: 'extf.row.value', column, values: { allowed: 'ISO 4217' } });
}

/** The column has no year: a day outside the fiscal year would be booked in the wrong one. */
function putBookingDay(pen: Pen, day: Day): void {
  const { first, last, from, to } = pen.rules;
  if (isMissing(day)) refuse(pen, { code: 'extf.row.required', column: 10 });
  else if (!isDay(day)) refuse(pen, { code: 'extf.row.day-form', column: 10, values: { form: 'TTMM' } });
  else if (day < first || day > last) refuse(pen, { code: 'extf.row.day-outside-year', column: 10 });
  else if (day < from || day > to) refuse(pen, { code: 'extf.row.day-outside-period', column: 10 });
  else putDayOfYear(pen, 10, day);
}

/** A discount is deducted from a payment and therefore smaller. */
function putDiscount(pen: Pen, discount: Cents, amount: Cents): void {
  if (discount >= amount) return refuse(pen, { code: 'extf.row.discount', column: 13 });
  putAmount(pen, 13, discount);
}

/** `BEDI "GUID"`, by which DATEV finds a document in Unternehmen online. Checked and written in one go. */
function putDocument(pen: Pen, guid: string): void {
  if (guid.length !== 36) return refuse(pen, { code: 'extf.row.guid', column: 20 });
  leaveEmpty(pen, 20);
  const { bytes, view, at } = pen;
  view.setFloat64(at, BEDI);
  for (let i = 0; i < 36; i++) {
    const code = guid.charCodeAt(i);
    if (code > 0x7f || GUID_SIGNS[code] !== GUID_FORM[i])
      return refuse(pen, { code: 'extf.row.guid', column: 20 });
    bytes[at + BEDI_LENGTH + i] = code;
  }
  view.setInt32(at + BEDI_LENGTH + 36, BEDI_END);
  pen.at = at + BEDI_LENGTH + 40;
}
const BEDI_LENGTH = 8;
/** `"BEDI ""` as eight bytes, `""";` as four. */
const BEDI = new DataView(new TextEncoder().encode('"BEDI ""').buffer).getFloat64(0);
const BEDI_END = 0x22_22_22_3b;
/** 1 a hexadecimal digit, 2 a dash: what an ASCII character is, and what belongs where in a GUID (8-4-4-4-12). */
const GUID_SIGNS = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return sign === '-' ? 2 : /[0-9A-Fa-f]/.test(sign) ? 1 : 0;
});
const GUID_FORM = Uint8Array.from('11111111-1111-1111-1111-111111111111', (sign) => (sign === '-' ? 2 : 1));

/** Where the Beleginfo and the Zusatzinformation stand in a row: first column, how many pairs. */
const DOCUMENT_INFO = { first: 21, most: 8 };
const ADDITIONAL_INFO = { first: 48, most: 20 };

/** A kind without content, or content without a kind, says nothing to DATEV. */
function putInfo(pen: Pen, infos: readonly Info[], { first, most }: typeof DOCUMENT_INFO): void {
  let column = first;
  for (const { type, content } of infos) {
    if (column === first + 2 * most)
      return objectTo(pen, {
        code: 'extf.row.too-many',
        column: first,
        values: { count: infos.length, most },
      });
    if ((type === '') !== (content === ''))
      refuse(pen, { code: 'extf.row.pair', column: type === '' ? column : column + 1 });
    else {
      putText(pen, column, type);
      putText(pen, column + 1, content);
    }
    column += 2;
  }
}

/** Column 114 is never left empty: DATEV would lock the whole batch. One locked row locks it, too, so all must agree. */
function putLocking(pen: Pen, isLocked: boolean | undefined): void {
  const all = pen.rules.isLocked;
  if (isLocked !== undefined && isLocked !== all)
    return refuse(pen, { code: 'extf.row.locking-mixed', column: 114 });
  leaveEmpty(pen, 114);
  pen.bytes[pen.at] = all ? 0x31 : 0x30;
  pen.at++;
  endCell(pen);
}
