import { Hono } from 'hono';
import type { JiraControls } from '../jira/controls';
import type { Sandbox } from './sandbox';

type Order = {
  readonly workflow?: unknown;
  readonly transition?: unknown;
  readonly validator?: unknown;
  readonly on?: unknown;
};

/** `/_sandbox/workflows`: the part of Jira's workflow editor in which somebody puts the app's validators on transitions. */
export function workflowRoutes(sandbox: Sandbox): Hono {
  const app = new Hono();
  app.get('/', (c) => c.json(workflows(sandbox)));
  app.post('/', async (c) => {
    const wrong = put(sandbox, await c.req.json<Order>().catch(() => ({})));
    return wrong === undefined ? c.json(workflows(sandbox)) : c.json({ error: wrong }, 400);
  });
  return app;
}

/** Workflows with their transitions, and the validators that can be put on them. */
function workflows(sandbox: Sandbox) {
  const { statuses, workflows: all } = sandbox.jira().site();
  const named = (id: string) => statuses.find((one) => one.id === id)?.name ?? id;
  return {
    validators: sandbox
      .world()
      .validators()
      .map(({ key }) => key),
    workflows: all.map(({ id, transitions }) => ({
      id,
      transitions: transitions.map((one) => ({
        id: one.id,
        name: one.name,
        to: named(one.to),
        validators: one.validators ?? [],
      })),
    })),
  };
}

/** Why the editor does not offer that; `undefined`: it is done. */
function put(sandbox: Sandbox, { workflow, transition, validator, on = true }: Order): string | undefined {
  const jira = sandbox.jira();
  const module = sandbox
    .world()
    .validators()
    .find(({ key }) => key === validator);
  if (module === undefined) return 'The app offers no such validator; GET lists them.';
  const found = jira.site().workflows.find(({ id }) => id === workflow);
  const way = found?.transitions.find(({ id }) => id === transition);
  if (found === undefined || way === undefined) return 'There is no such transition; GET lists them.';
  const type = kindOf(jira, found.id);
  if (!(module.projectTypes ?? ['company-managed']).includes(type))
    return `The validator is not for ${type} projects.`;
  if (typeof on !== 'boolean') return '"on" is true or false.';
  jira.setValidator({ workflow: found.id, transition: way.id }, module.key, on);
  sandbox.world().touch();
  return undefined;
}

function kindOf(jira: JiraControls, workflow: string): 'team-managed' | 'company-managed' {
  const users = jira
    .site()
    .projects.filter(({ types }) => types.some(({ workflowId }) => workflowId === workflow));
  return users.some(({ style }) => style === 'next-gen') ? 'team-managed' : 'company-managed';
}
