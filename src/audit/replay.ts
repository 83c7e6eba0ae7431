import { canonical } from '../kernel/canonical';
import { apply } from '../submissions/life/apply';
import { begin, isBeginning } from '../submissions/life/begin';
import type { Submission } from '../submissions/submission';
import { type AuditEntry, firstBroken, type Sha256 } from './chain';

/** The state that a history leads to; `undefined` for an empty one or one that does not start with a beginning. */
export function replay(entries: readonly AuditEntry[]): Submission | undefined {
  let state: Submission | undefined;
  for (const { event, at, actor, subject } of entries) {
    if (state === undefined) {
      if (!isBeginning(event)) return undefined;
      state = begin(subject, event, { at, actor });
    } else {
      state = apply(state, event, { at, actor });
    }
  }
  return state;
}

/** Promise 6 of the design: the chain is unbroken and replaying it gives the stored state. */
export function isIntact(entries: readonly AuditEntry[], stored: Submission, sha256: Sha256): boolean {
  return firstBroken(entries, sha256) === undefined && canonical(replay(entries)) === canonical(stored);
}
