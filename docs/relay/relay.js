/**
 * The address to which a person who comes back from DATEV is sent on, or `undefined`: only to an installation whose backend
 * signed the state, and only at a host where Atlassian runs web triggers. `search` is the query of this page.
 */
export async function forwardAddress(search, publicKey) {
  const given = new URLSearchParams(search);
  const states = given.getAll('state');
  const [inner, target, signature, ...more] = (states[0] ?? '').split('.');
  if (states.length !== 1 || more.length > 0 || !inner || !target || !signature) return undefined;
  if (!(await isSigned(`${inner}.${target}`, signature, publicKey))) return undefined;
  const address = addressOf(target);
  if (address === undefined) return undefined;
  for (const name of ['code', 'iss', 'error', 'error_description']) {
    const value = given.get(name);
    if (value !== null) address.searchParams.set(name, value);
  }
  address.searchParams.set('state', inner);
  return address.href;
}

/**
 * Where Forge's web triggers live, in their older and their newer form (manifest: webtrigger.urlFormat v1, v2). A signature alone
 * would be enough; two locks are better than one.
 */
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(atlassian-dev\.net|webtrigger\.atlassian\.app)$/;

function addressOf(target) {
  try {
    const address = new URL(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(target)));
    const isPlain = address.username === '' && address.password === '' && address.port === '';
    return address.protocol === 'https:' && isPlain && HOST.test(address.hostname) ? address : undefined;
  } catch {
    return undefined;
  }
}

/** ECDSA over P-256 with SHA-256. */
async function isSigned(text, signature, publicKey) {
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('jwk', publicKey, algorithm, false, ['verify']);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    return await crypto.subtle.verify(how, key, bytesOf(signature), new TextEncoder().encode(text));
  } catch {
    return false;
  }
}

function bytesOf(base64Url) {
  const text = atob(base64Url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
