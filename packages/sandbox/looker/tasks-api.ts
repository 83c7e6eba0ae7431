import type { ServiceAnswer } from '../world/types';
import { empty, invalid, notFound, refused, type Wrong } from './answers';
import { bodyOf, type Call, reply } from './call';
import { hexOf } from './chance';
import { detail, isFormat, type Outcome, records, written } from './formats';
import type { StoredQuery, StoredTask, TaskEnd } from './model';
import { planOf } from './plan';
import { outcomeOf, wrongRun } from './queries-api';
import { storedQuery, wireQuery } from './visible';

/** How long results can be fetched; then the task reads `expired`. */
const KEPT_MS = 3_600_000;
const EXPIRED = 'Results have expired. Run the query again.';
const MEMBERS: readonly string[] = [
  ...['query_id', 'result_format', 'source', 'deferred', 'look_id', 'dashboard_id'],
];

export function createTask(call: Call): ServiceAnswer {
  const body = bodyOf(call);
  if (body === undefined) return refused(400, 'The body is no JSON object');
  const wrong = wrongBody(body);
  if (wrong.length > 0) return invalid(wrong);
  const queryId = String(body['query_id']);
  const format = String(body['result_format']);
  const query = storedQuery(call, queryId);
  if (query === undefined) return notFound();
  const refusal = wrongRun(call, query.asked, format);
  if (refusal !== undefined) return refusal;
  const look = body['look_id'];
  const task = newTask(call, query, {
    ...{ queryId, format },
    ...(typeof look === 'string' ? { lookId: look } : {}),
  });
  const { state, now } = call;
  state.tasks = [...state.tasks.filter(({ doneAt }) => doneAt > now - 24 * KEPT_MS), task];
  return reply(call, wireTask(call, task));
}

function wrongBody(body: Readonly<Record<string, unknown>>): readonly Wrong[] {
  const strange = Object.keys(body).filter((name) => !MEMBERS.includes(name));
  const missing = ['query_id', 'result_format'].filter((name) => typeof body[name] !== 'string');
  return [
    ...strange.map((field): Wrong => ({ field, code: 'invalid', message: `${field} is unknown` })),
    ...missing.map((field): Wrong => ({ field, code: 'missing_field', message: `${field} is required` })),
  ];
}

/** How a task ends is decided when it is made, and seen when its time has come. */
function newTask(
  { state, host, user, request, now }: Call,
  query: StoredQuery,
  about: Pick<StoredTask, 'queryId' | 'format' | 'lookId'>,
): StoredTask {
  state.serial += 1;
  const told = state.errorsIn200.shift();
  const plan = planOf(state, query.asked, now);
  const error = told ?? ('error' in plan ? plan.error : undefined);
  const ordered = state.nextTasks.shift();
  const end: TaskEnd = ordered ?? (error === undefined ? 'complete' : 'error');
  const { times, ms } = state.bogus;
  if (times > 0) state.bogus = { times: times - 1, ms };
  return {
    ...about,
    id: hexOf(32, state.seed, 'task', state.serial),
    ...{ host, clientId: user.clientId, createdAt: now, doneAt: now + state.slowMs, end },
    parameters: Object.fromEntries(request.query),
    ...(end === 'error' ? { error: error ?? 'The database refused the query.' } : {}),
    ...(times > 0 ? { bogusUntil: now + ms } : {}),
  };
}

type Status = 'added' | 'running' | TaskEnd;
function statusOf(task: StoredTask, now: number): Status {
  if (task.bogusUntil !== undefined && now < task.bogusUntil) return 'expired';
  if (task.killedAt !== undefined) return 'killed';
  if (now < task.createdAt + (task.doneAt - task.createdAt) / 4) return 'added';
  if (now < task.doneAt) return 'running';
  return now >= task.doneAt + KEPT_MS ? 'expired' : task.end;
}

/** Somebody else's task is not there. */
function taskOf({ state, host, user }: Call, id: string): StoredTask | undefined {
  return state.tasks.find((task) => task.id === id && task.host === host && task.clientId === user.clientId);
}

export function getTask(call: Call): ServiceAnswer {
  const task = taskOf(call, call.route.path['task'] ?? '');
  return task === undefined ? notFound() : reply(call, wireTask(call, task));
}

function wireTask(call: Call, task: StoredTask): unknown {
  const query = storedQuery(call, task.queryId);
  const done = call.now >= task.doneAt;
  return {
    ...{ can: { show: true }, id: task.id, query_id: task.queryId, status: statusOf(task, call.now) },
    ...{ result_format: task.format, source: 'api', look_id: task.lookId ?? null, dashboard_id: null },
    ...{ runtime: done ? (task.doneAt - task.createdAt) / 1000 : null, result_source: done ? 'query' : null },
    ...{ cache: true, cache_only: false, force_production: false, generate_links: false },
    ...(query === undefined ? {} : { query: wireQuery(call, task.queryId, query.asked) }),
  };
}

export function taskResults(call: Call): ServiceAnswer {
  const task = taskOf(call, call.route.path['task'] ?? '');
  if (task === undefined || !isFormat(task.format)) return notFound();
  const status = statusOf(task, call.now);
  if (status === 'added' || status === 'running') return empty(202);
  if (status === 'expired') return refused(404, EXPIRED);
  const formatted = task.parameters['apply_formatting'] === 'true';
  const style = { format: task.format, formatted };
  if (status === 'complete') return written(outcome(call, task), style);
  const error = status === 'killed' ? 'Query killed.' : (task.error ?? 'The query failed.');
  return task.format === 'json_detail' ? written({ error }, style) : refused(400, error);
}

/** As the task was ordered: with its own parameters, and "last month" as of then. */
function outcome(call: Call, task: StoredTask): Outcome {
  const query = storedQuery(call, task.queryId);
  if (query === undefined) return { error: 'Unknown query' };
  const request = { ...call.request, query: new URLSearchParams({ ...task.parameters }) };
  return outcomeOf({ ...call, request, now: task.createdAt }, query.asked);
}

export function multiResults(call: Call): ServiceAnswer {
  const ids = call.request.query.getAll('query_task_ids').flatMap((list) => list.split(','));
  if (ids.length === 0) return refused(400, 'query_task_ids is required');
  return reply(call, Object.fromEntries(ids.map((id) => [id, oneOfMany(call, taskOf(call, id))])));
}

function oneOfMany(call: Call, task: StoredTask | undefined): unknown {
  if (task === undefined) return { status: 'missing' };
  const status = statusOf(task, call.now);
  if (status === 'expired') return { status, data: { error: EXPIRED } };
  if (status === 'error') return { status, data: { error: task.error ?? null } };
  if (status !== 'complete') return { status };
  const result = outcome(call, task);
  const formatted = task.parameters['apply_formatting'] === 'true';
  if (task.format === 'json_detail') return { status, data: detail(result, formatted) };
  return { status, data: 'error' in result ? { error: result.error } : records(result, formatted) };
}

/** What has ended already cannot be killed any more; the call succeeds all the same. */
export function killTask(call: Call): ServiceAnswer {
  const id = call.route.path['task'] ?? '';
  const task = taskOf(call, id);
  if (task === undefined) return notFound();
  const { state, now } = call;
  if (now < task.doneAt)
    state.tasks = state.tasks.map((one) => (one.id === id ? { ...one, killedAt: now } : one));
  return empty(204);
}
