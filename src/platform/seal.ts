import {
  constants,
  createCipheriv,
  createPublicKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';

/**
 * Encrypts a text so that only the holder of the private key can read it: AES-256-GCM under a fresh key, which is wrapped by
 * RSA-OAEP with SHA-256. `publicKey` is a PEM, possibly with its line breaks written as `\n`. `undefined` when it is no key.
 * To open: `docs/support.md`.
 */
export function sealFor(publicKey: string, text: string): string | undefined {
  const key = keyOf(publicKey);
  if (key === undefined) return undefined;
  const [secret, iv] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', secret, iv);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const wrapped = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    secret,
  );
  const parts = [wrapped, iv, cipher.getAuthTag(), data];
  return ['v1', ...parts.map((part) => part.toString('base64url'))].join('.');
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem.replaceAll('\\n', '\n'));
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}
