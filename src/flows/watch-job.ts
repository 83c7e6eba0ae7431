import type { DxsoStatus } from '../datev/dxso-jobs/dxso-job';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { type OpenAttempt, type Watch, withOpen } from '../mandanten/watch';
import type { Happened, SubmissionEvent } from '../submissions/events';

export type WatchJobPorts = {
  now(): string;
  chance(): number;
  readStatus(mandant: string, jobId: string): Promise<Result<DxsoStatus | 'gone', Problem>>;
  /** The same job always gives the same submission. */
  submissionIdFor(mandant: string, jobId: string): string;
  create(
    id: string,
    event: Extract<SubmissionEvent, { what: 'job-watched' }>,
    happened: Happened,
  ): Promise<void>;
  isPending(id: string): Promise<boolean>;
  changeWatch(mandant: string, change: (watch: Watch) => Watch): Promise<Watch>;
  wakeMandant(mandant: string): Promise<void>;
};

/**
 * "Watch a job": DATEV has no list of DXSO jobs, so a person names one that another program sent. Clicked twice, or broken
 * off halfway and clicked again, it is watched once.
 */
export async function watchJob(
  ports: WatchJobPorts,
  wanted: { readonly mandant: string; readonly jobId: string; readonly label?: string; readonly by: string },
): Promise<Result<{ submissionId: string }, Problem>> {
  const { mandant, label, by } = wanted;
  const jobId = wanted.jobId.toUpperCase();
  const status = await ports.readStatus(mandant, jobId);
  if (!status.ok) return status;
  if (status.value === 'gone') return fail({ code: 'datev.no-such-job', retry: 'after-fix' });
  const submissionId = ports.submissionIdFor(mandant, jobId);
  const now = ports.now();
  const event = { what: 'job-watched', mandant, jobId, ...(label === undefined ? {} : { label }) } as const;
  await ports.create(submissionId, event, { at: now, actor: { kind: 'person', id: by } });
  if (await ports.isPending(submissionId)) {
    const open: OpenAttempt = {
      submissionId,
      revision: 1,
      referenceId: `job:${jobId}`,
      since: now,
      jobId,
    };
    await ports.changeWatch(mandant, (w) => watching(w, open, ports.chance()));
    await ports.wakeMandant(mandant);
  }
  return ok({ submissionId });
}

function watching(w: Watch, open: OpenAttempt, chance: number): Watch {
  if (w.open.some(({ referenceId }) => referenceId === open.referenceId)) return w;
  return withOpen(w, open, { retryAfterSeconds: 0, chance });
}
