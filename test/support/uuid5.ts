import { createHash } from 'node:crypto';

/**
 * Name-based UUID (RFC 9562, version 5): the same name in the same namespace is always the same id. `namespace` is a
 * UUID; throws when it is not, because namespaces are constants.
 */
export function uuid5(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  if (space.length !== 16) throw new RangeError('uuid5: the namespace is not a UUID');
  const hash = createHash('sha1').update(space).update(name).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
