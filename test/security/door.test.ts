import '../support/forge-globals';
import { expect, it } from 'vitest';
import { authorise } from '../../src/security/authorise-api';
import { answerInTurn, answerWith, json, seen } from '../support/forge-globals';

const administers = json({ permissions: { ADMINISTER: { havePermission: true } } });
const myself = (accountId: string) => json({ accountId, groups: { size: 0, items: [] } });
const asked = { face: 'admin', right: 'admin', payload: {} } as const;

it.each([
  ['the account Jira answers for', 'account-a', { ok: true }],
  ['another account', 'account-b', { ok: false, problem: { code: 'access.not-signed-in' } }],
])('the door opens to the account Forge vouches for, when it is %s', async (_what, atJira, answer) => {
  answerInTurn(administers.clone(), myself(atJira));
  expect(await authorise(asked, { accountId: 'account-a', heard: new Map() })).toMatchObject(answer);
});

it('whoever sees an issue waits for Jira and for storage at once, and Jira is asked only once what they may', async () => {
  const onIssue = { BROWSE_PROJECTS: { havePermission: true }, ADMINISTER: { havePermission: false } };
  let onStorage: () => void = () => undefined;
  const storageAsked = new Promise<void>((resolve) => {
    onStorage = resolve;
  });
  answerWith(async ({ to, path }) => {
    if (to === 'jira' && path.includes('mypermissions')) return json({ permissions: onIssue });
    if (to !== 'jira') onStorage();
    else await storageAsked;
    return to === 'jira' ? myself('account-a') : json({ code: 'KEY_NOT_FOUND', message: 'x' }, 404);
  });
  const caller = { accountId: 'account-a', issueId: '10001', heard: new Map() };
  expect(await authorise({ face: 'issue', right: 'see', payload: {} }, caller)).toEqual({ ok: true });
  expect(seen().filter(({ path }) => path.includes('mypermissions'))).toHaveLength(1);
});
