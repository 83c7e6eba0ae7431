import type { ServiceAnswer } from '../world/types';
import { empty, notFound, refused } from './answers';
import { bodyOf, type Call, instant, integer, may, reply } from './call';
import { hexOf } from './chance';
import { spelledOut, todayIn } from './dates';
import { DASHBOARD, type Look } from './fresh-state';
import { jpgOf } from './jpg';
import type { StoredRender } from './model';
import { pdfOf } from './pdf';
import { DEFAULT_TIMEZONE } from './plan';
import { exploreOf, runnableLook, storedQuery } from './visible';

const KEPT_MS = 3_600_000;
const PERIOD_FIELDS: readonly string[] = ['general_ledger.posting_month', 'general_ledger.posting_date'];
type About = Pick<StoredRender, 'what' | 'of' | 'title' | 'period' | 'filters'>;

export function renderLook(call: Call): ServiceAnswer {
  const look = runnableLook(call, call.route.path['look'] ?? '');
  if (look === undefined) return notFound();
  // The document of this operation: "Output type: png, or jpg".
  const isPdf = call.route.path['format'] === 'pdf';
  const pdf = isPdf && !call.state.lookPdf ? refused(400, 'A Look can be rendered as png or jpg') : undefined;
  const wrong = wrongRender(call) ?? pdf;
  if (wrong !== undefined) return wrong;
  const about = { what: 'look', of: look.id, title: look.title, filters: null } as const;
  return taken(call, { ...about, period: periodOf(look, call.now) });
}

/** The document of this operation: "Output type: png or jpg". */
export function renderQuery(call: Call): ServiceAnswer {
  const stored = storedQuery(call, call.route.path['query'] ?? '');
  if (stored === undefined || exploreOf(call, stored.asked.model, stored.asked.view) === undefined)
    return notFound();
  const isPdf = call.route.path['format'] === 'pdf';
  const wrong =
    wrongRender(call) ?? (isPdf ? refused(400, 'A query can be rendered as png or jpg') : undefined);
  if (wrong !== undefined) return wrong;
  const about = {
    what: 'query',
    of: call.route.path['query'] ?? '',
    title: stored.asked.view,
    filters: null,
  } as const;
  return taken(call, { ...about, period: periodOf(stored, call.now) });
}

export function renderDashboard(call: Call): ServiceAnswer {
  const seen = call.route.path['dashboard'] === DASHBOARD.id && may(call, 'see_user_dashboards');
  if (!seen || !may(call, 'access_data')) return notFound();
  const body = bodyOf(call);
  if (body === undefined) return refused(400, 'The body is no JSON object');
  const wrong = wrongRender(call);
  if (wrong !== undefined) return wrong;
  const filters = typeof body['dashboard_filters'] === 'string' ? body['dashboard_filters'] : null;
  const period = [...new URLSearchParams(filters ?? '').values()].join(', ');
  return taken(call, {
    ...{ what: 'dashboard', of: DASHBOARD.id, title: DASHBOARD.title, filters },
    period: period === '' ? 'alle' : period,
  });
}

function wrongRender({ route, request, user }: Call): ServiceAnswer | undefined {
  const download = user.permissions.some((one) => one.startsWith('download_'));
  if (!download) return notFound();
  const format = route.path['format'] ?? '';
  if (!['pdf', 'png', 'jpg'].includes(format)) return refused(400, `${format} is no format to render`);
  if (format === 'png') return refused(400, `The sandbox does not render ${format}`);
  const sizes = ['width', 'height'].map((name) => integer(request, name));
  const fits = sizes.every((size) => size !== undefined && size > 0);
  return fits ? undefined : refused(400, 'width and height are required');
}

/** The month or days a Look or a query is about, by its filter. */
function periodOf({ asked }: Pick<Look, 'asked'>, now: number): string {
  const filter = PERIOD_FIELDS.map((field) => asked.filters[field]).find((text) => text !== undefined);
  if (filter === undefined) return 'alle';
  return spelledOut(filter, todayIn(asked.query_timezone ?? DEFAULT_TIMEZONE, now));
}

function taken(call: Call, about: About): ServiceAnswer {
  const { state, host, user, request, now } = call;
  state.serial += 1;
  const render: StoredRender = {
    ...about,
    format: call.route.path['format'] === 'jpg' ? 'jpg' : 'pdf',
    id: hexOf(32, state.seed, 'render', state.serial),
    ...{ host, clientId: user.clientId, createdAt: now, doneAt: now + state.slowMs },
    width: integer(request, 'width') ?? 0,
    height: integer(request, 'height') ?? 0,
    end: state.nextRenders.shift() ?? 'success',
  };
  state.renders = [...state.renders.filter(({ doneAt }) => doneAt > now - 24 * KEPT_MS), render];
  return reply(call, wireRender(call, render));
}

const PHASES = ['enqueued_for_query', 'querying', 'enqueued_for_render', 'rendering'] as const;

/** A quarter of the time in each phase. */
function statusOf({ createdAt, doneAt, end }: StoredRender, now: number): string {
  if (now >= doneAt) return end;
  return PHASES[Math.floor(((now - createdAt) / (doneAt - createdAt)) * PHASES.length)] ?? end;
}

function renderOf({ state, host, user, route }: Call): StoredRender | undefined {
  return state.renders.find(
    (one) => one.id === route.path['render'] && one.host === host && one.clientId === user.clientId,
  );
}

export function getRender(call: Call): ServiceAnswer {
  const render = renderOf(call);
  return render === undefined ? notFound() : reply(call, wireRender(call, render));
}

function wireRender(call: Call, render: StoredRender): unknown {
  const { now, user } = call;
  const done = now >= render.doneAt;
  const seconds = done ? (render.doneAt - render.createdAt) / 1000 : null;
  return {
    ...{ can: { show: true }, id: render.id, status: statusOf(render, now), user_id: user.id },
    ...{ created_at: instant(render.createdAt), finalized_at: done ? instant(render.doneAt) : null },
    query_id: render.what === 'query' ? render.of : null,
    ...{ look_id: render.what === 'look' ? render.of : null, width: render.width, height: render.height },
    ...{ dashboard_id: render.what === 'dashboard' ? render.of : null, dashboard_filters: render.filters },
    ...{ result_format: render.format, runtime: seconds, query_runtime: seconds, render_runtime: seconds },
    status_detail: done && render.end === 'failure' ? 'Error while rendering' : null,
  };
}

/** 202 with Retry-After until it is done; what failed or is too old is not there. */
export function renderResults(call: Call): ServiceAnswer {
  const render = renderOf(call);
  if (render === undefined) return notFound();
  const { now } = call;
  if (now < render.doneAt) return empty(202, { 'retry-after': '2' });
  if (render.end === 'failure' || now >= render.doneAt + KEPT_MS) return notFound();
  const lines = [
    ...[render.title, `Zeitraum: ${render.period}`, `Stand: ${instant(render.createdAt)}`],
    `Quelle: https://${render.host}/${render.what}s/${render.of}`,
  ];
  if (render.format === 'jpg')
    return { status: 200, headers: { 'content-type': 'image/jpeg' }, body: jpgOf(lines) };
  return {
    status: 200,
    headers: { 'content-type': 'application/pdf' },
    body: pdfOf(lines, { landscape: render.width > render.height }),
  };
}
