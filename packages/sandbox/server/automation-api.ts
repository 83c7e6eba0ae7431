import { Hono } from 'hono';
import { RuleRefused } from '../forge/host';
import { accountOf } from './people';
import { readIssueAsAdmin } from './read-issue';
import type { Sandbox } from './sandbox';

type RuleOrder = {
  readonly id?: string;
  readonly name?: string;
  readonly action?: string;
  readonly user?: string;
  readonly inputs?: Readonly<Record<string, string>>;
};
type RunOrder = { readonly rule?: string; readonly issueKey?: string };

/** `/_sandbox/automation/…`: rules of Jira Automation with the app's actions. */
export function automationRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  app.get('/', (c) => {
    const { automation } = sandbox.world();
    return c.json({ rules: automation.rules(), log: automation.log() });
  });
  app.post('/rules', async (c) => answered(async () => save(sandbox, await c.req.json<RuleOrder>())));
  app.post('/run', async (c) => answered(async () => run(sandbox, await c.req.json<RunOrder>())));
  return app;
}

/** What Automation does not take is told with its reason. */
async function answered(doing: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json(await doing());
  } catch (error) {
    if (!(error instanceof RuleRefused || error instanceof SyntaxError)) throw error;
    return Response.json({ error: error.message }, { status: 400 });
  }
}

async function save(sandbox: Sandbox, order: RuleOrder): Promise<unknown> {
  const { id, action = '', name = action, user, inputs = {} } = order;
  const rule = { name, action, connection: accountOf(user), inputs };
  return sandbox.world().automation.save(id === undefined ? rule : { ...rule, id });
}

async function run(sandbox: Sandbox, { rule = '', issueKey }: RunOrder): Promise<unknown> {
  const issue = issueKey === undefined ? undefined : readIssueAsAdmin(sandbox, issueKey);
  if (issueKey !== undefined && issue === undefined) throw new RuleRefused(`there is no issue ${issueKey}`);
  const world = sandbox.world();
  const ran = await world.automation.run(rule, issue && { id: issue.id, key: issue.key });
  await world.idle();
  return ran;
}
