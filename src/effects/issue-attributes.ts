import { type Attributes, classOf } from '../jira/routing';
import { periodIn } from '../submissions/lists/listed';
import { fileAtDatev } from '../submissions/shown-file';
import type { Subject } from './effect-handler';

/** What summaries and fields may say of a submission. */
export function attributesOf({ submission, watch }: Pick<Subject, 'submission' | 'watch'>): Attributes {
  const last = submission.attempts.at(-1);
  const { fileName, label } = fileAtDatev(submission);
  return {
    mandant: submission.mandant,
    mandantName: watch.name ?? submission.mandant,
    batch: label ?? fileName,
    fileName,
    class: classOf(submission),
    code: last?.cause?.code ?? '',
    jobId: last?.jobId ?? '',
    period: periodIn(submission) ?? submission.from?.period ?? '',
    pipeline: submission.run?.name ?? submission.run?.pipeline ?? submission.from?.pipeline ?? '',
  };
}
