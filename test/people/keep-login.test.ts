import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { ended, type Tokens } from '../../src/datev/login/connection';
import {
  decideConnection,
  keepTokens,
  loadConnection,
  loadTokens,
  saveConnection,
} from '../../src/datev/login/connection-store';
import type { Login } from '../../src/datev/login/login';
import { ENDPOINTS } from '../../src/datev/login/oidc';
import { disconnect } from '../../src/flows/people/end-connection';
import { keepLogin } from '../../src/flows/people/keep-login';
import { loggedIn } from '../effects/datev';
import { meanwhile, seen, writes } from '../support/forge-globals';
import { storage } from '../support/kv-storage';

/** Two people at the connection in the same moment: each is told what became of theirs, and no token lives on that nobody holds. */

const BY = { kind: 'person', id: 'kai' } as const;
const UNTIL = '2099-01-01T00:00:00.000Z';

function login(over: Partial<Login> = {}): Login {
  return {
    ...{ state: 's', nonce: 'n', verifier: 'v', accountId: 'anna', startedBy: 'Anna', site: 'firm' },
    ...{ environment: 'sandbox', endpoints: ENDPOINTS.sandbox, clientId: 'client-1', isConfidential: false },
    ...{ redirectUri: 'https://x.example', scopes: ['asked'], mode: 'session', expiresAt: UNTIL },
    ...over,
  };
}

function tokens(name: string, over: Partial<Tokens> = {}): Tokens {
  const until = { accessUntil: UNTIL, refreshUntil: UNTIL };
  return { accessToken: `access-${name}`, refreshToken: `refresh-${name}`, ...until, scopes: [], ...over };
}

const keep = (name: string) => keepLogin({ login: login(), tokens: tokens(name), person: 'Anna Muster' });

/** Refresh tokens that DATEV was told to forget. */
function revoked(): readonly string[] {
  const told = seen().filter(({ to, path }) => to === 'web' && path.includes('revoke'));
  const values = told.map(({ body }) => new URLSearchParams(String(body)).get('token') ?? '');
  return values.filter((value) => value.startsWith('refresh-') || value === 'SECRET-2');
}

async function standing(): Promise<readonly [string | undefined, string | undefined]> {
  const { data } = await loadConnection('main');
  const held = await loadTokens('main', data?.generation ?? 0);
  return [data?.state, held?.refreshToken];
}

/** Somebody ended it, and nothing of it is left. */
async function disconnected(): Promise<void> {
  await loggedIn();
  await disconnect('main', BY);
}

describe('a login', () => {
  it('is on record with the rights that DATEV gave, or those that were asked for', async () => {
    storage();
    expect(await keep('one')).toBe(true);
    expect(await standing()).toEqual(['live', 'refresh-one']);
    expect((await loadConnection('main')).data).toMatchObject({
      ...{ generation: 1, scopes: ['asked'], connectedBy: 'anna', person: 'Anna Muster' },
    });
    const given = tokens('two', { scopes: ['given'] });
    expect(await keepLogin({ login: login(), tokens: given, person: '' })).toBe(true);
    expect((await loadConnection('main')).data).toMatchObject({ generation: 2, scopes: ['given'] });
    expect(revoked()).toEqual(['refresh-one']);
  });

  it('for a Mandant leaves the session alone', async () => {
    storage();
    await keep('one');
    const own = login({ mandant: '455148-1', mode: 'long-term' });
    expect(await keepLogin({ login: own, tokens: tokens('two'), person: '' })).toBe(true);
    expect(await standing()).toEqual(['live', 'refresh-one']);
    expect((await loadConnection('455148-1')).data).toMatchObject({ state: 'live', mode: 'long-term' });
    expect(revoked()).toEqual([]);
  });

  it('whose tokens somebody ends before it is on record is not told that it is connected', async () => {
    storage();
    await disconnected();
    meanwhile(writes('record'), () => disconnect('main', BY));
    expect(await keep('one')).toBe(false);
    expect(revoked()).toContain('refresh-one');
    expect((await standing())[1]).toBeUndefined();
  });

  it('that another one overtakes takes nothing from that one', async () => {
    storage();
    let other: boolean | undefined;
    meanwhile(writes('record'), async () => {
      other = await keep('other');
    });
    expect(await keep('one')).toBe(false);
    expect(other).toBe(true);
    expect(await standing()).toEqual(['live', 'refresh-other']);
    expect(revoked()).toEqual(['refresh-one']);
  });

  it('that finds the record changed, and its tokens untouched, goes on with them', async () => {
    storage();
    await loggedIn();
    const before = await loadConnection('main');
    if (before.data === null) throw new Error('nobody is logged in');
    const lost = ended(before.data, 'lost');
    await saveConnection(before, lost);
    meanwhile(writes('record'), async () => {
      await saveConnection(await loadConnection('main'), { ...lost, why: 'refused' });
    });
    expect(await keep('one')).toBe(true);
    expect(await standing()).toEqual(['live', 'refresh-one']);
    expect(revoked()).toEqual([]);
  });

  it('ends at DATEV what a login that died left behind', async () => {
    storage();
    await loggedIn();
    const before = await loadConnection('main');
    if (before.data === null) throw new Error('nobody is logged in');
    await saveConnection(before, ended(before.data, 'lost'));
    await keepTokens('main', 2, tokens('dead'));
    expect(await keep('one')).toBe(true);
    expect(revoked()).toEqual(['refresh-dead']);
    expect(await standing()).toEqual(['live', 'refresh-one']);
  });
});

it('a disconnection that took the tokens of a login ends that, too, where it is on record by then', async () => {
  storage();
  await disconnected();
  await keepTokens('main', 2, tokens('one'));
  meanwhile(
    ({ to }) => to === 'web',
    async () => {
      const before = await loadConnection('main');
      if (before.data === null) throw new Error('there was a connection');
      const { why: _, ...rest } = before.data;
      await decideConnection(before, { ...rest, generation: 2, state: 'live' }, BY);
    },
  );
  await disconnect('main', BY);
  expect(await standing()).toEqual(['ended', undefined]);
  expect(revoked()).toContain('refresh-one');
});
