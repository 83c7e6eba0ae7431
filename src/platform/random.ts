/** A number in [0, 1) for jitter, so that installations do not fall into step. From the system's random source. */
export function chance(): number {
  const [word = 0] = globalThis.crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
}

/** 32 random bytes as base64url without padding: 43 characters that nobody can guess. */
export function randomText(): string {
  return Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
}
