import { fileName, isFileName } from '../dxso/file-name';
import type { Problem } from '../kernel/problem';

/** What DATEV Unternehmen online takes in its new form, too (`#DCO01215`). */
const ENDINGS = ['pdf', 'xml', 'png', 'jpg', 'jpeg', 'gif', 'tif', 'tiff'] as const;
/** DATEV's limit for one file. */
const MAX_BYTES = 20_000_000;
/** How a file of each kind begins; a renamed Word file is no PDF. */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  pdf: ['%PDF'],
  png: ['\x89PNG'],
  jpg: ['\xff\xd8\xff'],
  jpeg: ['\xff\xd8\xff'],
  gif: ['GIF8'],
  tif: ['II*\0', 'MM\0*'],
  tiff: ['II*\0', 'MM\0*'],
};

/** Why DATEV would not take a file as an image; undefined when it would. */
export function refuseDocument(name: string, bytes: Uint8Array): Problem | undefined {
  const ending = endingOf(name);
  if (!ENDINGS.some((one) => one === ending)) return no('file.document-type');
  if (bytes.length > MAX_BYTES) return no('file.document-too-big');
  const start = String.fromCharCode(...bytes.subarray(0, 4));
  const begins = BEGINNINGS[ending];
  if (begins !== undefined && !begins.some((one) => start.startsWith(one))) return no('file.document-broken');
  return undefined;
}

/** The name under which DATEV keeps an image: its own where DATEV allows it. */
export function documentName(name: string): string {
  if (isFileName(name)) return name;
  const ending = endingOf(name);
  return fileName(name.slice(0, -ending.length - 1), ending);
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

function no(code: string): Problem {
  return { code, retry: 'after-fix' };
}
