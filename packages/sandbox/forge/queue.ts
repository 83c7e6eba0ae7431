/** Async events as `@forge/events` 3 pushes them. Limits and retries: Forge’s page on async events. */
import { type Active, type Core, jsonAnswer, type PlainAnswer } from './core';
import type { Launch } from './engine';
import { timeLimitSeconds } from './manifest';
import { asRetry, type Retry, type RetryContext } from './retries';
import type { Outcome } from './world-told';

export type Queue = {
  push(body: string, invocation: Active): PlainAnswer;
  stats(body: string): PlainAnswer;
  cancel(body: string): PlainAnswer;
  /** A delivery has fallen due. */
  deliver(delivery: Delivery): void;
  snapshot(): unknown;
  restore(state: unknown): void;
};
export type Delivery = {
  readonly queueName: string;
  readonly jobId: string;
  readonly eventId: string;
  readonly body: unknown;
  readonly delayInSeconds?: number;
  readonly concurrency?: { readonly key: string; readonly limit: number };
  readonly origin: string;
  /** First delivery; retention counts from it. */
  readonly since: number;
  /** Times it was thrown back: by the app's request, and by failures. */
  readonly asked: number;
  readonly failures: number;
  readonly throttled: number;
  readonly retryContext?: RetryContext;
  /** A second delivery of the same event (at least once): its end changes nothing. */
  readonly copy?: true;
};
type Job = { inProgress: number; success: number; failed: number; cancelled: boolean };
type PushBody = {
  readonly queueName: string;
  readonly jobId: string;
  readonly payload: readonly Pick<Delivery, 'body' | 'delayInSeconds' | 'concurrency'>[];
};

export const QUEUE_LIMITS = {
  events: 50,
  payloadBytes: 200 * 1024,
  longEventBytes: 100 * 1024,
  delaySeconds: 900,
  eventsPerMinute: 500,
  cyclicPushes: 1000,
  retries: 4,
  retryDataBytes: 4 * 1024,
  backoffSeconds: 900,
  retentionMs: 24 * 3600 * 1000,
  platformRetentionMs: 96 * 3600 * 1000,
} as const;
const QUEUE_NAME = /^[a-zA-Z0-9-_]{1,36}$/;

type State = {
  jobs: Map<string, Job>;
  pushes: Map<string, number>;
  perMinute: { minute: number; events: number };
};
type Parts = {
  readonly core: Core;
  readonly state: State;
  readonly launch: (launch: Launch) => void;
  readonly running: Map<string, number>;
};

export function createQueue(core: Core, launch: (launch: Launch) => void): Queue {
  const state: State = { jobs: new Map(), pushes: new Map(), perMinute: { minute: 0, events: 0 } };
  const parts: Parts = { core, state, launch, running: new Map() };
  const job = (body: string) => state.jobs.get((JSON.parse(body) as PushBody).jobId);
  return {
    push: (body, invocation) => push(parts, body, invocation),
    stats(body) {
      const found = job(body);
      return found
        ? jsonAnswer(200, { success: found.success, inProgress: found.inProgress, failed: found.failed })
        : jsonAnswer(404, { message: 'no such job' });
    },
    cancel(body) {
      const found = job(body);
      if (!found) return jsonAnswer(404, { message: 'no such job' });
      found.cancelled = true;
      core.changed();
      return jsonAnswer(204, undefined);
    },
    deliver: (delivery) => deliver(parts, delivery),
    snapshot: () =>
      structuredClone({ jobs: [...state.jobs], pushes: [...state.pushes], perMinute: state.perMinute }),
    restore(saved) {
      const { jobs, pushes, perMinute } = structuredClone(saved) as {
        jobs: [string, Job][];
        pushes: [string, number][];
        perMinute: State['perMinute'];
      };
      Object.assign(state, { jobs: new Map(jobs), pushes: new Map(pushes), perMinute });
      parts.running.clear();
    },
  };
}

function push(parts: Parts, text: string, invocation: Active): PlainAnswer {
  const { core, state } = parts;
  const request = JSON.parse(text) as PushBody;
  const refused = refusePush(core, request) ?? refuseRate(parts, request, invocation);
  if (refused) return refused;
  const tooLong = tooLongEvents(core, request);
  const failedEvents = tooLong.map((index) => ({
    index,
    errorMessage: `an event for a consumer of more than 55 s has at most ${QUEUE_LIMITS.longEventBytes} bytes`,
  }));
  const accepted = request.payload.filter((_, index) => !tooLong.includes(index));
  state.jobs.set(request.jobId, {
    inProgress: accepted.length,
    success: 0,
    failed: tooLong.length,
    cancelled: false,
  });
  for (const event of accepted)
    schedule(
      parts,
      firstDelivery(core, request, event, invocation.origin),
      (event.delayInSeconds ?? 0) * 1000 + core.random.between(core.tuning.queueDelay),
    );
  core.changed();
  return failedEvents.length > 0 ? jsonAnswer(202, { failedEvents }) : jsonAnswer(201, {});
}

function firstDelivery(
  core: Core,
  request: PushBody,
  event: PushBody['payload'][number],
  origin: string,
): Delivery {
  const { queueName, jobId } = request;
  return {
    ...event,
    queueName,
    jobId,
    eventId: core.random.uuid(),
    origin,
    since: core.clock.now(),
    asked: 0,
    failures: 0,
    throttled: 0,
  };
}

function refusePush(core: Core, { queueName, payload }: PushBody): PlainAnswer | undefined {
  const bad = (message: string) => jsonAnswer(400, { code: 400, message });
  if (!QUEUE_NAME.test(queueName)) return bad('a queue name has 1 to 36 of a-z, A-Z, 0-9, - and _');
  if (!core.manifest.modules.consumer?.some((consumer) => consumer.queue === queueName))
    return bad(`no consumer listens to ${queueName}`);
  if (!Array.isArray(payload) || payload.length === 0) return bad('no events');
  if (payload.length > QUEUE_LIMITS.events) return bad(`at most ${QUEUE_LIMITS.events} events`);
  const badDelay = payload.some(
    ({ delayInSeconds: delay = 0 }) => !(delay >= 0 && delay <= QUEUE_LIMITS.delaySeconds),
  );
  if (badDelay) return bad(`delayInSeconds is 0 to ${QUEUE_LIMITS.delaySeconds}`);
  if (Buffer.byteLength(JSON.stringify(payload)) > QUEUE_LIMITS.payloadBytes)
    return jsonAnswer(413, { errorMessage: `a push has at most ${QUEUE_LIMITS.payloadBytes} bytes` });
  return undefined;
}

function refuseRate(
  { core, state }: Parts,
  { payload }: PushBody,
  { origin }: Active,
): PlainAnswer | undefined {
  const pushes = (state.pushes.get(origin) ?? 0) + 1;
  if (pushes > QUEUE_LIMITS.cyclicPushes)
    return jsonAnswer(405, { message: `more than ${QUEUE_LIMITS.cyclicPushes} pushes in one chain` });
  const minute = Math.floor(core.clock.now() / 60_000);
  const before = state.perMinute.minute === minute ? state.perMinute.events : 0;
  if (before + payload.length > QUEUE_LIMITS.eventsPerMinute)
    return jsonAnswer(429, { message: `more than ${QUEUE_LIMITS.eventsPerMinute} events in one minute` });
  state.perMinute = { minute, events: before + payload.length };
  state.pushes.set(origin, pushes);
  return undefined;
}

function tooLongEvents(core: Core, { queueName, payload }: PushBody): readonly number[] {
  const consumer = core.manifest.modules.consumer?.find((candidate) => candidate.queue === queueName);
  if (!consumer || timeLimitSeconds(core.manifest, consumer.function) <= 55) return [];
  return payload.flatMap((event, index) =>
    Buffer.byteLength(JSON.stringify(event)) > QUEUE_LIMITS.longEventBytes ? [index] : [],
  );
}

function schedule({ core }: Parts, delivery: Delivery, ms: number): void {
  core.agenda.add({ at: core.clock.now() + ms, kind: 'queue', key: delivery.queueName, data: delivery });
}

function deliver(parts: Parts, delivery: Delivery): void {
  const { core, state } = parts;
  const job = state.jobs.get(delivery.jobId);
  const consumer = core.manifest.modules.consumer?.find(
    (candidate) => candidate.queue === delivery.queueName,
  );
  if (!consumer || !job) return;
  if (job.cancelled) return settle(parts, delivery, 'cancelled');
  if (isThrottled(parts, delivery)) return throttle(parts, delivery);
  const fault = core.faults.strike({
    service: 'queue',
    operation: 'deliver',
    functionKey: consumer.function,
    key: JSON.stringify(delivery.body),
  });
  if (fault === 'late' || fault === 'reorder')
    return schedule(parts, delivery, core.random.between([30_000, 180_000]));
  if (fault === 'duplicate') schedule(parts, { ...delivery, copy: true }, core.random.between([0, 5000]));
  const { key } = delivery.concurrency ?? {};
  if (key !== undefined) parts.running.set(key, (parts.running.get(key) ?? 0) + 1);
  parts.launch({
    functionKey: consumer.function,
    moduleKey: consumer.key,
    moduleType: 'consumer',
    event: eventOf(core, delivery),
    origin: delivery.origin,
    redo: { kind: 'queue', key: delivery.queueName, data: delivery },
    onEnd(outcome) {
      if (key !== undefined) parts.running.set(key, (parts.running.get(key) ?? 1) - 1);
      afterDelivery(parts, delivery, outcome);
    },
  });
}

function eventOf(
  core: Core,
  { body, delayInSeconds, concurrency, queueName, jobId, eventId, retryContext, since }: Delivery,
): unknown {
  const remainingTimeMs = since + QUEUE_LIMITS.retentionMs - core.clock.now();
  const retry = retryContext && {
    retryContext: {
      ...retryContext,
      retentionWindow: { startTime: new Date(since).toISOString(), remainingTimeMs },
    },
  };
  const given = {
    ...(delayInSeconds === undefined ? {} : { delayInSeconds }),
    ...(concurrency ? { concurrency } : {}),
  };
  return { body, ...given, queueName, jobId, eventId, ...retry };
}

function isThrottled({ running }: Parts, { concurrency }: Delivery): boolean {
  return concurrency !== undefined && (running.get(concurrency.key) ?? 0) >= concurrency.limit;
}

/** Forge, async events: throttled events back off up to 15 minutes and expire inside the retention window. */
function throttle(parts: Parts, delivery: Delivery): void {
  if (parts.core.clock.now() - delivery.since > QUEUE_LIMITS.retentionMs)
    return settle(parts, delivery, 'failed');
  const wait = backoff(parts.core, delivery.throttled, 2);
  schedule(parts, { ...delivery, throttled: delivery.throttled + 1 }, wait);
}

function afterDelivery(parts: Parts, delivery: Delivery, outcome: Outcome): void {
  const { core } = parts;
  if (delivery.copy) return;
  if (outcome.kind === 'returned') {
    const retry = asRetry(outcome.value);
    if (!retry) return settle(parts, delivery, 'success');
    if (delivery.asked >= QUEUE_LIMITS.retries || tooMuchToRemember(delivery, retry))
      return settle(parts, delivery, 'failed');
    const retryContext = {
      retryCount: delivery.asked + 1,
      retryReason: retry.retryReason,
      retryData: retry.retryData,
    };
    return schedule(parts, { ...delivery, asked: delivery.asked + 1, retryContext }, retry.retryAfter * 1000);
  }
  const kept = outcome.kind === 'killed' ? QUEUE_LIMITS.platformRetentionMs : QUEUE_LIMITS.retentionMs;
  const wait = backoff(core, delivery.failures, 10);
  if (core.clock.now() + wait - delivery.since > kept) return settle(parts, delivery, 'failed');
  const retryReason =
    outcome.kind === 'killed' && outcome.reason === 'time-limit'
      ? 'FUNCTION_TIME_OUT'
      : 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
  const retryContext = { retryCount: delivery.failures + 1, retryReason, retryData: undefined };
  schedule(parts, { ...delivery, failures: delivery.failures + 1, retryContext }, wait);
}

/** Forge, async events: retryData up to 4 KB, and with the payload up to 200 KB. */
function tooMuchToRemember({ body }: Delivery, { retryData }: Retry): boolean {
  const bytes = retryData === undefined ? 0 : Buffer.byteLength(JSON.stringify(retryData));
  const together = bytes + Buffer.byteLength(JSON.stringify(body));
  return bytes > QUEUE_LIMITS.retryDataBytes || together > QUEUE_LIMITS.payloadBytes;
}

/** Doubles each time, from `first` seconds to 15 minutes, with a quarter of chance on top. */
function backoff(core: Core, before: number, first: number): number {
  const seconds = Math.min(QUEUE_LIMITS.backoffSeconds, first * 2 ** Math.min(before, 20));
  return seconds * 1000 + core.random.int(seconds * 250 + 1);
}

function settle({ core, state }: Parts, delivery: Delivery, end: 'success' | 'failed' | 'cancelled'): void {
  const job = state.jobs.get(delivery.jobId);
  if (!job || delivery.copy) return;
  job.inProgress -= 1;
  if (end !== 'cancelled') job[end] += 1;
  forgetChain(core, state, delivery.origin);
  core.changed();
}

/** A chain is over when nothing of it is queued: its count need not be kept. */
function forgetChain(core: Core, state: State, origin: string): void {
  const alive = core.agenda
    .list()
    .some((item) => item.kind === 'queue' && (item.data as Delivery).origin === origin);
  if (!alive) state.pushes.delete(origin);
}
