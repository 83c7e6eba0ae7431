import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer } from './server';
import { lockFolder } from './state-file';

const { values } = parseArgs({
  options: { demo: { type: 'boolean' }, frozen: { type: 'boolean' }, port: { type: 'string' } },
});

/** `tsx packages/sandbox/server/main.ts [--demo] [--frozen] [--port N]`; see also PORT, SANDBOX_DIR, SANDBOX_ROOT, SANDBOX_BUNDLE, SANDBOX_PAGES, SANDBOX_HOST. */
async function main(): Promise<void> {
  const { env } = process;
  const root = resolve(env['SANDBOX_ROOT'] ?? resolve(import.meta.dirname, '../../..'));
  const port = Number(values.port ?? env['PORT'] ?? 4000);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error('PORT is a number from 1 to 65535.');
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
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void running.close().finally(() => process.exit(0)));
  }
  if (values.frozen === true) running.sandbox.freeze(true);
  console.log(`ready ${running.url}`);
  if (values.demo === true) running.story.start();
}

main().catch((error: NodeJS.ErrnoException) => {
  const busy =
    error.code === 'EADDRINUSE'
      ? ' Something else uses this port: choose another one with PORT or --port.'
      : '';
  console.error(`The sandbox could not start: ${error.message}${busy}`);
  process.exit(1);
});
