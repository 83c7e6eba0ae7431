import { describe, expect, it } from 'vitest';
import { redact, redactField } from '../../src/platform/redact';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dGhlLXNpZ25hdHVyZQ';

describe('redaction', () => {
  it.each([
    ['a bearer token', 'sent with Bearer SECRET.abc-123 to DATEV'],
    ['an authorization header', 'Authorization: SECRET\r\nAccept: */*'],
    ['a header in JSON', '{"authorization":"Bearer SECRETSECRET","a":1}'],
    [
      'basic auth',
      'authorization: Basic U0VDUkVUOlNFQ1JFVA=='.replace('U0VDUkVUOlNFQ1JFVA==', 'SECRETSECRET='),
    ],
    ['credentials in an address', 'GET https://user:SECRET@acme.looker.com/api'],
    ['a user name with a token in an address', 'https://SECRET@host/x'],
    ['a token in JSON', '{"access_token":"SECRET","expires_in":900}'],
    ['a token in escaped JSON', '{\\"refresh_token\\":\\"SECRET\\"}'],
    ['a token with spaces in JSON', '{"client_secret" : "SECRET and more"}'],
    ['a token in a form', 'grant_type=refresh_token&refresh_token=SECRET&client_id=x'],
    ['a login code', 'https://x1.example/cb?code=SECRET&state=SECRET'],
    ['a verifier', 'code_verifier=SECRET'],
    ['a cookie', 'Set-Cookie: session=SECRET; Path=/'],
    ['a signature', 'x-hub-signature: sha256=SECRET'],
    ['a key', "{'api_key': 'SECRET'}"],
  ])('hides %s', (_what, text) => {
    expect(text).toContain('SECRET');
    expect(redact(text)).not.toContain('SECRET');
  });

  it('hides a JWT wherever it stands', () => {
    expect(redact(`x ${JWT} y`)).toBe('x [hidden] y');
    expect(redact(`id=${JWT.split('.').slice(0, 2).join('.')}`)).toBe('id=[hidden]');
  });

  it('leaves what is needed to find a fault', () => {
    const plain =
      'datev.refused 400 1008832 EXTF_455148-1_2026-11_ab12_r2.csv https://x.de/jobs?skip=0&top=100';
    expect(redact(plain)).toBe(plain);
    expect(redact('{"code":"jira.later","status":429}')).toBe('{"code":"jira.later","status":429}');
    expect(redact('a=1&access_token=SECRET&b=2')).toBe('a=1&access_token=[hidden]&b=2');
  });

  it('gets through a long text of suspicious words', () => {
    const text = 'secret-'.repeat(20_000);
    expect(redact(text)).toBe(text);
  });

  it('hides a field by its name', () => {
    expect(redactField('refreshToken', 'whatever')).toBe('[hidden]');
    expect(redactField('clientSecret', 'whatever')).toBe('[hidden]');
    expect(redactField('code', 'jira.later')).toBe('jira.later');
  });
});
