import type { BookingLine } from '../extf/booking-line';
import { renderFinding } from '../extf/check/findings';
import { BUCHUNGSSTAPEL } from '../extf/format';
import { cellsOf, readExtf } from '../extf/read/read';
import type { BatchHeader } from '../extf/write/header-write';
import { writeBookings } from '../extf/write/write';
import { dayInWords } from '../kernel/calendar';
import type { Lang } from '../kernel/lang';
import { type Cents, writeCents } from '../kernel/money';
import { grouped } from '../kernel/text';
import type { MappingCode } from '../texts/problem-code';
import { compile, type MapContext } from './compile';
import type { MappingFinding, TargetOrSide } from './finding';
import type { Mapped } from './map-row';
import type { Mapping } from './mapping';
import type { Row } from './source';

/** One row on its way, for a screen that shows all three side by side. */
type RowPreview = {
  readonly is: Mapped['is'];
  /** Looker's row by column. */
  readonly source: readonly { readonly column: string; readonly value: string | null }[];
  /** The booking line, days and amounts as people write them; `net` only where Looker's amount is one. Empty unless it became a line. */
  readonly values: readonly { readonly target: TargetOrSide | 'net'; readonly text: string }[];
  /** What stands in the row of the file, without the columns that are empty. */
  readonly cells: readonly { readonly nr: number; readonly label: string; readonly text: string }[];
  /** Why it is refused by the mapping, or why it was left out. */
  readonly findings: readonly MappingFinding[];
  readonly leftOut?: MappingCode;
  /** What the writer objects to, in words. */
  readonly objections: readonly string[];
};

type PreviewHow = {
  readonly mapping: Mapping;
  readonly context: MapContext;
  /** The header line of the batch that the row would go into. */
  readonly header: BatchHeader;
  readonly lang: Lang;
};

/** Maps and writes one row exactly as a run would. For a mapping without findings of `checkMapping`. */
export function previewRow(row: Row, { mapping, context, header, lang }: PreviewHow): RowPreview {
  const mapped = compile(mapping, context).map(row);
  const source = context.fields.map((column, at) => ({ column, value: row[at] ?? null }));
  const nothing = { source, values: [], cells: [], findings: [], objections: [] };
  if (mapped.is === 'refused') return { ...nothing, is: mapped.is, findings: mapped.findings };
  if (mapped.is === 'left-out') return { ...nothing, is: mapped.is, leftOut: mapped.code };
  const net = mapping.amountIs === 'net' ? mapped.source : undefined;
  const { bytes, findings } = writeBookings(header, [mapped.line]);
  return {
    ...nothing,
    is: mapped.is,
    values: valuesOf(mapped, net, lang),
    cells: bytes === undefined ? [] : filledCells(bytes),
    objections: findings.map((finding) => renderFinding(finding, lang).text),
  };
}

/** As people write it; what stands in the file has no thousands separators. */
function amountInWords(value: Cents, lang: Lang): string {
  const [whole = '', cents = ''] = writeCents(value, '.').split('.');
  return `${grouped(Number(whole), lang)}${lang === 'de' ? ',' : '.'}${cents}`;
}

function filledCells(bytes: Uint8Array): RowPreview['cells'] {
  return cellsOf(readExtf(bytes), 1).flatMap(({ text }, at) =>
    text === '' ? [] : [{ nr: at + 1, label: BUCHUNGSSTAPEL.fields[at]?.label ?? '', text }],
  );
}

function valuesOf(
  { line, partner }: Pick<Extract<Mapped, { is: 'line' }>, 'line' | 'partner'>,
  net: Cents | undefined,
  lang: Lang,
): RowPreview['values'] {
  const day = (value: BookingLine['serviceDay']) =>
    value === undefined ? undefined : dayInWords(value, lang);
  const cents = (value: number) => amountInWords(Math.abs(value) as Cents, lang);
  const all: readonly (readonly [TargetOrSide | 'net', string | undefined])[] = [
    ['net', net === undefined ? undefined : cents(net)],
    ['amount', cents(line.amount)],
    ['side', line.side],
    ['account', String(line.account)],
    ['contra', String(line.contra)],
    ['taxKey', line.taxKey],
    ['date', day(line.day)],
    ['documentNumber', line.belegfeld1],
    ['documentNumber2', line.belegfeld2],
    ['text', line.text],
    ['kost1', line.kost1],
    ['kost2', line.kost2],
    ['serviceDate', day(line.serviceDay)],
    ['dueDate', day(line.dueDay)],
    ['euVatId', line.euVatId],
    ['partner', partner],
  ];
  return all.flatMap(([target, text]) => (text === undefined ? [] : [{ target, text }]));
}
