import type { XmlFileTrouble } from './xml/xml-file';

/** Everything our check can say about a DXSO package; the words are in the texts `dxso`. */
export type DxsoCode = XmlCode | XsdCode | TextRule | LedgerRule | DocumentRule | PackageCode;

/** Why a file cannot be read as XML. */
type XmlCode = `dxso.xml.${XmlFileTrouble['what']}`;

/** What DATEV's schema refuses. */
export type XsdCode = `dxso.xsd.${
  | 'root'
  | 'missing'
  | 'unknown'
  | 'order'
  | 'twice'
  | 'too-many'
  | 'text'
  | 'attribute-missing'
  | 'attribute-unknown'
  | 'kind'
  | 'too-long'
  | 'empty'
  | 'form'
  | 'fixed'
  /** Written for an older version, which DATEV takes and we do not know. */
  | 'older'}`;

/** Texts, in every file of a package, that are not what they look like. */
export type TextRule = `dxso.text.${'hidden-character' | 'formula'}`;

/** What the bookings of a ledger break, although the schema accepts them. */
export type LedgerRule = `dxso.ledger.${
  | 'version'
  | 'sum'
  | 'differs'
  | 'terms-and-discount'
  | 'payment-blocked'
  | 'discount-incomplete'
  | 'discount-too-large'
  | 'discount-order'
  | 'account-length'
  | 'partner-account'
  | 'bank'
  | 'iban'
  | 'delivery-late'
  | 'text-cut'
  | 'invoice-id'}`;

/** What document.xml breaks, although the schema accepts it. */
export type DocumentRule = `dxso.document.${
  | 'version'
  | 'mandant'
  | 'guid-without-file'
  | 'guid-twice'
  | 'process-id'
  | 'sepa'
  | 'property'
  | 'period'
  | 'kind'
  | 'type'
  | 'one-ledger'
  | 'levels'
  | 'legacy'
  | 'internal'}`;

/** What is wrong with the files of a package. */
export type PackageCode = `dxso.package.${
  | 'no-document'
  | 'missing-file'
  | 'unused-file'
  | 'used-twice'
  | 'file-name'
  | 'empty-file'
  | 'executable'
  | 'archive'
  | 'file-type'
  | 'file-content'
  | 'same-invoice'
  | 'file-size'
  | 'package-size'
  | 'folder'}`;
