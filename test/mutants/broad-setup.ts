import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';

/**
 * Which change is at work in this run of the tests (tools/lib/broad): one, or none while it is asked which tests come to which. A change
 * that makes a loop endless ends by itself.
 */
const ENDLESS = 20_000_000;
const folder = process.env['BROAD_FOLDER'] ?? '';
const active = readFileSync(join(folder, 'active'), 'utf8');
const seen = new Set<string>();
let times = 0;

Object.assign(globalThis, {
  __mutant(id: string): boolean {
    if (active === '') seen.add(id);
    if (id !== active) return false;
    times += 1;
    if (times > ENDLESS) throw new Error('endless');
    return true;
  },
});

afterAll(() => {
  const test = expect.getState().testPath ?? '';
  if (active === '') appendFileSync(join(folder, 'met'), `${JSON.stringify({ test, seen: [...seen] })}\n`);
});
