import type { SubmissionView } from '../../src/contract/answers';
import { lastSent } from '../shared/files/last-sent';
import { CONTENTS } from '../shared/files/mended-here';

/** Whether a stored file was opened here and another one has taken its place since: whoever hands theirs in takes that place again. */
export function isReplaced(
  opened: { readonly isAsked: boolean; readonly stands: string | undefined },
  { candidate }: Pick<SubmissionView, 'candidate'>,
): boolean {
  return opened.isAsked && candidate !== undefined && candidate.sha256 !== opened.stands;
}

type Of = Pick<SubmissionView, 'kind' | 'candidate' | 'files' | 'cause' | 'protocol' | 'submissionId'>;

/** The file that was handed in and has errors, else the one that DATEV rejected, while its bytes are kept. */
export function storedIn(
  view: Of,
): { readonly revision: number; readonly asked: readonly (number | string)[] } | undefined {
  const { kind, candidate, files, cause, submissionId } = view;
  // A run's files come from its pipeline, an image has no values.
  if (kind !== 'extf' && kind !== 'dxso') return undefined;
  if (candidate !== undefined)
    return candidate.errors > 0 && candidate.available
      ? { revision: candidate.revision, asked: [] }
      : undefined;
  const sent = lastSent(files, submissionId);
  if (sent === undefined || cause === undefined) return undefined;
  const asked = kind === 'dxso' ? namedIn(view, sent) : headerFields(cause);
  // A package went through our own check before: without a file that DATEV names there is nothing to show.
  return kind === 'dxso' && asked.length === 0 ? undefined : { revision: sent.revision, asked };
}

function headerFields({ faults }: NonNullable<Of['cause']>): readonly number[] {
  return faults.flatMap(({ field }) => (field === undefined ? [] : [field]));
}

/** The ledgers that DATEV's protocol of this very revision complains of. */
function namedIn({ protocol }: Of, { revision }: { readonly revision: number }): readonly string[] {
  if (protocol?.revision !== revision) return [];
  const named = protocol.entries.flatMap(({ type, file }) =>
    type === 'error' && file?.toLowerCase().endsWith('.xml') && file !== CONTENTS ? [file] : [],
  );
  return [...new Set(named)];
}
