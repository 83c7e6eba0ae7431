import '../support/forge-globals';
import { expect, it } from 'vitest';
import { authorise } from '../../src/security/authorise-api';
import { answerInTurn, json } from '../support/forge-globals';

const administers = json({ permissions: { ADMINISTER: { havePermission: true } } });
const myself = (accountId: string) => json({ accountId, groups: { size: 0, items: [] } });
const asked = { face: 'admin', need: 'admin', payload: {} } as const;

it.each([
  ['the account Jira answers for', 'account-a', { ok: true }],
  ['another account', 'account-b', { ok: false, problem: { code: 'access.not-signed-in' } }],
])('the door opens to the account Forge vouches for, when it is %s', async (_what, atJira, answer) => {
  answerInTurn(administers.clone(), myself(atJira));
  expect(await authorise(asked, { accountId: 'account-a', heard: new Map() })).toMatchObject(answer);
});
