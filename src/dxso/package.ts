import type { Ledger } from './ledger';

/** A file of a package. */
export type PackageFile = { readonly name: string; readonly bytes: Uint8Array };

/** What one DXSO job hands over: documents with their bookings and their images (XML interface online 6.0). */
export type DxsoPackage = {
  /** Local time without zone, `YYYY-MM-DDThh:mm:ss`. */
  readonly date: string;
  readonly generatingSystem?: string;
  readonly guid?: string;
  readonly description?: string;
  /** Berater- and Mandantennummer; DATEV refuses a package for somebody else. */
  readonly consultantNumber?: number;
  readonly clientNumber?: number;
  readonly clientName?: string;
  /** Where documents go that name no place of their own. */
  readonly repository?: readonly string[];
  /** How document.xml names its version where it is not 6.0: what is written anew stays what its ledgers are. */
  readonly older?: { readonly namespace: string; readonly version: string };
  readonly documents: readonly DxsoDocument[];
};

/** One document: bookings, images, or both. */
export type DxsoDocument = {
  /** By which the booking finds its image; needs a file. A GUID that Belege online already has is passed over. */
  readonly guid?: string;
  /** 1 incoming, 2 outgoing. */
  readonly type?: 1 | 2;
  /** 1 into the inbox (not with bookings), 2 filed for good. */
  readonly processId?: 1 | 2;
  readonly description?: string;
  readonly keywords?: string;
  readonly ledger?: LedgerPart;
  /** Its files are collective payments (SEPA), no images. */
  readonly isSepa?: true;
  /** Images by name, the first one first. */
  readonly files: readonly PackageFile[];
  /** Category, folder and register in Belege online, from the outside in. */
  readonly repository?: readonly string[];
};

/** Bookings with the file they stand in and the book they belong to. */
export type LedgerPart = {
  readonly fileName: string;
  /** `YYYY-MM`; the date of all bookings lies in it. */
  readonly period: string;
  /** The invoice folder or the cash book, as the job's answer names it. */
  readonly folder?: string;
  /** The cash book by its account instead. */
  readonly cashAccount?: number;
  readonly ledger: Ledger;
};
