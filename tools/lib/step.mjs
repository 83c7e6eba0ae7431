import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Ends a command whose step has already printed why. */
export class StepFailed extends Error {}

/**
 * Does one thing and prints one line with its duration; what the thing printed follows only if it failed. An `undefined`
 * or a text as result: done. Throws `StepFailed`.
 */
export async function step(name, action) {
  const began = performance.now();
  try {
    const note = await action();
    console.log(`✓ ${name} ${seconds(began)}${note ? ` (${note})` : ''}`);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    console.log(`✗ ${name} ${seconds(began)}\n${indent(error.message)}`);
    throw new StepFailed(name);
  }
}

/** A program that was ended because another step had failed. */
export class Stopped extends Error {}

/** Runs a program to its end and keeps silent; rejects with all it printed when its exit code is not 0. */
export function run(program, args, options = {}) {
  const { signal, ...rest } = options;
  return new Promise((done, fail) => {
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], ...rest });
    const said = [];
    child.stdout.on('data', (data) => said.push(data));
    child.stderr.on('data', (data) => said.push(data));
    const stop = () => child.kill('SIGTERM');
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', fail);
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', stop);
      const text = Buffer.concat(said).toString().trimEnd();
      if (code === 0) done(text);
      else if (signal?.aborted) fail(new Stopped());
      else fail(new Error(text || `${program} ended with ${killedBy ?? code}`));
    });
  }).then(() => undefined);
}

/** The program of an installed package, to be run with Node itself: no shell, no npx, the same on every system. */
export function bin(name, path) {
  return join(ROOT, 'node_modules', name, path);
}

function seconds(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

function indent(text) {
  return text.replace(/^/gm, '  ');
}
