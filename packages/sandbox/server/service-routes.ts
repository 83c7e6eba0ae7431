import { type Context, Hono } from 'hono';
import { DEMO_HOST } from '../looker/fresh-state';
import type { Caller, Method, Service, ServiceAnswer, ServiceRequest } from '../world/types';
import type { JudgeOther } from './judge';
import { accountOf } from './people';
import type { Sandbox } from './sandbox';

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

/** The fakes as systems of their own: for people's browsers, tests and other programs. */
export function serviceRoutes(sandbox: Sandbox, judge: JudgeOther | undefined): Hono {
  const app = new Hono();
  app.all('/jira/*', async (c) => {
    const caller: Caller = { kind: 'person', accountId: accountOf(c.req.header('x-sandbox-user')) };
    return ask(sandbox.world().services.jira, await serviceRequest(c, { under: '/jira', caller }));
  });
  app.all('/datev/:realm{openid(sandbox)?}/*', async (c) =>
    ask(
      sandbox.world().services.datev,
      await serviceRequest(c, { under: '/datev', caller: { kind: 'program' }, host: 'login.datev.de' }),
    ),
  );
  app.all('/datev/:api/*', async (c) => {
    const api = c.req.param('api');
    return ask(
      sandbox.world().services.datev,
      await serviceRequest(c, {
        under: `/datev/${api}`,
        caller: { kind: 'program' },
        host: `${api}.api.datev.de`,
      }),
    );
  });
  app.all('/looker/:first/*', async (c) => {
    const { looker } = sandbox.world().services;
    const first = c.req.param('first');
    const isHost = first.includes('.');
    const from = { under: isHost ? `/looker/${first}` : '/looker', host: isHost ? first : DEMO_HOST };
    const request = await serviceRequest(c, { ...from, caller: { kind: 'program' } });
    return looker === undefined ? c.notFound() : ask(looker, request);
  });
  app.all('/x1/:id/*', (c) => webtrigger(sandbox, c));
  app.all('/x1/:id', (c) => webtrigger(sandbox, c));

  async function ask(service: Service, request: ServiceRequest | undefined): Promise<Response> {
    if (request === undefined) return new Response('method not allowed', { status: 405 });
    const operation = service.operation(request);
    const answer = await performed(service, request);
    judge?.(sandbox.world().log, { service: service.name, operation, request, answer });
    // What the change set off (events for the app) runs at once, as far as it is due.
    if (request.method !== 'GET' && request.method !== 'HEAD') await sandbox.world().idle();
    return toResponse(answer, request.method);
  }
  function performed(service: Service, request: ServiceRequest): ServiceAnswer | Promise<ServiceAnswer> {
    return service.name === 'jira' ? sandbox.world().askJira(request) : service.handle(request);
  }
  return app;
}

async function serviceRequest(
  c: Context,
  from: { readonly under: string; readonly caller: Caller; readonly host?: string },
): Promise<ServiceRequest | undefined> {
  const request = c.req.raw;
  if (!METHODS.includes(request.method)) return undefined;
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers.entries());
  return {
    method: request.method as Method,
    path: url.pathname.slice(from.under.length),
    query: url.searchParams,
    headers: { ...headers, ...(from.host === undefined ? {} : { host: from.host }) },
    body: new Uint8Array(await request.arrayBuffer()),
    caller: from.caller,
  };
}

export function toResponse(answer: ServiceAnswer, method: string): Response {
  const empty = method === 'HEAD' || answer.status === 204 || answer.status === 304;
  return new Response(empty ? null : toBody(answer.body), { status: answer.status, headers: answer.headers });
}

function toBody(body: ServiceAnswer['body']): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? body : new Uint8Array(body);
}

async function webtrigger(sandbox: Sandbox, c: Context): Promise<Response> {
  const url = new URL(c.req.url);
  const id = c.req.param('id') ?? '';
  // Not `text()`, which drops a byte order mark: a signature is over every byte.
  const body = Buffer.from(await c.req.arrayBuffer()).toString('utf8');
  const lists = (entries: Iterable<[string, string]>): Record<string, string[]> => {
    const found: Record<string, string[]> = {};
    for (const [name, value] of entries) found[name] = [...(found[name] ?? []), value];
    return found;
  };
  const answer = await sandbox.world().webtrigger(id, {
    method: c.req.method,
    path: url.pathname,
    headers: lists(c.req.raw.headers.entries()),
    queryParameters: lists(url.searchParams.entries()),
    ...(body === '' ? {} : { body }),
  });
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headers))
    for (const value of values) headers.append(name, value);
  return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers });
}
