import type { DxsoFinding } from '../../src/dxso/finding';
import type { SimpleTypeName } from '../../src/dxso/xml/simple-types';
import type { Finding } from '../../src/extf/check/findings';
import type { Mend } from '../../src/extf/check/mend';
import type { Books } from '../../src/extf/header-said';

/** What is to be mended, and by what. */
export type Given = {
  readonly kind: 'extf' | 'dxso';
  readonly name: string;
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly mandant: string;
  readonly books: Books | undefined;
  /** What DATEV complained of: header fields of a batch, files of a package. */
  readonly asked: readonly (number | string)[];
};

/** One wrong value, of a batch or of a package's ledger (row 0: what is said of all its bookings), as the screen shows it. */
export type SheetMend = Omit<Mend, 'finding' | 'field'> & {
  readonly finding?: Finding | DxsoFinding;
  /** DATEV's number of the column, or the name of the element. */
  readonly field: number | string;
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
