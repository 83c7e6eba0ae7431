import { expect, it } from 'vitest';
import { createJira } from '../../../packages/sandbox/jira/create-jira';
import type { Sandbox } from '../../../packages/sandbox/server/sandbox';
import { workflowRoutes } from '../../../packages/sandbox/server/workflow-api';

const jira = createJira({
  world: { clock: { now: () => 0 }, random: { next: () => 0 }, emit: () => undefined },
});
let touched = 0;
const world = {
  validators: () => [{ key: 'both', projectTypes: ['company-managed', 'team-managed'] }, { key: 'classic' }],
  touch: () => {
    touched += 1;
  },
};
const app = workflowRoutes({ jira: () => jira, world: () => world } as unknown as Sandbox);
const put = async (order: unknown) => {
  const body = typeof order === 'string' ? order : JSON.stringify(order);
  const answer = await app.request('/', { method: 'POST', body });
  return { status: answer.status, json: (await answer.json()) as { readonly error?: string } };
};
const FINISH = { workflow: 'task', transition: '21' };
const onFinish = () =>
  jira
    .site()
    .workflows.find(({ id }) => id === 'task')
    ?.transitions.find(({ id }) => id === '21')?.validators;

it('puts a validator on a transition and takes it off, as the workflow editor does', async () => {
  expect(await put({ ...FINISH, validator: 'both' })).toMatchObject({
    status: 200,
    json: { validators: ['both', 'classic'] },
  });
  expect([onFinish(), touched]).toEqual([['both'], 1]);
  expect((await put({ ...FINISH, validator: 'both' })).status).toBe(200);
  expect(onFinish()).toEqual(['both']);
  expect((await put({ ...FINISH, validator: 'both', on: false })).status).toBe(200);
  expect(onFinish()).toEqual([]);
});

it.each([
  ['a validator that the app does not offer', { ...FINISH, validator: 'other' }, 'no such validator'],
  [
    'a transition that is not there',
    { ...FINISH, transition: '99', validator: 'both' },
    'no such transition',
  ],
  [
    'a kind of project it is not for',
    { workflow: 'team', transition: '31', validator: 'classic' },
    'team-managed',
  ],
  ['no yes or no', { ...FINISH, validator: 'both', on: 'maybe' }, 'true or false'],
  ['no JSON', '{', 'no such validator'],
])('refuses %s', async (_, order, why) => {
  const { status, json } = await put(order);
  expect([status, json.error]).toEqual([400, expect.stringContaining(why)]);
});
