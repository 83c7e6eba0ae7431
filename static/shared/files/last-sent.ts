import type { FileView } from '../../../src/contract/answers';

/** The newest file that went to DATEV, while its bytes are kept. */
export type LastSent = { readonly submissionId: string; readonly revision: number };

/** The newest of the sent files; an older one would be compared with what nobody sent last. */
export function lastSent(
  files: readonly Pick<FileView, 'revision' | 'available'>[],
  submissionId: string,
): LastSent | undefined {
  const newest = files.reduce<(typeof files)[number] | undefined>(
    (best, file) => (best === undefined || file.revision > best.revision ? file : best),
    undefined,
  );
  return newest?.available === true ? { submissionId, revision: newest.revision } : undefined;
}
