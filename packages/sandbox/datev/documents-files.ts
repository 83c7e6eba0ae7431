import type { DcoCode } from './dco';
import {
  EXTENSIONS,
  extensionOf,
  fitsExtension,
  MAX_DCO_BYTES,
  MAX_NAME_CHARS,
  NEW_EXTENSIONS,
} from './dco-files';
import { EICAR } from './file-check';
import type { Mandant } from './model';
import { isMultipart, type Part, readMultipart } from './multipart';
import type { Operation } from './route';

export const MAX_STAPLED = 50;
/** #DCO01232, on the new Belege online. */
const MAX_STAPLED_NEW = 10;

export type Sent = { readonly files: readonly Part[]; readonly parts: readonly Part[] };
type How = { readonly operation: Operation; readonly mandant: Mandant };

/** The parts of an upload, or the code of what is wrong with its form. */
export function readUpload(
  { contentType, body }: { readonly contentType: string; readonly body: Uint8Array },
  operation: Operation,
): Sent | DcoCode {
  if (contentType === '') return '#DCO01018';
  const parts = isMultipart(contentType) ? readMultipart(contentType, body) : undefined;
  if (parts === undefined) return '#DCO01004';
  const name = operation === 'putStapledDocuments' ? 'files' : 'file';
  const files = parts.filter((part) => part.name === name);
  const others = parts.filter((part) => part.name !== name).map((part) => part.name);
  const known = others.every((one) => one === 'metadata' || one === 'custom_metadata');
  if (!known || new Set(others).size !== others.length) return '#DCO01004';
  if (files.length === 0) return '#DCO01220';
  return name === 'file' && files.length > 1 ? '#DCO01004' : { files, parts };
}

/** What is wrong with the files: number, each by itself, then the sum of their bytes. */
export function filesFault(files: readonly Part[], how: How): DcoCode | undefined {
  const { newBelege } = how.mandant;
  if (files.length > MAX_STAPLED) return '#DCO01127';
  if (newBelege && how.operation === 'putStapledDocuments' && files.length > MAX_STAPLED_NEW)
    return '#DCO01232';
  for (const file of files) {
    const wrong = fileFault(file, how);
    if (wrong !== undefined) return wrong;
  }
  const bytes = files.reduce((sum, { content }) => sum + content.length, 0);
  if (bytes <= MAX_DCO_BYTES) return undefined;
  // For the PUT of one document the documents do not name #DCO01216.
  return newBelege && how.operation !== 'putDocument' ? '#DCO01216' : '#DCO01016';
}

function fileFault({ filename, type, content }: Part, { operation, mandant }: How): DcoCode | undefined {
  if (filename === undefined) return '#DCO01252';
  if (filename === '') return '#DCO01233';
  if (filename.length > MAX_NAME_CHARS) return '#DCO01222';
  const extension = extensionOf(filename);
  if (mandant.newBelege && !NEW_EXTENSIONS.includes(extension)) return '#DCO01215';
  if (!EXTENSIONS.includes(extension)) return '#DCO01015';
  if (mandant.newBelege && operation === 'putStapledDocuments' && extension === 'xml') return '#DCO01248';
  if (!fitsExtension(filename, type)) return '#DCO01219';
  if (content.length === 0) return '#DCO01001';
  const isVirus = Buffer.from(content.buffer, content.byteOffset, content.byteLength).includes(EICAR);
  return isVirus ? '#DCO01243' : undefined;
}
