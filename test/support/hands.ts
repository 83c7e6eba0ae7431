/** What people and other programs do in a world, by the calls that their clicks make; for tests and measurements alike. */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DatevControls } from '../../packages/sandbox/datev/controls';
import { OTHER_TOKEN } from '../../packages/sandbox/datev/fresh-state';
import type { ForgeWorld } from '../../packages/sandbox/forge/host';
import type { Outcome } from '../../packages/sandbox/forge/world-told';
import type { JiraControls } from '../../packages/sandbox/jira/controls';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import type { LookerControls } from '../../packages/sandbox/looker/controls';
import type { Service, ServiceAnswer } from '../../packages/sandbox/world/types';
import { SIMULATES } from './simulate';

export type TestWorld = {
  readonly forge: ForgeWorld;
  readonly jira: Service & JiraControls;
  readonly datev: Service & DatevControls;
  readonly looker: Service & LookerControls;
};

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

type Where = ({ issue: Issue } | { mandant: string } | { submissionId: string }) & {
  as?: string;
  document?: { type: string; note?: string };
};

/** Hands a file in the way the browser does: begin, put chunk by chunk, finish, ask until it is checked. */
export async function upload(
  w: TestWorld,
  file: { name: string; bytes: Uint8Array },
  where: Where,
): Promise<UploadState> {
  const ask = await putFile(w, file, where);
  for (let turn = 0; turn < 30; turn++) {
    await w.forge.advance(2000);
    const state = await ask();
    if (state.state !== 'checking') return state;
  }
  throw new Error('The upload was never checked.');
}

/** The same up to its last word; answers how to ask what became of it. */
export async function putFile(
  w: TestWorld,
  file: { name: string; bytes: Uint8Array },
  where: Where,
): Promise<() => Promise<UploadState>> {
  const packed = gzipSync(file.bytes);
  const module = 'issue' in where ? 'datev-panel' : 'datev-desk';
  const base = {
    as: where.as ?? ACCOUNTS.accountant,
    ...('issue' in where ? { issue: { id: where.issue.id, key: where.issue.key } } : {}),
  };
  const to = targetOf(where);
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
  return () => must<UploadState>(call(w, module, 'file.state', { ...base, payload: { fileId } }));
}

function targetOf(where: Where): object {
  if ('issue' in where) return { to: 'issue' };
  const { document: _, as: __, ...named } = where;
  return 'mandant' in named ? { to: 'mandant', ...named } : { to: 'submission', ...named };
}

/** What panel and context show of an issue. */
export function viewOf<T = Record<string, unknown>>(
  w: TestWorld,
  issue: { id: string; key: string },
  as: string = ACCOUNTS.accountant,
): Promise<T> {
  return must<T>(call(w, 'datev-panel', 'submission.view', { issue: { id: issue.id, key: issue.key }, as }));
}

/**
 * A long span of which the first and the last hours matter: what begins in it is over, and what it ends with begins, within `around`.
 * Between them Forge's scheduled triggers are left out, which would find nothing to do there, some three hundred times a day. What is
 * queued comes all the same. The nightly run leaves none out.
 */
export async function pass(w: TestWorld, ms: number, around = 3 * HOUR): Promise<void> {
  if (SIMULATES) return void (await w.forge.advance(ms));
  await w.forge.advance(around);
  await w.forge.rest(ms - 2 * around);
  await w.forge.advance(around);
}

/** Time passes in quarters of an hour until this is so, at most so long: most of what is waited for comes much sooner. */
export async function until(
  w: TestWorld,
  most: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  for (let waited = 0; waited < most; waited += 15 * MINUTE) {
    if (await isSo()) return;
    await w.forge.advance(15 * MINUTE);
  }
}
