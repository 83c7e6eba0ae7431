import { secondsBetween } from '../kernel/instant';
import { isLast } from './life/apply-send';
import { SILENT_AFTER_SECONDS } from './schedule';
import { type Effect, isSend, type PendingEffect, type Submission } from './submission';

/** Sendings of which nobody knows yet how they ended: what may be waited for, and what may have arrived. */

/** Nobody is logged in at the environment who could be asked for it: after a switch nobody will be. */
const NOBODY_THERE: readonly string[] = ['datev.not-connected', 'datev.reconnect', 'datev.other-site'];

/** Whether this problem of a look goes on for as long as the other environment is chosen. */
export function isUnreachable({ code }: { readonly code: string }): boolean {
  return NOBODY_THERE.includes(code);
}

type Sending = {
  readonly pendingEffects: readonly (Pick<PendingEffect, 'state' | 'problem' | 'triedAt'> & {
    readonly effect: Pick<Effect, 'kind'>;
  })[];
};

/**
 * Whether its sending has no outcome yet, and waiting brings one: somebody is at it, or looks for it where that can be asked. What has
 * had none for a day is not waited for. Lists do not say since when.
 */
export function isAwaited({ pendingEffects }: Sending, at: string): boolean {
  return pendingEffects.some(({ effect, state, problem, triedAt }) => {
    if (!isSend(effect) || (state !== 'trying' && state !== 'doubtful')) return false;
    if (problem !== undefined && isUnreachable(problem)) return false;
    return triedAt === undefined || secondsBetween(triedAt, at) < SILENT_AFTER_SECONDS;
  });
}

/** It leaves its job unfinished at DATEV: what such a job holds DATEV never processes. */
export function isHarmless(s: Submission, effect: Effect): boolean {
  return effect.kind === 'open-dxso' || (effect.kind === 'fill-dxso' && !isLast(s, effect));
}

/**
 * Whether a try of it has no outcome and may have reached DATEV: the last one, or one before, whose doubt ended with a try that was kept
 * here. What fills a job is looked for before it is tried again, so that nothing earlier is in doubt.
 */
export function isInDoubt({ effect, state, marks, left, inDoubt, earlier }: PendingEffect): boolean {
  if (inDoubt === true || (earlier === 'may-have-gone' && effect.kind !== 'fill-dxso')) return true;
  return (state === 'trying' || state === 'doubtful') && (marks !== true || left === true);
}
