import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOf, isStaticHost, newConnection, readInstanceUrl } from '../../src/looker/login/connection';

describe('the address of an instance', () => {
  it.each([
    ['https://Firma.cloud.Looker.com', 'https://firma.cloud.looker.com', false],
    ['  https://firma.cloud.looker.com/  ', 'https://firma.cloud.looker.com', false],
    ['https://firma.looker.com/api/4.0', 'https://firma.looker.com', false],
    ['https://firma.looker.com/api/4.0/', 'https://firma.looker.com', false],
    ['https://firma.looker.com:443', 'https://firma.looker.com', false],
    ['https://firma.looker.com:19999/', 'https://firma.looker.com:19999', true],
    ['https://firma.looker.com.', 'https://firma.looker.com', false],
    ['https://bücher.example', 'https://xn--bcher-kva.example', false],
    ['https://0a1b2c3d-4e5f.looker.app', 'https://0a1b2c3d-4e5f.looker.app', false],
    ['HTTPS://bi.kanzlei-muster.de:9999/api/4.0', 'https://bi.kanzlei-muster.de:9999', true],
  ])('%s is read as %s', (text, url, needsTest) => {
    expect(readInstanceUrl(text)).toEqual({ ok: true, value: { url, needsTest } });
  });

  it.each([
    ['', 'url-unreadable'],
    ['firma.looker.com', 'url-unreadable'],
    ['https://', 'url-unreadable'],
    ['https:///firma.looker.com', 'url-unreadable'],
    ['ftp://firma.looker.com', 'url-unreadable'],
    ['javascript:alert(1)', 'url-unreadable'],
    ['https://firma.looker.com:99999', 'url-unreadable'],
    ['http://firma.looker.com', 'url-not-https'],
    ['HTTP://firma.looker.com', 'url-not-https'],
    ['https://id:secret@firma.looker.com', 'url-extra'],
    ['https://firma.looker.com@evil.example', 'url-extra'],
    ['https://firma.looker.com?x=1', 'url-extra'],
    ['https://firma.looker.com/?', 'url-extra'],
    ['https://firma.looker.com#a', 'url-extra'],
    ['https://firma.looker.com/explore', 'url-extra'],
    ['https://firma.looker.com/api/3.1', 'url-extra'],
    ['https://evil.example\\.looker.com', 'url-extra'],
    ['https://evil.exa\tmple', 'url-extra'],
    ['https://127%2e0%2e0%2e1', 'url-extra'],
    ['https://127.0.0.1', 'url-host'],
    ['https://2130706433', 'url-host'],
    ['https://0x7f000001', 'url-host'],
    ['https://0x7f.1', 'url-host'],
    ['https://0177.0.0.1', 'url-host'],
    ['https://169.254.169.254', 'url-host'],
    ['https://１２７.0.0.1', 'url-host'],
    ['https://[::1]', 'url-host'],
    ['https://[::ffff:10.0.0.1]:19999', 'url-host'],
    ['https://localhost', 'url-host'],
    ['https://localhost.', 'url-host'],
    ['https://looker.localhost', 'url-host'],
    ['https://looker', 'url-host'],
    ['https://looker:19999', 'url-host'],
    ['https://looker.local', 'url-host'],
    ['https://metadata.google.internal', 'url-host'],
    ['https://a..b.example', 'url-host'],
    ['https://firma_x.example.com', 'url-host'],
    ['https://-a.example.com', 'url-host'],
    ['https://*.looker.com', 'url-host'],
    ['https://firma.looker.com:0', 'url-host'],
    [`https://${'a'.repeat(64)}.example.com`, 'url-host'],
    [`https://${'abcdefgh.'.repeat(29)}de`, 'url-host'],
  ])('%s is refused', (text, reason) => {
    expect(readInstanceUrl(text)).toEqual({
      ok: false,
      problem: { code: `looker.${reason}`, retry: 'after-fix' },
    });
  });

  it('is read the same a second time, and never has credentials, path or query', () => {
    const text = fc.oneof(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }), fc.string());
    fc.assert(
      fc.property(text, (some) => {
        const read = readInstanceUrl(some);
        if (!read.ok) return;
        expect(read.value.url).toMatch(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/);
        expect(readInstanceUrl(read.value.url)).toEqual(read);
      }),
    );
  });
});

describe('the egress of the manifest', () => {
  it.each([
    ['https://firma.looker.com', true],
    ['https://firma.cloud.looker.com', true],
    ['https://a.b.looker.app', true],
    ['https://looker.com', false],
    ['https://looker.app', false],
    ['https://firma.looker.com:19999', false],
    ['https://evillooker.com', false],
    ['https://firma.looker.com.evil.example', false],
    ['http://firma.looker.com', false],
    ['https://bi.kanzlei-muster.de', false],
    ['no address', false],
  ])('covers %s: %s', (url, isCovered) => {
    expect(isStaticHost(url)).toBe(isCovered);
  });

  it('is asked for the host with its port', () => {
    expect(hostOf('https://h.example:19999')).toBe('h.example:19999');
    expect(hostOf('')).toBe('');
  });
});

describe('a new connection', () => {
  const made = { id: 'l0123456789ab', at: '2026-12-01T08:00:00.000Z', by: 'a' };
  const draft = { name: ' Looker ', url: 'https://x.looker.com', clientId: 'abc' };

  it('is trimmed and connected', () => {
    expect(newConnection({ ...draft, budget: 1000 }, made)).toMatchObject({
      ...{ v: 1, name: 'Looker', state: 'connected', budget: 1000, createdBy: 'a' },
    });
  });

  it.each([{ name: '' }, { clientId: 'a b' }, { clientId: '' }, { budget: 0 }])('refuses %o', (wrong) => {
    expect(() => newConnection({ ...draft, ...wrong }, made)).toThrow();
  });
});
