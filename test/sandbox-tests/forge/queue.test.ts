import { describe, expect, it } from 'vitest';
import { createKvs } from '../../../packages/sandbox/forge/kvs';
import { act, fixture, kept, run, START } from './fixture';

const HOUR = 3_600_000;
const events = (count: number, body: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, n) => ({ body: { n, ...body } }));
/** An event whose JSON `{"body":{"pad":"…"}}` has this many bytes. */
const eventOf = (bytes: number) => ({
  body: { pad: 'x'.repeat(bytes - JSON.stringify({ body: { pad: '' } }).length) },
});

describe('pushing (Forge: async events)', () => {
  it.each([
    ['50 events', events(50), undefined],
    ['51 events', events(51), 'TooManyEventsError'],
    ['200 KB', [eventOf(200 * 1024 - 2)], undefined],
    ['more than 200 KB', [eventOf(200 * 1024 - 1)], 'PayloadTooBigError'],
    ['a delay of 900 s', [{ body: {}, delayInSeconds: 900 }], undefined],
    ['a delay of 901 s', [{ body: {}, delayInSeconds: 901 }], 'InvalidPushSettingsError'],
  ])('%s', async (_name, pushed, error) => {
    const { world } = await fixture();
    const said = await act(world, 'push', { queue: 'short', events: pushed });
    expect(said).toMatchObject(error === undefined ? { ok: { jobId: expect.any(String) } } : { name: error });
  });

  it.each([
    ['50 events', events(50), 201],
    ['51 events', events(51), 400],
    ['no events', [], 400],
    ['200 KB', [eventOf(200 * 1024 - 2)], 201],
    ['more than 200 KB', [eventOf(200 * 1024 - 1)], 413],
    ['a delay of 900 s', [{ body: {}, delayInSeconds: 900 }], 201],
    ['a delay of 901 s', [{ body: {}, delayInSeconds: 901 }], 400],
  ])('%s, past the checks of the package', async (_name, payload, status) => {
    const { world } = await fixture();
    expect(await act(world, 'rawPush', { payload })).toEqual({ ok: status });
  });

  it('refuses a queue nobody listens to', async () => {
    const { world } = await fixture();
    expect(await act(world, 'push', { queue: 'nobody', events: events(1) })).toMatchObject({
      name: 'InternalServerError',
    });
  });

  it('takes 100 KB per event for a consumer of more than 55 s, and says which are too long', async () => {
    const { world } = await fixture();
    expect(await act(world, 'push', { queue: 'long', events: [eventOf(100 * 1024)] })).toMatchObject({
      ok: {},
    });
    expect(
      await act(world, 'push', { queue: 'long', events: [eventOf(100 * 1024 + 1), ...events(1)] }),
    ).toMatchObject({ name: 'PartialSuccessError', message: 'Failed to process 1 event(s).' });
    await world.idle();
    expect(kept(world, 'consumed')).toHaveLength(2);
  });

  it('takes 500 events per minute', async () => {
    const { world } = await fixture({ tuning: { queueDelay: [HOUR, HOUR] } });
    for (let push = 0; push < 10; push++)
      expect(await act(world, 'push', { queue: 'short', events: events(50) })).toMatchObject({ ok: {} });
    expect(await act(world, 'push', { queue: 'short', events: events(1) })).toMatchObject({
      name: 'RateLimitError',
    });
    await world.advance(60_000);
    expect(await act(world, 'push', { queue: 'short', events: events(1) })).toMatchObject({ ok: {} });
  });

  it('breaks a chain of 1,000 pushes that follow from each other', async () => {
    const { world } = await fixture({ tuning: { queueDelay: [1000, 1000] } });
    await act(world, 'push', { queue: 'short', events: [{ body: { again: true } }] });
    await world.advance(1010 * 1000);
    const pushes = world.trace().filter((entry) => entry.operation === 'push');
    expect(pushes.filter((entry) => entry.status === 201)).toHaveLength(1000);
    expect(pushes.find((entry) => entry.status === 405)).toBeDefined();
  });
});

describe('delivering (Forge: async events)', () => {
  it('tells the consumer queue, job, event and nothing of a retry the first time', async () => {
    const { world } = await fixture();
    const { ok } = await act(world, 'push', { queue: 'short', events: events(1) });
    await world.idle();
    const [event] = kept(world, 'consumed');
    expect(event).toMatchObject({
      body: { n: 0 },
      queueName: 'short',
      jobId: (ok as { jobId: string }).jobId,
      eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(event).not.toHaveProperty('retryContext');
  });

  it('repeats up to four times after the wait the consumer asks for', async () => {
    const { world } = await fixture();
    const pushed = await act(world, 'push', { queue: 'short', events: events(1, { answer: 'retry' }) });
    await world.advance(HOUR);
    const seen = kept(world, 'consumed');
    expect(seen.map((event) => event['at'])).toEqual(
      [0, 60, 120, 180, 240].map((seconds) => START + seconds * 1000),
    );
    expect(seen.at(-1)).toMatchObject({
      retryContext: { retryCount: 4, retryReason: 'FUNCTION_UPSTREAM_RATE_LIMITED', retryData: { n: 1 } },
    });
    const { jobId } = pushed.ok as { jobId: string };
    expect(await act(world, 'stats', { queue: 'short', jobId })).toEqual({
      ok: { success: 0, inProgress: 0, failed: 1 },
    });
  });

  it.each([
    [4 * 1024, 5],
    [4 * 1024 + 1, 1],
  ])('remembers %i bytes of retryData: %i deliveries', async (retryBytes, deliveries) => {
    const { world } = await fixture();
    await act(world, 'push', { queue: 'short', events: events(1, { answer: 'retry', retryBytes }) });
    await world.advance(HOUR);
    expect(kept(world, 'consumed')).toHaveLength(deliveries);
  });

  it('repeats what was thrown with a growing wait, for 24 hours', async () => {
    const { world } = await fixture();
    await act(world, 'push', { queue: 'short', events: events(1, { answer: 'throw' }) });
    await world.advance(30 * HOUR);
    const times = kept(world, 'consumed').map((event) => (event['at'] as number) - START);
    const waits = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(waits[0]).toBeLessThan(15_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(900_000 * 1.25);
    expect(times.at(-1)).toBeGreaterThan(23 * HOUR);
    expect(times.at(-1)).toBeLessThanOrEqual(24 * HOUR);
  });

  it('delivers again after a crash', async () => {
    const { world } = await fixture();
    world.faults.add({
      service: 'kvs',
      operation: 'set',
      fault: 'crash-before',
      match: { functionKey: 'short-fn' },
    });
    await act(world, 'push', { queue: 'short', events: events(1) });
    await world.advance(60_000);
    expect(kept(world, 'consumed')).toMatchObject([
      { retryContext: { retryCount: 1, retryReason: 'FUNCTION_PLATFORM_UNKNOWN_ERROR' } },
    ]);
  });

  it('gives a consumer its own time limit', async () => {
    const { world } = await fixture();
    world.faults.add({
      service: 'kvs',
      operation: 'set',
      fault: 'timeout',
      match: { functionKey: 'long-fn' },
    });
    await act(world, 'push', { queue: 'long', events: events(1) });
    await world.advance(299_000);
    expect(world.log.invocations.find((entry) => entry.functionKey === 'long-fn')?.outcome).toBe('running');
    await world.advance(1000);
    expect(world.log.invocations.find((entry) => entry.functionKey === 'long-fn')?.outcome).toMatchObject({
      reason: 'time-limit',
    });
  });

  it('runs no more at one time under one concurrency key than its limit', async () => {
    const { world } = await fixture();
    const concurrency = { key: 'one', limit: 1 };
    await act(world, 'push', {
      queue: 'long',
      events: [1, 2, 3].map((n) => ({ body: { n, do: { atom: 'sleep', ms: 5000 } }, concurrency })),
    });
    await world.advance(HOUR);
    const times = kept(world, 'consumed').map((event) => event['at'] as number);
    expect(times).toHaveLength(3);
    expect(times.every((at, n) => n === 0 || at - (times[n - 1] ?? 0) >= 5000)).toBe(true);
  });

  it('delivers twice or late when told to, but never loses an event', async () => {
    const { world } = await fixture();
    world.faults.add({ service: 'queue', operation: 'deliver', fault: 'duplicate' });
    world.faults.add({ service: 'queue', operation: 'deliver', fault: 'late', after: 1 });
    await act(world, 'push', { queue: 'short', events: events(2) });
    await world.advance(1000 * 200);
    const bodies = kept(world, 'consumed').map((event) => (event['body'] as { n: number }).n);
    expect([...bodies].sort()).toEqual([0, 0, 1]);
    expect(() => world.faults.add({ service: 'queue', operation: 'deliver', fault: 'lost' })).toThrow(
      'at least once',
    );
  });

  it('counts a job, forgets what is cancelled and does not know others', async () => {
    const { world } = await fixture();
    const pushed = await act(world, 'push', {
      queue: 'short',
      events: [{ body: {}, delayInSeconds: 60 }, { body: {} }],
    });
    const job = { queue: 'short', jobId: (pushed.ok as { jobId: string }).jobId };
    await world.idle();
    expect(await act(world, 'stats', job)).toEqual({ ok: { success: 1, inProgress: 1, failed: 0 } });
    expect(await act(world, 'cancel', job)).toEqual({ ok: null });
    await world.advance(HOUR);
    expect(kept(world, 'consumed')).toHaveLength(1);
    expect(await act(world, 'stats', { queue: 'short', jobId: 'unknown' })).toMatchObject({
      name: 'JobDoesNotExistError',
    });
  });
});

describe('events of the product (Forge: product events)', () => {
  const updated = (accountId: string, payload: Record<string, unknown> = {}) => ({
    type: 'avi:jira:updated:issue',
    accountId,
    payload: { issue: { id: '10001' }, ...payload },
  });

  it('arrive after their delay with what Jira says about them', async () => {
    const { world } = await fixture({ tuning: { eventDelay: [5000, 5000] } });
    world.fireEvent(updated('somebody', { changelog: { items: [] } }));
    await world.advance(4999);
    expect(kept(world, 'event')).toEqual([]);
    await world.advance(1);
    expect(kept(world, 'event')).toMatchObject([
      {
        eventType: 'avi:jira:updated:issue',
        atlassianId: 'somebody',
        selfGenerated: false,
        issue: { id: '10001' },
        changelog: { items: [] },
      },
    ]);
  });

  it('of the app itself are ignored where the manifest says so', async () => {
    const { world } = await fixture();
    world.fireEvent(updated(world.ids.appAccountId));
    world.fireEvent({ type: 'avi:forge:installed:app', accountId: world.ids.appAccountId, payload: {} });
    await world.advance(HOUR);
    expect(kept(world, 'event').map((event) => event['eventType'])).toEqual(['avi:forge:installed:app']);
  });

  it.each([
    ['duplicate', 2],
    ['lost', 0],
    ['late', 1],
    ['reorder', 1],
  ] as const)('%s: %i deliveries', async (fault, count) => {
    const { world } = await fixture({ tuning: { eventDelay: [1000, 1000] } });
    world.faults.add({ service: 'events', operation: 'avi:jira:updated:issue', fault });
    world.fireEvent(updated('somebody'));
    await world.advance(1000);
    expect(kept(world, 'event')).toHaveLength(fault === 'duplicate' ? 1 : 0);
    await world.advance(HOUR);
    expect(kept(world, 'event')).toHaveLength(count);
  });

  it('come again when the function ran out of time, not when it threw', async () => {
    const { world } = await fixture();
    world.faults.add({
      service: 'kvs',
      operation: 'set',
      fault: 'timeout',
      match: { functionKey: 'event-fn' },
    });
    world.fireEvent(updated('somebody'));
    world.fireEvent(updated('somebody', { do: { atom: 'fail' } }));
    await world.advance(HOUR);
    expect(
      world.log.invocations
        .filter((entry) => entry.functionKey === 'event-fn')
        .map((entry) => (entry.outcome as { kind: string }).kind)
        .sort(),
    ).toEqual(['killed', 'returned', 'threw']);
  });
});

describe('faults at the seam', () => {
  it.each([
    ['429', { status: 429, code: 'RATE_LIMIT_EXCEEDED' }, false],
    ['500', { status: 500 }, false],
    ['503', { status: 503 }, false],
    ['network', { name: 'TypeError', message: 'fetch failed' }, false],
    ['lost-response', { name: 'TypeError', message: 'fetch failed' }, true],
  ] as const)('%s', async (fault, said, done) => {
    const { world } = await fixture();
    world.faults.add({ service: 'kvs', operation: 'set', fault });
    expect(await act(world, 'set', { key: 'k', value: 1 })).toMatchObject(said);
    expect(world.storage.get('k')).toBe(done ? 1 : undefined);
    expect(await act(world, 'set', { key: 'k', value: 2 })).toEqual({ ok: null });
  });

  it('html and a body that breaks off', async () => {
    const { world, datev } = await fixture();
    const url = 'https://accounting-extf-files.api.datev.de/x';
    world.faults.add({ service: 'datev', operation: '*', fault: 'html' });
    expect(await act(world, 'fetch', { url })).toMatchObject({
      ok: { status: 200, text: expect.stringContaining('<html>') },
    });
    expect(datev.seen).toHaveLength(0);
    world.faults.add({ service: 'datev', operation: '*', fault: 'cut-off' });
    expect(await act(world, 'fetch', { url })).toMatchObject({ name: 'TypeError', message: 'terminated' });
    expect(datev.seen).toHaveLength(1);
  });

  it('a timeout ends where the app gives up', async () => {
    const { world } = await fixture();
    world.faults.add({ service: 'datev', operation: '*', fault: 'timeout' });
    const said = await act(world, 'fetchWithTimeout', {
      url: 'https://accounting-extf-files.api.datev.de/x',
      ms: 10_000,
    });
    expect(said).toMatchObject({ message: 'The operation was aborted due to timeout' });
    expect(world.clock.now()).toBe(START + 10_000);
  });

  it('strike the times they are told, after those they let pass, where they fit', async () => {
    const { world } = await fixture();
    world.faults.add({
      service: 'kvs',
      operation: 'set',
      fault: '503',
      times: 2,
      after: 1,
      match: { key: 'hit' },
    });
    const codes = [];
    for (const key of ['hit', 'miss', 'hit', 'hit', 'hit'])
      codes.push((await act(world, 'set', { key, value: 1 })).status ?? 200);
    expect(codes).toEqual([200, 200, 503, 503, 200]);
    expect(world.faults.list()).toEqual([]);
    expect(() => world.faults.add({ service: 'kvs', operation: 'set', fault: 'duplicate' })).toThrow(
      'knows no fault',
    );
  });
});

it('keeps a fake that throws from taking the sandbox with it', async () => {
  const { world, datev } = await fixture();
  datev.reply = () => {
    throw new Error('broken fake');
  };
  expect(await run(world, 'fetch', { url: 'https://accounting-extf-files.api.datev.de/x' })).toMatchObject({
    kind: 'returned',
  });
  expect(world.log.violations).toMatchObject([
    { rule: 'sandbox-failed', message: expect.stringContaining('broken fake') },
  ]);
});

it('answers a wire request it does not know with 501', () => {
  const kvs = createKvs({ entities: [], now: () => 0, queryLag: 0, ttlGrace: 0, changed: () => undefined });
  expect(kvs.handle('/api/v9/nothing', '{}')).toMatchObject({ status: 501 });
});
