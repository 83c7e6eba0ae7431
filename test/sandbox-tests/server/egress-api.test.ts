import { describe, expect, it } from 'vitest';
import { EgressRefused } from '../../../packages/sandbox/forge/host';
import type { EgressGroup } from '../../../packages/sandbox/forge/world-told';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { egressApi } from '../../../packages/sandbox/server/egress-api';
import type { Sandbox } from '../../../packages/sandbox/server/sandbox';
import type { EgressOrder } from '../../../packages/sandbox/server/shell-types';

/** The bridge's `permissions.egress` (customer-managed-egress-and-remotes-api; Forge: customer-managed egress). */
function bridge() {
  let groups: readonly EgressGroup[] = [];
  const egress = {
    groups: () => groups,
    set(given: readonly EgressGroup[]) {
      if (given.some(({ configured }) => configured.length > 10)) throw new EgressRefused('too many');
      groups = [...groups.filter(({ key }) => given.every((one) => one.key !== key)), ...given];
    },
  };
  const api = egressApi({ world: () => ({ egress }) } as unknown as Sandbox);
  const post = async (path: string, body: unknown) => {
    const answer = await api.request(path, { method: 'POST', body: JSON.stringify(body) });
    return { status: answer.status, said: (await answer.json()) as Record<string, unknown> };
  };
  return {
    set: (egresses: unknown, more: Partial<EgressOrder> = {}) =>
      post('/_shell/egress-set', { accountId: ACCOUNTS.admin, egresses, ...more }),
    get: async (order: object) => (await post('/_shell/egress-get', order)).said['results'],
    groups: () => groups,
  };
}

const group = (domains: readonly string[], type: readonly string[] = ['FETCH_BACKEND_SIDE']) => ({
  key: 'looker',
  description: 'Looker',
  configured: domains.map((domain) => ({ domain, type })),
});
const CONSENTED = { consented: true } as const;

describe('customer-managed egress in the shell', () => {
  it('asks for consent to new hosts only, and sets nothing before', async () => {
    const forge = bridge();
    expect((await forge.set([group(['a.example.de'])])).said).toEqual({ consent: ['a.example.de'] });
    expect(forge.groups()).toEqual([]);
    expect((await forge.set([group(['a.example.de'])], CONSENTED)).status).toBe(200);
    const both = await forge.set([group(['a.example.de', 'b.example.de'])]);
    expect(both.said).toEqual({ consent: ['b.example.de'] });
    expect((await forge.set([group(['a.example.de'], ['IMAGES'])])).said).toHaveProperty('results');
  });

  it('replaces a group and leaves the others', async () => {
    const forge = bridge();
    await forge.set([group(['a.example.de']), { ...group(['c.example.de']), key: 'other' }], CONSENTED);
    await forge.set([group(['b.example.de'])], CONSENTED);
    expect(await forge.get({ keys: ['looker'] })).toEqual([group(['b.example.de'])]);
    expect(await forge.get({})).toHaveLength(2);
  });

  it('is for administrators to set, and for all to read', async () => {
    const forge = bridge();
    const refused = await forge.set([group(['a.example.de'])], {
      ...CONSENTED,
      accountId: ACCOUNTS.firmLead,
    });
    expect(refused.status).toBe(403);
    expect(await forge.get({})).toEqual([]);
  });

  it.each([
    ['a key twice', 422, [group(['a.example.de']), group(['b.example.de'])]],
    ['a domain twice', 422, [group(['a.example.de', 'a.example.de'])]],
    ['an address by number', 422, [group(['10.0.0.1'])]],
    ['this machine', 422, [group(['localhost'])]],
    ['a path', 422, [group(['a.example.de/api'])]],
    ['no description', 400, [{ ...group(['a.example.de']), description: '' }]],
    ['a type that is none', 400, [group(['a.example.de'], ['IMAGE'])]],
    ['no list', 400, 'a.example.de'],
    ['more than ten', 400, [group(Array.from({ length: 11 }, (_, n) => `a${n}.example.de`))]],
  ])('refuses %s with %i', async (_, status, egresses) => {
    const forge = bridge();
    expect((await forge.set(egresses, CONSENTED)).status).toBe(status);
    expect(forge.groups()).toEqual([]);
  });
});
