import { present } from '../../kernel/present';
import { fileOf } from '../parts';
import type { PendingEffect, Submission } from '../submission';
import { planComment } from './apply-issue';
import { addEffect } from './pending-effects';

/**
 * As it was when it failed, where a person sent something since, because the first try to make its issue came to nothing: what that
 * issue is opened for. Whether something arrived that nobody knows of is asked in its own right.
 */
export function asItFailed(s: Submission): Submission {
  const { label: _, ...rest } = s;
  const { asks, attempts } = s;
  const at = attempts.findLastIndex(({ cause }) => cause !== undefined);
  if (asks !== undefined || attempts.at(-1)?.state === 'unknown' || at === -1 || at === attempts.length - 1)
    return s;
  const label = fileOf(s, attempts[at]?.revision)?.label;
  return { ...rest, attempts: attempts.slice(0, at + 1), ...present({ label }) };
}

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
    return planComment(s, untold(s, `unknown:r${revision}`), { about: 'unknown', revision });
  if (cause !== undefined && (last.endedAt ?? '') > triedAt)
    return planComment(s, untold(s, `failed:r${revision}`), {
      about: 'failed-again',
      revision,
      cause,
      ...present({ jobId }),
    });
  const isSentSince = state === 'pending' && s.attempts.some((one) => one.cause !== undefined);
  return isSentSince && s.storm === undefined
    ? planComment(s, untold(s, `sent:r${revision}`), { about: 'sent', revision })
    : s;
}

function toldOfEnd(s: Submission, { as, at, reason }: NonNullable<Submission['end']>): Submission {
  const last = s.attempts.at(-1);
  if (isAboutEnd(s)) return s;
  if (as === 'closed-without-sending') {
    const event = untold(s, `closed:${at}`);
    const told = planComment(s, event, { about: 'closed', ...present({ reason, handed: s.run?.handed }) });
    return addEffect(told, `transition:${event}`, { kind: 'transition', towards: 'closed' });
  }
  if (last === undefined) return s;
  const { revision, records } = last;
  const event = untold(s, `delivered:r${revision}`);
  return planComment(s, event, { about: 'delivered', revision, ...present({ records }) });
}

/** What a run ended with is what its issue is about; that it is late, or was stopped until somebody closed it, came before. */
export function isAboutEnd({ kind, attempts, end }: Submission): boolean {
  const { cause, endedAt } = attempts.at(-1) ?? {};
  return kind === 'run' && cause !== undefined && cause.code !== 'run.overdue' && endedAt === end?.at;
}

/** What an issue that was deleted since had been told, its successor is told under a key of its own. */
function untold({ issue, completedEffects }: Submission, event: string): string {
  const key = `comment:${event}`;
  const isTold = completedEffects.includes(key) || completedEffects.includes(`!${key}`);
  return isTold ? `${event}:${issue?.id ?? ''}` : event;
}
