import { canonical } from '../kernel/canonical';
import type { Actor, SubmissionEvent } from '../submissions/events';

/**
 * One line of a history: of a submission, or of the configuration (`config-event`). `hash` covers everything else including
 * `prevHash`, so the lines form a chain.
 */
export type AuditEntry<Event = SubmissionEvent> = {
  readonly v: 1;
  readonly subject: string;
  /** 1 for the first entry, without gaps. */
  readonly seq: number;
  readonly at: string;
  readonly actor: Actor;
  readonly event: Event;
  /** `hash` of entry `seq - 1`; empty for the first. */
  readonly prevHash: string;
  readonly hash: string;
};

/** SHA-256 in lower-case hex over the UTF-8 bytes of a text; handed in because hashing lives in platform/bytes. */
export type Sha256 = (text: string) => string;

/** The next entry after `prev`. */
export function chain<Event>(
  prev: Pick<AuditEntry, 'seq' | 'hash'> | undefined,
  line: Omit<AuditEntry<Event>, 'v' | 'seq' | 'prevHash' | 'hash'>,
  sha256: Sha256,
): AuditEntry<Event> {
  const body = { v: 1, ...line, seq: (prev?.seq ?? 0) + 1, prevHash: prev?.hash ?? '' } as const;
  return { ...body, hash: sha256(canonical(body)) };
}

/**
 * Checks numbering, links and hashes of a whole history, or of what follows `before`. Answers the first broken `seq`, or `undefined`
 * when intact.
 */
export function firstBroken(
  entries: readonly AuditEntry<unknown>[],
  sha256: Sha256,
  before?: Pick<AuditEntry, 'seq' | 'hash'>,
): number | undefined {
  let prev = before;
  for (const entry of entries) {
    const { hash, ...body } = entry;
    const linked = entry.seq === (prev?.seq ?? 0) + 1 && entry.prevHash === (prev?.hash ?? '');
    if (!linked || sha256(canonical(body)) !== hash) return entry.seq;
    prev = entry;
  }
  return undefined;
}

/** Whether a history's newest entries hang together up to its known end. What came before them is not looked at. */
export function endsSound(
  newest: readonly AuditEntry<unknown>[],
  end: Pick<AuditEntry, 'seq' | 'hash'>,
  sha256: Sha256,
): boolean {
  const [first, last] = [newest[0], newest.at(-1)];
  if (first === undefined || last?.seq !== end.seq || last.hash !== end.hash) return false;
  return firstBroken(newest, sha256, { seq: first.seq - 1, hash: first.prevHash }) === undefined;
}
