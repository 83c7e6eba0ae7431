import { describe, expect, it } from 'vitest';
import { webtriggerEvent, webtriggerRefusal } from '../../../packages/sandbox/forge/webtriggers';

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
