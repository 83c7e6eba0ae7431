import * as v from 'valibot';
import { type Present, present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { ConnectionId } from '../../pipelines/pipeline';

/**
 * `wrong-key`: Looker does not know the API3 key · `paused`: Looker refused two tokens in a row. Both end with a test that
 * succeeds; until then nothing is asked, so that nobody tries a wrong key over and over. `not-approved`: Atlassian blocks the
 * host until an administrator allows it; ends with the first call that gets through.
 */
const CONNECTION_STATES = ['connected', 'wrong-key', 'not-approved', 'paused'] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export const MAX_CONNECTIONS = 20;

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
/** Looker makes them of letters and digits; goes into a form body, so a wide set does no harm. */
const ClientIdText = v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{1,200}$/));

/** The access to one Looker instance. Its secret and its token lie in secret storage. */
export const LookerConnection = v.object({
  v: v.literal(1),
  id: ConnectionId,
  name: Name,
  /** The instance as `readInstanceUrl` gives it: lower case, no slash at the end. */
  url: v.pipe(v.string(), v.startsWith('https://'), v.maxLength(300)),
  /** The API3 key's client id. */
  clientId: ClientIdText,
  state: v.picklist(CONNECTION_STATES),
  /** What people wrote about it, e.g. `Test`. */
  environmentNote: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Under which its secret is kept. Absent in records of before there was a choice. */
  secretId: v.optional(v.string()),
  createdAt: v.string(),
  /** Jira account. */
  createdBy: v.string(),
  /** Query calls a month that the edition allows, e.g. 1,000 for Standard; absent: no limit known. */
  budget: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000))),
});
export type LookerConnection = Readonly<v.InferOutput<typeof LookerConnection>>;

/** What a person enters; the secret goes beside it. */
type ConnectionDraft = Present<{
  readonly name: string;
  readonly url: string;
  readonly clientId: string;
  readonly environmentNote: string | undefined;
  readonly budget: number | undefined;
}>;

/** A new connection of a checked draft; `id` is `l` and 12 hex digits. */
export function newConnection(
  draft: ConnectionDraft,
  made: { readonly id: string; readonly at: string; readonly by: string },
): LookerConnection {
  const { name, url, clientId, environmentNote, budget } = draft;
  const said = present({ environmentNote, budget });
  const from = { id: made.id, createdAt: made.at, createdBy: made.by };
  return v.parse(LookerConnection, { v: 1, state: 'connected', name, url, clientId, ...said, ...from });
}

/** Where the API of an instance answers. `needsTest`: a port other than 443, which Atlassian may not let through. */
type InstanceUrl = { readonly url: string; readonly needsTest: boolean };

type Refused = { readonly ok: false; readonly problem: Problem };

/**
 * The instance's base address from what a person pasted: https, a public host name, perhaps a port. `/` and `/api/4.0` at the
 * end are dropped, unicode names become punycode. `looker.url-unreadable`, `looker.url-not-https`, `looker.url-extra`,
 * `looker.url-host`: what is refused could lead into a network behind the host or carry a secret.
 */
export function readInstanceUrl(text: string): Result<InstanceUrl, Problem> {
  const asked = text.trim();
  if (/^http:\/\//i.test(asked)) return refused('url-not-https');
  if (!/^https:\/\/[^/]/i.test(asked) || asked.length > 400) return refused('url-unreadable');
  // The address parser would forgive these: a backslash becomes a slash, a tab disappears, %2e becomes a dot.
  if (/[\s\\?#@%\p{Cc}]/u.test(asked)) return refused('url-extra');
  if (!URL.canParse(asked)) return refused('url-unreadable');
  const parsed = new URL(asked);
  if (!/^\/(?:api\/4\.0\/?)?$/.test(parsed.pathname)) return refused('url-extra');
  const host = parsed.hostname.replace(/\.$/, '');
  if (!isPublicName(host) || parsed.port === '0') return refused('url-host');
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  return ok({ url: `https://${host}${port}`, needsTest: port !== '' });
}

function refused(reason: keyof typeof REFUSALS): Refused {
  return fail(REFUSALS[reason]);
}
const REFUSALS = {
  'url-unreadable': { code: 'looker.url-unreadable', retry: 'after-fix' },
  'url-not-https': { code: 'looker.url-not-https', retry: 'after-fix' },
  'url-extra': { code: 'looker.url-extra', retry: 'after-fix' },
  'url-host': { code: 'looker.url-host', retry: 'after-fix' },
} as const satisfies Readonly<Record<string, Problem>>;

/** Ends of names that are no public hosts. */
const INNER = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home\.arpa)$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The parser has written every form of an IPv4 address (decimal, hex, octal) as four numbers by now. */
function isPublicName(host: string): boolean {
  const labels = host.split('.');
  if (host.length > 253 || labels.length < 2 || INNER.test(host)) return false;
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** Whether the manifest's static egress (`*.looker.com`, `*.looker.app`) covers the host; else an administrator must allow it. */
export function isStaticHost(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port, protocol } = new URL(url);
  return protocol === 'https:' && port === '' && /[^.]\.looker\.(?:com|app)$/.test(hostname);
}

/** The host with its port, as an administrator allows it. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
