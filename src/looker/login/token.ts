import { plusSeconds } from '../../kernel/instant';
/** An access token of a connection. */
export type LookerToken = {
  readonly token: string;
  /** From then on Looker does not accept it. */
  readonly expiresAt: string;
};

/** So long before its end a token is no longer used: a query may take its time. */
const EARLY_SECONDS = 120;

/** Whether a stored token may be used at `now`; `rejected` is one that Looker has just refused. */
export function isUsable(token: LookerToken, now: string, rejected?: string): boolean {
  return token.token !== rejected && Date.parse(now) < Date.parse(token.expiresAt) - EARLY_SECONDS * 1000;
}

/** The token of a login; `expiresIn` in seconds as Looker says. */
export function tokenOf(
  answered: { readonly token: string; readonly expiresIn: number },
  now: string,
): LookerToken {
  const expiresAt = plusSeconds(now, answered.expiresIn);
  return { token: answered.token, expiresAt };
}
