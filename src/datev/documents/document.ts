/** What the Mandant files images under in Belege online; other Mandanten have other names. */
export type DocumentType = {
  readonly name: string;
  readonly category?: string | undefined;
};

/** One image for Belege online. */
export type DocumentToPut = {
  /** Made of Mandant and content, so that the same image twice is one document. */
  readonly guid: string;
  /** Of DATEV's whitelist, at most 255 characters (src/dxso/file-name). */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** One of `listDocumentTypes`. */
  readonly type?: string;
  /** For the tax firm, at most 255 characters. */
  readonly note?: string;
  /** Category, folder and register in Belege online: all three or none. */
  readonly repository?: { readonly category: string; readonly folder: string; readonly register: string };
};
