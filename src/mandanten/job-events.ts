import { causeOf } from '../datev/cause';
import type { DatevJob } from '../datev/extf-files/job';
import { present } from '../kernel/present';
import type { EventOf } from '../submissions/events';

/** What happens when DATEV's list shows a failed job of which nobody here knows; `revision`: of ours, whose record is lost. */
export function discovered(
  mandant: string,
  job: DatevJob,
  { at, revision = 1 }: { readonly at: string; readonly revision?: number },
): EventOf<'discovered'> {
  const attempt = {
    revision,
    referenceId: job.referenceId ?? '',
    fileName: job.fileName,
    jobId: job.id,
    state: 'failed',
    endedAt: at,
    cause: causeOf(job.verbatim),
    ...present({ sentAt: job.timestamp, records: job.records }),
  } as const;
  const program = job.program ?? job.vendor ?? '';
  return { what: 'discovered', mandant, program, attempt, ...present({ label: job.label }) };
}

/** How a job of ours ended, in DATEV's words; `storm`: it failed with many others for one cause. */
export function outcomeOf(
  job: DatevJob,
  revision: number,
  storm?: string,
): EventOf<'job-failed' | 'job-succeeded'> {
  if (job.result === 'failed')
    return {
      what: 'job-failed',
      revision,
      jobId: job.id,
      cause: causeOf(job.verbatim),
      ...present({ storm }),
    };
  const label = present({ label: job.label });
  const records = present({ records: job.records });
  return { what: 'job-succeeded', revision, jobId: job.id, ...label, ...records };
}
