import type { SubmissionView } from '../../src/contract/answers';
import { lastSent } from '../shared/last-sent';

type Of = Pick<SubmissionView, 'candidate' | 'files' | 'cause' | 'submissionId'>;

/** The file that was handed in and has errors, else the one that DATEV rejected, while its bytes are kept. */
export function storedIn(
  view: Of,
): { readonly revision: number; readonly asked: readonly number[] } | undefined {
  const { candidate, files, cause, submissionId } = view;
  if (candidate !== undefined)
    return candidate.errors > 0 && candidate.available
      ? { revision: candidate.revision, asked: [] }
      : undefined;
  const sent = lastSent(files, submissionId);
  if (sent === undefined || cause === undefined) return undefined;
  const asked = cause.faults.flatMap(({ field }) => (field === undefined ? [] : [field]));
  return { revision: sent.revision, asked };
}
