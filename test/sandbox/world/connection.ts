import type { ForgeWorld } from '../forge/host';
import { ACCOUNTS } from '../jira/site';
import { APP_CLIENT_ID, APP_TOKEN } from '../datev/seed';

type Slots = [string, { current: unknown; past: unknown[] }][];
type Kept = { readonly kvs: { readonly records: [string, Slots][] } };
type Saved = Kept | { readonly parts: Kept };

/**
 * DATEV is connected: as long as there is no login to go through, the connection is laid straight into storage, once,
 * before anything runs.
 */
export function seedConnection(world: ForgeWorld): void {
  const at = world.clock.now();
  const saved = structuredClone(world.snapshot()) as Saved;
  const data = {
    v: 1,
    generation: 1,
    clientId: APP_CLIENT_ID,
    environment: 'sandbox',
    connectedAt: new Date(at).toISOString(),
    connectedBy: ACCOUNTS.admin,
  };
  lay(saved, 'secret', { key: 'token:main:1', value: { accessToken: APP_TOKEN }, at });
  lay(saved, 'entity record', { key: 'connection', value: { version: 1, data }, at });
  world.restore(saved);
}

function lay(saved: Saved, store: string, { key, value, at }: { readonly key: string; readonly value: unknown; readonly at: number }): void {
  const { records } = ('parts' in saved ? saved.parts : saved).kvs;
  const found = records.find(([name]) => name === store);
  const slots: Slots = found?.[1] ?? [];
  if (found === undefined) records.push([store, slots]);
  const current = { store, key, value, bytes: JSON.stringify(value).length, createdAt: at, updatedAt: at };
  slots.push([key, { current, past: [] }]);
}
