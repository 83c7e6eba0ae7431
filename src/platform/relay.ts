import { createPrivateKey, sign } from 'node:crypto';
import { envValue } from './env';

/**
 * The `state` as a fixed page of the vendor needs it (docs/relay): with the address of this installation and a signature, so
 * that the page forwards to nobody else. Without the vendor's key as it is.
 */
export function relayState(state: string, target: string): string {
  const pem = envValue('RELAY_PRIVATE_KEY');
  if (pem === undefined) return state;
  const text = `${state}.${Buffer.from(target).toString('base64url')}`;
  const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
