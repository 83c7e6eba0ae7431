import { HEADER_LABELS, isHeaderNr } from '../../extf/header-labels';
import type { OtherFault } from './fault-words';

/** Where a text of DATEV comes from: the code decides which faults it can name. */
export type FaultSource = 'header' | 'file' | 'transfer';

type Sentence = readonly [RegExp, OtherFault];

/** DATEV's documented sentences, by the words that carry the meaning, so that small changes of wording do no harm. */
const SENTENCES: Readonly<Record<FaultSource, readonly Sentence[]>> = {
  header: [
    [/consultant.*client.*number.*match|client.*consultant.*number.*match/, 'extf.header.mandant-mismatch'],
    [/consultant.?number.*match/, 'extf.header.berater-mismatch'],
    [/client.?number.*match/, 'extf.header.client-mismatch'],
    [/date ?from .*(greater|later|after).*date ?to/, 'extf.header.date-order'],
    [/combination/, 'extf.header.combination'],
    [/missing (header )?columns?|columns? .*missing/, 'extf.header.columns'],
    [/maximum length|max\.? length|1[., ]?000 char/, 'extf.header.too-long'],
  ],
  file: [
    [/more than 99[., ]?999|too many (postings|rows|records)/, 'extf.too-many-rows'],
    [/no payload|payload (is )?(missing|empty)/, 'extf.no-payload'],
    [/windows.?1252|utf.?8|encoding/, 'extf.encoding'],
    [/50 ?mb|file size/, 'extf.too-large'],
  ],
  transfer: [
    [/file.?name.*(empty|missing)/, 'transfer.file-name-empty'],
    [/file.?name/, 'transfer.file-name'],
    [/reference.?id/, 'transfer.reference-id'],
  ],
};

/** DATEV's English field names, longer ones first where one contains another. */
const NAMES: readonly (readonly [RegExp, number])[] = [
  [/datev.format (label|identifier)/, 1],
  [/version number/, 2],
  [/data category|format category/, 3],
  [/format name/, 4],
  [/format version/, 5],
  [/created on|generated on/, 6],
  [/exported by/, 9],
  [/imported by/, 10],
  [/imported/, 7],
  [/origin/, 8],
  [/consultant/, 11],
  [/client/, 12],
  [/fy begin|(fiscal|financial) year/, 13],
  [/length of (ledger|g\/l) account|account length/, 14],
  [/date from/, 15],
  [/date to/, 16],
  [/dictation/, 18],
  [/(record|booking|posting) type/, 19],
  [/accounting (purpose|reason)/, 20],
  [/locking|finali[sz]ation/, 21],
  [/currency/, 22],
  [/derivative/, 24],
  [/chart of accounts/, 27],
  [/industry solution/, 28],
  [/application information/, 31],
  [/description|batch label/, 17],
];

/**
 * The fault that one text of DATEV names, as a key of fault-words; `undefined` when it names none. Sentences come first,
 * then the field number DATEV puts behind ("(14)"), then the field's English or German name.
 */
export function faultOf(text: string, source: FaultSource): string | undefined {
  const said = text.toLowerCase().replace(/\s+/g, ' ');
  const sentence = SENTENCES[source].find(([pattern]) => pattern.test(said));
  if (sentence !== undefined) return sentence[1];
  return source === 'header' ? fieldFault(said) : undefined;
}

function fieldFault(said: string): string | undefined {
  const number = Number(/\((\d{1,2})\)/.exec(said)?.[1] ?? Number.NaN);
  if (isHeaderNr(number)) return `extf.header.${number}`;
  const named = NAMES.find(([pattern]) => pattern.test(said))?.[1] ?? germanName(said);
  if (named !== undefined) return `extf.header.${named}`;
  if (/reserved|reserviert/.test(said)) return 'extf.header.reserved';
  return Number.isNaN(number) ? undefined : `extf.header.unknown.${number}`;
}

function germanName(said: string): number | undefined {
  const found = Object.entries(HEADER_LABELS).filter(
    ([, label]) => label !== 'Reserviert' && said.includes(label.toLowerCase()),
  );
  const [longest] = found.sort(([, a], [, b]) => b.length - a.length);
  return longest === undefined ? undefined : Number(longest[0]);
}
