/** What checking needs of `platform/bytes`. */
export type Hashing = {
  /** UTF-8 bytes of a text. */
  utf8(text: string): Uint8Array;
  /** HMAC-SHA-256 as lower-case hex. */
  hmac(key: string, data: Uint8Array): string;
  /** Whether both are equal, in a time that tells nothing. */
  equal(a: string, b: string): boolean;
};

/** WebSub's form, the one Jira sends: lower-case hex and no other algorithm (Jira: webhooks, "Secure admin webhooks"). */
const FORM = /^sha256=([0-9a-f]{64})$/;

/** The signature of a body, as the header `X-Hub-Signature` carries it. */
export function signatureOf(hashing: Hashing, secret: string, body: Uint8Array): string {
  return `sha256=${hashing.hmac(secret, body)}`;
}

/** Whether a header has the form and so the length of a signature. Only then are secrets read at all. */
export function isSignature(header: string): boolean {
  return FORM.test(header);
}

/**
 * The id of the secret that signed this body; `undefined` = none of them. Every secret is tried, also after one that
 * fits, so that the time does not tell which it was.
 */
export function signedBy(
  hashing: Hashing,
  secrets: readonly KnownSecret[],
  given: { readonly header: string; readonly body: Uint8Array },
): string | undefined {
  const fits = secrets.filter(({ secret }) =>
    hashing.equal(given.header, signatureOf(hashing, secret, given.body)),
  );
  return isSignature(given.header) ? fits[0]?.id : undefined;
}

/** The id of the secret that a static token is; `undefined` = none of them. */
export function tokenOf(
  hashing: Hashing,
  secrets: readonly KnownSecret[],
  token: string,
): string | undefined {
  return secrets.filter(({ secret }) => hashing.equal(token, secret))[0]?.id;
}

export type KnownSecret = { readonly id: string; readonly secret: string };
