import * as v from 'valibot';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import * as kv from '../platform/kv';
import { must } from '../platform/must';
import { loadRecord, type RecordKind } from '../platform/records';
import type { Connection } from './connection';
import type { DatevToken } from './datev-http-api';
import type { DatevEnvironment } from './hosts';

const Shape = v.object({
  v: v.literal(1),
  generation: v.number(),
  clientId: v.string(),
  environment: v.picklist(['sandbox', 'production']),
  connectedAt: v.string(),
  connectedBy: v.string(),
});
const KIND: RecordKind<Connection | null> = { key: 'connection', schema: v.nullable(Shape), fallback: null };
const Secret = v.object({ accessToken: v.pipe(v.string(), v.nonEmpty()) });

/** The connection, or null when nobody has connected DATEV yet. */
export async function loadConnection(): Promise<Connection | null> {
  return (await loadRecord(KIND)).data;
}

/** The token for calls to this environment; a token of another environment is never used. */
export async function tokenFor(environment: DatevEnvironment): Promise<Result<DatevToken, Problem>> {
  const connection = await loadConnection();
  if (connection === null || connection.environment !== environment) return missing();
  const secret = v.safeParse(Secret, await must(kv.getSecret(`token:main:${connection.generation}`)));
  if (!secret.success) return missing();
  return { ok: true, value: { access: secret.output.accessToken, clientId: connection.clientId } };
}

function missing(): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { code: 'datev.not-connected', retry: 'later' } };
}
