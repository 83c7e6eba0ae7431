import type { ServiceAnswer } from '../world/types';
import { invalid, notFound, refused, TOLD } from './answers';
import { readAsked } from './asked';
import { bodyOf, type Call, integer, may, reply } from './call';
import { DOCUMENTED, isFormat, type Outcome, written } from './formats';
import { queryId } from './fresh-state';
import type { Asked } from './model';
import { runQuery } from './run';
import { exploreOf, runnableLook, storedQuery, wireQuery } from './visible';

export function createQuery(call: Call): ServiceAnswer {
  const asked = inlineQuery(call);
  if ('status' in asked) return asked;
  const { state, host } = call;
  const id = queryId(state, host, asked);
  state.queries[id] = { host, asked };
  return reply(call, wireQuery(call, id, asked));
}

/** A query whose model and explore this user sees. */
function inlineQuery(call: Call): Asked | ServiceAnswer {
  if (!may(call, 'explore')) return notFound();
  const body = bodyOf(call);
  if (body === undefined) return refused(400, 'The body is no JSON object');
  const asked = readAsked(body);
  if ('wrong' in asked) return invalid(asked.wrong);
  return exploreOf(call, asked.model, asked.view) === undefined ? notFound() : asked;
}

export function getQuery(call: Call): ServiceAnswer {
  const id = call.route.path['query'] ?? '';
  const found = storedQuery(call, id);
  return found === undefined ? notFound() : reply(call, wireQuery(call, id, found.asked));
}

export function runInline(call: Call): ServiceAnswer {
  const asked = inlineQuery(call);
  return 'status' in asked ? asked : run(call, asked);
}

export function runStored(call: Call): ServiceAnswer {
  const found = storedQuery(call, call.route.path['query'] ?? '');
  return found === undefined ? notFound() : run(call, found.asked);
}

export function runLook(call: Call): ServiceAnswer {
  const look = runnableLook(call, call.route.path['look'] ?? '');
  return look === undefined ? notFound() : run(call, look.asked);
}

function run(call: Call, asked: Asked): ServiceAnswer {
  const format = call.route.path['format'] ?? '';
  const wrong = wrongRun(call, asked, format);
  if (wrong !== undefined || !isFormat(format)) return wrong ?? notFound();
  const told = call.state.errorsIn200.shift();
  const formatted = call.request.query.get('apply_formatting') === 'true';
  const answer = written(outcomeOf(call, asked, told), { format, formatted });
  return told === undefined ? answer : { ...answer, headers: { ...answer.headers, [TOLD]: 'error-in-200' } };
}

export function outcomeOf(call: Call, asked: Asked, told?: string): Outcome {
  if (told !== undefined) return { error: told };
  const limit = integer(call.request, 'limit');
  const { state, user, now } = call;
  return runQuery(asked, { state, user, now, ...(limit === undefined ? {} : { limit }) });
}

const TRUTHS: readonly string[] = [
  ...['apply_formatting', 'apply_vis', 'cache', 'generate_drill_links', 'force_production'],
  ...['cache_only', 'rebuild_pdts', 'server_table_calcs'],
];

/** What keeps a query from being run; also asked before a task is made. */
export function wrongRun(call: Call, asked: Asked, format: string): ServiceAnswer | undefined {
  if (!may(call, 'access_data') || exploreOf(call, asked.model, asked.view) === undefined) return notFound();
  if (!DOCUMENTED.includes(format)) return notFound();
  if (!isFormat(format)) return refused(400, `The sandbox does not make the format ${format}`);
  const { request } = call;
  const limit = integer(request, 'limit');
  if (Number.isNaN(limit) || (limit ?? 0) < -1) return refused(400, 'limit must be a number');
  const untrue = TRUTHS.find((name) => !['true', 'false', null].includes(request.query.get(name)));
  return untrue === undefined ? undefined : refused(400, `${untrue} must be true or false`);
}
