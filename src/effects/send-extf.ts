import { importFile, listJobs } from '../datev/extf-files/extf-files-api';
import { placeFor } from '../datev/place-api';
import { checkFile, refusal } from '../datev/preflight-api';
import { readFile } from '../files/file-store';
import type { Problem } from '../kernel/problem';
import { ok, type Result, withoutWords } from '../kernel/result';
import { surroundings } from '../platform/context';
import { attemptOf, fileOf } from '../submissions/parts';
import type { Submission } from '../submissions/submission';
import type { EffectHandlers, Subject } from './effect-handler';

/**
 * EXTF import. DATEV has no idempotency key: the `Reference-Id` is ours, and after a doubtful answer the job list is
 * asked for it before anything is sent again (A2). Nothing found after all looks: a person decides, unless an admin
 * allows sending again.
 */
export const sendExtf: EffectHandlers['send-extf'] = {
  marks: true,
  async act(subject, pending, leave) {
    const { file, attempt } = whatGoes(subject.submission, pending.effect.revision);
    if (file === undefined || attempt === undefined || file.deletedAt !== undefined)
      return { is: 'problem', problem: { code: 'file.gone', retry: 'after-fix' } };
    const bytes = await readFile(file);
    if (!bytes.ok) return { is: 'problem', problem: bytes.problem };
    const clear = await checkFile(subject, file);
    if (clear.is !== 'go') return clear;
    const place = await placeFor(subject.settings, subject.submission.mandant);
    if (!place.ok) return { is: 'problem', problem: place.problem };
    if (!(await leave())) return { is: 'overtaken' };
    const { fileName, referenceId } = attempt;
    const { appVersion } = surroundings();
    const answer = await importFile(place.value, { fileName, referenceId, bytes: bytes.value, appVersion });
    if (!answer.ok) return refusal(subject, answer.problem);
    return { is: 'done', sent: { retryAfterSeconds: 0, ...answer.value } };
  },
  async lookUp(subject, pending) {
    const { attempt } = whatGoes(subject.submission, pending.effect.revision);
    const found = await findJob(subject, attempt?.referenceId ?? '');
    if (!found.ok) return { is: 'problem', problem: found.problem };
    if (found.value === undefined) return { is: 'absent' };
    return { is: 'found', sent: { jobId: found.value.jobId, retryAfterSeconds: 0 } };
  },
  afterLooks: (settings) => (settings.resendUnknown ? 'repeat' : 'give-up'),
};

function whatGoes(s: Submission, revision: number) {
  return {
    file: fileOf(s, revision),
    attempt: attemptOf(s, revision),
  };
}

/** Our job may lie beyond the first page when other programs were busy meanwhile (A2: it is listed within 15 minutes). */
const PAGES_TO_LOOK = 3;

/** The job with our reference id in DATEV's list. */
async function findJob(
  { settings, submission }: Subject,
  referenceId: string,
): Promise<Result<{ jobId: string } | undefined, Problem>> {
  const place = await placeFor(settings, submission.mandant);
  if (!place.ok) return place;
  for (let page = 0; page < PAGES_TO_LOOK; page++) {
    const listed = withoutWords(await listJobs(place.value, { skip: page * 100, top: 100 }));
    if (!listed.ok) return listed;
    const job = listed.value.jobs.find((j) => j.referenceId === referenceId);
    if (job !== undefined) return ok({ jobId: job.id });
    if ((page + 1) * 100 >= (listed.value.total ?? 0)) break;
  }
  return ok(undefined);
}
