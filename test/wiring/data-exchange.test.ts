import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { EXTRA_SERVICES, scopesFor } from '../../src/datev/login/oidc';
import { readManifest } from './manifest-file';
import { ROOT } from './sources';

/** DATEV's Accounting Data Exchange is declared before anything reads from it (ADR 0065); its own document is the judge. */

const ADR = readFileSync(join(ROOT, 'docs/adr/0065-the-app-is-free.md'), 'utf8');
const SCOPE = /`(datev:accounting:[a-z-]+)`/.exec(ADR)?.[1] ?? '';

it('its scope is asked for by no login: DATEV wants scopes asked only as needed', () => {
  const asked = [
    ...scopesFor('session', undefined, EXTRA_SERVICES),
    ...scopesFor('long-term', '455148-1', EXTRA_SERVICES),
  ];
  expect(asked).toContain('datev:accounting:clients');
  expect(SCOPE).not.toBe('');
  expect(asked).not.toContain(SCOPE);
});

type Document = {
  readonly servers: readonly { readonly url: string }[];
  readonly components: {
    readonly securitySchemes: Readonly<
      Record<string, { readonly flows?: { readonly authorizationCode: { readonly scopes: object } } }>
    >;
  };
};
const file = sharedPath('specs/datev/openapi/accounting-data-exchange-1.5.8.json');
if (file === undefined) console.info('skipped: DATEV’s document lies in ../shared/specs, which is not here');

describe.skipIf(file === undefined)('DATEV’s own document', () => {
  const document = (file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'))) as Document;

  it('has exactly the host that the manifest declares, for production and sandbox', () => {
    const origins = new Set(document.servers.map(({ url }) => new URL(url).origin));
    const declared = readManifest().permissions.external.fetch.backend.filter(({ address }) =>
      address.includes('data-exchange'),
    );
    expect(declared).toEqual([...origins].map((address) => ({ address, inScopeEUD: true })));
  });

  it('wants exactly the scope that the decision names', () => {
    const scopes = Object.values(document.components.securitySchemes).flatMap(({ flows }) =>
      Object.keys(flows?.authorizationCode.scopes ?? {}),
    );
    expect([...new Set(scopes)].filter((scope) => scope !== 'openid')).toEqual([SCOPE]);
  });
});
