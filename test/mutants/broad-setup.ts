import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/**
 * Which change is at work in this run of the tests (tools/lib/broad): one, or none while it is asked which tests come to which. A change
 * that makes a loop endless ends by itself.
 */
const ENDLESS = 20_000_000;
const folder = process.env['BROAD_FOLDER'] ?? '';
const active = process.env['BROAD_ACTIVE'] ?? readFileSync(join(folder, 'active'), 'utf8');
/** Files that share a process share the bundle, which knows the first of these only. */
const shared = globalThis as typeof globalThis & { __met?: Set<string> };
shared.__met ??= new Set<string>();
const met = shared.__met;
let times = 0;
let began = 0;

Object.assign(globalThis, {
  __mutant(id: string): boolean {
    if (active === '') met.add(id);
    if (id !== active) return false;
    times += 1;
    if (times > ENDLESS) throw new Error('endless');
    return true;
  },
});

type Named = { readonly name: string; readonly suite?: Named | undefined };
const nameOf = ({ name, suite }: Named): string =>
  suite === undefined || suite.name === '' ? name : `${nameOf(suite)} ${name}`;

beforeEach(() => {
  began = performance.now();
});

afterEach(({ task }) => {
  if (active !== '') return;
  const ms = Math.ceil(performance.now() - began);
  const told = { file: task.file.filepath, name: nameOf(task), ms, seen: [...met] };
  appendFileSync(join(folder, 'met'), `${JSON.stringify(told)}\n`);
  met.clear();
});
