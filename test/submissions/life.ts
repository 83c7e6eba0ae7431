import type { Actor, SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import { begin } from '../../src/submissions/life/begin';
import type { StoredFile } from '../../src/submissions/stored-file';
import type { Submission } from '../../src/submissions/submission';

/** Builders for submissions in tests: a life told as a list of events, one minute apart. */
export const T0 = '2026-12-01T08:00:00.000Z';
const PERSON: Actor = { kind: 'person', id: 'anna' };

export function minutes(n: number): string {
  return new Date(Date.parse(T0) + n * 60_000).toISOString();
}

export function file(over: Partial<StoredFile> = {}): StoredFile {
  return {
    revision: 1,
    fileId: 'f1',
    name: 'EXTF_neu.csv',
    sha256: 'a'.repeat(64),
    bytes: 900,
    rows: 12,
    chunks: 1,
    by: 'anna',
    at: T0,
    warnings: 0,
    period: '202401',
    ...over,
  };
}

export const DISCOVERED = {
  what: 'discovered',
  mandant: '455148-1',
  program: 'Kanzlei-Export',
  label: 'Januar',
  attempt: {
    revision: 1,
    referenceId: 'KE-1',
    fileName: 'EXTF_Januar.csv',
    jobId: 'job-1',
    state: 'failed',
    sentAt: T0,
    endedAt: T0,
    cause: { code: '1008834', faults: ['extf.header.14'] },
  },
} as const satisfies SubmissionEvent;

export const UPLOADED = {
  what: 'uploaded',
  mandant: '455148-1',
  program: 'DATEV for Jira',
  file: file(),
} as const satisfies SubmissionEvent;
export const ISSUE = { id: '10001', key: 'BUCH-1', projectId: '10000' } as const;

/** The state after these events. */
export function live(
  first: typeof DISCOVERED | typeof UPLOADED,
  ...events: readonly SubmissionEvent[]
): Submission {
  const start = begin('s1', first, { at: T0, actor: first.what === 'uploaded' ? PERSON : { kind: 'datev' } });
  return events.reduce((s, event, i) => apply(s, event, { at: minutes(i + 1), actor: PERSON }), start);
}

export function order(revision: number, history?: string): SubmissionEvent {
  return {
    what: 'ordered',
    mode: 'file',
    fileName: `EXTF_455148-1_202401_s1_r${revision}.csv`,
    referenceId: `DFJ-i-s1-r${revision}`,
    ...(history === undefined ? {} : { history }),
  };
}

/** The failed job has its issue, all written. */
export const WITH_ISSUE: readonly SubmissionEvent[] = [
  { what: 'trying', key: 'issue', leaseUntil: minutes(5) },
  { what: 'done', key: 'issue', issue: ISSUE },
  { what: 'done', key: 'fields:10001:1' },
];

/** A corrected file was sent and DATEV works on it. */
export const RESENT: readonly SubmissionEvent[] = [
  ...WITH_ISSUE,
  { what: 'file-given', file: file({ revision: 2 }) },
  order(2, '77'),
  { what: 'trying', key: 'send:r2', leaseUntil: minutes(10) },
  { what: 'done', key: 'send:r2', jobId: 'job-2' },
];

export function pendingKeys(s: Submission): readonly string[] {
  return s.pendingEffects.map((o) => o.key);
}
