import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bin, ROOT } from './step.mjs';

/**
 * Runs the sandbox until it ends, with its exit code. Signals reach it once: from a terminal Ctrl-C goes to the whole
 * group by itself, everything else is passed on; and should we be killed outright, it ends with us.
 */
export function start(args, env = {}) {
  const child = spawn(
    process.execPath,
    [
      ...['--import', pathToFileURL(bin('tsx', 'dist/loader.mjs')).href],
      ...['--import', pathToFileURL(join(import.meta.dirname, 'leave-with-parent.mjs')).href],
      join(ROOT, 'packages/sandbox/server/main.ts'),
      ...args,
    ],
    { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((_, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 128));
  });
}
