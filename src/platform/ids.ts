/** A random UUID (version 4), lower case. */
export function uuid(): string {
  return globalThis.crypto.randomUUID();
}
