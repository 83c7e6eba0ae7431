import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Sandbox } from './sandbox';
import { startServer } from './server';
import { lockFolder } from './state-file';
import { said } from './terminal';

const { values } = parseArgs({
  options: {
    demo: { type: 'boolean' },
    frozen: { type: 'boolean' },
    port: { type: 'string' },
    showcase: { type: 'boolean' },
  },
});

/**
 * `tsx packages/sandbox/server/main.ts [--demo] [--frozen] [--showcase] [--port N]`; see also PORT, SANDBOX_DIR, SANDBOX_ROOT,
 * SANDBOX_BUNDLE, SANDBOX_PAGES, SANDBOX_HOST.
 */
async function main(): Promise<void> {
  const { env } = process;
  const root = resolve(env['SANDBOX_ROOT'] ?? resolve(import.meta.dirname, '../../..'));
  const port = Number(values.port ?? env['PORT'] ?? 4000);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(said('terminal.port'));
  const folder = resolve(env['SANDBOX_DIR'] ?? resolve(root, '.sandbox'));
  const unlock = lockFolder(folder);
  process.on('exit', unlock);
  const running = await startServer({
    folder,
    port,
    root,
    bundleDir: resolve(env['SANDBOX_BUNDLE'] ?? resolve(root, 'build/forge')),
    ...(env['SANDBOX_PAGES'] === undefined ? {} : { pages: env['SANDBOX_PAGES'] }),
    host: env['SANDBOX_HOST'] === 'b' ? 'b' : 'a',
    storyPace: Number(env['SANDBOX_STORY_PACE'] ?? 3000),
    demo: values.demo === true,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void running.close().finally(() => process.exit(0)));
  }
  if (values.frozen === true) running.sandbox.freeze(true);
  console.log(`ready ${running.url}`);
  console.log(said('terminal.stop', { folder }));
  // A folder of one's own is for work of one's own: there the example firm comes only when it is asked for.
  if (values.showcase ?? env['SANDBOX_DIR'] === undefined) await furnish(running.sandbox);
}

/** A stranger meets a firm in the middle of its life; what was here before stays. */
async function furnish(sandbox: Sandbox): Promise<void> {
  if (!sandbox.isUntouched()) return;
  console.log(said('terminal.furnishing'));
  try {
    await sandbox.furnish();
    if (sandbox.showcase().is === 'here') console.log(said('terminal.furnished'));
  } catch (error) {
    console.error(said('terminal.notFurnished', { message: (error as Error).message }));
  }
}

main().catch((error: NodeJS.ErrnoException) => {
  const busy = error.code === 'EADDRINUSE' ? ` ${said('terminal.busy')}` : '';
  console.error(said('terminal.failed', { message: error.message }) + busy);
  process.exit(1);
});
