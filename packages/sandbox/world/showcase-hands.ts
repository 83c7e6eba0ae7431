/** What people and other programs do in the showcase's firm, by the calls that their clicks make. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { BookingFile } from '../booking-files';
import type { DatevControls } from '../datev/controls';
import { OTHER_TOKEN } from '../datev/fresh-state';
import type { ForgeWorld } from '../forge/host';
import { ACCOUNTS } from '../jira/site';
import type { LookerControls } from '../looker/controls';
import type { PartFile } from '../package-files';
import type { Method, ServiceAnswer } from './types';

export type Firm = {
  readonly world: ForgeWorld;
  readonly datev: DatevControls;
  readonly looker: LookerControls;
  pipelines?: { readonly approved: string; readonly drifting: string };
  /** Lets others work in this process while time passes. */
  readonly breathe: () => Promise<void>;
};
export type Issue = { readonly id: string; readonly key: string };

const MINUTE = 60_000;

/** The schedule rests until then, but for the last minutes: what is due is caught up with. */
export async function restUntil({ world }: Firm, at: number): Promise<void> {
  await world.rest(Math.max(0, at - world.clock.now()));
}

/** Time passes as it does, in steps between which others may work. */
export async function pass({ world, breathe }: Firm, minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 5) {
    await world.advance(Math.min(5, left) * MINUTE);
    await breathe();
  }
}

/** Another program gives DATEV a file. */
export function postElsewhere({ world }: Pick<Firm, 'world'>, file: BookingFile, mandant: string): void {
  const reference = createHash('sha256').update(file.bytes).digest('hex').slice(0, 12);
  const headers = {
    'content-type': 'application/octet-stream',
    accept: 'application/json;charset=utf-8',
    filename: file.name,
    'client-application-version': '12.4',
    'reference-id': `kanzlei-export-${reference}`,
  };
  const path = `/platform-sandbox/v3/clients/${mandant}/extf-files/import`;
  atDatev(world, { host: 'accounting-extf-files', method: 'POST', path, headers, body: file.bytes });
}

/** The same, until its job has failed and become an issue; answers the issue. */
export async function failedElsewhere(firm: Firm, file: BookingFile, mandant: string): Promise<Issue> {
  const before = new Set(issues(firm.world).map(({ key }) => key));
  postElsewhere(firm, file, mandant);
  for (let turn = 0; turn < 15; turn += 1) {
    await pass(firm, 5);
    const issue = issues(firm.world).find(({ key }) => !before.has(key));
    if (issue !== undefined) return issue;
  }
  throw new Error(`Showcase: ${file.name} has become no issue.`);
}

/** Another program makes a package at DATEV, part by part; answers the job. */
export function packageElsewhere(
  { world }: Firm,
  parts: readonly PartFile[],
  { mandant, month }: { readonly mandant: string; readonly month: string },
): string {
  const jobs = `/platform-sandbox/v2/clients/${mandant}/dxso-jobs`;
  const host = 'accounting-dxso-jobs';
  const json = { 'content-type': 'application/json' };
  const about = { import_type: 'accountsPayableLedgerImport', accounting_month: month };
  const made = atDatev(world, { host, method: 'POST', path: jobs, headers: json, body: asBytes(about) });
  const { id } = JSON.parse(textOf(made)) as { readonly id: string };
  for (const part of parts) {
    const { headers, body } = formOf(part);
    atDatev(world, { host, method: 'POST', path: `${jobs}/${id}/files`, headers, body });
  }
  const patch = { 'content-type': 'application/merge-patch+json' };
  const ready = asBytes({ ready: 'true' });
  atDatev(world, { host, method: 'PUT', path: `${jobs}/${id}`, headers: patch, body: ready });
  return id;
}

function formOf({ name, bytes }: PartFile) {
  const boundary = 'kanzlei-export-teil';
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body };
}

type Where = { readonly issue: Issue } | { readonly mandant: string };

/** Hands a file in as the browser does, without waiting for its check; answers the upload. */
export async function handIn(firm: Firm, file: BookingFile, where: Where): Promise<string> {
  const packed = gzipSync(file.bytes);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const target = 'issue' in where ? { to: 'issue' } : { to: 'mandant', mandant: where.mandant };
  const sizes = { bytes: file.bytes.length, packedBytes: packed.length };
  const begin = { target, name: file.name, ...sizes, sha256 };
  const { fileId, chunkBytes } = await faceCall<{ fileId: string; chunkBytes: number }>(firm, where, {
    ...{ name: 'file.begin', payload: begin },
  });
  for (let n = 0; n * chunkBytes < packed.length; n += 1) {
    const data = packed.subarray(n * chunkBytes, (n + 1) * chunkBytes).toString('base64');
    await faceCall(firm, where, { name: 'file.put', payload: { fileId, n, data } });
  }
  await faceCall(firm, where, { name: 'file.finish', payload: { fileId } });
  return fileId;
}

/** The same, until it is checked; answers the submission. */
export async function upload(firm: Firm, file: BookingFile, where: Where): Promise<string> {
  const fileId = await handIn(firm, file, where);
  for (let turn = 0; turn < 30; turn += 1) {
    await firm.world.advance(2000);
    const upload = await faceCall<{ state: string; submissionId?: string; title?: string }>(firm, where, {
      ...{ name: 'file.state', payload: { fileId } },
    });
    if (upload.state === 'accepted') return upload.submissionId ?? '';
    if (upload.state === 'refused') throw new Error(`Showcase: ${file.name} is refused: ${upload.title}`);
  }
  throw new Error(`Showcase: ${file.name} was never checked.`);
}

/** Hands a file in at the desk and sends it by the click. */
export async function sendAtDesk(firm: Firm, file: BookingFile, mandant: string): Promise<void> {
  const submissionId = await upload(firm, file, { mandant });
  type Sendable = { actions: { resubmit: { mode: string; goes: { sha256: string } } } };
  const about = { name: 'submission.view', payload: { submissionId } };
  const { mode, goes } = (await faceCall<Sendable>(firm, { mandant }, about)).actions.resubmit;
  const payload = { submissionId, mode, sha256: goes.sha256 };
  await faceCall(firm, { mandant }, { name: 'submission.resubmit', payload });
}

type FaceCall = { readonly name: string; readonly payload: object; readonly as?: string };

/** A call of the panel, as somebody on the issue. */
export function onIssue<T>(firm: Firm, issue: Issue, call: FaceCall): Promise<T> {
  return faceCall<T>(firm, { issue }, call);
}

async function faceCall<T>({ world }: Firm, where: Where, call: FaceCall): Promise<T> {
  const outcome = await world.invokeResolver({
    moduleKey: 'issue' in where ? 'datev-panel' : 'datev-desk',
    functionKey: call.name,
    payload: { lang: 'de', ...call.payload },
    accountId: call.as ?? ACCOUNTS.accountant,
    ...('issue' in where ? { extension: { issue: { id: where.issue.id, key: where.issue.key } } } : {}),
  });
  if (outcome.kind !== 'returned') throw new Error(`Showcase: ${call.name}: ${outcome.message}`);
  const answer = outcome.value as { readonly ok: boolean; readonly value: T; readonly problem?: unknown };
  if (!answer.ok) throw new Error(`Showcase: ${call.name} was refused: ${JSON.stringify(answer.problem)}`);
  return answer.value;
}

/** Moves an issue in Jira, by the name of the status. */
export function moveTo({ world }: Firm, key: string, status: string): void {
  const path = `/issue/${key}/transitions`;
  const { transitions } = atJira<{ transitions: readonly { id: string; to: { name: string } }[] }>(
    world,
    'GET',
    { path },
  );
  const found = transitions.find(({ to }) => to.name === status);
  if (found === undefined) throw new Error(`Showcase: no transition leads to ${status}.`);
  atJira(world, 'POST', { path, body: { transition: { id: found.id } } });
}

/** The project's issues, oldest first, from Jira itself and not from its index that lags. */
export function issues(world: ForgeWorld): readonly Issue[] {
  const { issues: all } = world.services.jira.snapshot() as { issues: Readonly<Record<string, Issue>> };
  return Object.values(all).filter(({ key }) => key.startsWith('BUCH-'));
}

function atJira<T>(
  world: ForgeWorld,
  method: Method,
  { path, body }: { readonly path: string; readonly body?: object },
): T {
  const answer = world.services.jira.handle({
    ...{ method, path: `/rest/api/3${path}`, query: new URLSearchParams() },
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: body === undefined ? new Uint8Array() : asBytes(body),
    caller: { kind: 'person', accountId: ACCOUNTS.accountant },
  });
  return JSON.parse(fine(answer, path) || 'null') as T;
}

function atDatev(
  world: ForgeWorld,
  call: {
    readonly host: string;
    readonly method: Method;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  },
): ServiceAnswer {
  const { host, headers, ...request } = call;
  const own = { authorization: `Bearer ${OTHER_TOKEN}`, 'x-datev-client-id': 'kanzlei-export' };
  const answer = world.services.datev.handle({
    ...{ ...request, query: new URLSearchParams(), caller: { kind: 'program' } },
    headers: { accept: 'application/json', ...own, ...headers, host: `${host}.api.datev.de` },
  });
  fine(answer, call.path);
  return answer;
}

function fine(answer: ServiceAnswer, what: string): string {
  const text = textOf(answer);
  if (answer.status >= 300) throw new Error(`Showcase: ${what} is answered ${answer.status}: ${text}`);
  return text;
}

function textOf({ body }: ServiceAnswer): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
}

function asBytes(body: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body));
}
