import { describe, expect, it } from 'vitest';
import { firstBroken } from '../../src/audit/chain';
import { sha256 } from '../../src/platform/bytes';
import { intactChain, newEntries } from '../support/config-log';
import { ACCOUNTS, call, fault, must, type TestWorld, testWorld } from '../support/world';

type View = { readonly version: number; readonly settings: Readonly<Record<string, unknown>> };
const admin = { as: ACCOUNTS.admin };
const view = (w: TestWorld) => must<View>(call(w, 'datev-admin', 'admin.view', admin));

async function keepFor(w: TestWorld, retentionDays: number) {
  const { version, settings } = await view(w);
  const payload = { version, settings: { ...settings, retentionDays } };
  return call(w, 'datev-admin', 'admin.save', { ...admin, payload });
}

describe('the chain of configuration entries', () => {
  it('begins with the installation and says who changed what, from what, to what', async () => {
    const w = await testWorld();
    const begun = intactChain(w).map(({ event }) => [event.what, event.about]);
    expect(begun.filter(([, about = '']) => !about.startsWith('connection:455148'))).toEqual([
      ['registration.made', 'registration:sandbox'],
      ['connection.made', 'connection:main'],
      ['settings.changed', 'settings'],
      ['mandant.watched', 'mandant:455148-1'],
      ['mandant.watched', 'mandant:455148-3'],
    ]);
    const added = await newEntries(w, () => must(keepFor(w, 90)));
    expect(added).toMatchObject([
      {
        actor: { kind: 'person', id: ACCOUNTS.admin },
        event: {
          what: 'settings.changed',
          about: 'settings',
          differences: [{ path: ['retentionDays'], old: '30', new: '90' }],
        },
      },
    ]);
  });

  it('gets nothing from a save that changes nothing', async () => {
    const w = await testWorld();
    expect(await newEntries(w, () => must(keepFor(w, 30)))).toEqual([]);
  });

  it('shows an entry that somebody changed in storage', async () => {
    const w = await testWorld();
    await must(keepFor(w, 90));
    const entries = structuredClone(intactChain(w));
    const forged = entries.map((entry) =>
      entry.seq === 1 ? { ...entry, actor: { kind: 'person', id: 'somebody-else' } as const } : entry,
    );
    expect(firstBroken(forged, sha256)).toBe(1);
  });

  it.each(['crash-before', 'crash-after', 'lost-response'] as const)(
    'whatever call meets %s: neither a change without entry nor a second one',
    async (how) => {
      for (let n = 0; ; n++) {
        const w = await testWorld();
        const before = intactChain(w).length;
        fault(w, { service: 'kvs', operation: '*', fault: how, times: 1, after: n });
        await keepFor(w, 90).catch(() => undefined);
        const isStruck = w.forge.faults.list().every(({ left }) => left === 0);
        w.forge.faults.clear();
        const isKept = (await view(w)).settings['retentionDays'] === 90;
        expect(intactChain(w)).toHaveLength(before + (isKept ? 1 : 0));
        await must(keepFor(w, 90));
        expect(intactChain(w)).toHaveLength(before + 1);
        if (!isStruck) break;
      }
    },
  );
});
