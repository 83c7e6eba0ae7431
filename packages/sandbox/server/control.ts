import { Hono } from 'hono';
import type { FaultSpec } from '../forge/world-told';
import type { LookerControls } from '../looker/controls';
import { DEMO_HOST, DEMO_KEY } from '../looker/fresh-state';
import { CALL_FAULTS, EVENT_FAULTS } from '../world/faults';
import { automationRoutes } from './automation-api';
import type { Fresh, Sandbox } from './sandbox';
import { workflowRoutes } from './workflow-api';

/** `/_sandbox/…`: what a test, or a curious person, does to the world itself. */
export function controlRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  app.get('/help', (c) => c.text(HELP));
  app.get('/clock', (c) => c.json(clock(sandbox)));
  app.post('/clock', async (c) => {
    const order = await jsonBody<{ readonly advanceSeconds?: unknown; readonly freeze?: unknown }>(c.req.raw);
    const wrong = wrongClock(order);
    if (wrong !== undefined) return c.json({ error: wrong }, 400);
    if (typeof order?.freeze === 'boolean') sandbox.freeze(order.freeze);
    if (order?.advanceSeconds === undefined) return c.json({ ...clock(sandbox), ran: 0 });
    try {
      const { ran } = await sandbox.advance(order.advanceSeconds as number);
      return c.json({ ...clock(sandbox), ran });
    } catch (error) {
      // The world never came to rest: whoever asked needs to see what keeps it busy.
      return c.json(
        {
          error: String((error as Error).message),
          ...clock(sandbox),
          queue: sandbox.world().agenda().slice(0, 200),
        },
        500,
      );
    }
  });
  app.post('/trigger/:key', async (c) => {
    const key = c.req.param('key');
    const known = (sandbox.world().manifest.modules.scheduledTrigger ?? []).map((each) => each.key);
    if (!known.includes(key)) return c.json({ error: `There is no scheduled trigger "${key}".`, known }, 404);
    const outcome = await sandbox.world().runScheduled(key);
    await sandbox.world().idle();
    return c.json({ ...clock(sandbox), outcome }, outcome.kind === 'returned' ? 200 : 500);
  });
  app.get('/faults', (c) => c.json(sandbox.world().faults.list()));
  app.delete('/faults', (c) => {
    sandbox.world().faults.clear();
    return c.json([]);
  });
  app.post('/faults', async (c) => addFaults(sandbox, await jsonBody(c.req.raw)));
  app.post('/looker', async (c) => {
    const order = await jsonBody<Partial<LookerOrder>>(c.req.raw);
    const wrong = changeLooker(sandbox, order);
    return wrong === undefined ? c.json(clock(sandbox)) : c.json({ error: wrong }, 400);
  });
  app.get('/log', (c) => {
    const { requests, violations, refused, checked, console: lines } = sandbox.world().log;
    return c.json({ requests, violations, refused, checked, console: lines });
  });
  app.get('/trace', (c) => c.json(sandbox.world().trace()));
  app.get('/invocations', (c) => c.json(sandbox.world().log.invocations));
  app.get('/agenda', (c) => c.json(sandbox.world().agenda()));
  app.get('/storage', (c) => c.json(sandbox.world().storage.dump({ maskSecrets: true })));
  app.route('/automation', automationRoutes(sandbox));
  app.route('/workflows', workflowRoutes(sandbox));
  app.get('/webtriggers', (c) => {
    const world = sandbox.world();
    const keys = (world.manifest.modules.webtrigger ?? []).map((each) => each.key);
    return c.json(Object.fromEntries(keys.map((key) => [key, world.webtriggerUrl(key)])));
  });
  app.post('/reset', async (c) => {
    await sandbox.reset(freshOf(await jsonBody<ResetOrder>(c.req.raw)));
    return c.json(clock(sandbox));
  });
  return app;
}

type ResetOrder = { readonly empty?: unknown; readonly connected?: unknown; readonly showcase?: unknown };

function freshOf(order: ResetOrder | undefined): Fresh {
  if (order?.empty === true) return order.connected === true ? 'connected' : 'installed';
  return order?.showcase === true ? 'showcase' : 'set-up';
}

function clock(sandbox: Sandbox): { readonly now: string; readonly frozen: boolean } {
  return { now: new Date(sandbox.world().clock.now()).toISOString(), frozen: sandbox.frozen() };
}

function wrongClock(
  order: { readonly advanceSeconds?: unknown; readonly freeze?: unknown } | undefined,
): string | undefined {
  const { advanceSeconds: seconds, freeze } = order ?? {};
  if (seconds === undefined && freeze === undefined)
    return 'Send {"advanceSeconds": n} or {"freeze": true|false}.';
  if (freeze !== undefined && typeof freeze !== 'boolean') return '"freeze" is true or false.';
  const fits =
    seconds === undefined ||
    (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 && seconds <= 366 * 86_400);
  return fits
    ? undefined
    : '"advanceSeconds" is a number from 0 to 31622400 (a year); the clock never goes back.';
}

type LookerOrder = Parameters<LookerControls['setColumns']>[0];

/** What somebody at Looker changes about its columns. */
function changeLooker(sandbox: Sandbox, order: Partial<LookerOrder> | undefined): string | undefined {
  if (order === undefined)
    return 'Send {"rename": {"posting_date": "booking_date"}, "remove": ["text"], "retype": {…}}.';
  try {
    sandbox.looker().setColumns(order);
    sandbox.world().touch();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const FAULTS: readonly string[] = [...CALL_FAULTS, ...EVENT_FAULTS];

/** One fault or a list of them; `{"clear": true}` takes all back. */
function addFaults(sandbox: Sandbox, order: unknown): Response {
  const { faults } = sandbox.world();
  if ((order as { readonly clear?: unknown } | undefined)?.clear === true) faults.clear();
  else {
    const specs = (Array.isArray(order) ? order : [order]) as readonly Partial<FaultSpec>[];
    const wrong = specs.find(
      (spec) =>
        typeof spec?.service !== 'string' ||
        typeof spec.operation !== 'string' ||
        !FAULTS.includes(String(spec.fault)),
    );
    if (wrong !== undefined) {
      return Response.json(
        {
          error: 'A fault is {"service", "operation", "fault", "times"?, "after"?, "match"?}.',
          faults: FAULTS,
          got: wrong,
        },
        { status: 400 },
      );
    }
    for (const spec of specs) faults.add({ ...spec, fault: String(spec.fault) } as FaultSpec);
  }
  return Response.json(faults.list());
}

/** The body as JSON; `undefined` where there is none or it is none. */
export async function jsonBody<T>(request: Request): Promise<T | undefined> {
  try {
    return (await request.json()) as T;
  } catch {
    return undefined;
  }
}

const HELP = `The sandbox: Forge, Jira, DATEV and Looker on this machine.

People
  GET  /                        issues of project BUCH      GET /browse/KEY   one issue
  GET  /admin                   our settings                GET /desk         our DATEV desk
  GET  /dashboard               our widget, as a dashboard shows it
                                A start card greets, "Play the story" tells it, "Sandbox controls" hold clock, people, faults, reset.

Systems
  *    /jira/rest/api/3/…       the fake Jira; X-Sandbox-User: admin | firm-lead | accountant | outsider | <account id>
  *    /datev/<api>/platform-sandbox/v2|v3/…   the fake DATEV; Authorization: Bearer sandbox (another program),
                                X-DATEV-Client-Id: anything; <api> = accounting-clients | accounting-extf-files |
                                accounting-documents | accounting-dxso-jobs;   /datev/openid/…  its login
  *    /looker/api/4.0/…        the fake Looker (host ${DEMO_HOST}; others: /looker/<host>/…): POST …/login with
                                client_id=${DEMO_KEY.clientId}, client_secret=${DEMO_KEY.clientSecret}; then
                                Authorization: token …; model finance, explore general_ledger, a Look 42, a dashboard 7
  *    /x1/<id>                 web triggers of the app (addresses: GET /_sandbox/webtriggers)

The world
  POST /_sandbox/clock          {"advanceSeconds": n} moves the clock and runs what falls due; {"freeze": true|false}
  GET  /_sandbox/clock          {now, frozen}
  POST /_sandbox/trigger/<key>  a scheduled trigger now
  POST /_sandbox/faults         {"service", "operation", "fault", "times"?, "after"?, "match"?} or a list; {"clear": true}
  GET  /_sandbox/faults         what still waits to strike; DELETE takes all back
                                services: kvs queue webtrigger jira datev looker egress events, or *
                                faults: 429 500 503 html cut-off network lost-response timeout timeout-after
                                        crash-before crash-after; events and queue: duplicate late lost reorder
  POST /_sandbox/looker         {"rename": {"posting_date": "booking_date"}, "remove"?: [names], "retype"?: {name: type}}:
                                somebody changes columns at Looker
  GET  /_sandbox/log            {requests, violations, refused, checked, console}
  GET  /_sandbox/trace          every call that left the app, KVS too      GET /_sandbox/invocations
  GET  /_sandbox/agenda         what is due when                           GET /_sandbox/storage   (secrets masked)
  POST /_sandbox/resolver       {"moduleKey", "functionKey", "payload"?, "user"?, "issueKey"?}: what a face would call
  POST /_sandbox/automation/rules   {"id"?, "name", "action", "user"?, "inputs"}: a rule of Jira Automation with one of the app's actions,
                                as the connection of "user"; smart values {{issue.key}} and {{issue.id}}
  POST /_sandbox/automation/run {"rule", "issueKey"?} runs it: {is: done | stopped | failed, messages, outputs}
  GET  /_sandbox/automation     {rules, log}                               (page: GET /automation)
  POST /_sandbox/workflows      {"workflow", "transition", "validator", "on"?}: puts a validator of the app on a transition, or takes it off
  GET  /_sandbox/workflows      {validators, workflows}
  POST /_sandbox/reset          start over: a firm set up, without files; {"empty": true}: as just installed;
                                {"empty": true, "connected": true}: and connected to DATEV;
                                {"showcase": true}: the example firm – 6 Mandanten, 3 months, a file in every state
  GET  /_sandbox/webtriggers    address per web trigger key

Starting
  npm start                     in a folder that was never used: the example firm comes in by itself a few seconds later, unless somebody
                                changed something meanwhile; with SANDBOX_DIR set it comes only with --showcase
  npm start -- --demo           the first page that is opened tells the story
  npm start -- --frozen         the clock stands until somebody moves it
`;
