import * as v from 'valibot';
import { ok, type Result } from '../kernel/result';
import { jsonOf } from '../platform/http';
import type { LookerFailure } from './failure';
import type { LookerConnection } from './login/connection';
import { askLooker } from './looker-http-api';
import type { PictureBody, QueryBody } from './query';
import { unreadableAnswer } from './wire-api';

/** A database takes its time; Forge ends a request after 180 s. */
const RUN_SECONDS = 150;
/** 99,999 rows with 12 columns are about 48 MB; a function has 512 MB. */
export const MAX_ROW_BYTES = 64 * 1024 * 1024;

/**
 * The bytes of Looker's `json` rows for a query. `mayBeCached`: an answer up to an hour old will do (a preview); bookings are
 * asked of the database. Values come raw: formatting would turn amounts into text for people.
 */
export async function runInline(
  connection: LookerConnection,
  body: QueryBody,
  mayBeCached = false,
): Promise<Result<Uint8Array, LookerFailure>> {
  const answer = await askLooker({
    connection,
    operation: 'run_inline_query',
    activity: 'db_query',
    method: 'POST',
    path: '/queries/run/json',
    query: { limit: Number(body.limit), apply_formatting: false, apply_vis: false, cache: mayBeCached },
    json: body,
    timeoutSeconds: RUN_SECONDS,
    mostBytes: MAX_ROW_BYTES,
  });
  return answer.ok ? ok(answer.value.bytes) : answer;
}

/** A query that Looker keeps; the same body always gives the same one. */
type CreatedQuery = { readonly id: string; readonly canDownloadUnlimited: boolean };
const WireCreated = v.object({
  id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.nonEmpty()),
  can: v.fallback(v.object({ download_unlimited: v.fallback(v.optional(v.boolean(), false), false) }), {
    download_unlimited: false,
  }),
});

/** Makes a query to be run as a task, or to be rendered; says whether the API user may have all of its rows. */
export async function createQuery(
  connection: LookerConnection,
  body: QueryBody | PictureBody,
): Promise<Result<CreatedQuery, LookerFailure>> {
  const answer = await askLooker({
    connection,
    operation: 'create_query',
    activity: 'db_query',
    method: 'POST',
    path: '/queries',
    query: { fields: 'id,can' },
    json: body,
  });
  if (!answer.ok) return answer;
  const parsed = v.safeParse(WireCreated, jsonOf(answer.value));
  if (!parsed.success) return unreadableAnswer(answer.value);
  return ok({ id: parsed.output.id, canDownloadUnlimited: parsed.output.can.download_unlimited });
}
