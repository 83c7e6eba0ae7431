import type { LedgerKind } from './ledger-fields';
import type { DxsoDocument, DxsoPackage, PackageFile } from './package';
import type { OpenPackage } from './package-read';
import { DOCUMENT_XML, writePackage } from './package-write';

/** What one job of DATEV takes: one kind of ledger, one month. */
export type PackagePart = {
  readonly ledger: LedgerKind;
  /** `YYYY-MM`. */
  readonly month: string;
  /** Bookings in it. */
  readonly rows: number;
  /** document.xml first, then every file it names. */
  readonly files: readonly PackageFile[];
};

/**
 * A package taken apart into what DATEV's jobs take, in the order of months and kinds, so that a cash book grows in order.
 * Images without bookings go with the first part. A package that is one part keeps its files byte for byte. Undefined when
 * it cannot be read; empty when there are no bookings in it.
 */
export function partsOf({ files, read }: OpenPackage): readonly PackagePart[] | undefined {
  if (read === undefined) return undefined;
  const groups = new Map<string, DxsoDocument[]>();
  for (const document of read.documents) {
    const { ledger } = document;
    if (ledger === undefined) continue;
    const key = `${ledger.period} ${ledger.ledger.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [document]);
    else group.push(document);
  }
  const keys = [...groups.keys()].toSorted();
  const bare = read.documents.filter(({ ledger }) => ledger === undefined);
  return keys.flatMap((key, n) => {
    const documents = [...(groups.get(key) ?? []), ...(n === 0 ? bare : [])];
    const [first] = documents;
    if (first?.ledger === undefined) return [];
    return {
      ledger: first.ledger.ledger.kind,
      month: first.ledger.period,
      rows: documents.reduce((sum, { ledger }) => sum + (ledger?.ledger.rows.length ?? 0), 0),
      files: keys.length === 1 ? files : filesFor(read, { documents, files }),
    };
  });
}

/** document.xml written anew for some of the documents; ledgers and images as they were given. */
export function filesFor(
  read: DxsoPackage,
  what: { readonly documents: readonly DxsoDocument[]; readonly files: readonly PackageFile[] },
): readonly PackageFile[] {
  const given = new Map(what.files.map((file) => [file.name, file] as const));
  return writePackage({ ...read, documents: what.documents }).map((file) =>
    file.name === DOCUMENT_XML ? file : (given.get(file.name) ?? file),
  );
}
