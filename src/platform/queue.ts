import {
  InvocationLimitReachedError,
  PartialSuccessError,
  PayloadTooBigError,
  Queue,
  RateLimitError,
} from '@forge/events';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';

/** One "look at this" for the consumer. The body is small JSON with ids only: no ledger value, no secret. */
export type WorkEvent = {
  readonly body: Readonly<Record<string, unknown>>;
  /** 0 to 900; a longer wait is cut, because a too early look is harmless. */
  readonly delaySeconds?: number;
  /** Events with the same key run one after the other. */
  readonly concurrencyKey?: string;
};

const MAX_DELAY_SECONDS = 900;
const MAX_EVENTS = 50;
/** Forge takes 200 KB per push; the rest is room for the wrapping of each event. */
const MAX_BYTES = 190 * 1024;

/** The queues of the manifest. */
const QUEUES = { work: () => new Queue({ key: 'work' }), big: () => new Queue({ key: 'big' }) } as const;

/**
 * Hands events to a queue of the manifest, in as many pushes as Forge's limits ask for. After a problem some
 * may have been taken: push all again, the consumer only looks and a doubled look is harmless.
 */
export async function push(
  name: keyof typeof QUEUES,
  events: readonly WorkEvent[],
): Promise<Result<void, Problem>> {
  const queue = QUEUES[name]();
  try {
    for (const batch of batches(events.map(wire))) await queue.push([...batch]);
    return ok(undefined);
  } catch (error) {
    return fail(problemOf(error));
  }
}

type Wire = {
  body: Record<string, unknown>;
  delayInSeconds?: number;
  concurrency?: { key: string; limit: number };
};

function wire(event: WorkEvent): Wire {
  const delay = Math.min(MAX_DELAY_SECONDS, Math.max(0, Math.ceil(event.delaySeconds ?? 0)));
  return {
    body: { ...event.body },
    ...(delay > 0 ? { delayInSeconds: delay } : {}),
    ...(event.concurrencyKey === undefined ? {} : { concurrency: { key: event.concurrencyKey, limit: 1 } }),
  };
}

function batches(events: readonly Wire[]): readonly (readonly Wire[])[] {
  const all: Wire[][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event)) + 1;
    const last = all.at(-1);
    if (last === undefined || last.length >= MAX_EVENTS || bytes + size > MAX_BYTES) {
      all.push([event]);
      bytes = size;
    } else {
      last.push(event);
      bytes += size;
    }
  }
  return all;
}

function problemOf(error: unknown): Problem {
  if (error instanceof RateLimitError) return { code: 'platform.queue-busy', retry: 'later', status: 429 };
  if (error instanceof PartialSuccessError) {
    return { code: 'platform.queue', retry: 'later', values: { failed: error.failedEvents.length } };
  }
  // One chain of events may push 1,000 times; the scheduled trigger begins a new chain (Forge: async events limits).
  if (error instanceof InvocationLimitReachedError)
    return { code: 'platform.queue-chain', retry: 'later', status: 405 };
  if (error instanceof PayloadTooBigError) return { code: 'platform.queue-too-big', retry: 'never' };
  return { code: 'platform.queue', retry: 'later' };
}
