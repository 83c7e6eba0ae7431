import { importFile, listJobs } from '../datev/extf-files/extf-files-api';
import { MOST_PAGES, PAGE, pagesToLook } from '../datev/extf-files/where-listed';
import { placeFor } from '../datev/place-api';
import { checkFile, refusal } from '../datev/preflight-api';
import { readFile } from '../files/file-store';
import type { Problem } from '../kernel/problem';
import { ok, type Result, withoutWords } from '../kernel/result';
import { restingOf } from '../mandanten/watch';
import { noteResting } from '../mandanten/watch-store';
import { surroundings } from '../platform/context';
import { attemptOf, fileOf } from '../submissions/parts';
import { isLastLook } from '../submissions/schedule';
import type { Submission } from '../submissions/submission';
import type { EffectHandlers, Subject } from './effect-handler';

/**
 * EXTF import. DATEV has no idempotency key: the `Reference-Id` is ours, and after a doubtful answer the job list is
 * asked for it before anything is sent again (A2). Nothing found after all looks: a person decides, unless an admin
 * allows sending again and the list says that it is not there.
 */
export const sendExtf: EffectHandlers['send-extf'] = {
  saysLeave: true,
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
    if (!answer.ok) {
      await noteResting(subject.submission.mandant, answer.problem.problem);
      return refusal(subject, answer.problem);
    }
    return { is: 'done', sent: { retryAfterSeconds: 0, ...answer.value } };
  },
  async lookUp(subject, pending) {
    const problem = restingOf(subject.watch, subject.now);
    if (problem !== undefined) return { is: 'problem', problem };
    const { attempt } = whatGoes(subject.submission, pending.effect.revision);
    const { looks } = pending;
    const found = await findJob(subject, { referenceId: attempt?.referenceId ?? '', looks });
    if (!found.ok) {
      await noteResting(subject.submission.mandant, found.problem);
      return { is: 'problem', problem: found.problem };
    }
    if (typeof found.value === 'string') return { is: found.value };
    return { is: 'found', sent: { jobId: found.value.jobId, retryAfterSeconds: 0 } };
  },
  afterLooks: (settings) => (settings.resendUnknown ? 'repeat' : 'give-up'),
};

/** As many pages as a list takes whose order is known. */
const FEW_PAGES = 4;

/** How many pages the look after so many looks may read: all that is decided on is what the last one saw. */
export function pagesOfLook(looks: number): number {
  return isLastLook(looks) ? MOST_PAGES : FEW_PAGES;
}

/** Of a long list without an order the first page and the last two do, before the last look. */
function withinLook(skips: readonly number[], looks: number): readonly number[] {
  return skips.length < pagesOfLook(looks) ? skips : skips.slice(0, FEW_PAGES - 2);
}

function whatGoes(s: Submission, revision: number) {
  return {
    file: fileOf(s, revision),
    attempt: attemptOf(s, revision),
  };
}

/** The job with our reference id in DATEV's list; `unseen`: too little of it was read, or says something to us, to tell that it is not there. */
async function findJob(
  { settings, submission }: Subject,
  { referenceId, looks }: { readonly referenceId: string; readonly looks: number },
): Promise<Result<{ readonly jobId: string } | 'absent' | 'unseen', Problem>> {
  const place = await placeFor(settings, submission.mandant);
  if (!place.ok) return place;
  const page = async (skip: number) => withoutWords(await listJobs(place.value, { skip, top: PAGE }));
  let listed = await page(0);
  if (!listed.ok) return listed;
  const { skips, isEnough } = pagesToLook(listed.value);
  const further = withinLook(skips, looks);
  let unreadable = 0;
  for (const skip of [...further, undefined]) {
    const job = listed.value.jobs.find((j) => j.referenceId === referenceId);
    if (job !== undefined) return ok({ jobId: job.id });
    unreadable += listed.value.unreadable;
    if (skip === undefined) break;
    listed = await page(skip);
    if (!listed.ok) return listed;
  }
  const isAllRead = isEnough && further.length === skips.length;
  // What nobody can read may be ours.
  return ok(isAllRead && unreadable === 0 ? 'absent' : 'unseen');
}
