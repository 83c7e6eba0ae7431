import { secondsBetween } from '../../kernel/instant';
import { type Phase, phaseOf } from '../phase';
import type { Attempt, Submission } from '../submission';
import { causeKey } from './cause-key';
import { mark } from './series';

/**
 * What a submission leaves in the series of its Mandant, a function of its state: since when it waits for somebody, when and why DATEV
 * or we said no to it, in which month it was delivered, and how long that took after the first no.
 */
export function marksOf(s: Submission): readonly string[] {
  const phase = phaseOf(s);
  return [...waits(s, phase), ...failures(s), ...deliveries(s, phase), ...ofStorm(s)];
}

/** Of a storm count those that have not ended, and those whose issue still waits for its turn. */
function ofStorm({ storm, end, issue, pendingEffects, changedAt }: Submission): readonly string[] {
  if (storm === undefined || end !== undefined || issue?.deletedAt !== undefined) return [];
  const waits = pendingEffects.some(({ turn }) => turn === true);
  return [mark(`o${storm}`, changedAt), ...(waits ? [mark(`q${storm}`, changedAt)] : [])];
}

function waits({ changedAt }: Submission, phase: Phase): readonly string[] {
  return phase === 'needs-you' ? [mark('n', changedAt), mark('w', changedAt)] : [];
}

/** So many attempts of a submission are told apart: everything of a Mandant lies in one record. */
const MAX_FAILURES = 4;

/** Nobody waits for what a dry run finds. */
function failures(s: Submission): readonly string[] {
  if (s.run?.isDry === true) return [];
  return s.attempts
    .flatMap((a) => (hasFailed(a) && a.cause !== undefined ? [mark(failedFor(a.cause), failedAt(a, s))] : []))
    .slice(-MAX_FAILURES);
}

function failedFor(cause: NonNullable<Attempt['cause']>): string {
  return `f${causeKey(cause)}`;
}

function hasFailed({ state }: Attempt): boolean {
  return state === 'failed' || state === 'refused';
}

/** Another program's job may not say when it ended; it was found then. */
function failedAt(attempt: Attempt, { startedAt }: Submission): string {
  return attempt.endedAt ?? attempt.sentAt ?? startedAt;
}

function deliveries(s: Submission, phase: Phase): readonly string[] {
  if (phase !== 'delivered' || s.end === undefined) return [];
  const first = s.attempts.find(hasFailed);
  const took = first === undefined ? [] : [mark(`t${late(failedAt(first, s), s.end.at)}`, s.end.at)];
  return [mark('m', s.end.at), ...took];
}

/** Hours from a rejection to the delivery that are told apart; beyond the last it is said so. */
export const LATE_HOURS = [1, 4, 24, 72, 168] as const;

/** The number of the first of these times that was enough. */
function late(from: string, to: string): number {
  const hours = secondsBetween(from, to) / 3600;
  const at = LATE_HOURS.findIndex((most) => hours <= most);
  return at < 0 ? LATE_HOURS.length : at;
}
