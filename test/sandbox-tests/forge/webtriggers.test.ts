import { describe, expect, it } from 'vitest';
import type { Core } from '../../../packages/sandbox/forge/core';
import {
  createWebtriggers,
  webtriggerEvent,
  webtriggerRefusal,
} from '../../../packages/sandbox/forge/webtriggers';

const LIMIT = 5 * 1024 * 1024;

/** A request whose event is so many bytes long; `letter` takes two. */
function request(bytes: number, letter = 'x') {
  const empty = Buffer.byteLength(JSON.stringify(webtriggerEvent({ method: 'POST', body: '' })));
  const body = letter.repeat(Math.floor((bytes - empty) / Buffer.byteLength(letter)));
  return webtriggerEvent({ method: 'POST', body });
}

describe('a request to a web trigger (Forge, platform limits: function payload 5 MB)', () => {
  it('is given to the function up to the limit, and beyond it the platform answers 413', () => {
    expect(webtriggerRefusal(request(LIMIT))).toBeUndefined();
    expect(webtriggerRefusal(request(LIMIT + 1))).toMatchObject({ status: 413 });
  });

  it('is counted in bytes', () => {
    expect(webtriggerRefusal(request(LIMIT + 2, 'ä'))).toMatchObject({ status: 413 });
    expect(webtriggerRefusal(request(LIMIT - 2, 'ä'))).toBeUndefined();
  });

  it('is counted with its headers', () => {
    const { body, ...rest } = request(LIMIT - 10);
    expect(webtriggerRefusal({ ...rest, body })).toBeUndefined();
    expect(webtriggerRefusal({ ...rest, body, headers: { 'X-Long': ['x'.repeat(100)] } })).toMatchObject({
      status: 413,
    });
  });
});

describe('making addresses of web triggers (Forge, platform limits: 500 a minute)', () => {
  const now = Date.parse('2027-10-31T07:09:00Z');
  const core = {
    manifest: { modules: { webtrigger: [{ key: 'inbound', function: 'inbound-fn' }] } },
    options: {},
    random: { hex: () => 'a1' },
    clock: { now: () => now },
    changed: () => undefined,
  } as unknown as Core;
  const body = JSON.stringify({
    query: 'mutation { createWebTriggerUrl }',
    variables: { input: { triggerKey: 'inbound' } },
  });

  it('is refused beyond the limit, and allowed again where the world stands as it did before', () => {
    const triggers = createWebtriggers(core);
    const before = triggers.snapshot();
    const made = Array.from({ length: 501 }, () => triggers.graphql(body).status);
    expect(made.indexOf(429)).toBe(500);
    const after = triggers.snapshot();
    triggers.restore(before);
    expect(triggers.graphql(body).status).toBe(200);
    triggers.restore(JSON.parse(JSON.stringify(after)));
    expect(triggers.graphql(body).status).toBe(429);
  });

  it('knows the addresses that an earlier version kept', () => {
    const triggers = createWebtriggers(core);
    triggers.restore([['b2', 'inbound']]);
    expect(triggers.urlOf('inbound')).toContain('/x1/b2');
    expect(triggers.graphql(body).status).toBe(200);
  });
});
