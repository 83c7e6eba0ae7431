import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ACCOUNTS, GROUPS } from '../../packages/sandbox/jira/site';
import { atDesk } from '../../packages/sandbox/world/booking';
import { type Draft, draftOf } from './draft-of';
import { type Answer, call, must, type TestWorld, type UploadState } from './hands';

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

export const person = (accountId: string, displayName: string, groups: readonly string[]) => ({
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

export const as = <T>(
  { w }: { readonly w: TestWorld },
  who: Who,
  name: string,
  payload: Record<string, unknown>,
) => atDesk<T>(w.forge, name, payload, PEOPLE[who]);

/** What a call is answered, allowed or not. */
export const tries = <T>(w: TestWorld, who: Who, name: string, payload: object) =>
  call<T>(w, 'datev-desk', name, { as: PEOPLE[who], payload });

/** What people decide of a stored pipeline. */
export const draftIn = (pipeline: Draft): Draft => draftOf(pipeline) as Draft;

/** Hands a file in for a submission of the desk; answers the refusal's code, or how the check ended. */
export async function handIn(
  { w }: { readonly w: TestWorld },
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

/** A booking file with one amount changed, still right in form. */
export function otherBytes(bytes: Uint8Array, euros = 9999): Uint8Array {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const [head = '', columns = '', ...rows] = text.split('\r\n');
  const changed = rows.map((row, n) => (n === 0 ? row.replace(/^\d+,\d\d/, `${euros},99`) : row));
  return new TextEncoder().encode([head, columns, ...changed].join('\r\n'));
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
