import type { RowCode } from '../../src/extf/check/row-code';

/** Where a rule of the rows is known from; a code without a source does not compile. */
export const FORMAT =
  'DATEV developer portal, page of the format, table of columns (type, length, expression)';
const FILE = 'DATEV developer portal, “Einstieg” and “Zeichensatz”: how a file is built';
const NOTES = 'DATEV developer portal, page of the format, notes on the column';
const OURS = 'Ours: the writer takes typed values and refuses what it could only guess';

export const ROW_SOURCES: Readonly<Record<RowCode, string>> = {
  'extf.row.columns-missing': FORMAT,
  'extf.row.columns-extra': FORMAT,
  'extf.row.line-end': FILE,
  'extf.row.nothing': FORMAT,
  'extf.row.required': FORMAT,
  'extf.row.quote-broken': FILE,
  'extf.row.quotes-missing': `${FILE}; DATEV reads such rows`,
  'extf.row.quotes-needless': `${FILE}; DATEV’s own sample breaks it`,
  'extf.row.control-character': FILE,
  'extf.row.lost-letter': 'Ours: U+FFFD stands where a letter was lost',
  'extf.row.beyond-1252': `${FILE}; Windows-1252 alone works on every way, the rest is not verified`,
  'extf.row.not-nfc': 'Ours: Windows-1252 and DATEV’s forms know composed characters only',
  'extf.row.hidden-character': 'Ours: Unicode Technical Report 36; what is shown is not what is booked',
  'extf.row.formula': 'Ours: OWASP, CSV injection; DATEV takes such texts',
  'extf.row.unwritable': `${FILE}; ours: never replaced silently`,
  'extf.row.too-long': FORMAT,
  'extf.row.too-many-digits': FORMAT,
  'extf.row.letters': FORMAT,
  'extf.row.currency': FORMAT,
  'extf.row.iban': 'ISO 13616: check digits; in master data only',
  'extf.row.value': FORMAT,
  'extf.row.amount-form': FORMAT,
  'extf.row.amount-decimals': `${FORMAT}; DATEV’s own sample breaks it`,
  'extf.row.number-form': FORMAT,
  'extf.row.zero': NOTES,
  'extf.row.account-form': FORMAT,
  'extf.row.account-length': `${NOTES} 7 and 8: Sachkontenlänge (header field 14), personal accounts one digit more`,
  'extf.row.day-form': FORMAT,
  'extf.row.day-outside-year': `${NOTES} 10: the year comes from WJ-Beginn (header field 13)`,
  'extf.row.day-outside-period': 'Header fields 15 and 16: the period holds all dates',
  'extf.row.period-outside-year': `${NOTES} 10: the year comes from WJ-Beginn (header field 13)`,
  'extf.row.currency-triple': `${NOTES} 3 to 6`,
  'extf.row.base-amount': 'Ours, not verified',
  'extf.row.same-account': 'Ours, not verified',
  'extf.row.due-without-partner': 'Ours, not verified',
  'extf.row.tax-key-on-automatic': `${NOTES} 9; the accounts from the Mandant’s plan or a short list of SKR03 and SKR04`,
  'extf.row.discount': 'Ours: a discount is part of the amount',
  'extf.row.pair': `${NOTES} 21 to 36 and 48 to 87`,
  'extf.row.guid': `${NOTES} 20 and 103`,
  'extf.row.locking-empty': `${NOTES} 114, DATEV help document 1080697`,
  'extf.row.locking-mixed': `${NOTES} 114, DATEV help document 1080697`,
  'extf.row.locking-header': `${NOTES} 114 (a locked row locks the batch); header field 21`,
  'extf.row.reserved': FORMAT,
  'extf.row.column': OURS,
  'extf.row.kind': OURS,
  'extf.row.too-many': FORMAT,
};
