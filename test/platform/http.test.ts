import '../support/forge-globals';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isPage, jsonOf, send, textOf } from '../../src/platform/http';
import { retryAfterSeconds } from '../../src/platform/retry-after';
import { answerInTurn, cutOff, json, only, page, runsFor, seen } from '../support/forge-globals';

const READ = { url: 'https://login.datev.de/x', method: 'GET', timeoutSeconds: 5, mostBytes: 1000 } as const;
const WRITE = { ...READ, method: 'POST', body: new Uint8Array([1, 2, 3]) } as const;

function slow(size: number): Response {
  let left = size;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= 100;
      controller.enqueue(new Uint8Array(100));
      if (left <= 0) controller.close();
    },
  });
  return new Response(body);
}

afterEach(() => vi.restoreAllMocks());

describe('a request', () => {
  it('hands on method, headers and bytes and gives back every status', async () => {
    answerInTurn(json({ a: 1 }, 418, { 'retry-after': '7', 'x-id': '5' }));
    const answer = await send({ ...WRITE, headers: { 'x-a': 'b' } });
    if (!answer.ok) throw new Error(answer.problem.code);
    expect(answer.value).toMatchObject({ status: 418, retryAfterSeconds: 7 });
    expect(answer.value.header('X-Id')).toBe('5');
    expect(jsonOf(answer.value)).toEqual({ a: 1 });
    expect(only()).toMatchObject({
      method: 'POST',
      headers: { 'x-a': 'b' },
      body: new Uint8Array([1, 2, 3]),
    });
  });

  it.each([
    ['GET', READ, 'later'],
    ['POST', WRITE, 'look-up'],
  ] as const)('%s: a broken connection leaves open what happened', async (_method, request, retry) => {
    answerInTurn(new TypeError('fetch failed'));
    expect(await send(request)).toEqual({ ok: false, problem: { code: 'platform.unreachable', retry } });
  });

  it('counts an unreachable host behind the proxy as no answer', async () => {
    answerInTurn(
      new Response('ERR_CONNECT_FAIL', { status: 503, headers: { 'x-squid-error': 'ERR_CONNECT_FAIL 111' } }),
    );
    expect(await send(WRITE)).toEqual({
      ok: false,
      problem: { code: 'platform.unreachable', retry: 'look-up' },
    });
  });

  it.each([
    [300_000, 30_000],
    [25_000, 20_000],
    [7000, 2000],
  ])(
    'of an invocation that lasts another %i ms ends after %i ms, so that its outcome can be recorded',
    async (left, ms) => {
      runsFor(left);
      const timeout = vi.spyOn(AbortSignal, 'timeout');
      answerInTurn(json({}));
      await send({ ...WRITE, timeoutSeconds: 30 });
      expect(timeout).toHaveBeenCalledWith(ms);
    },
  );

  it('is not sent when the invocation ends too soon for an answer: nothing is in doubt', async () => {
    runsFor(6900);
    answerInTurn(json({}));
    expect(await send(WRITE)).toEqual({
      ok: false,
      problem: { code: 'platform.no-time-left', retry: 'later' },
    });
    expect(seen()).toEqual([]);
  });

  it('gives up after its time', async () => {
    answerInTurn(json({}));
    await send(READ);
    expect(only().signal).toBeInstanceOf(AbortSignal);
  });

  it.each(['BLOCKED_EGRESS', 'REQUEST_EGRESS_ALLOWLIST_ERR'])(
    'recognises a host that is not allowed: %s',
    async (name) => {
      const blocked = {
        ok: false,
        problem: { code: 'platform.egress-blocked', retry: 'after-fix', status: 403 },
      };
      answerInTurn(new Response('URL not included', { status: 403, headers: { 'forge-proxy-error': name } }));
      expect(await send(READ)).toEqual(blocked);
      answerInTurn(Object.assign(new Error('not included'), { name }));
      expect(await send(READ)).toEqual(blocked);
      answerInTurn(Object.assign(new Error('proxy'), { errorCode: name }));
      expect(await send(READ)).toEqual(blocked);
    },
  );

  it('takes an answer of exactly the size that is wanted', async () => {
    answerInTurn(new Response('x'.repeat(1000)));
    const answer = await send(READ);
    expect(answer.ok && textOf(answer.value).length).toBe(1000);
  });

  it.each([
    ['told by its length', () => new Response('x', { headers: { 'content-length': '1001' } })],
    ['noticed while reading', () => slow(100_000_000)],
    [
      'without a stream',
      () => Object.defineProperty(new Response('x'.repeat(1001)), 'body', { value: undefined }),
    ],
  ])('stops at a huge answer, %s', async (_how, answer) => {
    answerInTurn(answer());
    expect(await send(READ)).toMatchObject({
      ok: false,
      problem: { code: 'platform.answer-too-big', retry: 'later' },
    });
  });

  it('tells pages for people from data', async () => {
    answerInTurn(page(200), json('<'), cutOff());
    const kinds = [];
    for (let n = 0; n < 3; n++) {
      const answer = await send(READ);
      kinds.push(answer.ok && [isPage(answer.value), jsonOf(answer.value)]);
    }
    expect(kinds).toEqual([
      [true, undefined],
      [false, '<'],
      [false, undefined],
    ]);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-12-01T08:00:00.500Z');
  it.each([
    ['120', 120],
    [' 5 ', 5],
    ['0', 0],
    ['1.2', 2],
    ['Tue, 01 Dec 2026 08:01:00 GMT', 60],
    ['Tue, 01 Dec 2026 07:00:00 GMT', 0],
    ['99999999', 86_400],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j means %j seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
