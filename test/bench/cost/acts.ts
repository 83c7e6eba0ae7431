/** What people do in the measured days, and what lies in storage after years of it. */
import { correctFile, failingFile } from '../../../packages/sandbox/booking-files';
import type { StoredRecord } from '../../../packages/sandbox/forge/world-told';
import {
  call,
  HOUR,
  type Issue,
  issuesOf,
  jiraCall,
  MINUTE,
  must,
  postElsewhere,
  type TestWorld,
  upload,
} from '../../support/hands';
import type { CostWorld } from './world';

export type File = { readonly name: string; readonly bytes: Uint8Array };
type Sendable = {
  readonly actions: {
    readonly resubmit: { readonly mode: string; readonly goes: { readonly sha256: string } };
  };
};

/** A file handed in at the desk, ready to be sent; answers its submission. */
export async function handIn(w: TestWorld, file: File, mandant: string): Promise<string> {
  const { submissionId } = await upload(w, file, { mandant });
  if (submissionId === undefined) throw new Error(`${file.name} was not accepted.`);
  return submissionId;
}

/** A person presses "Send" on what lies ready. */
export async function pressSend(w: TestWorld, submissionId: string): Promise<void> {
  const view = call<Sendable>(w, 'datev-desk', 'submission.view', { payload: { submissionId } });
  const { mode, goes } = (await must(view)).actions.resubmit;
  const payload = { submissionId, mode, sha256: goes.sha256 };
  await must(call(w, 'datev-desk', 'submission.resubmit', { payload }));
}

/** A file of another program fails at DATEV; answers the issue when there is one. */
export async function failElsewhere(
  w: TestWorld,
  what: { readonly mandant: string; readonly label: string },
  advance: (ms: number) => Promise<unknown> = w.forge.advance,
): Promise<Issue> {
  const before = new Set(issuesOf(w).map(({ key }) => key));
  postElsewhere(w, failingFile(what), what.mandant);
  for (let waited = 0; waited < 2 * HOUR; waited += 5 * MINUTE) {
    await advance(5 * MINUTE);
    const issue = issuesOf(w).find(({ key }) => !before.has(key));
    if (issue !== undefined) return issue;
  }
  throw new Error(`${what.label} has no issue.`);
}

/** The submission that an issue stands for. */
export function submissionOf(w: TestWorld, issue: Issue): string {
  return (w.forge.storage.get(`issue:${issue.id}`) as { readonly submissionId: string }).submissionId;
}

/** How a submission stands, as the desk says it. */
export async function stateOf(w: TestWorld, submissionId: string): Promise<string> {
  const view = call<{ readonly state: string }>(w, 'datev-desk', 'submission.view', {
    payload: { submissionId },
  });
  return (await must(view)).state;
}

export function fileOf(mandant: string, label: string): File {
  return correctFile({ mandant, label, name: `EXTF_${label}.csv` });
}

/** An issue that has nothing to do with us. */
export function foreignIssue(w: TestWorld, summary: string): string {
  const types = jiraCall<readonly { readonly id: string; readonly name: string }[]>(
    w,
    'GET',
    '/project/BUCH/statuses',
  );
  const fields = { project: { key: 'BUCH' }, summary, issuetype: { id: types[0]?.id } };
  return jiraCall<{ key: string }>(w, 'POST', '/issue', { body: { fields } }).key;
}

/** A stored submission, as the product wrote it. */
type Row = Readonly<Record<string, unknown>> & {
  readonly data: { readonly state: Readonly<Record<string, unknown>> };
};

/** What each copy is made of, by how many of a hundred submissions end so in a firm that sends everything here. */
export type Likes = readonly { readonly id: string; readonly share: number }[];

/**
 * Fills storage with as many submissions as years leave behind: copies with keys, Mandanten, names and times of their own, as they were
 * stored before there were lists.
 */
export function fillUp(w: CostWorld, count: number, likes: Likes): void {
  const rows = w.forge.storage.dump({ maskSecrets: false }).filter(({ entity }) => entity === 'submission');
  const hundred = likes.flatMap(({ id, share }) => {
    const row = rows.find(({ key }) => key === id);
    if (row === undefined) throw new Error(`No submission ${id} is stored.`);
    return Array.from({ length: share }, () => row);
  });
  for (let n = rows.length; n < count; n += 1) {
    // Another order than that of the Mandanten, so that each has some of every kind.
    const like = hundred[(n * 37) % hundred.length];
    if (like !== undefined) w.forge.storage.put(copyOf(like, n, w));
  }
}

function copyOf(
  { key, value }: StoredRecord,
  n: number,
  { forge, mandanten }: CostWorld,
): Omit<StoredRecord, 'createdAt' | 'updatedAt'> {
  const { counted: _, ...row } = value as Row & { readonly counted?: string };
  const mandant = mandanten[n % mandanten.length] ?? '';
  const id = `${key.slice(0, -String(n).length)}${n}`;
  // A quarter of an hour between two, so that 10,000 are a third of a year and none is due for the end of its time.
  const changedAt = new Date(forge.clock.now() - n * 15 * MINUTE).toISOString();
  const fileName = `EXTF_${String(n).padStart(5, '0')}.csv`;
  const state = { ...row.data.state, id, mandant, fileName, changedAt };
  return {
    ...{ store: 'entity', entity: 'submission', key: id },
    value: { ...row, mandant, fileName, changedAt, data: { ...row.data, state } },
  };
}

/**
 * Lengthens the history of a submission to so many entries, by copies of its last one. The hashes of the copies do not
 * chain, which no screen looks at.
 */
export function lengthenHistory(w: TestWorld, id: string, entries: number): void {
  const row = w.forge.storage.getEntity('submission', id) as Row & { readonly version: number };
  const last = w.forge.storage.getEntity('audit-entry', entryKey(id, row.version)) as Row;
  for (let seq = row.version + 1; seq <= entries; seq += 1)
    w.forge.storage.put({
      ...{ store: 'entity', entity: 'audit-entry', key: entryKey(id, seq) },
      value: { ...last, seq, data: { ...last.data, seq } },
    });
  w.forge.storage.put({
    ...{ store: 'entity', entity: 'submission', key: id },
    value: { ...row, version: entries },
  });
}

function entryKey(id: string, seq: number): string {
  return `${id}:${String(seq).padStart(6, '0')}`;
}
