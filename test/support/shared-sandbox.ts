import { rmSync } from 'node:fs';
import { type StartOptions, startSandbox, type TestSandbox } from './sandbox';

/** A sandbox for the tests of one file. */
export type Lent = { readonly sandbox: TestSandbox; giveBack(): Promise<void> };

/** Those of this process, by host. Starting one takes longer than many a test, and one that is warm is quicker. */
const SHARED = new Map<string, Promise<TestSandbox>>();

/** A sandbox as just started, whoever had it before; who wants it otherwise than by its host gets one of their own. */
export async function sandboxBegunAnew(options: StartOptions): Promise<Lent> {
  const { host = 'a', ...special } = options;
  if (Object.keys(special).length > 0) {
    const own = await startSandbox(options);
    return { sandbox: own, giveBack: own.stop };
  }
  const known = await SHARED.get(host);
  const sandbox = known ?? (await kept(host, startSandbox({ host })));
  if (known !== undefined) await begin(known);
  return { sandbox, giveBack: async () => undefined };
}

async function begin(sandbox: TestSandbox): Promise<void> {
  await sandbox.fetch('/_sandbox/clock', { method: 'POST', body: JSON.stringify({ freeze: true }) });
  await sandbox.reset();
}

/** Until this process ends; it takes the sandbox with it (tools/lib/leave-with-parent) and leaves no folder behind. */
async function kept(host: string, starting: Promise<TestSandbox>): Promise<TestSandbox> {
  if (SHARED.size === 0) process.once('SIGTERM', () => process.exit());
  SHARED.set(host, starting);
  const sandbox = await starting;
  process.once('exit', () => {
    void sandbox.kill();
    rmSync(sandbox.folder, { recursive: true, force: true });
  });
  return sandbox;
}
