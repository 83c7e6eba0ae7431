import * as v from 'valibot';
import type { DatevEnvironment } from '../hosts';

/** Where DATEV's login answers. */
export const Endpoints = v.object({
  issuer: v.string(),
  authorization: v.string(),
  token: v.string(),
  revocation: v.string(),
  userinfo: v.string(),
});
export type Endpoints = Readonly<v.InferOutput<typeof Endpoints>>;

/** From the discovery documents of both environments; used as they are when discovery fails. */
export const ENDPOINTS: Readonly<Record<DatevEnvironment, Endpoints>> = {
  production: {
    issuer: 'https://login.datev.de/openid',
    authorization: 'https://login.datev.de/openid/authorize',
    token: 'https://api.datev.de/token',
    revocation: 'https://api.datev.de/revoke',
    userinfo: 'https://api.datev.de/userinfo',
  },
  sandbox: {
    issuer: 'https://login.datev.de/openidsandbox',
    authorization: 'https://login.datev.de/openidsandbox/authorize',
    token: 'https://sandbox-api.datev.de/token',
    revocation: 'https://sandbox-api.datev.de/revoke',
    userinfo: 'https://sandbox-api.datev.de/userinfo',
  },
};

/** `session`: all Mandanten of the person, 11 hours from the login on. `long-term`: one Mandant, about two years. */
export type LoginMode = 'session' | 'long-term';

/** What the app may be registered for besides booking batches: images (documents), packages (dxso-jobs). */
export const EXTRA_SERVICES = ['documents', 'dxso'] as const;
type ExtraService = (typeof EXTRA_SERVICES)[number];

/** DATEV's names; the prefixes differ on purpose. */
const EXTRA_SCOPES: Readonly<Record<ExtraService, readonly string[]>> = {
  documents: ['accounting:documents', 'accounting:clients:read'],
  dxso: ['accounting:dxso-jobs', 'accounting:clients:read'],
};

/**
 * What the app asks for: who the person is, which Mandanten there are, handing over booking files, and what of the rest the
 * app is registered for. DATEV wants scopes asked only as needed; a long-term approval names its one Mandant.
 */
export function scopesFor(
  mode: LoginMode,
  mandant: string | undefined,
  services: readonly ExtraService[],
): readonly string[] {
  const extra = [...new Set(services.flatMap((service) => EXTRA_SCOPES[service]))];
  const basic = [
    ...['openid', 'profile', 'datev:accounting:clients', 'datev:accounting:extf-files-import'],
    ...extra,
  ];
  return mode === 'session' ? basic : [...basic, 'offline_access', `datev:iam:client:${mandant ?? ''}`];
}

type AuthorizeRequest = {
  readonly endpoint: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** At least 20 characters each, or DATEV refuses the request. */
  readonly state: string;
  readonly nonce: string;
  /** Base64url of the SHA-256 of the verifier (PKCE S256, required by DATEV). */
  readonly challenge: string;
};

/** The address at DATEV where the person logs in. `enableWindowsSso` is a MUST for "Login mit DATEV". */
export function authorizeUrl(request: AuthorizeRequest): string {
  const url = new URL(request.endpoint);
  const parameters = {
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(' '),
    state: request.state,
    nonce: request.nonce,
    code_challenge: request.challenge,
    code_challenge_method: 'S256',
    enableWindowsSso: 'true',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** Whether an address of DATEV's discovery document may be used: DATEV's own hosts only, encrypted. */
export function isDatevAddress(address: string): boolean {
  try {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' && hostname.endsWith('.datev.de');
  } catch {
    return false;
  }
}
