import { describe, expect, it } from 'vitest';
import { AgendaOverflow } from '../../../packages/sandbox/forge/host';
import { act, fixture, kept, PERSON, returnedBy, run, START } from './fixture';

const DAY = 24 * 3600 * 1000;

describe.each(['a', 'b'] as const)('host %s', (host) => {
  it('runs a resolver of the bundle on the real @forge packages', async () => {
    const { world } = await fixture({ host });
    expect(await act(world, 'set', { key: 'one', value: { n: 1 } })).toEqual({ ok: null });
    expect(await act(world, 'get', { key: 'one' })).toEqual({ ok: { n: 1 } });
    expect(world.storage.get('one')).toEqual({ n: 1 });
  });

  it('tells the function who calls, which scopes it has and how long it may run', async () => {
    const { world } = await fixture({ host });
    expect(await act(world, 'who')).toEqual({
      ok: { accountId: PERSON, scopes: ['read:jira-work', 'storage:app'], remaining: 25_000 },
    });
  });

  it('gives a thrown error back as an outcome', async () => {
    const { world } = await fixture({ host });
    expect(await run(world, 'fail')).toMatchObject({
      kind: 'threw',
      errorType: 'RangeError',
      message: 'as asked',
    });
  });

  it('gives the app virtual time and seeded chance', async () => {
    const first = await fixture({ host, seed: 7 });
    const second = await fixture({ host, seed: 7 });
    const other = await fixture({ host, seed: 8 });
    const chance = (await act(first.world, 'chance')).ok as {
      readonly now: number;
      readonly iso: string;
      readonly uuid: string;
    };
    expect(chance.now).toBe(START);
    expect(chance.iso).toBe('2026-12-01T08:00:00.000Z');
    expect((await act(second.world, 'chance')).ok).toEqual(chance);
    expect(((await act(other.world, 'chance')).ok as typeof chance).uuid).not.toBe(chance.uuid);
  });

  it('lets a timer of the app wait on the agenda, and time move for who waits for it', async () => {
    const { world } = await fixture({ host });
    expect(await act(world, 'sleep', { ms: 7000 })).toEqual({ ok: START + 7000 });
    expect(world.clock.now()).toBe(START + 7000);
  });

  it('lets the app read a clock that is set wrong, and nobody else', async () => {
    const { world } = await fixture({ host });
    world.setAppClock(240_000);
    expect((await act(world, 'chance')).ok).toMatchObject({ now: START + 240_000 });
    expect(await act(world, 'sleep', { ms: 7000 })).toEqual({ ok: START + 247_000 });
    expect(world.clock.now()).toBe(START + 7000);
    const kept = world.snapshot();
    world.setAppClock(0);
    expect((await act(world, 'chance')).ok).toMatchObject({ now: START + 7000 });
    world.restore(kept);
    expect((await act(world, 'chance')).ok).toMatchObject({ now: START + 247_000 });
  });

  it('ends a function at its time limit when an answer never comes', async () => {
    const { world } = await fixture({ host });
    world.faults.add({ service: 'kvs', operation: 'get', fault: 'timeout' });
    expect(await run(world, 'get', { key: 'x' })).toMatchObject({ kind: 'killed', reason: 'time-limit' });
    expect(world.clock.now()).toBe(START + 25_000);
  });

  it('runs 288 + 24 + 1 invocations on an idle day', async () => {
    const { world } = await fixture({ host });
    expect(await world.advance(DAY)).toEqual({ now: START + DAY, ran: 313 });
    expect(world.log.violations).toEqual([]);
  });

  it('crashes an invocation for good, and works on afterwards', async () => {
    const { world } = await fixture({ host });
    world.faults.add({ service: 'kvs', operation: 'set', fault: 'crash-after' });
    expect(await run(world, 'count', { key: 'c' })).toMatchObject({ kind: 'killed', reason: 'crash' });
    expect(world.storage.dump().map((record) => record.key)).toEqual(['c']);
    expect(await act(world, 'get', { key: 'c' })).toEqual({ ok: 1 });
  });

  it('reads bodies of bytes and of forms as they are', async () => {
    const { world, datev } = await fixture({ host });
    await act(world, 'bytes', { url: 'https://accounting-extf-files.api.datev.de/x' });
    await act(world, 'form', { url: 'https://accounting-extf-files.api.datev.de/x' });
    expect([...(datev.seen[0]?.body ?? [])]).toEqual([0, 255, 7]);
    expect(Buffer.from(datev.seen[1]?.body ?? []).toString()).toMatch(
      /name="text"\r\n\r\ngrün\r\n.*name="file"; filename="a.txt"\r\nContent-Type: text\/plain\r\n\r\ninhalt\r\n/s,
    );
    expect(datev.seen[1]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  });

  it('delivers queued events to their consumer', async () => {
    const { world } = await fixture({ host });
    await act(world, 'push', {
      queue: 'short',
      events: [{ body: { n: 1 } }, { body: { n: 2 }, delayInSeconds: 60 }],
    });
    await world.idle();
    expect(kept(world, 'consumed').map((event) => event['body'])).toEqual([{ n: 1 }]);
    await world.advance(60_000);
    expect(kept(world, 'consumed').map((event) => event['body'])).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('runs many invocations at once without mixing them up', async () => {
    const { world } = await fixture({ host });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) => run(world, 'set', { key: `k${n}`, value: n })),
    );
    expect(outcomes.every((outcome) => outcome.kind === 'returned')).toBe(true);
    expect(world.storage.dump().length).toBe(12);
  });
});

describe('host a', () => {
  it('really kills a function that computes for ever', async () => {
    const { world } = await fixture({ host: 'a', tuning: { realOverrun: 300 } });
    expect(await run(world, 'spin')).toMatchObject({ kind: 'killed', reason: 'time-limit' });
    expect(await act(world, 'set', { key: 'after', value: 1 })).toEqual({ ok: null });
  });

  it('gives a warm worker to the next world, which hears nothing of the one before', async () => {
    const { world: before } = await fixture({ host: 'a' });
    expect(await act(before, 'served')).toEqual({ ok: 1 });
    await run(before, 'unawaited');
    await before.close();
    const { world } = await fixture({ host: 'a', startAt: START + DAY });
    expect(await act(world, 'served')).toEqual({ ok: 2 });
    expect((await act(world, 'chance')).ok).toMatchObject({ now: START + DAY });
    expect(world.log.violations).toEqual([]);
    expect(world.storage.dump()).toEqual([]);
  });

  it('turns an unhandled rejection into a failed invocation', async () => {
    const { world } = await fixture({ host: 'a' });
    expect(await run(world, 'reject')).toMatchObject({
      kind: 'threw',
      message: expect.stringContaining('nobody listens'),
    });
  });
});

describe('host b', () => {
  async function history(seed: number): Promise<string> {
    const { world } = await fixture({ seed, tuning: { eventDelay: [1000, 60_000], callLatency: [1, 30] } });
    world.faults.add({ service: 'kvs', operation: '*', fault: '503', times: 2, after: 5 });
    world.faults.add({ service: 'events', operation: '*', fault: 'duplicate' });
    for (let n = 0; n < 5; n++)
      world.fireEvent({
        type: 'avi:jira:updated:issue',
        accountId: PERSON,
        payload: { issue: { id: String(n) } },
      });
    const calls = Array.from({ length: 6 }, (_, n) => run(world, 'count', { key: `k${n % 2}` }));
    await Promise.all([
      ...calls,
      act(world, 'push', {
        queue: 'short',
        events: [{ body: { answer: 'throw' } }, { body: { answer: 'retry' } }, { body: {} }],
      }),
    ]);
    await world.advance(2 * 3_600_000);
    return `${world.traceText()}\n${JSON.stringify(world.storage.dump())}`;
  }

  it('gives one seed one trace and one end, byte for byte, and another seed another', async () => {
    const one = await history(42);
    expect(one.split('\n').length).toBeGreaterThan(50);
    expect(await history(42)).toBe(one);
    expect(await history(43)).not.toBe(one);
  });

  it('gives the same history to two worlds side by side', async () => {
    const [left, right, alone] = [history(5), history(5), await history(5)];
    expect(await left).toBe(alone);
    expect(await right).toBe(alone);
  });

  it('interleaves the calls of invocations that run at one time', async () => {
    const { world } = await fixture({ seed: 3 });
    await Promise.all([
      run(world, 'count', { key: 'a' }),
      run(world, 'count', { key: 'b' }),
      run(world, 'count', { key: 'c' }),
    ]);
    const order = world.trace().map((entry) => entry.invocation);
    expect([...order].sort()).not.toEqual(order);
  });

  it('keeps nothing of time and chance in the modules it loaded', async () => {
    const early = await fixture({ seed: 1 });
    const late = await fixture({ seed: 2, startAt: START + 5 * DAY });
    const loaded = async (world: typeof early.world) => {
      const { loadedAt, loadedWith } = returnedBy(await world.invoke('raw-fn', {})) as {
        readonly loadedAt: number;
        readonly loadedWith: number;
      };
      return { loadedAt, loadedWith };
    };
    expect(await loaded(early.world)).toEqual(await loaded(late.world));
    expect((await loaded(early.world)).loadedAt).toBeLessThan(START);
  });

  it('gives up after too many invocations and shows the agenda', async () => {
    const { world } = await fixture({ tuning: { mostInvocations: 50 } });
    const failure = await world.advance(DAY).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AgendaOverflow);
    expect((failure as AgendaOverflow).agenda.map((item) => item.key)).toContain('five');
  });

  it('notices a call that was not awaited', async () => {
    const { world } = await fixture();
    await act(world, 'unawaited');
    await world.idle();
    expect(world.log.violations.map((violation) => violation.rule)).toEqual(['after-end']);
  });

  it('counts the lines a function may log (Forge, platform limits: 100 per minute)', async () => {
    const { world } = await fixture();
    await act(world, 'say', { lines: 100 });
    expect(world.log.violations).toEqual([]);
    expect(world.log.console[3]).toMatchObject({ level: 'log', text: 'line 3', functionKey: 'resolver-fn' });
    await act(world, 'say', { lines: 101 });
    expect(world.log.violations.map((violation) => violation.rule)).toEqual(['log-lines']);
  });

  it('takes 500 KB from a custom UI and gives 5 MB back (Forge: platform limits)', async () => {
    const { world } = await fixture();
    const payloadOf = (bytes: number) => ({
      key: 'k',
      pad: 'x'.repeat(bytes - JSON.stringify({ atom: 'get', key: 'k', pad: '' }).length),
    });
    expect(await run(world, 'get', payloadOf(500 * 1024))).toMatchObject({ kind: 'returned' });
    expect(await run(world, 'get', payloadOf(500 * 1024 + 1))).toMatchObject({
      kind: 'threw',
      errorType: 'PAYLOAD_TOO_LARGE',
    });
    const around = JSON.stringify({ ok: '' }).length - 2;
    expect(await run(world, 'long', { bytes: 5 * 1024 * 1024 - around })).toMatchObject({ kind: 'returned' });
    expect(await run(world, 'long', { bytes: 5 * 1024 * 1024 - around + 1 })).toMatchObject({
      kind: 'killed',
      reason: 'too-large',
    });
  });
});
