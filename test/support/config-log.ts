import { expect } from 'vitest';
import { firstBroken } from '../../src/audit/chain';
import { CONFIG, type ConfigEntry } from '../../src/audit/config-event';
import { sha256 } from '../../src/platform/bytes';
import type { TestWorld } from './world';

/** The configuration's chain as it lies in storage, the oldest first. */
export function configChain(w: TestWorld): readonly ConfigEntry[] {
  return w.forge.storage
    .dump({ maskSecrets: true })
    .filter(({ entity, key }) => entity === 'audit-entry' && key.startsWith(`${CONFIG}:`))
    .map(({ value }) => (value as { data: ConfigEntry }).data)
    .toSorted((a, b) => a.seq - b.seq);
}

/** The chain from its first entry to its head, without gaps, and nothing of it changed afterwards. */
export function intactChain(w: TestWorld): readonly ConfigEntry[] {
  const entries = configChain(w);
  expect(firstBroken(entries, sha256)).toBeUndefined();
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1));
  const head = w.forge.storage.dump().find(({ key }) => key === 'config-head');
  expect(head?.value).toMatchObject({
    data: { seq: entries.length, lastHash: entries.at(-1)?.hash ?? '' },
  });
  return entries;
}

/** What `deed` added to the chain. */
export async function newEntries(
  w: TestWorld,
  deed: () => Promise<unknown>,
): Promise<readonly ConfigEntry[]> {
  const { length } = configChain(w);
  await deed();
  return intactChain(w).slice(length);
}
