import type { Listed } from './lists/listed';
import { isSend, mayGo } from './submission';

/** The states people are told, finer than phases. */
export const STATE_CODES = [
  'ready',
  'withdrawn',
  'sending',
  'doubtful',
  'pending',
  'pending-long',
  'lost',
  'delivered',
  'rejected',
  'rejected-has-file',
  'file-has-errors',
  'asks-unchanged',
  'unknown',
  'superseded',
  'closed',
  'stopped',
  'not-production',
  'stuck',
  'issue-deleted',
  'issue-hidden',
  'run-making',
  'run-approve',
  'run-handing',
  'run-late',
  'run-delivered',
  'run-tried',
] as const;
export type StateCode = (typeof STATE_CODES)[number];

/** What keeps every file here (`settings/may-transmit`); false: nothing does, or it makes no difference. */
export type Keeps = false | 'stopped' | 'not-production';

/** What people are told about a submission, the most telling first. */
export function stateCodeOf(s: Listed, keeps: Keeps): StateCode {
  if (s.issue?.hidden !== undefined && s.end === undefined) return 'issue-hidden';
  if (s.kind === 'run') return runCode(s);
  if (s.end?.as === 'delivered') return 'delivered';
  if (s.end?.as === 'closed-without-sending') return 'closed';
  const sending = s.pendingEffects.find((pending) => isSend(pending.effect));
  if (sending !== undefined) return sendingCode(sending.state, keeps);
  const last = s.attempts.at(-1);
  if (last?.state === 'unknown' && last.isLost === true) return 'lost';
  if (last?.state === 'unknown')
    return s.attempts.some((a) => a.jobId !== undefined && a.state === 'unknown')
      ? 'pending-long'
      : 'unknown';
  if (last?.state === 'pending') return 'pending';
  if (s.pendingEffects.some((pending) => pending.state === 'held')) return 'stuck';
  if (s.asks?.what === 'close-superseded') return 'superseded';
  if (s.candidate !== undefined && !mayGo(s.candidate)) return 'file-has-errors';
  if (s.candidate !== undefined) return last === undefined ? 'ready' : 'rejected-has-file';
  if (last === undefined) return 'withdrawn';
  if (s.asks?.what === 'send-unchanged') return 'asks-unchanged';
  return s.issue?.deletedAt === undefined ? 'rejected' : 'issue-deleted';
}

function runCode(s: Listed): StateCode {
  if (s.end !== undefined) return RUN_ENDS[s.end.as];
  if (s.asks?.what === 'approve-run') return 'run-approve';
  const last = s.attempts.at(-1);
  if (last?.state === 'refused') return s.issue?.deletedAt === undefined ? 'rejected' : 'issue-deleted';
  if (s.pendingEffects.some((pending) => pending.state === 'held')) return 'stuck';
  if (s.run?.lateAt !== undefined) return 'run-late';
  return last?.state === 'pending' ? 'run-handing' : 'run-making';
}
const RUN_ENDS = {
  delivered: 'run-delivered',
  'closed-without-sending': 'closed',
  tried: 'run-tried',
} as const;

function sendingCode(state: string, keeps: Keeps): StateCode {
  if (state === 'doubtful') return 'doubtful';
  if (state === 'held') return 'stuck';
  return keeps !== false && state === 'due' ? keeps : 'sending';
}
