import { MAX_FILE_BYTES } from '../dxso/datev-limits';
import { contentFault, endingOf, isUsualType } from '../dxso/file-content';
import { fileName, isFileName } from '../dxso/file-name';
import type { Problem } from '../kernel/problem';
import type { ProblemCode } from '../texts/problem-code';

/** Why DATEV would not take a file as an image; undefined when it would. */
export function refuseDocument(name: string, bytes: Uint8Array): Problem | undefined {
  const fault = contentFault(name, bytes);
  if (!isUsualType(name)) return no('file.document-type');
  if (bytes.length > MAX_FILE_BYTES) return no('file.document-too-big');
  return fault === undefined ? undefined : no('file.document-broken');
}

/** The name under which DATEV keeps an image: its own where DATEV allows it. */
export function documentName(name: string): string {
  if (isFileName(name)) return name;
  const ending = endingOf(name);
  return fileName(name.slice(0, -ending.length - 1), ending);
}

function no(code: ProblemCode): Problem {
  return { code, retry: 'after-fix' };
}
