/** What stands where a secret stood. */
const HIDDEN = '[hidden]';

/** Members and log fields whose value is a secret by their name. `code` is not among them: problems are named so. */
const SECRET_NAME =
  /token|secret|password|passwd|authorization|cookie|verifier|signature|api[_-]?key|private[_-]?key|^assertion$/i;
/** The same inside a text, up to the end of the name. Bounded, so that a long text of such words costs no time. */
const SECRET_WORD =
  '(?:token|secret|password|passwd|authorization|cookie|verifier|signature|api[_-]?key|private[_-]?key)[\\w.-]{0,40}';

const RULES: readonly (readonly [RegExp, string])[] = [
  // A JWT wherever it stands, with or without its signature.
  [/\beyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g, HIDDEN],
  // Authorization and Proxy-Authorization values, and schemes quoted alone.
  [/\b(bearer|basic|digest|negotiate)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  // user:password@ in an address.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@]+@/gi, `$1${HIDDEN}@`],
  // "access_token": "…" in JSON, also when the quotes are escaped.
  [
    new RegExp(
      `(\\\\?["'])([\\w.-]{0,40}${SECRET_WORD})\\1(\\s*:\\s*)(\\\\?["'])(?:(?!\\4)[^\\n])*\\4`,
      'gi',
    ),
    `$1$2$1$3$4${HIDDEN}$4`,
  ],
  // access_token=… in a query or form. `code` and `state` of a login count only there.
  [new RegExp(`(${SECRET_WORD})=[^&\\s"'<>]+`, 'gi'), `$1=${HIDDEN}`],
  [/([?&](?:code|state|nonce|assertion|sig)=)[^&\s"'<>]+/gi, `$1${HIDDEN}`],
  // Authorization: … as a header line.
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie|x-hub-signature)(\s*:\s*)(?!\s*["'[])[^\r\n]+/gi,
    `$1$2${HIDDEN}`,
  ],
];

/**
 * The text without what could open a door: tokens, Authorization values, JWTs, credentials in addresses, secrets in
 * queries, forms and JSON. A net under the rule that nobody logs such values, not a licence to do so.
 */
export function redact(text: string): string {
  return RULES.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** Whether a field of this name holds a secret, whatever its value looks like. */
function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A field's value as it may be logged: hidden by the field's name, else cleaned. */
export function redactField(name: string, value: string): string {
  return isSecretName(name) ? HIDDEN : withoutMandant(redact(value));
}

/**
 * `455148-1`, also inside an address or an id, but no part of a date or a UUID. Which Mandanten a firm has is a professional
 * secret (§ 203 StGB), and the vendor reads the console.
 */
const MANDANT = /(?<![\d-])\d{4,7}-\d{1,5}(?![\d-])/g;

function withoutMandant(text: string): string {
  return text.replace(MANDANT, '[Mandant]');
}
