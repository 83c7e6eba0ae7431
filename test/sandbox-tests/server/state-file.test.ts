import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockFolder, openStateFile } from '../../../packages/sandbox/server/state-file';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'state-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

it('what a killed sandbox left half written goes with the next start; the state stays', () => {
  const at = folder();
  openStateFile(at).write({ n: 1 });
  writeFileSync(join(at, 'world.json.4711.tmp'), '{"n":');
  writeFileSync(join(at, 'notes.tmp'), 'somebody’s own');
  const unlock = lockFolder(at);
  expect(readdirSync(at).toSorted()).toEqual(['lock', 'notes.tmp', 'world.json']);
  expect(openStateFile(at).read()).toEqual({ n: 1 });
  unlock();
  expect(readdirSync(at)).not.toContain('lock');
});
