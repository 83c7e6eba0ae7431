import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { push, type WorkEvent } from '../../src/platform/queue';
import { answerInTurn, answerWith, json, only, page, seen } from '../support/forge-globals';

type Pushed = { readonly queueName: string; readonly payload: readonly unknown[] };
const pushes = () => seen().map((call) => call.body as Pushed);
const event = (n: number): WorkEvent => ({ body: { v: 1, look: `s-${n}` } });

describe('the queue', () => {
  it('pushes to the queue of the manifest with delay and one-at-a-time key', async () => {
    answerInTurn(json({}, 201));
    const pushed = await push('work', [{ body: { v: 1 }, delaySeconds: 10.2, concurrencyKey: 'mandant:1' }]);
    expect(pushed).toEqual({ ok: true, value: undefined });
    expect(only().body).toMatchObject({
      queueName: 'work',
      payload: [{ body: { v: 1 }, delayInSeconds: 11, concurrency: { key: 'mandant:1', limit: 1 } }],
    });
  });

  it('cuts a delay to what Forge takes', async () => {
    answerInTurn(json({}, 201));
    await push('work', [{ body: {}, delaySeconds: 5000 }]);
    expect(only().body).toMatchObject({ payload: [{ delayInSeconds: 900 }] });
  });

  it('splits after 50 events', async () => {
    answerWith(() => json({}, 201));
    await push(
      'work',
      Array.from({ length: 101 }, (_, n) => event(n)),
    );
    expect(pushes().map((body) => body.payload.length)).toEqual([50, 50, 1]);
  });

  it('splits before 200 KB', async () => {
    answerWith(() => json({}, 201));
    const big = { body: { text: 'x'.repeat(90 * 1024) } };
    expect((await push('work', [big, big, big])).ok).toBe(true);
    expect(pushes().map((body) => body.payload.length)).toEqual([2, 1]);
  });

  it('sends nothing for no events', async () => {
    answerInTurn();
    expect(await push('work', [])).toEqual({ ok: true, value: undefined });
    expect(seen()).toEqual([]);
  });

  it.each([
    ['429', () => json({}, 429), 'platform.queue-busy', 'later'],
    [
      'some refused',
      () => json({ failedEvents: [{ index: '0', errorMessage: 'no' }] }, 202),
      'platform.queue',
      'later',
    ],
    ['the end of a chain', () => json({}, 405), 'platform.queue-chain', 'later'],
    ['413', () => json({ errorMessage: 'big' }, 413), 'platform.queue-too-big', 'never'],
    ['500', () => json({}, 500), 'platform.queue', 'later'],
    ['a page', () => page(502), 'platform.queue', 'later'],
    ['a network error', () => new TypeError('fetch failed'), 'platform.queue', 'later'],
  ])('reports %s', async (_what, answer, code, retry) => {
    answerInTurn(answer());
    expect(await push('work', [event(1)])).toMatchObject({ ok: false, problem: { code, retry } });
  });
});
