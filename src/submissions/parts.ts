import type { Attempt, Submission } from './submission';

/** Changes the attempt of a revision. */
export function withAttempt(s: Submission, revision: number, make: (a: Attempt) => Attempt): Submission {
  return { ...s, attempts: s.attempts.map((a) => (a.revision === revision ? make(a) : a)) };
}

/** The attempt of a revision. */
export function attemptOf(s: Submission, revision: number): Attempt | undefined {
  return s.attempts.find((a) => a.revision === revision);
}

/** The newest file we hold, sent or not yet deleted; not the candidate. */
export function latestFile(s: Submission): Submission['files'][number] | undefined {
  return s.files.at(-1);
}

/** The revision the next file gets: another program's attempt counts as revision 1. */
export function nextRevision(s: Submission): number {
  return Math.max(0, ...s.attempts.map((a) => a.revision), ...s.files.map((f) => f.revision)) + 1;
}

/** A submission without one of its optional parts. */
export function without<K extends 'asks' | 'candidate' | 'end' | 'issue'>(s: Submission, key: K): Submission {
  const { [key]: _, ...rest } = s;
  return rest as Submission;
}
