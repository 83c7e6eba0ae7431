import type { Booked } from './model';

/** `Umsatz;"S"` at the beginning of a row; the two columns stand first, so that nothing before them can hold a mark. */
const BEGINNING = /^(\d{1,10}),(\d{2});"?([SH])"?;/;

/** Rows and sums of a Buchungsstapel, read from its bytes without any code of the app. */
export function bookedIn(bytes: Uint8Array): Booked {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const lines = text.split('\r\n').slice(2);
  const booked = { rows: 0, soll: 0, haben: 0 };
  for (const line of lines) {
    const found = BEGINNING.exec(line);
    if (found === null) continue;
    const [, whole, cents, side] = found;
    booked.rows += 1;
    booked[side === 'S' ? 'soll' : 'haben'] += Number(whole) * 100 + Number(cents);
  }
  return booked;
}
