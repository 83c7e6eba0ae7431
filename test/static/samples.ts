import type { FileView, SubmissionView } from '../../src/contract/answers';

/** A file as the backend shows it. */
export function aFile(part: Partial<FileView> = {}): FileView {
  return {
    revision: 2,
    name: 'Buchungsstapel November.csv',
    sendName: 'EXTF_1_202611_a1b2c3_r2.csv',
    bytes: 48_210,
    rows: 412,
    sha256: 'ab'.repeat(32),
    by: { accountId: 'u1', name: 'Anna Accountant' },
    at: '2026-12-01T07:30:00.000Z',
    warnings: 0,
    errors: 0,
    available: true,
    ...part,
  };
}

const NO = { allowed: false } as const;

/** A rejected booking file as the panel sees it; `part` changes what a test is about. */
export function aView(part: Partial<SubmissionView> = {}): SubmissionView {
  return {
    submissionId: 's-1',
    kind: 'extf',
    state: 'rejected',
    lozenge: { text: 'Rejected', tone: 'removed' },
    sentence: 'DATEV rejected the batch “Buchungsstapel November”: the length of the G/L accounts is wrong.',
    nextAction: 'Hand in a corrected file here, then send it.',
    facts: {
      mandant: '455148-1',
      mandantName: 'Musterbau Nord GmbH',
      fileName: 'EXTF_November.csv',
      label: 'Buchungsstapel November',
      program: 'Kanzlei-Export 3',
      rows: 412,
      bytes: 48_210,
      sha256: 'ab'.repeat(32),
      jobId: '7f1c2d3e-1111-4222-8333-944455556666',
      revision: 1,
      startedAt: '2026-12-01T06:00:00.000Z',
    },
    files: [],
    actions: {
      resubmit: { allowed: false, why: 'No corrected file is here yet.' },
      upload: { allowed: true },
      overrule: NO,
      withdraw: NO,
      close: { allowed: true },
      decide: NO,
      newIssue: NO,
      issueDeleted: NO,
    },
    stuck: [],
    attachments: [],
    timeline: [
      {
        seq: 1,
        at: '2026-12-01T06:00:00.000Z',
        actor: { kind: 'datev', name: 'DATEV' },
        text: 'DATEV rejected the file.',
        tone: 'removed',
      },
    ],
    others: [],
    moving: false,
    lastCheckedAt: '2026-12-01T07:58:00.000Z',
    auditEntries: 1,
    auditIntact: true,
    ...part,
  };
}
