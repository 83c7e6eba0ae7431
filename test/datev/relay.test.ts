import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { relayState } from '../../src/platform/relay';

type Forward = (search: string, publicKey: JsonWebKey) => Promise<string | undefined>;
// Plain JavaScript, as it is hosted.
const page = pathToFileURL(join(import.meta.dirname, '../../docs/relay/relay.js')).href;
const { forwardAddress } = (await import(page)) as { forwardAddress: Forward };

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const JWK = publicKey.export({ format: 'jwk' });
const PEM = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const TARGET = 'https://abc.hello.atlassian-dev.net/x1/xyz';
const INNER = 'A'.repeat(43);

beforeEach(() => {
  process.env['RELAY_PRIVATE_KEY'] = PEM;
});
afterEach(() => {
  delete process.env['RELAY_PRIVATE_KEY'];
});

const search = (state: string, more: Readonly<Record<string, string>> = { code: 'c1' }) =>
  `?${new URLSearchParams({ state, ...more }).toString()}`;

describe('the page at a fixed return address', () => {
  it('sends on to the installation that signed, with the state as it knows it', async () => {
    expect(
      await forwardAddress(
        search(relayState(INNER, TARGET), { code: 'c 1', iss: 'https://login.datev.de/openid' }),
        JWK,
      ),
    ).toBe(`${TARGET}?code=c+1&iss=https%3A%2F%2Flogin.datev.de%2Fopenid&state=${INNER}`);
    expect(
      await forwardAddress(search(relayState(INNER, TARGET), { error: 'access_denied' }), JWK),
    ).toContain('error=access_denied');
  });

  it('passes on nothing that DATEV does not send', async () => {
    const address = await forwardAddress(
      search(relayState(INNER, TARGET), { code: 'c', confirm: 'x', next: 'y' }),
      JWK,
    );
    expect(address).toBe(`${TARGET}?code=c&state=${INNER}`);
  });

  it.each([
    'https://abc.hello.atlassian-dev.net/x1/xyz',
    'https://0f3c2a10-5b1d-4f6e-9c55-6c1f0a7b2d11.webtrigger.atlassian.app/x2/xyz',
  ])('knows the older and the newer form of an address: %s', async (target) => {
    const address = await forwardAddress(search(relayState(INNER, target)), JWK);
    expect(address).toBe(`${target}?code=c1&state=${INNER}`);
  });

  it.each([
    ['another host, although signed', () => relayState(INNER, 'https://evil.example.com/x1/xyz')],
    [
      'a host that only looks like it',
      () => relayState(INNER, 'https://atlassian-dev.net.evil.example.com/'),
    ],
    ...[
      'https://evil-webtrigger.atlassian.app/',
      'https://webtrigger.atlassian.app.evil.example.com/',
      'https://xwebtrigger.atlassian.app/',
      'https://webtrigger.atlassian.app/',
      'https://atlassian.app/',
      'https://evil.atlassian.net/',
      'https://abc.webtrigger.atlassian.app:8443/',
      'https://abc.webtrigger.atlassian.app@evil.example.com/',
      'https://me:pw@abc.webtrigger.atlassian.app/',
      'https://evil.example.com/abc.webtrigger.atlassian.app',
      'https://evil.example.com\\.webtrigger.atlassian.app/',
    ].map((target): [string, () => string] => [target, () => relayState(INNER, target)]),
    ['no encryption', () => relayState(INNER, 'http://abc.hello.atlassian-dev.net/x1/xyz')],
    ['a script', () => relayState(INNER, 'javascript:alert(1)//atlassian-dev.net')],
    ['no state', () => ''],
    ['a plain state', () => INNER],
    [
      'a target that was changed',
      () =>
        relayState(INNER, TARGET).replace(
          /\.[^.]+\./,
          `.${Buffer.from('https://x.atlassian-dev.net/').toString('base64url')}.`,
        ),
    ],
    ['a state that was changed', () => relayState(INNER, TARGET).replace('A', 'B')],
    ['a signature that was changed', () => `${relayState(INNER, TARGET).slice(0, -2)}AA`],
    ['something that is no base64', () => `${INNER}.%%%.%%%`],
  ])('sends nobody to %s', async (_, state) => {
    expect(await forwardAddress(search(state()), JWK)).toBeUndefined();
  });

  it('sends nobody anywhere before the vendor put their key in, or with a second state', async () => {
    const state = relayState(INNER, TARGET);
    expect(await forwardAddress(search(state), {})).toBeUndefined();
    expect(await forwardAddress(`${search(state)}&state=${state}`, JWK)).toBeUndefined();
    expect(
      await forwardAddress(
        search(state),
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
      ),
    ).toBeUndefined();
  });

  it('is not needed without a key: the state goes out as it is', () => {
    delete process.env['RELAY_PRIVATE_KEY'];
    expect(relayState(INNER, TARGET)).toBe(INNER);
  });
});
