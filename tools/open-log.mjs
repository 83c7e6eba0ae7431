/** `node tools/open-log.mjs PRIVATE_KEY.pem FILE`: the vendor reads a sealed technical log (docs/support.md). */
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [keyFile, file] = process.argv.slice(2);
if (keyFile === undefined || file === undefined) {
  console.error('open-log PRIVATE_KEY.pem FILE');
  process.exit(2);
}
const key = readFileSync(keyFile, 'utf8');
for (const line of readFileSync(file, 'utf8').split('\n')) {
  if (line === '') continue;
  for (const entry of opened(line).split('\n')) {
    if (entry === '') continue;
    const { sealed, ...rest } = JSON.parse(entry);
    console.log(JSON.stringify(sealed === undefined ? rest : { ...rest, body: opened(sealed) }));
  }
}

function opened(line) {
  const [version, ...parts] = line.split('.');
  if (version !== 'v1' || parts.length !== 4) throw new Error('not a sealed line of version 1');
  const [wrapped, iv, tag, data] = parts.map((part) => Buffer.from(part, 'base64url'));
  const secret = privateDecrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    wrapped,
  );
  const decipher = createDecipheriv('aes-256-gcm', secret, iv).setAuthTag(tag);
  return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
}
