import { type BookingFile, correctFile } from '../../packages/sandbox/booking-files';

/** Sachkontenlänge is right; the first booking is of 0,00. */
export function withOneWrongCell(good = correctFile()): BookingFile {
  const text = Buffer.from(good.bytes).toString('latin1');
  return { ...good, bytes: Buffer.from(text.replace(/(\r\n)[\d,]+(;"[SH]")/, '$10,00$2'), 'latin1') };
}
