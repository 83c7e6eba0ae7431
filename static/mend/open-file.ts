import { checkExtf } from '../../src/extf/check/check';
import { isMendable, linesOf, type ToMend, toMend } from '../../src/extf/check/mend';
import { asJudged } from '../../src/extf/check/verdict';
import { type Books, headerDiffers } from '../../src/extf/header-said';
import { type ExtfFile, readExtf, readFrame } from '../../src/extf/read/read';
import type { OpenedPackage } from './open-package';
import type { Given } from './sheet';

/** As many faults of a kind as one looks for; a file with more is not mended by typing. */
const MOST = 10_000;

/** A file opened for mending: read and checked once. */
export type Opened = OpenedBatch | OpenedPackage;
export type OpenedBatch = ToMend & {
  readonly kind: 'extf';
  readonly file: ExtfFile;
  readonly lines: ReadonlyMap<number, number>;
  /** Some are counted only: mended, they come again. */
  readonly isCut: boolean;
};

export function openedBatch({ raw, mandant, books, asked }: Given): OpenedBatch {
  const file = readExtf(raw);
  const { findings } = checkExtf(raw, { mandant, most: MOST });
  const judged = asJudged(findings);
  const fields = asked.filter((one) => typeof one === 'number');
  const found = toMend(file, { findings: judged, asked: fields, books });
  const mends = isMendable(findings) ? found.mends : found.mends.filter(({ rows }) => rows[0] === 0);
  const rows = mends.flatMap((mend) => mend.rows.slice(0, ROWS_SHOWN));
  return {
    kind: 'extf',
    ...found,
    mends,
    file,
    lines: linesOf(
      file,
      [...new Set(rows)].sort((a, b) => a - b),
    ),
    isCut: mends.some(({ count, rows: listed }) => count > listed.length),
  };
}

/** So many rows of one fault can be mended one by one. */
export const ROWS_SHOWN = 50;

/** A header line is read up to here, in bytes; DATEV allows 1,000 characters. */
const HEADER_PIECE = 16_384;

/** Whether a file's header line says other than DATEV does of the Mandant; only its beginning is read. */
export function differsFrom(books: Books, raw: Uint8Array): boolean {
  return headerDiffers(readFrame(raw.subarray(0, HEADER_PIECE)).header, books).length > 0;
}
