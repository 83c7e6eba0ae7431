import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../../support/sandbox';
import { bundleStubApp } from './stub-bundle';

let bundleDir: string;
let sandbox: TestSandbox;
beforeAll(async () => {
  bundleDir = await bundleStubApp();
  sandbox = await startSandbox({ bundleDir, host: 'b' });
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  rmSync(bundleDir, { recursive: true, force: true });
});

describe('what was answered survives kill -9', () => {
  it('in Jira, DATEV, the app’s storage and the clock', async () => {
    const created = await sandbox.jira('/issue', {
      json: { fields: { project: { key: 'BUCH' }, issuetype: { name: 'Task' }, summary: 'Bleibt' } },
    });
    const { key } = (await created.json()) as { readonly key: string };
    await sandbox.resolver('datev-admin', 'remember', { payload: { kept: true } });
    const { now } = await sandbox.advance(600);
    await sandbox.restart();
    expect((await sandbox.jira(`/issue/${key}`)).status).toBe(200);
    expect(await sandbox.resolver('datev-admin', 'recall', {})).toMatchObject({ value: { kept: true } });
    expect(await sandbox.now()).toBe(now);
  }, 120_000);
  it('and the stopped clock stays stopped', async () => {
    const clock = (await (await sandbox.fetch('/_sandbox/clock')).json()) as { readonly frozen: boolean };
    expect(clock.frozen).toBe(true);
  });
});

describe('the folder', () => {
  it('is worked in by one sandbox only', async () => {
    await expect(startSandbox({ bundleDir, host: 'b', folder: sandbox.folder })).rejects.toThrow(
      /Another sandbox/,
    );
  }, 60_000);
  it('is taken over when the process that held it is another one now', async () => {
    await sandbox.kill();
    writeFileSync(join(sandbox.folder, 'lock'), String(process.pid));
    const held = existsSync('/proc/self/cmdline');
    if (!held) rmSync(join(sandbox.folder, 'lock'));
    await sandbox.restart();
    expect(readFileSync(join(sandbox.folder, 'lock'), 'utf8')).not.toBe(String(process.pid));
  }, 60_000);
  it('with the state of another version is not touched, and says what to do', async () => {
    await sandbox.kill();
    const file = join(sandbox.folder, 'world.json');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ v: 1, frozen: true, panels: [], world: { ids: {} } }));
    await expect(sandbox.restart()).rejects.toThrow(/Delete that folder/);
    expect(readFileSync(file, 'utf8')).toContain('"ids":{}');
    writeFileSync(file, good);
    await sandbox.restart();
  }, 60_000);
  it('has a sandbox of its own beside others', async () => {
    const other = await startSandbox({ bundleDir, host: 'b' });
    try {
      await other.advance(60);
      expect(await other.now()).not.toBe(await sandbox.now());
      expect(existsSync(join(other.folder, 'world.json'))).toBe(true);
    } finally {
      await other.stop();
    }
  }, 120_000);
});
