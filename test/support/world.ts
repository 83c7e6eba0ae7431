import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { onTestFinished } from 'vitest';
import type { DatevControls } from '../../packages/sandbox/datev/controls';
import { createDatev } from '../../packages/sandbox/datev/datev';
import { checkDatev } from '../../packages/sandbox/datev/oracle';
import { createWorld, type ForgeWorld, readOperationScopes } from '../../packages/sandbox/forge/host';
import type { Exchange, WorldOptions } from '../../packages/sandbox/forge/world-options';
import type { FaultSpec } from '../../packages/sandbox/forge/world-told';
import type { JiraControls } from '../../packages/sandbox/jira/controls';
import { createJira } from '../../packages/sandbox/jira/create-jira';
import { checkJira } from '../../packages/sandbox/jira/oracle';
import { ACCOUNTS, type SiteOptions, site } from '../../packages/sandbox/jira/site';
import type { LookerControls } from '../../packages/sandbox/looker/controls';
import { createLooker } from '../../packages/sandbox/looker/looker';
import { checkLooker, checkLookerOfApp } from '../../packages/sandbox/looker/oracle';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { setUpConnection } from '../../packages/sandbox/world/connection';
import { setUpInstallation } from '../../packages/sandbox/world/set-up';
import { START_AT } from '../../packages/sandbox/world/start';
import type { Service } from '../../packages/sandbox/world/types';
import { expectHarmless } from './audit';
import type { TestWorld } from './hands';

const ROOT = join(__dirname, '..', '..');
/** The deploy bundle, made by Forge's own bundler before the tests run. */
export const BUNDLE = process.env['BUNDLE_DIR'] ?? join(ROOT, 'build', 'forge');

// biome-ignore lint/performance/noBarrelFile: one door for tests; measurements take the hands alone, without vitest
export {
  type Answer,
  call,
  commentsOf,
  DAY,
  flat,
  HOUR,
  type Issue,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  pass,
  postElsewhere,
  putFile,
  type TestWorld,
  type UploadState,
  until,
  upload,
  viewOf,
} from './hands';

export type TestOptions = {
  readonly seed?: number;
  readonly host?: 'a' | 'b';
  readonly site?: SiteOptions;
  readonly tuning?: WorldOptions['tuning'];
  /** Another instant to begin at (ms since the epoch). */
  readonly startAt?: number;
  /** The Jira site; one by chance without it. */
  readonly cloudId?: string;
  /** What the vendor set with `forge variables`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Leave the installation as Forge makes it: no settings; `connected` = but DATEV is connected. */
  readonly empty?: boolean | 'connected';
  /** Set up anew, although the same installation was set up before: its log begins with that. */
  readonly fresh?: true;
  /** Another bundle than the one that is deployed: with a fault planted into it. */
  readonly bundleDir?: string;
  /** This test plants leaks or judges without the vendors' documents itself. */
  readonly unwatched?: boolean;
};

/** A whole world in this process: the real bundle on Forge, Jira and DATEV as they would be. */
export async function testWorld(options: TestOptions = {}): Promise<TestWorld> {
  const parts: {
    jira?: Service & JiraControls;
    datev?: Service & DatevControls;
    looker?: Service & LookerControls;
  } = {};
  const forge = await createWorld({
    seed: options.seed ?? 1,
    startAt: options.startAt ?? START_AT,
    host: options.host ?? 'b',
    manifest: join(ROOT, 'manifest.yml'),
    bundleDir: options.bundleDir ?? BUNDLE,
    environmentType: 'DEVELOPMENT',
    services(world) {
      parts.jira = createJira({ world, site: site(options.site) });
      parts.datev = createDatev({ world });
      parts.looker = createLooker({ world });
      return { jira: parts.jira, datev: parts.datev, looker: parts.looker };
    },
    ids: {
      appAccountId: ACCOUNTS.app,
      ...(options.cloudId === undefined ? {} : { cloudId: options.cloudId }),
    },
    ...judging(),
    ...(options.tuning === undefined ? {} : { tuning: options.tuning }),
    ...(options.variables === undefined ? {} : { variables: options.variables }),
  });
  if (parts.jira === undefined || parts.datev === undefined || parts.looker === undefined)
    throw new Error('The world made no services.');
  await furnish(forge, options);
  const world = { forge, jira: parts.jira, datev: parts.datev, looker: parts.looker };
  if (options.unwatched !== true) onTestFinished(() => expectHarmless(world));
  return world;
}

/** Installations that were set up before, as they were then: setting one up takes longer than most stories. */
const SET_UP = new Map<string, Buffer>();

async function furnish(forge: ForgeWorld, options: TestOptions): Promise<void> {
  const { tuning, host, fresh, unwatched: _, ...same } = options;
  const isOwn = options.empty === true || fresh === true || tuning !== undefined;
  if (isOwn) return setUp(forge, options);
  const name = JSON.stringify(same);
  // In workers it would take three times as long.
  if (host === 'a' && !SET_UP.has(name)) await (await testWorld({ ...same, unwatched: true })).forge.close();
  const known = SET_UP.get(name);
  if (known === undefined) await setUp(forge, options);
  const standing = known ?? serialize(forge.snapshot());
  SET_UP.set(name, standing);
  // Also the first time: what a test sees must not depend on which one came first.
  forge.restore(deserialize(standing));
  forge.log.clear();
}

/**
 * Worlds in which this has happened, each with what came of it: for tables of tests that all begin with the same story. It is
 * lived through once; a log begins where the story ends.
 */
export function lived<T>(
  story: (w: TestWorld) => Promise<T>,
): () => Promise<{ readonly w: TestWorld; readonly told: T }> {
  let kept: { readonly state: Buffer; readonly told: T } | undefined;
  return async () => {
    kept ??= await livedThrough(story);
    const w = await testWorld({ empty: true });
    w.forge.restore(deserialize(kept.state));
    w.forge.log.clear();
    return { w, told: structuredClone(kept.told) };
  };
}

async function livedThrough<T>(story: (w: TestWorld) => Promise<T>) {
  const w = await testWorld();
  const told = await story(w);
  const state = serialize(w.forge.snapshot());
  await w.forge.close();
  return { state, told };
}

async function setUp(forge: ForgeWorld, { empty }: TestOptions): Promise<void> {
  install(forge);
  if (empty !== true) await setUpConnection(forge);
  if (empty !== undefined) return;
  await setUpInstallation(forge);
  await forge.advance(1000);
}

/** What Forge tells the app when it is installed; arrives with the first step of time. */
function install(forge: ForgeWorld): void {
  forge.fireEvent({ type: 'avi:forge:installed:app', accountId: ACCOUNTS.admin, payload: {} });
}

export function fault(w: TestWorld, spec: FaultSpec): void {
  w.forge.faults.add(spec);
}

export { ACCOUNTS };

/** The real OpenAPI documents judge every exchange, where they are beside the project. */
function judging(): Pick<WorldOptions, 'judge' | 'operationScopes'> {
  const scopes = sharedPath('specs', 'jira', 'operation-scopes.json');
  if (scopes === undefined) return {};
  return {
    judge: (exchange) => ({ checks: 2, findings: known(exchange) }),
    operationScopes: readOperationScopes(scopes),
  };
}

/** By what was said on both sides, which is all that a verdict goes by: most stories begin with the same words. */
const VERDICTS = new Map<string, readonly string[]>();

function known(exchange: Exchange): readonly string[] {
  const { service, request, answer } = exchange;
  const { method, path, query, headers, body } = request;
  const said = [service, method, path, String(query), headers, body.length, answer.status, answer.headers];
  const hash = createHash('sha1').update(JSON.stringify(said)).update(body).update(answer.body).digest('hex');
  const verdict = VERDICTS.get(hash) ?? findings(exchange);
  VERDICTS.set(hash, verdict);
  return verdict;
}

function findings({ service, request, answer }: Exchange): readonly string[] {
  if (service === 'jira') return checkJira(request, answer);
  if (service === 'datev') return checkDatev(request, answer);
  return service === 'looker' ? [...checkLooker(request, answer), ...checkLookerOfApp(request)] : [];
}
