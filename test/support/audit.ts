import { expect } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { expectCounted } from './counts';
import type { TestWorld } from './hands';
import { leaks } from './leaks';

/** What holds after every test, whatever happened in it: nothing leaked, no document broken. */
export function expectHarmless(w: TestWorld): void {
  expect(leaks(w)).toEqual([]);
  expect(w.forge.log.violations).toEqual([]);
}

/** What holds after every story: nothing leaked, no document broken, lists and counts true, every console line harmless. */
export async function expectClean(w: TestWorld): Promise<void> {
  await w.forge.idle();
  expectHarmless(w);
  expectCounted(w);
  expect(w.jira.notFaked()).toEqual([]);
  // Where the vendors' documents are beside the project, they really judged.
  if (sharedPath('specs') !== undefined) expect(w.forge.log.checked['jira'] ?? 0).toBeGreaterThan(0);
}
