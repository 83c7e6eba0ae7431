import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { claimIssue } from '../../src/jira/claim-store';
import type { Submission } from '../../src/submissions/submission';
import { storage } from '../support/kv-storage';

/** As far as a claim looks at it. */
function submission(id: string, jobId?: string, mandant = '455148-1'): Submission {
  const attempts = jobId === undefined ? [] : [{ revision: 1, jobId }];
  return { id, mandant, attempts } as unknown as Submission;
}

describe('the claim of an issue', () => {
  it('is of one submission per job, however many hold it', async () => {
    storage();
    expect(await claimIssue(submission('a', 'job-1'))).toBe(true);
    expect(await claimIssue(submission('b', 'job-1'))).toBe(false);
    expect(await claimIssue(submission('a', 'job-1'))).toBe(true);
  });

  it('of another job, another Mandant or a submission without a job is another', async () => {
    storage();
    expect(await claimIssue(submission('a', 'job-1'))).toBe(true);
    expect(await claimIssue(submission('b', 'job-2'))).toBe(true);
    expect(await claimIssue(submission('c', 'job-1', '455148-3'))).toBe(true);
    expect(await claimIssue(submission('d'))).toBe(true);
    expect(await claimIssue(submission('e'))).toBe(true);
  });
});
