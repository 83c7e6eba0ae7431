/** What is wrong with a file that is to be a document at DATEV; `other` = an ending that the new Belege online does not take. */
type ContentFault = 'empty' | 'executable' | 'archive' | 'other' | 'content';

/** How a file of each kind begins that DATEV Unternehmen online takes in its new form, too (`#DCO01215`). */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  pdf: ['%PDF'],
  png: ['\x89PNG'],
  jpg: ['\xff\xd8\xff'],
  jpeg: ['\xff\xd8\xff'],
  gif: ['GIF8'],
  tif: ['II*\0', 'MM\0*'],
  tiff: ['II*\0', 'MM\0*'],
};
const PROGRAMS: ReadonlySet<string> = new Set(
  'exe com scr bat cmd ps1 vbs js jse wsf msi dll jar lnk hta sh'.split(' '),
);
/** Windows, Linux, macOS (both orders of bytes), scripts. */
const PROGRAM_MARKS = ['MZ', '\x7fELF', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe', '#!'];
const ARCHIVES: ReadonlySet<string> = new Set('zip rar 7z gz tar tgz bz2 xz cab iso'.split(' '));
const ARCHIVE_MARKS = ['PK\x03\x04', 'Rar!', '7z\xbc\xaf', '\x1f\x8b'];
/** Office files are archives, too; whether DATEV takes them is another question. */
const OFFICE: ReadonlySet<string> = new Set('docx xlsx pptx odt ods odp'.split(' '));
/** So much of a text is looked at. */
const PIECE = 256;

/**
 * Looks at name and content of a document, in a package or by itself: an ending says nothing about what a file is. Only its
 * beginning is read.
 */
export function contentFault(name: string, bytes: Uint8Array): ContentFault | undefined {
  if (bytes.length === 0) return 'empty';
  const ending = endingOf(name);
  const start = String.fromCharCode(...bytes.subarray(0, PIECE));
  const begins = (marks: readonly string[]) => marks.some((mark) => start.startsWith(mark));
  if (PROGRAMS.has(ending) || begins(PROGRAM_MARKS)) return 'executable';
  if (ARCHIVES.has(ending) || (begins(ARCHIVE_MARKS) && !OFFICE.has(ending))) return 'archive';
  if (ending === 'xml') return isXml(start) ? undefined : 'content';
  const marks = BEGINNINGS[ending];
  if (marks === undefined) return 'other';
  return begins(marks) ? undefined : 'content';
}

/**
 * XML begins with a bracket, and is no web page; a login page is often saved under the name of the file. In UTF-16 every other
 * byte of this is empty.
 */
function isXml(start: string): boolean {
  const text = start
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  return text.startsWith('<') && !/^<(!doctype\s+html|html)/i.test(text);
}

/** Whether DATEV Unternehmen online takes a file by its ending, in its new form, too. */
export function isUsualType(name: string): boolean {
  const ending = endingOf(name);
  return ending === 'xml' || Object.hasOwn(BEGINNINGS, ending);
}

/** The ending of a file name in small letters. */
export function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
