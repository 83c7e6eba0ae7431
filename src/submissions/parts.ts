import type { StoredFile } from './stored-file';
import type { Attempt, Submission } from './submission';

/** Changes the attempt of a revision. */
export function withAttempt(s: Submission, revision: number, make: (a: Attempt) => Attempt): Submission {
  return { ...s, attempts: s.attempts.map((a) => (a.revision === revision ? make(a) : a)) };
}

/** The attempt of a revision. */
export function attemptOf({ attempts }: Pick<Submission, 'attempts'>, revision: number): Attempt | undefined {
  return attempts.find((attempt) => attempt.revision === revision);
}

/** The file of a revision, sent or on its way; not the candidate. */
export function fileOf<F extends { readonly revision: number }>(
  { files }: { readonly files: readonly F[] },
  revision: number | undefined,
): F | undefined {
  return files.find((file) => file.revision === revision);
}

/** The newest file we hold, sent or not yet deleted; not the candidate. */
export function latestFile(s: Submission): StoredFile | undefined {
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
