import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import type { Cell, Row } from '../../mapping/source';
import { type Failed, failed, type LookerFailure } from '../failure';
import {
  afterSpace,
  readNumber,
  readString,
  readWord,
  type Scan,
  SIGN,
  skipValue,
  took,
  tookBytes,
} from './json-scan';

/**
 * The rows of Looker's `json` format, `[{"view.field": 1234.10, …}, …]`, cells in the order of `fields`: numbers as their
 * exact text, exponents written out, yes/no as `true`/`false`. `looker.query-failed` for a `looker_error` wherever it stands
 * (Looker answers failed SQL with 200), `looker.pivot`, `looker.field-missing` and `looker.unreadable`.
 * Each row is handed over as soon as it is read; answers their number. What was handed over before a failure does not count.
 */
export function eachRow(
  bytes: Uint8Array,
  fields: readonly string[],
  onRow: (row: Row) => void,
): Result<number, LookerFailure> {
  const scan: Scan = { bytes, at: hasMark(bytes) ? 3 : 0 };
  if (!took(scan, SIGN.openList)) return UNREADABLE;
  const reader = readerOf(scan, fields);
  let count = 0;
  if (!took(scan, SIGN.closeList)) {
    do {
      const problem = reader.row();
      if (problem !== undefined) return problem;
      onRow(reader.cells());
      count++;
    } while (took(scan, SIGN.comma));
    if (!took(scan, SIGN.closeList)) return UNREADABLE;
  }
  return afterSpace(scan) === -1 ? ok(count) : UNREADABLE;
}

const UNREADABLE = fail<LookerFailure>({ problem: { code: 'looker.unreadable', retry: 'later' } });

/** A byte order mark, which no sender should write and some do. */
function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

type Slot = Cell | undefined;
/** What a row is read with: the places of the fields, and the cells of the row that is being read. */
type Reader = {
  readonly scan: Scan;
  readonly fields: readonly string[];
  /** `"view.field"` with its quotes, as Looker writes it. */
  readonly names: readonly Uint8Array[];
  readonly places: ReadonlyMap<string, number>;
  slots: Slot[];
};

function readerOf(scan: Scan, fields: readonly string[]) {
  const encoder = new TextEncoder();
  const names = fields.map((field) => encoder.encode(JSON.stringify(field)));
  const places = new Map(fields.map((field, at) => [field, at]));
  const reader: Reader = { scan, fields, names, places, slots: [] };
  return { row: () => readRow(reader), cells: () => reader.slots as Row };
}

/** Reads one object into fresh slots; a failure instead when it cannot stand. */
function readRow(reader: Reader): Failed | undefined {
  const { scan, fields } = reader;
  if (!took(scan, SIGN.openObject)) return UNREADABLE;
  const slots = new Array<Slot>(fields.length).fill(undefined);
  reader.slots = slots;
  if (!took(scan, SIGN.closeObject)) {
    let expected = 0;
    do {
      const at = readName(reader, expected);
      if (at === undefined) return UNREADABLE;
      const problem = at === ERROR ? readError(scan) : readCell(reader, at);
      if (problem !== undefined) return problem;
      expected = at === EXTRA ? expected : at + 1;
    } while (took(scan, SIGN.comma));
    if (!took(scan, SIGN.closeObject)) return UNREADABLE;
  }
  const missing = slots.indexOf(undefined);
  return missing < 0 ? undefined : failed(aboutField('looker.field-missing', fields[missing]));
}

/** Places of members that are no asked field. */
const EXTRA = -1;
const ERROR = -2;

/** The place of the member that follows. Looker writes them in the order asked, so that one is tried first. */
function readName({ scan, names, places }: Reader, expected: number): number | undefined {
  if (afterSpace(scan) !== SIGN.quote) return undefined;
  const likely = names[expected];
  if (likely !== undefined && tookBytes(scan, likely)) return took(scan, SIGN.colon) ? expected : undefined;
  const name = readString(scan);
  if (name === undefined || !took(scan, SIGN.colon)) return undefined;
  return places.get(name) ?? (name === 'looker_error' ? ERROR : EXTRA);
}

function readCell({ scan, fields, slots }: Reader, at: number): Failed | undefined {
  if (at === EXTRA) return skipValue(scan) ? undefined : UNREADABLE;
  const first = afterSpace(scan);
  if (first === SIGN.openObject || first === SIGN.openList)
    return skipValue(scan) ? failed(aboutField('looker.pivot', fields[at])) : UNREADABLE;
  const cell = first === SIGN.quote ? readString(scan) : isDigit(first) ? readNumber(scan) : readWord(scan);
  if (cell === undefined) return UNREADABLE;
  slots[at] = cell;
  return undefined;
}

function isDigit(byte: number): boolean {
  return byte === 0x2d || (byte >= 0x30 && byte <= 0x39);
}

/** Looker's message about the query goes beside the problem: it quotes SQL and may quote data. */
function readError(scan: Scan): Failed {
  const text = afterSpace(scan) === SIGN.quote ? readString(scan) : undefined;
  return failed({ code: 'looker.query-failed', retry: 'after-fix' }, text);
}

function aboutField(code: 'looker.field-missing' | 'looker.pivot', field = ''): Problem {
  return { code, retry: 'after-fix', values: { field } };
}
