import { describe, expect, it } from 'vitest';
import { act, changedManifest, fixture, START } from './fixture';

const SCOPES = '[read:jira-work, storage:app]';
const withScope = changedManifest(SCOPES, '[read:jira-work, storage:app, report:personal-data]');
const AT = '2026-11-01T00:00:00.000Z';
const account = (n: number) => ({ accountId: `557058:account-${n}`, updatedAt: AT });
const many = (count: number) => Array.from({ length: count }, (_, n) => account(n));

describe('personal data reporting (@forge/api, privacy)', () => {
  it('names closed and changed accounts only, and says nothing when there are none', async () => {
    const { world } = await fixture({ manifest: withScope });
    expect(await act(world, 'reportAccounts', { accounts: many(3) })).toEqual({ ok: [] });
    world.privacy.close(account(1).accountId);
    world.privacy.renew(account(2).accountId);
    expect(await act(world, 'reportAccounts', { accounts: many(3) })).toEqual({
      ok: [
        { accountId: account(1).accountId, status: 'closed' },
        { accountId: account(2).accountId, status: 'updated' },
      ],
    });
    const renewed = { ...account(2), updatedAt: new Date(START).toISOString() };
    expect(await act(world, 'reportAccounts', { accounts: [renewed] })).toEqual({ ok: [] });
  });

  it('takes 90 accounts in a report; the package splits what is more', async () => {
    const { world } = await fixture({ manifest: withScope });
    await act(world, 'reportAccounts', { accounts: many(90) });
    expect(calls(world)).toBe(1);
    await act(world, 'reportAccounts', { accounts: many(91) });
    expect(calls(world)).toBe(3);
    expect(world.log.violations).toEqual([]);
  });

  it.each([
    ['an account twice', [account(1), account(1)]],
    ['an id with other characters', [{ ...account(1), accountId: 'anna@kanzlei.example' }]],
    ['an id of 129 characters', [{ ...account(1), accountId: 'a'.repeat(129) }]],
    ['an instant that is none', [{ ...account(1), updatedAt: '1.11.2026' }]],
    ['a name besides', [{ ...account(1), name: 'Anna' }]],
  ])('refuses %s, and says so in the log', async (_what, accounts) => {
    const { world } = await fixture({ manifest: withScope });
    await act(world, 'reportAccounts', { accounts });
    expect(world.log.violations.map(({ rule }) => rule)).toEqual(['personal-data']);
    expect(world.privacy.reports()).toEqual([]);
  });

  it('wants its scope', async () => {
    const { world } = await fixture();
    await act(world, 'reportAccounts', { accounts: many(1) });
    expect(world.log.violations.map(({ rule }) => rule)).toEqual(['scope']);
  });

  it('remembers over a restart', async () => {
    const { world } = await fixture({ manifest: withScope });
    world.privacy.close(account(0).accountId);
    const saved = world.snapshot();
    const other = (await fixture({ manifest: withScope })).world;
    other.restore(saved);
    expect(await act(other, 'reportAccounts', { accounts: many(1) })).toEqual({
      ok: [{ accountId: account(0).accountId, status: 'closed' }],
    });
  });
});

function calls(world: Awaited<ReturnType<typeof fixture>>['world']): number {
  return world.log.requests.filter(({ service }) => service === 'privacy').length;
}
