import type { ColumnValue } from '../booking-line';
import type { Field } from '../field';
import { objectTo, type Pen, refuse, takeOther } from './pen';
import { putAccount, putAmount, putDay, putDecimal } from './put-number';
import { putText } from './put-text';

/** Writes those of the row's values by column number whose columns come before `column`. */
export function putOthers(pen: Pen, column: number): void {
  for (let value = takeOther(pen, column); value !== undefined; value = takeOther(pen, column))
    putValue(pen, value);
}

/** Writes one value into the column whose number it carries. */
function putValue(pen: Pen, value: ColumnValue): void {
  const field = pen.plan.fields[value.column - 1];
  // No such column, or the row is past it: it has been given twice or out of order.
  if (field === undefined || value.column < pen.next)
    return objectTo(pen, { code: 'extf.row.column', column: value.column });
  if (field.kind === 'text' && 'text' in value) return putChosenText(pen, field, value.text);
  if (field.kind === 'amount' && 'amount' in value) return putAmount(pen, field.nr, value.amount);
  if (field.kind === 'number' && 'number' in value) return putDecimal(pen, field.nr, value.number);
  if (field.kind === 'account' && 'account' in value) return putAccount(pen, field.nr, value.account);
  if (field.kind === 'day8' && 'day' in value) return putDay(pen, field.nr, value.day);
  refuse(pen, { code: 'extf.row.kind', column: field.nr });
}

function putChosenText(pen: Pen, field: Field, text: string): void {
  if (field.nr === BOOKING_GUID && text !== '' && !GUID.test(text))
    return refuse(pen, { code: 'extf.row.guid', column: field.nr });
  if (field.values === undefined || text === '' || field.values.includes(text))
    return putText(pen, field.nr, text);
  refuse(pen, { code: 'extf.row.value', column: field.nr, values: { allowed: field.values.join(', ') } });
}

const BOOKING_GUID = 103;
const GUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;
