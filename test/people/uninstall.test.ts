import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { configEnd, configEntries } from '../../src/audit/config-log-store';
import {
  saveConnection as keepConnection,
  loadConnection,
  loadTokens,
} from '../../src/datev/login/connection-store';
import { uninstall } from '../../src/flows/people/uninstall';
import { plusSeconds } from '../../src/kernel/instant';
import { newConnection } from '../../src/looker/login/connection';
import { keepToken, saveConnection } from '../../src/looker/login/connection-store';
import { now } from '../../src/platform/clock';
import { loggedIn } from '../effects/datev';
import { called, lost, nothing, ok, type Says, stage } from '../effects/stage';
import { watched } from '../exception/list';
import { answersFirst, json, runsFor } from '../support/forge-globals';

const REVOKE = 'POST sandbox-api/revoke';
const LOGOUT = 'DELETE kanzlei/api/4.0/logout';
const stateOf = async (id: string) => (await loadConnection(id)).data;
const revoked = () => called().filter((call) => call === REVOKE).length;

async function staged(says: Readonly<Record<string, Says>> = {}, ms = 25_000): Promise<void> {
  stage({ [REVOKE]: ok({}), ...says });
  runsFor(ms);
  await loggedIn();
}
async function atLooker(): Promise<void> {
  const draft = { name: 'Looker', url: 'https://kanzlei.cloud.looker.com', clientId: 'c' };
  const connection = newConnection(draft, { id: 'l0123456789ab', at: now(), by: 'admin' });
  await saveConnection({ connection, secret: 'geheim', by: { kind: 'person', id: 'admin' } });
  await keepToken('l0123456789ab', { token: 'T', expiresAt: plusSeconds(now(), 3000) });
}

describe('before the app is removed', () => {
  it('every approval is revoked, and one entry of the log says so', async () => {
    await staged();
    await watched();
    await uninstall();
    expect(revoked()).toBe(2);
    expect(await stateOf('main')).toMatchObject({ state: 'ended', why: 'disconnected' });
    expect(await loadTokens('main', 1)).toBeUndefined();
    const { seq } = await configEnd();
    const [entry] = await configEntries(seq, seq);
    expect(entry).toMatchObject({ actor: { kind: 'app' }, event: { what: 'app.removed' } });
  });

  it('every session at Looker is ended', async () => {
    await staged({ [LOGOUT]: nothing });
    await atLooker();
    await uninstall();
    expect(called()).toContain(LOGOUT);
  });

  it('that Looker does not answer costs no approval', async () => {
    await staged({ [LOGOUT]: lost });
    await atLooker();
    await uninstall();
    expect(await stateOf('main')).toMatchObject({ state: 'ended' });
  });

  it.each<[string, string, string, number]>([
    ['which approvals there are', 'query', '"record"', 1],
    ['which Mandanten there are', 'query', '"mandant"', 1],
    ['which connections to Looker there are', 'get', '"looker-connections"', 0],
  ])('that storage does not tell %s costs nothing else', async (_, verb, about, logouts) => {
    await staged({ [LOGOUT]: nothing });
    await atLooker();
    answersFirst(({ path, body }) =>
      path.endsWith(`/${verb}`) && JSON.stringify(body).includes(about)
        ? json({ code: 'INTERNAL', message: 'no' }, 500)
        : undefined,
    );
    await uninstall();
    expect(await stateOf('main')).toMatchObject({ state: 'ended' });
    expect(called().filter((call) => call === LOGOUT)).toHaveLength(logouts);
  });

  it('an approval of a Mandant is found by the list and by who is watched', async () => {
    await staged();
    await watched({}, '455148-3');
    const main = await loadConnection('main');
    for (const id of ['455148-3', '455148-4'])
      if (main.data !== null)
        await keepConnection(await loadConnection(id), { ...main.data, id, mode: 'long-term' });
    await uninstall();
    expect(await stateOf('455148-3')).toMatchObject({ state: 'ended' });
    expect(await stateOf('455148-4')).toMatchObject({ state: 'ended' });
  });

  it.each([
    ['nothing is begun in the last fourteen seconds', 14_000, 'live'],
    ['what fits is ended', 14_001, 'ended'],
  ])('%s', async (_, ms, state) => {
    await staged({}, ms);
    await uninstall();
    expect(await stateOf('main')).toMatchObject({ state });
  });
});
