import type { SubmissionView } from '../../src/contract/answers';
import { lastSent } from '../shared/files/last-sent';

/** Whether a stored file was opened here and another one has taken its place since: whoever hands theirs in takes that place again. */
export function isReplaced(
  opened: { readonly isAsked: boolean; readonly stands: string | undefined },
  { candidate }: Pick<SubmissionView, 'candidate'>,
): boolean {
  return opened.isAsked && candidate !== undefined && candidate.sha256 !== opened.stands;
}

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
