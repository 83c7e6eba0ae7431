import { watch } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { QUICK, quickBundle, watchQuickBundle } from './quick.mjs';
import { start } from './start.mjs';
import { ROOT } from './step.mjs';

/**
 * The sandbox for somebody at work: a change of `src` is running half a second later (the next call of a face takes it),
 * a change of `static` shows in the open page at once, one of `locales` in both, and the state stays. Two things differ from
 * `npm start`: the backend is esbuild's bundle without a type check, and the pages come from Vite's server without production's
 * Content-Security-Policy. A change of the sandbox itself needs a new start.
 */
export async function dev(args) {
  await watchTexts();
  await quickBundle();
  await watchQuickBundle((problems, ms) =>
    console.log(problems === '' ? `✓ backend ${Math.round(ms)} ms` : `✗ backend\n${problems}`),
  );
  const SANDBOX_PAGES = await pagesServer();
  await start(args, { SANDBOX_BUNDLE: QUICK, SANDBOX_PAGES });
}

/**
 * Compiles the texts, and again once they have been left alone for a moment; an editor writes a file in several goes. What
 * compiles them is a package, which a fresh clone has not installed when this file is loaded.
 */
async function watchTexts() {
  const { LANGS, writeTexts } = await import('./texts.mjs');
  let waiting;
  const compile = () => {
    try {
      writeTexts();
    } catch (error) {
      console.log(`✗ texts\n${error.message}`);
    }
  };
  compile();
  for (const lang of LANGS)
    watch(join(ROOT, 'locales', lang), () => {
      clearTimeout(waiting);
      waiting = setTimeout(compile, 100);
    });
}

function freePort(host) {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, host, () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Vite's server for the Custom UI, on the loopback address and a free port; ends with this process. */
async function pagesServer() {
  const vite = await import('vite');
  const host = '127.0.0.1';
  // Chosen before: the page's socket has to know it.
  const port = await freePort(host);
  const server = await vite.createServer({
    configFile: join(ROOT, 'static/vite.config.ts'),
    base: '/',
    logLevel: 'warn',
    clearScreen: false,
    server: { host, port, strictPort: true, hmr: { host, port, clientPort: port } },
  });
  await server.listen();
  return `http://${host}:${port}`;
}
