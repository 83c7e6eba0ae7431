import type { DatevEnvironment } from '../hosts';
import type { Endpoints, LoginMode } from './oidc';

/** A login that an administrator began and that is not finished yet. Kept as a secret under its `state`. */
export type Login = {
  readonly state: string;
  readonly nonce: string;
  /** PKCE: only who knows it can redeem the code. */
  readonly verifier: string;
  /** The only account that may finish it. */
  readonly accountId: string;
  /** For the page at which the person confirms: who began it, and at which Jira site. */
  readonly startedBy: string;
  readonly site: string;
  readonly environment: DatevEnvironment;
  readonly endpoints: Endpoints;
  readonly clientId: string;
  readonly isConfidential: boolean;
  readonly redirectUri: string;
  /** What was asked for. */
  readonly scopes: readonly string[];
  readonly mode: LoginMode;
  readonly mandant?: string | undefined;
  /** ISO instant; Forge may show a secret for days after its time. */
  readonly expiresAt: string;
};

/** What DATEV sent back, and the one-time value with which the person confirms it. */
export type Callback = { readonly parameters: Readonly<Record<string, string>>; readonly confirm: string };

/** A login has to be finished within this time. */
export const LOGIN_SECONDS = 600;

/** `state` as we make it: 32 random bytes in base64url. Anything else never becomes a storage key. */
export function isState(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** The parameters of a callback that mean something, each once; `undefined` when one comes twice or is monstrous. */
export function callbackOf(
  query: Readonly<Record<string, readonly string[]>>,
): Readonly<Record<string, string>> | undefined {
  const found: Record<string, string> = {};
  for (const name of ['code', 'state', 'iss', 'error', 'error_description']) {
    const values = query[name];
    if (values === undefined) continue;
    const [value = '', ...more] = values;
    if (more.length > 0 || value.length > 2000) return undefined;
    found[name] = value;
  }
  return found;
}
