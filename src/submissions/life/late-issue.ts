import { present } from '../../kernel/present';
import type { PendingEffect, Submission } from '../submission';
import { planComment } from './apply-issue';
import { addEffect } from './pending-effects';

/**
 * An issue that came late, because its first try came to nothing or its answer was lost: people may have gone on at the desk. It tells
 * of a failure; what became of that it is told by a comment, as if it had been there.
 */
export function toldSince(s: Submission, { triedAt = '' }: Pick<PendingEffect, 'triedAt'>): Submission {
  if (s.end !== undefined) return toldOfEnd(s, s.end);
  const last = s.attempts.at(-1);
  if (last === undefined) return s;
  const { revision, cause, jobId, state } = last;
  if (s.asks?.what === 'decide-unknown' && s.asks.at > triedAt)
    return planComment(s, `unknown:r${revision}`, { about: 'unknown', revision });
  if (cause !== undefined && (last.endedAt ?? '') > triedAt)
    return planComment(s, `failed:r${revision}`, {
      about: 'failed-again',
      ...{ revision, cause },
      ...present({ jobId }),
    });
  const isSentSince = state === 'pending' && s.attempts.some((one) => one.cause !== undefined);
  return isSentSince && s.storm === undefined
    ? planComment(s, `sent:r${revision}`, { about: 'sent', revision })
    : s;
}

/** An issue about what differs after the end is about that end. */
function toldOfEnd(s: Submission, { as, at, reason }: NonNullable<Submission['end']>): Submission {
  const last = s.attempts.at(-1);
  if (s.kind === 'run' && last?.cause !== undefined) return s;
  if (as === 'closed-without-sending')
    return addEffect(
      planComment(s, `closed:${at}`, { about: 'closed', ...present({ reason }) }),
      `transition:closed:${at}`,
      { kind: 'transition', towards: 'closed' },
    );
  if (last === undefined) return s;
  const { revision, records } = last;
  return planComment(s, `delivered:r${revision}`, { about: 'delivered', revision, ...present({ records }) });
}
