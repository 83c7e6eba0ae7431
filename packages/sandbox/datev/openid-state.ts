import type { Environment } from './environment';

/** A login at the page of DATEV that is not answered yet. */
type Asked = {
  readonly environment: Environment;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: readonly string[];
  readonly state: string;
  readonly nonce: string;
  readonly challenge: string;
};
type Code = Asked & { readonly person: string; readonly until: number; used: boolean };
/** Everything that came out of one login: killed as a whole when a refresh token is used twice. */
export type Family = {
  readonly environment: Environment;
  readonly clientId: string;
  readonly person: string;
  readonly scope: readonly string[];
  /** From the first login on; a session is not prolonged by refreshing. */
  readonly until: number;
  dead: boolean;
};
/** JSON, a part of the fake's state. */
export type OpenId = {
  asked: Record<string, Asked>;
  codes: Record<string, Code>;
  families: Record<string, Family>;
  refreshTokens: Record<string, { readonly family: string; spent: boolean }>;
  accessTokens: Record<string, string>;
  /** How often a refresh token was redeemed, and how often one that was spent. */
  /** How many days a long-term approval lasts from now on. */
  longTermDays: number;
  redeemed: number;
  reused: number;
};

export const noLogins = (): OpenId => ({
  ...{
    asked: {},
    codes: {},
    families: {},
    refreshTokens: {},
    accessTokens: {},
    longTermDays: 730,
    redeemed: 0,
    reused: 0,
  },
});
