import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { DatevControls } from '../../packages/sandbox/datev/controls';
import { createDatev } from '../../packages/sandbox/datev/datev';
import { checkDatev } from '../../packages/sandbox/datev/oracle';
import { OTHER_TOKEN } from '../../packages/sandbox/datev/seed';
import {
  createWorld,
  type Exchange,
  type FaultSpec,
  type ForgeWorld,
  type Outcome,
  readOperationScopes,
  type WorldOptions,
} from '../../packages/sandbox/forge/host';
import type { JiraControls } from '../../packages/sandbox/jira/controls';
import { createJira } from '../../packages/sandbox/jira/create-jira';
import { checkJira } from '../../packages/sandbox/jira/oracle';
import { ACCOUNTS, type SiteOptions, site } from '../../packages/sandbox/jira/site';
import type { LookerControls } from '../../packages/sandbox/looker/controls';
import { createLooker } from '../../packages/sandbox/looker/looker';
import { checkLooker, checkLookerOfApp } from '../../packages/sandbox/looker/oracle';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { seedConnection } from '../../packages/sandbox/world/connection';
import { seedInstallation } from '../../packages/sandbox/world/seed';
import { START_AT } from '../../packages/sandbox/world/start';
import type { Service, ServiceAnswer } from '../../packages/sandbox/world/types';

const ROOT = join(__dirname, '..', '..');
/** The deploy bundle, made by Forge's own bundler before the tests run. */
export const BUNDLE = process.env['BUNDLE_DIR'] ?? join(ROOT, 'build', 'forge');

import { expectHarmless } from './audit';

export type TestWorld = {
  readonly forge: ForgeWorld;
  readonly jira: Service & JiraControls;
  readonly datev: Service & DatevControls;
  readonly looker: Service & LookerControls;
};
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
const SEEDED = new Map<string, unknown>();

async function furnish(forge: ForgeWorld, options: TestOptions): Promise<void> {
  const { tuning, host, fresh, unwatched: _, ...same } = options;
  const isOwn = options.empty === true || fresh === true || tuning !== undefined || host === 'a';
  if (isOwn) return setUp(forge, options);
  const name = JSON.stringify(same);
  if (!SEEDED.has(name)) {
    await setUp(forge, options);
    SEEDED.set(name, structuredClone(forge.snapshot()));
  }
  // Also the first time: what a test sees must not depend on which one came first.
  forge.restore(structuredClone(SEEDED.get(name)));
  forge.log.clear();
}

async function setUp(forge: ForgeWorld, { empty }: TestOptions): Promise<void> {
  install(forge);
  if (empty !== true) await seedConnection(forge);
  if (empty !== undefined) return;
  await seedInstallation(forge);
  await forge.advance(1000);
}

/** What Forge tells the app when it is installed; arrives with the first step of time. */
function install(forge: ForgeWorld): void {
  forge.fireEvent({ type: 'avi:forge:installed:app', accountId: ACCOUNTS.admin, payload: {} });
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A file posted to DATEV by another program. */
export function postElsewhere(
  w: TestWorld,
  file: { name: string; bytes: Uint8Array },
  mandant = '455148-1',
): void {
  const answer = w.datev.handle({
    method: 'POST',
    path: `/platform-sandbox/v3/clients/${mandant}/extf-files/import`,
    query: new URLSearchParams(),
    headers: {
      host: 'accounting-extf-files.api.datev.de',
      authorization: `Bearer ${OTHER_TOKEN}`,
      'x-datev-client-id': 'kanzlei-export',
      'content-type': 'application/octet-stream',
      accept: 'application/json',
      filename: file.name,
      'reference-id': `KE-${file.name}`.slice(0, 200).replaceAll(/[^-0-9A-Za-z_. ]/g, '_'),
      'client-application-version': '1.0',
    },
    body: file.bytes,
    caller: { kind: 'program' },
  });
  if (answer.status !== 202 && answer.status !== 201)
    throw new Error(`The fake DATEV answers ${answer.status}: ${textOf(answer)}`);
  w.forge.touch();
}

function textOf(answer: ServiceAnswer): string {
  return typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString('utf8');
}

/** Jira's REST API as a person. */
export function jiraCall<T>(
  w: TestWorld,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  how: { body?: unknown; as?: string } = {},
): T {
  const [bare = '', query = ''] = path.split('?');
  const answer = w.jira.handle({
    method,
    path: `/rest/api/3${bare}`,
    query: new URLSearchParams(query),
    headers: {
      accept: 'application/json',
      ...(how.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: how.body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(how.body)),
    caller: { kind: 'person', accountId: how.as ?? ACCOUNTS.accountant },
  });
  if (answer.status >= 300)
    throw new Error(`Jira answers ${answer.status} to ${method} ${path}: ${textOf(answer)}`);
  w.forge.touch();
  const text = textOf(answer);
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

export type Issue = {
  readonly id: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>> & {
    readonly summary: string;
    readonly status: { readonly id: string; readonly name: string };
  };
};

/** All issues of a project, read by the admin straight from Jira's database, not from its lagging index. */
export function issuesOf(w: TestWorld, project = 'BUCH'): readonly Issue[] {
  const { issues } = w.jira.snapshot() as { issues: Readonly<Record<string, { readonly key: string }>> };
  const keys = Object.values(issues)
    .map((i) => i.key)
    .filter((key) => key.startsWith(`${project}-`));
  return keys.map((key) => jiraCall<Issue>(w, 'GET', `/issue/${key}`, { as: ACCOUNTS.admin }));
}

/** Texts of an issue's comments, oldest first. */
export function commentsOf(w: TestWorld, key: string): readonly string[] {
  const page = jiraCall<{ comments: readonly { body: unknown }[] }>(w, 'GET', `/issue/${key}/comment`, {
    as: ACCOUNTS.admin,
  });
  return page.comments.map((c) => flat(c.body));
}

/** The text of an ADF document. */
export function flat(node: unknown): string {
  if (typeof node !== 'object' || node === null) return '';
  const { text, content } = node as { text?: string; content?: readonly unknown[] };
  return [text ?? '', ...(content ?? []).map(flat)].filter((t) => t !== '').join(' ');
}

/** A person moves an issue into a status, by the status's name. */
export function moveTo(w: TestWorld, key: string, status: string, as: string = ACCOUNTS.accountant): void {
  const { transitions } = jiraCall<{ transitions: readonly { id: string; to: { name: string } }[] }>(
    w,
    'GET',
    `/issue/${key}/transitions`,
    { as },
  );
  const found = transitions.find((t) => t.to.name === status);
  if (found === undefined) throw new Error(`No transition leads to ${status}`);
  jiraCall(w, 'POST', `/issue/${key}/transitions`, { body: { transition: { id: found.id } }, as });
}

export type Answer<T> =
  | { readonly ok: true; readonly now: string; readonly value: T }
  | {
      readonly ok: false;
      readonly now: string;
      readonly problem: { readonly code: string; readonly title: string; readonly remedy: string };
    };

/** A call of the faces, as the browser would make it. */
export async function call<T>(
  w: TestWorld,
  moduleKey: string,
  name: string,
  how: { payload?: object; as?: string; issue?: { id: string; key: string } } = {},
): Promise<Answer<T>> {
  const outcome: Outcome = await w.forge.invokeResolver({
    moduleKey,
    functionKey: name,
    payload: { lang: 'en', ...how.payload },
    accountId: how.as ?? ACCOUNTS.accountant,
    ...(how.issue === undefined ? {} : { extension: { issue: how.issue } }),
  });
  if (outcome.kind !== 'returned') throw new Error(`${name} ended with ${outcome.kind}: ${outcome.message}`);
  return outcome.value as Answer<T>;
}

/** The value of a call; throws with the problem's words. */
export async function must<T>(answer: Promise<Answer<T>>): Promise<T> {
  const got = await answer;
  if (!got.ok) throw new Error(`${got.problem.code}: ${got.problem.title}`);
  return got.value;
}

export type UploadState = {
  readonly state: string;
  readonly submissionId?: string;
  readonly title?: string;
  readonly findings: readonly { readonly code: string; readonly severity: string }[];
};

/** Hands a file in the way the browser does: begin, put chunk by chunk, finish, ask until it is checked. */
export async function upload(
  w: TestWorld,
  file: { name: string; bytes: Uint8Array },
  where: ({ issue: Issue } | { mandant: string }) & {
    as?: string;
    document?: { type: string; note?: string };
  },
): Promise<UploadState> {
  const packed = gzipSync(file.bytes);
  const module = 'issue' in where ? 'datev-panel' : 'datev-desk';
  const base = {
    as: where.as ?? ACCOUNTS.accountant,
    ...('issue' in where ? { issue: { id: where.issue.id, key: where.issue.key } } : {}),
  };
  const to = 'issue' in where ? { to: 'issue' } : { to: 'mandant', mandant: where.mandant };
  const target = where.document === undefined ? to : { ...to, document: where.document };
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const payload = { target, name: file.name, bytes: file.bytes.length, packedBytes: packed.length, sha256 };
  const begun = await must<{ fileId: string; chunkBytes: number; have: readonly number[] }>(
    call(w, module, 'file.begin', { ...base, payload }),
  );
  const { fileId, chunkBytes } = begun;
  for (let n = 0; n * chunkBytes < packed.length; n++) {
    const data = packed.subarray(n * chunkBytes, (n + 1) * chunkBytes).toString('base64');
    if (!begun.have.includes(n))
      await must(call(w, module, 'file.put', { ...base, payload: { fileId, n, data } }));
  }
  await must(call(w, module, 'file.finish', { ...base, payload: { fileId } }));
  for (let turn = 0; turn < 30; turn++) {
    await w.forge.advance(2000);
    const state = await must<UploadState>(call(w, module, 'file.state', { ...base, payload: { fileId } }));
    if (state.state !== 'checking') return state;
  }
  throw new Error('The upload was never checked.');
}

/** What panel and context show of an issue. */
export function viewOf<T = Record<string, unknown>>(
  w: TestWorld,
  issue: { id: string; key: string },
  as: string = ACCOUNTS.accountant,
): Promise<T> {
  return must<T>(call(w, 'datev-panel', 'submission.view', { issue: { id: issue.id, key: issue.key }, as }));
}

export function fault(w: TestWorld, spec: FaultSpec): void {
  w.forge.faults.add(spec);
}

export { ACCOUNTS };

/** The real OpenAPI documents judge every exchange, where they are beside the project. */
function judging(): Pick<WorldOptions, 'judge' | 'operationScopes'> {
  const scopes = sharedPath('specs', 'jira', 'operation-scopes.json');
  if (scopes === undefined) return {};
  const findings = ({ service, request, answer }: Exchange) => {
    if (service === 'jira') return checkJira(request, answer);
    if (service === 'datev') return checkDatev(request, answer);
    return service === 'looker' ? [...checkLooker(request, answer), ...checkLookerOfApp(request)] : [];
  };
  return {
    judge: (exchange) => ({ checks: 2, findings: findings(exchange) }),
    operationScopes: readOperationScopes(scopes),
  };
}
