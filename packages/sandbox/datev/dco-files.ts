/** What accounting:documents and accounting:dxso-jobs have in common about files. */

/** "max. 20MB"; DATEV does not say which megabyte, the smaller one is the strict reading. */
export const MAX_DCO_BYTES = 20_000_000;
export const MAX_NAME_CHARS = 255;

/** Extensions and what files of that kind are on the web; the list is not in the documents, "zip is not supported" is. */
const MEDIA_TYPES: Readonly<Record<string, readonly string[]>> = {
  bmp: ['image/bmp', 'image/x-ms-bmp'],
  csv: ['text/csv', 'text/plain', 'application/vnd.ms-excel'],
  doc: ['application/msword'],
  docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  eml: ['message/rfc822'],
  gif: ['image/gif'],
  jpeg: ['image/jpeg'],
  jpg: ['image/jpeg'],
  msg: ['application/vnd.ms-outlook'],
  ods: ['application/vnd.oasis.opendocument.spreadsheet'],
  odt: ['application/vnd.oasis.opendocument.text'],
  pdf: ['application/pdf'],
  png: ['image/png'],
  rtf: ['application/rtf', 'text/rtf'],
  tif: ['image/tiff'],
  tiff: ['image/tiff'],
  txt: ['text/plain'],
  xls: ['application/vnd.ms-excel'],
  xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  xml: ['application/xml', 'text/xml'],
};
export const EXTENSIONS = Object.keys(MEDIA_TYPES);
/** #DCO01215: "Allowed file formats are GIF, JPEG, JPG, PNG, TIF, TIFF, XML, PDF." */
export const NEW_EXTENSIONS = ['gif', 'jpeg', 'jpg', 'pdf', 'png', 'tif', 'tiff', 'xml'];

export function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

export function mediaTypeOf(name: string): string {
  return MEDIA_TYPES[extensionOf(name)]?.[0] ?? 'application/octet-stream';
}

/** "The content-type indicated in the multipart object has to correspond to the file"; none, or plain bytes, says nothing. */
export function fitsExtension(name: string, type: string | undefined): boolean {
  const said = type?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (said === '' || said === 'application/octet-stream') return true;
  return MEDIA_TYPES[extensionOf(name)]?.includes(said) === true;
}

/**
 * "There exists a white list for signs … Unallowed signs will be replaced by underscore." A decomposed letter thereby
 * becomes the bare letter and an underscore.
 */
export function whiteName(name: string): string {
  return name.replace(/[^ &()+\-._0-9A-Za-zÀ-ÖØ-Ýà-öø-ÿÞß]/gu, '_');
}
