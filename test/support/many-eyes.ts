import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { atDesk } from '../../packages/sandbox/world/booking';
import { type Booked, bookedWorld, type Draft, MONTH, type RunSeen } from './booking';
import { draftOf } from './draft-of';
import {
  ACCOUNTS,
  type Answer,
  call,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  type UploadState,
} from './world';

/** A firm large enough for four eyes: three leads, two accountants and the admin, who set everything up. */
export const PEOPLE = {
  admin: ACCOUNTS.admin,
  lead: ACCOUNTS.firmLead,
  lead2: '5b10a2844c20165700ede32g',
  lead3: '5b10a2844c20165700ede42g',
  accountant: ACCOUNTS.accountant,
  accountant2: '5b10a2844c20165700ede33g',
} as const;
export type Who = keyof typeof PEOPLE;

const person = (accountId: string, displayName: string, groups: readonly string[]) => ({
  accountId,
  displayName,
  groups: [GROUPS.everybody, ...groups],
  accountType: 'atlassian' as const,
  active: true,
  timeZone: 'Europe/Berlin',
  locale: 'de_DE',
  email: `${displayName.split(' ')[0]?.toLowerCase()}@kanzlei.example`,
});
export const MORE_PEOPLE = [
  person(PEOPLE.lead2, 'Lena Leitner', [GROUPS.firmLeads]),
  person(PEOPLE.lead3, 'Ludwig Lang', [GROUPS.firmLeads]),
  person(PEOPLE.accountant2, 'Berta Beleg', []),
];

/** So many accountants more, of whom nobody does anything. */
const crowd = (count: number) =>
  Array.from({ length: count }, (_, n) => person(`5b10a2844c20165700ede5${n}a`, `Alle ${n}`, []));

/** The booking way with those people, few rows a month, and a pipeline that wants approval, made by `author`. */
export async function firm(author: Who = 'admin', more = 0): Promise<Booked> {
  const b = await bookedWorld('en', { people: [...MORE_PEOPLE, ...crowd(more)] });
  b.w.looker.setRowCount({ client: '455148-1', month: MONTH, rows: 3 });
  await edit(b, author, (draft) => ({ ...draft, needsApproval: true }));
  return b;
}

export const as = <T>({ w }: Pick<Booked, 'w'>, who: Who, name: string, payload: Record<string, unknown>) =>
  atDesk<T>(w.forge, name, payload, PEOPLE[who]);

/** What a call is answered, allowed or not. */
export const tries = <T>(w: TestWorld, who: Who, name: string, payload: object) =>
  call<T>(w, 'datev-desk', name, { as: PEOPLE[who], payload });

type Stored = { readonly version: number; readonly pipeline: Draft };

/** Saves the pipeline as the editor does, as this person. */
export async function edit(
  b: Booked,
  who: Who,
  how: (draft: Draft) => object,
  id: string = b.pipeline,
): Promise<void> {
  const { pipeline, version } = await as<Stored>(b, who, 'pipeline.view', { id });
  await as(b, who, 'pipeline.save', { id, version, draft: how(draftIn(pipeline)) });
}

/** What people decide of a stored pipeline. */
export const draftIn = (pipeline: Draft): Draft => draftOf(pipeline) as Draft;

export async function begin(b: Booked, who: Who, pipeline: string = b.pipeline): Promise<string> {
  const order = { id: pipeline, period: MONTH, isDry: false, anew: false };
  const { submissionId } = await as<{ submissionId: string }>(b, who, 'pipeline.run', order);
  await b.w.forge.advance(MINUTE);
  return submissionId;
}

export const runAs = (b: Booked, who: Who, submissionId: string) =>
  as<RunSeen>(b, who, 'run.view', { submissionId });

/** Presses "Approve" whether or not the button is there; answers the refusal's code, or nothing. */
export async function approveAs(b: Booked, who: Who, submissionId: string): Promise<string | undefined> {
  const { revision = 1 } = (await runAs(b, who, submissionId)).actions.approve;
  const answer = await tries(b.w, who, 'run.approve', { submissionId, revision });
  await b.w.forge.advance(10 * MINUTE);
  return answer.ok ? undefined : answer.problem.code;
}

/** Hands a file in for a submission of the desk; answers the refusal's code, or how the check ended. */
export async function handIn(
  { w }: Pick<Booked, 'w'>,
  who: Who,
  file: { readonly submissionId: string; readonly name: string; readonly bytes: Uint8Array },
): Promise<string> {
  const packed = gzipSync(file.bytes);
  const sha256 = hashOf(file.bytes);
  const begun: Answer<{ fileId: string; have: readonly number[] }> = await tries(w, who, 'file.begin', {
    target: { to: 'submission', submissionId: file.submissionId },
    ...{ name: file.name, bytes: file.bytes.length, packedBytes: packed.length, sha256 },
  });
  if (!begun.ok) return begun.problem.code;
  const { fileId, have } = begun.value;
  if (!have.includes(0))
    await must(tries(w, who, 'file.put', { fileId, n: 0, data: packed.toString('base64') }));
  await must(tries(w, who, 'file.finish', { fileId }));
  await w.forge.advance(5000);
  return (await must(tries<UploadState>(w, who, 'file.state', { fileId }))).state;
}

type Sendable = {
  readonly actions: {
    readonly resubmit: {
      readonly allowed: boolean;
      readonly why?: string;
      readonly mode?: string;
      readonly goes?: { readonly sha256: string };
    };
  };
};

/** Presses "Send" on what lies ready, whether or not the button is there. */
export async function sendAs(
  b: Pick<Booked, 'w'>,
  who: Who,
  submissionId: string,
): Promise<string | undefined> {
  const { mode = 'file', goes } = (await as<Sendable>(b, who, 'submission.view', { submissionId })).actions
    .resubmit;
  const payload = { submissionId, mode, sha256: goes?.sha256 ?? '0'.repeat(64) };
  const answer = await tries(b.w, who, 'submission.resubmit', payload);
  await b.w.forge.advance(10 * MINUTE);
  return answer.ok ? undefined : answer.problem.code;
}

/** The files of a run that have a life of their own, from the desk's list. */
export async function filesOf({ w }: Pick<Booked, 'w'>, run: string): Promise<readonly string[]> {
  const { files } = await atDesk<{ files: readonly { submissionId?: string }[] }>(w.forge, 'run.view', {
    submissionId: run,
  });
  return files.flatMap(({ submissionId }) => (submissionId === undefined ? [] : [submissionId]));
}

/** A booking file with one amount changed, still right in form. */
export function otherBytes(bytes: Uint8Array, euros = 9999): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const [head = '', columns = '', ...rows] = text.split('\r\n');
  const changed = rows.map((row, n) => (n === 0 ? row.replace(/^\d+,\d\d/, `${euros},99`) : row));
  return new TextEncoder().encode([head, columns, ...changed].join('\r\n'));
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Moves the newest issue to Done, and the event finds its way. */
export async function moveAs({ w }: Pick<Booked, 'w'>, who: Who): Promise<void> {
  const issue = issuesOf(w).at(-1);
  if (issue === undefined) throw new Error('There is no issue.');
  moveTo(w, issue.key, 'Done', PEOPLE[who]);
  await w.forge.advance(4 * MINUTE);
}
