import * as v from 'valibot';
import { ok, type Result } from '../kernel/result';
import { type HttpAnswer, jsonOf } from '../platform/http';
import { askDatev, totalOf, unreadable } from './datev-http-api';
import { type DatevEnvironment, datevBase } from './hosts';
import type { DatevToken } from './login/connection';
import type { DatevRefusal } from './verbatim';

/** One Mandant as DATEV lists it for the person who logged in. */
type DatevClient = {
  /** `<Beraternummer>-<Mandantennummer>` in DATEV's paths. */
  readonly id: string;
  readonly name: string;
  /** Beraternummer. */
  readonly consultant: number;
  /** Mandantennummer. */
  readonly client: number;
  /** Names of the services that are booked for it. */
  readonly services: readonly string[];
};

const Client = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.nonEmpty()),
    name: v.fallback(v.string(), ''),
    consultant_number: v.pipe(v.number(), v.integer()),
    client_number: v.pipe(v.number(), v.integer()),
    services: v.fallback(v.optional(v.array(v.object({ name: v.string() })), []), []),
  }),
  v.transform(
    (wire): DatevClient => ({
      id: wire.id,
      name: wire.name,
      consultant: wire.consultant_number,
      client: wire.client_number,
      services: wire.services.map((service) => service.name),
    }),
  ),
);

const PAGE = 100;
/** 10,000 Mandanten: more than any firm has. */
const MAX_PAGES = 100;

/** All Mandanten that the login may use (accounting:clients v2, page by page). */
export async function listClients(access: {
  readonly environment: DatevEnvironment;
  readonly token: DatevToken;
}): Promise<Result<readonly DatevClient[], DatevRefusal>> {
  const all: DatevClient[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const base = datevBase('accounting-clients', access.environment);
    const url = `${base}/clients?skip=${page * PAGE}&top=${PAGE}`;
    const answer = await askDatev({ operation: 'listClients', kind: 'read', url, token: access.token });
    if (!answer.ok) return answer;
    const parsed = v.safeParse(v.array(Client), jsonOf(answer.value));
    if (!parsed.success) return unreadable(answer.value);
    all.push(...parsed.output);
    if (parsed.output.length === 0 || !hasMore(answer.value, (page + 1) * PAGE)) break;
  }
  return ok(all);
}

/** One Mandant by its id; what a long-term approval may ask, too. */
export async function getClient(
  access: { readonly environment: DatevEnvironment; readonly token: DatevToken },
  id: string,
): Promise<Result<DatevClient, DatevRefusal>> {
  const url = `${datevBase('accounting-clients', access.environment)}/clients/${encodeURIComponent(id)}`;
  const answer = await askDatev({ operation: 'getClient', kind: 'read', url, token: access.token });
  if (!answer.ok) return answer;
  const parsed = v.safeParse(Client, jsonOf(answer.value));
  return parsed.success ? ok(parsed.output) : unreadable(answer.value);
}

/** DATEV says it twice: `Total-Items`, and a `next` in `Link`. */
function hasMore(answer: HttpAnswer, seen: number): boolean {
  const total = totalOf(answer);
  return total === undefined ? /rel="?next"?/.test(answer.header('link') ?? '') : total > seen;
}
