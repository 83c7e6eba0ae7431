import type { AccountLine } from '../booking-line';
import { BEYOND_ALL, beginRow, endRow, type Pen } from './pen';
import { digitsOf, putAccount, refuseLength } from './put-number';
import { putOthers } from './put-value';

/** Writes one row of Debitoren/Kreditoren. Its account is a personal one: one digit longer than the Sachkontenlänge. */
export function putAccountRow(pen: Pen, { account, values }: AccountLine): void {
  beginRow(pen, values);
  if (account > 0 && digitsOf(account) <= pen.rules.accountLength) refuseLength(pen, 1);
  else putAccount(pen, 1, account);
  putOthers(pen, BEYOND_ALL);
  endRow(pen);
}
