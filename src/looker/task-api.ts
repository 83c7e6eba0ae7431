import * as v from 'valibot';
import { present } from '../kernel/present';
import { ok, type Result } from '../kernel/result';
import { jsonOf } from '../platform/http';
import { failed, type LookerFailure } from './failure';
import type { LookerConnection } from './login/connection';
import { askLooker } from './looker-http-api';
import { MAX_ROW_BYTES } from './query-api';
import { type TaskStatus, taskStatusOf } from './task';
import { unreadableAnswer } from './wire-api';

type Answered<T> = Promise<Result<T, LookerFailure>>;
const Id = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.nonEmpty());
const WireTask = v.object({ id: Id });

/** Begins a query as a task, all rows without a limit, asked of the database. Answers the task's id. */
export async function createTask(connection: LookerConnection, queryId: string): Answered<string> {
  const answer = await askLooker({
    connection,
    operation: 'create_query_task',
    activity: 'db_query',
    method: 'POST',
    path: '/query_tasks',
    query: { limit: -1, apply_formatting: false, apply_vis: false, cache: false, fields: 'id,status' },
    json: { query_id: queryId, result_format: 'json' },
  });
  if (!answer.ok) return answer;
  const parsed = v.safeParse(WireTask, jsonOf(answer.value));
  return parsed.success ? ok(parsed.output.id) : unreadableAnswer(answer.value);
}

const WireStatus = v.object({ status: v.string() });

/** How a task stands; one that Looker does not know counts as expired. */
export async function readTaskStatus(connection: LookerConnection, taskId: string): Answered<TaskStatus> {
  const answer = await askLooker({
    connection,
    operation: 'query_task',
    activity: 'db_query',
    method: 'GET',
    path: `/query_tasks/${encodeURIComponent(taskId)}`,
    query: { fields: 'status' },
  });
  if (!answer.ok) return isGone(answer.problem) ? ok('expired') : answer;
  const parsed = v.safeParse(WireStatus, jsonOf(answer.value));
  return parsed.success ? ok(taskStatusOf(parsed.output.status)) : unreadableAnswer(answer.value);
}

/** The bytes of the `json` rows of a complete task. */
type TaskResults =
  | { readonly is: 'rows'; readonly bytes: Uint8Array }
  | { readonly is: 'running'; readonly retryAfterSeconds?: number }
  | { readonly is: 'expired' };

/** What a task brought. Failed SQL is `looker.query-failed` with Looker's words as `verbatim`. */
export async function readTaskResults(connection: LookerConnection, taskId: string): Answered<TaskResults> {
  const answer = await askLooker({
    connection,
    operation: 'query_task_results',
    activity: 'db_query',
    method: 'GET',
    path: `/query_tasks/${encodeURIComponent(taskId)}/results`,
    timeoutSeconds: 150,
    mostBytes: MAX_ROW_BYTES,
  });
  if (!answer.ok) {
    if (isGone(answer.problem)) return ok({ is: 'expired' });
    const { problem, verbatim } = answer.problem;
    return problem.status === 400 ? failed({ ...QUERY_FAILED, status: 400 }, verbatim) : answer;
  }
  const { status, bytes, retryAfterSeconds } = answer.value;
  return ok(status === 202 ? present({ is: 'running' as const, retryAfterSeconds }) : { is: 'rows', bytes });
}
const QUERY_FAILED = { code: 'looker.query-failed', retry: 'after-fix' } as const;

function isGone({ problem }: LookerFailure): boolean {
  return problem.code === 'looker.not-found';
}
