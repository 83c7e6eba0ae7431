import { expect } from 'vitest';
import { CANARIES } from '../../packages/sandbox/booking-files';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { expectCounted } from './counts';
import type { TestWorld } from './world';

/** Marked values that must be nowhere but in DATEV, in file storage and in secrets. */
export const MARKS: readonly string[] = [
  ...CANARIES.amounts,
  ...CANARIES.accounts,
  ...CANARIES.texts,
  ...CANARIES.taxIds,
];

/** Places where a marked value was found, also as base64 and percent-encoded. */
export function leaks(w: TestWorld, marks: readonly string[] = [...MARKS, ...tokens(w)]): readonly string[] {
  const looked = [...new Set(marks.flatMap(forms))];
  return places(w).flatMap(([place, text]) =>
    looked.filter((form) => text.includes(form)).map((form) => `${place}: ${form}`),
  );
}

/** Tokens of the login: those of the beginning and the newest; a month has thousands. */
function tokens(w: TestWorld): readonly string[] {
  const all = w.datev.secrets();
  return [...new Set([...all.slice(0, 20), ...all.slice(-20), ...w.looker.secrets()])];
}

/** Everything outside DATEV and the secrets, as text. */
function places(w: TestWorld): readonly (readonly [string, string])[] {
  const { forge } = w;
  const stored = forge.storage.dump({ maskSecrets: true });
  return [
    ['Jira', w.jira.wholeState()],
    ['storage', JSON.stringify(stored)],
    ['queue', JSON.stringify(forge.agenda())],
    ['requests', JSON.stringify(forge.log.requests)],
    ['console', JSON.stringify(forge.log.console)],
    ['trace', forge.traceText()],
  ];
}

/** A text in base64 looks different at each of three offsets; the middle of each form is what can be searched for. */
function forms(mark: string): readonly string[] {
  const shifts = [0, 1, 2].map((n) => {
    const text = Buffer.from(`${'x'.repeat(n)}${mark}`)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(n === 0 ? 0 : n + 1, -2);
  });
  return [
    mark,
    encodeURIComponent(mark),
    encodeURIComponent(mark).replaceAll('%20', '+'),
    ...shifts.filter((s) => s.length >= 8),
  ];
}

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
