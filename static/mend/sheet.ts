import type { DxsoFinding } from '../../src/dxso/finding';
import type { SimpleTypeName } from '../../src/dxso/xml/simple-types';
import type { Books } from '../../src/extf/books';
import type { Finding } from '../../src/extf/check/findings';

/** What is to be mended, and by what. */
export type Given = {
  readonly kind: 'extf' | 'dxso';
  readonly name: string;
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly mandant: string;
  readonly books: Books | undefined;
  /** Header fields that DATEV complained of. */
  readonly asked: readonly number[];
};

/** One wrong value, of a batch or of a package's ledger, as the screen shows it. */
export type SheetMend = {
  readonly key: string;
  readonly finding?: Finding | DxsoFinding;
  /** DATEV's number of the column, or the name of the element. */
  readonly field: number | string;
  readonly label: string;
  readonly value: string;
  /** The rows, 0 = header line, or what is said of all bookings. */
  readonly rows: readonly number[];
  readonly count: number;
  readonly options: readonly string[];
  readonly said?: string;
  /** Of a package: the ledger that it stands in, and the type that the schema wants. */
  readonly file?: string;
  readonly type?: SimpleTypeName;
};

/** A new value for one row of a mend. */
export type SheetEdit = {
  readonly row: number;
  readonly field: number | string;
  readonly value: string;
  readonly file?: string;
};
