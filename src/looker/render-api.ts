import * as v from 'valibot';
import { present } from '../kernel/present';
import { ok, type Result } from '../kernel/result';
import { jsonOf } from '../platform/http';
import { failed, type LookerFailure } from './failure';
import type { LookerConnection } from './login/connection';
import { askLooker } from './looker-http-api';
import { unreadableAnswer } from './wire-api';

type Answered<T> = Promise<Result<T, LookerFailure>>;
/** Pixels of the page that is rendered; about A4 upright. */
const SIZE = { width: 1240, height: 1754 } as const;
const WireTask = v.object({
  id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.nonEmpty()),
});

/** Begins to render a Look; answers the render task's id. Looker renders Looks as pictures only (create_look_render_task). */
export function startLookPicture(connection: LookerConnection, lookId: string): Answered<string> {
  const path = `/render_tasks/looks/${encodeURIComponent(lookId)}/jpg`;
  return start(connection, { operation: 'create_look_render_task', path });
}

/** Begins to render a query as a picture: a Look with another period than its own (create_query_render_task). */
export function startQueryPicture(connection: LookerConnection, queryId: string): Answered<string> {
  const path = `/render_tasks/queries/${encodeURIComponent(queryId)}/jpg`;
  return start(connection, { operation: 'create_query_render_task', path });
}

/** Begins to render a dashboard as PDF, with values for its filters by their names. */
export function startDashboardPdf(
  connection: LookerConnection,
  dashboardId: string,
  filters: Readonly<Record<string, string>> = {},
): Answered<string> {
  const path = `/render_tasks/dashboards/${encodeURIComponent(dashboardId)}/pdf`;
  const json = {
    dashboard_filters: new URLSearchParams({ ...filters }).toString(),
    dashboard_style: 'tiled',
  };
  return start(connection, { operation: 'create_dashboard_render_task', path, json });
}

async function start(
  connection: LookerConnection,
  ask: { readonly operation: string; readonly path: string; readonly json?: unknown },
): Answered<string> {
  const query = { ...SIZE, fields: 'id,status' };
  const answer = await askLooker({ ...ask, connection, activity: 'db_query', method: 'POST', query });
  if (!answer.ok) return answer;
  const parsed = v.safeParse(WireTask, jsonOf(answer.value));
  return parsed.success ? ok(parsed.output.id) : unreadableAnswer(answer.value);
}

const WireStatus = v.object({ status: v.fallback(v.nullish(v.string(), ''), '') });

/** How a rendering stands. `looker.not-found` when Looker does not know it any more: begin anew. */
export async function readRenderStatus(
  connection: LookerConnection,
  renderId: string,
): Answered<'running' | 'done' | 'failed'> {
  const answer = await askLooker({
    connection,
    operation: 'render_task',
    activity: 'db_query',
    method: 'GET',
    path: `/render_tasks/${encodeURIComponent(renderId)}`,
    query: { fields: 'status' },
  });
  if (!answer.ok) return answer;
  const parsed = v.safeParse(WireStatus, jsonOf(answer.value));
  if (!parsed.success) return unreadableAnswer(answer.value);
  const { status } = parsed.output;
  return ok(status === 'success' ? 'done' : status === 'failure' ? 'failed' : 'running');
}

type Rendered =
  | { readonly is: 'pdf' | 'jpg'; readonly bytes: Uint8Array }
  | { readonly is: 'running'; readonly retryAfterSeconds?: number };

/** The rendered page or picture. `looker.no-pdf` when something else came, `looker.too-big` when it has more bytes than it may. */
export async function readRendered(
  connection: LookerConnection,
  renderId: string,
  mostBytes: number,
): Answered<Rendered> {
  const answer = await askLooker({
    connection,
    operation: 'render_task_results',
    activity: 'db_query',
    method: 'GET',
    path: `/render_tasks/${encodeURIComponent(renderId)}/results`,
    accept: 'application/pdf, image/jpeg, application/json',
    timeoutSeconds: 120,
    mostBytes,
  });
  if (!answer.ok) return answer;
  const { status, bytes, retryAfterSeconds } = answer.value;
  if (status === 202) return ok(present({ is: 'running' as const, retryAfterSeconds }));
  if (begins(bytes, PDF)) return ok({ is: 'pdf', bytes });
  if (begins(bytes, JPEG)) return ok({ is: 'jpg', bytes });
  return failed({ code: 'looker.no-pdf', retry: 'after-fix' });
}

const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d];
const JPEG = [0xff, 0xd8, 0xff];

function begins(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, at) => bytes[at] === byte);
}
