/** Builds the fixture app once per test file, and worlds around it. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';
import { createWorld, type ForgeWorld } from '../../../packages/sandbox/forge/host';
import type { WorldOptions } from '../../../packages/sandbox/forge/world-options';
import type { Outcome } from '../../../packages/sandbox/forge/world-told';
import type { Service, ServiceAnswer, ServiceRequest } from '../../../packages/sandbox/world/types';

const appDir = fileURLToPath(new URL('./fixture-app', import.meta.url));
export const MANIFEST = join(appDir, 'manifest.yml');
export const START = Date.parse('2026-12-01T08:00:00Z');
export const PERSON = 'account-of-a-person';

let bundle: string | undefined;
export function bundleDir(): string {
  if (bundle) return bundle;
  bundle = mkdtempSync(join(tmpdir(), 'fixture-app-'));
  buildSync({
    entryPoints: [join(appDir, 'src/index.ts')],
    outfile: join(bundle, 'index.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return bundle;
}

/** A manifest with one text exchanged, in a file of its own. */
export function changedManifest(from: string, to: string): string {
  const text = readFileSync(MANIFEST, 'utf8');
  if (!text.includes(from)) throw new Error(`the fixture's manifest has no ${from}`);
  const path = join(mkdtempSync(join(tmpdir(), 'fixture-manifest-')), 'manifest.yml');
  writeFileSync(path, text.replace(from, to));
  return path;
}

export type Fake = Service & {
  readonly seen: ServiceRequest[];
  reply: (request: ServiceRequest) => ServiceAnswer;
};
export function fake(name: Service['name']): Fake {
  const made: Fake = {
    name,
    seen: [],
    reply: () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: name }),
    }),
    handle(request) {
      made.seen.push(request);
      return made.reply(request);
    },
    operation: (request) => `${request.method} ${request.path.split('/').pop()}`,
    snapshot: () => made.seen.length,
    restore: () => undefined,
  };
  return made;
}

const open: ForgeWorld[] = [];
afterAll(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

export type Fixture = {
  readonly world: ForgeWorld;
  readonly jira: Fake;
  readonly datev: Fake;
  readonly looker: Fake;
};
export async function fixture(options: Partial<WorldOptions> = {}): Promise<Fixture> {
  const fakes = { jira: fake('jira'), datev: fake('datev'), looker: fake('looker') };
  const world = await createWorld({
    seed: 1,
    startAt: START,
    services: () => fakes,
    manifest: MANIFEST,
    bundleDir: bundleDir(),
    host: 'b',
    ...options,
  });
  open.push(world);
  return { world, ...fakes };
}

/** What an atom of the fixture app said: `{ok}`, or `{code, status, name, message}`. */
export type Said = {
  readonly ok?: unknown;
  readonly code?: unknown;
  readonly status?: unknown;
  readonly name?: string;
  readonly message?: string;
};
export async function act(
  world: ForgeWorld,
  atom: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<Said> {
  return returnedBy(await run(world, atom, payload)) as Said;
}
export function run(
  world: ForgeWorld,
  atom: string,
  payload: Readonly<Record<string, unknown>> = {},
): Promise<Outcome> {
  return world.invokeResolver({
    moduleKey: 'page',
    functionKey: 'do',
    payload: { atom, ...payload },
    accountId: PERSON,
  });
}
export function returnedBy(outcome: Outcome): unknown {
  if (outcome.kind !== 'returned') throw new Error(`${outcome.kind}: ${outcome.message}`);
  return outcome.value;
}

/** Values the app kept under a prefix, in the order of their keys (which begin with the time). */
export function kept(world: ForgeWorld, prefix: string): readonly Record<string, unknown>[] {
  return world.storage
    .dump()
    .filter((record) => record.store === 'kvs' && record.key.startsWith(`${prefix}:`))
    .map((record) => record.value as Record<string, unknown>);
}
