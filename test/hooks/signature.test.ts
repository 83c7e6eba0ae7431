import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerOf, parameterOf } from '../../src/hooks/request';
import { type Hashing, isSignature, signatureOf, signedBy, tokenOf } from '../../src/hooks/signature';
import { constantTimeEqual, hmacSha256, utf8 } from '../../src/platform/bytes';

const hashing: Hashing = { utf8, hmac: hmacSha256, equal: constantTimeEqual };
/** Atlassian's published example. */
const SECRET = 'It\u0027s a Secret to Everybody';
const BODY = utf8('Hello World!');
const KNOWN = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';
const secrets = [
  { id: 'new', secret: 'another one' },
  { id: 'old', secret: SECRET },
];

describe('a signature', () => {
  it('is the one that Atlassian publishes for its example', () => {
    expect(signatureOf(hashing, SECRET, BODY)).toBe(KNOWN);
    expect(signedBy(hashing, secrets, { header: KNOWN, body: BODY })).toBe('old');
  });

  it.each([
    ['of another body', KNOWN, 'Hello World'],
    ['with one digit changed', KNOWN.replace(/9$/, '8'), 'Hello World!'],
    ['cut off', KNOWN.slice(0, -1), 'Hello World!'],
    ['with a digit more', `${KNOWN}0`, 'Hello World!'],
    ['in upper case', `sha256=${KNOWN.slice(7).toUpperCase()}`, 'Hello World!'],
    ['with its name in upper case', KNOWN.replace('sha256', 'SHA256'), 'Hello World!'],
    ['without its name', KNOWN.slice(7), 'Hello World!'],
    ['of another algorithm', KNOWN.replace('sha256', 'sha1'), 'Hello World!'],
    ['with a space in front', ` ${KNOWN}`, 'Hello World!'],
    ['with a line end', `${KNOWN}\n`, 'Hello World!'],
    ['twice in one header', `${KNOWN}, ${KNOWN}`, 'Hello World!'],
    ['that is empty', '', 'Hello World!'],
  ])('%s does not count', (_, header, body) => {
    expect(signedBy(hashing, secrets, { header, body: utf8(body) })).toBeUndefined();
  });

  it('counts for no secret when there is none', () => {
    expect(signedBy(hashing, [], { header: KNOWN, body: BODY })).toBeUndefined();
    expect(tokenOf(hashing, [], '')).toBeUndefined();
  });

  it.each([
    ['umlauts', 'Größe: 5 €'],
    ['emoji', 'Größe 😀'],
    ['a byte order mark', '\uFEFF{}'],
    ['CRLF', '{\r\n}\r\n'],
    ['a NUL', 'a\u0000b'],
  ])('is over the UTF-8 bytes, with %s as they are', (_, body) => {
    const bytes = utf8(body);
    const header = signatureOf(hashing, SECRET, new Uint8Array(Buffer.from(body, 'utf8')));
    expect(signedBy(hashing, secrets, { header, body: bytes })).toBe('old');
    const other = utf8(
      body.normalize('NFD').replace('\uFEFF', '').replaceAll('\r', '').replace('\u0000', ''),
    );
    expect(Buffer.compare(bytes, other)).not.toBe(0);
    expect(signedBy(hashing, secrets, { header, body: other })).toBeUndefined();
  });

  it('fits a body exactly when its bytes are the signed ones', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), fc.string(), (signed, given, secret) => {
        const header = signatureOf(hashing, secret, signed);
        const fits = signedBy(hashing, [{ id: 'x', secret }], { header, body: given }) === 'x';
        expect(fits).toBe(Buffer.compare(signed, given) === 0);
        expect(signedBy(hashing, [{ id: 'x', secret }], { header, body: signed })).toBe('x');
        expect(isSignature(header)).toBe(true);
      }),
    );
  });

  it('fits no body of which a single bit changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (body, at) => {
        const changed = body.slice();
        const n = at % (body.length * 8);
        changed[n >> 3] = (changed[n >> 3] ?? 0) ^ (1 << (n & 7));
        const header = signatureOf(hashing, SECRET, body);
        expect(signedBy(hashing, secrets, { header, body: changed })).toBeUndefined();
      }),
    );
  });
});

describe('a static token', () => {
  it.each([
    [SECRET, 'old'],
    ['another one', 'new'],
    [SECRET.toUpperCase(), undefined],
    [`${SECRET} `, undefined],
    ['', undefined],
  ])('%j is %s', (token, id) => {
    expect(tokenOf(hashing, secrets, token)).toBe(id);
  });
});

describe('a header', () => {
  it.each([
    ['in any case', { 'x-HUB-signature': ['a'] }, { is: 'once', value: 'a' }],
    ['that is not there', { 'X-Hub-Signature-256': ['a'] }, { is: 'absent' }],
    ['twice', { 'X-Hub-Signature': ['a', 'a'] }, { is: 'twice' }],
    ['in two spellings', { 'X-Hub-Signature': ['a'], 'x-hub-signature': ['a'] }, { is: 'twice' }],
    ['with an empty list', { 'X-Hub-Signature': [] }, { is: 'absent' }],
  ])('%s', (_, headers, expected) => {
    expect(headerOf(headers, 'X-Hub-Signature')).toEqual(expected);
  });

  it('is no parameter that an object has of itself', () => {
    expect(parameterOf({}, 'constructor')).toEqual({ is: 'absent' });
    expect(parameterOf({ pipeline: ['p'] }, 'pipeline')).toEqual({ is: 'once', value: 'p' });
  });
});
