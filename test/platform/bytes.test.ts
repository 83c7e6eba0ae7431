import { describe, expect, it } from 'vitest';
import {
  constantTimeEqual,
  fromBase64,
  fromUtf8,
  gunzip,
  gzip,
  hmacSha256,
  sha256,
  toBase64,
  utf8,
} from '../../src/platform/bytes';

describe('bytes', () => {
  it('hashes as published (FIPS 180-2, GitHub and Jira webhooks)', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(utf8('abc'))).toBe(sha256('abc'));
    expect(hmacSha256("It's a Secret to Everybody", 'Hello World!')).toBe(
      'a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9',
    );
  });

  it.each([
    ['a', 'a', true],
    ['a', 'b', false],
    ['a', 'aa', false],
    ['', '', true],
  ])('compares %j and %j', (a, b, equal) => {
    expect(constantTimeEqual(a, b)).toBe(equal);
  });

  it('packs and unpacks, always to the same bytes', () => {
    const bytes = utf8('Umsatz;Soll/Haben\r\n'.repeat(500));
    expect(gzip(bytes)).toEqual(gzip(bytes));
    expect(gunzip(gzip(bytes), bytes.length)).toEqual({ ok: true, value: bytes });
  });

  it('stops at a bomb', () => {
    const bomb = gzip(new Uint8Array(20_000_000));
    expect(gunzip(bomb, 19_999_999)).toMatchObject({ ok: false, problem: { code: 'platform.too-big' } });
  });

  it.each([
    ['something else', utf8('no gzip at all')],
    ['half a stream', gzip(utf8('abc'.repeat(1000))).subarray(0, 20)],
    ['nothing', new Uint8Array(0)],
  ])('refuses %s', (_what, bytes) => {
    expect(gunzip(bytes, 1000)).toMatchObject({ ok: false, problem: { code: 'platform.not-gzip' } });
  });

  it('goes through base64 and back, also from the middle of a buffer', () => {
    const bytes = new Uint8Array([9, 0, 255, 128, 7]).subarray(1);
    expect(toBase64(bytes)).toBe('AP+ABw==');
    expect(fromBase64('AP+ABw==')).toEqual(bytes);
  });

  it.each(['AP+ABw', 'A===', 'A*==', 'AP-_'])('%s is not base64', (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });

  it('reads UTF-8 strictly and without its byte order mark', () => {
    expect(fromUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa4]))).toBe('ä');
    expect(fromUtf8(new Uint8Array([0xe4]))).toBeUndefined();
  });
});
