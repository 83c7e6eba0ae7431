import { statusOf } from '../../datev/dxso-jobs/status-api';
import { placeOf } from '../../datev/place-api';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { changeAndHint, wakeMandant } from '../../mandanten/wake-store';
import { type OpenAttempt, restingOf, type Watch, withOpen } from '../../mandanten/watch';
import { loadWatch, noteResting } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { chance } from '../../platform/random';
import { loadSettings } from '../../settings/settings-store';
import type { Actor } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { create } from '../../submissions/record-store';
import { loadSubmission } from '../../submissions/submission-store';

/**
 * "Watch a job": DATEV has no list of DXSO jobs, so a person names one that another program sent. Clicked twice, or broken
 * off halfway and clicked again, it is watched once.
 */
export async function watchJob(wanted: {
  readonly mandant: string;
  readonly jobId: string;
  readonly label?: string;
  readonly by: Actor;
}): Promise<Result<{ submissionId: string }, Problem>> {
  const { mandant, label, by } = wanted;
  const jobId = wanted.jobId.toUpperCase();
  const { environment } = (await loadSettings()).data;
  const resting = restingOf((await loadWatch(mandant)).watch, now());
  if (resting !== undefined) return fail(resting);
  const place = await placeOf({ environment }, mandant);
  if (!place.ok) return place;
  const status = await statusOf(place.value, jobId);
  if (!status.ok) {
    await noteResting(mandant, status.problem);
    return status;
  }
  if (status.value === 'gone') return fail({ code: 'datev.no-such-job', retry: 'after-fix' });
  const submissionId = idsBy(sha256).job(mandant, jobId);
  const at = now();
  const event = { what: 'job-watched', mandant, environment, jobId, ...present({ label }) } as const;
  await create(submissionId, event, { at, actor: by });
  if (await isPending(submissionId)) {
    const open: OpenAttempt = {
      submissionId,
      revision: 1,
      referenceId: `job:${jobId}`,
      since: at,
      jobId,
    };
    await changeAndHint(mandant, (w) => watching(w, open, chance()));
    await wakeMandant(mandant);
  }
  return ok({ submissionId });
}

async function isPending(id: string): Promise<boolean> {
  return (await loadSubmission(id))?.state.attempts.at(-1)?.state === 'pending';
}

function watching(w: Watch, open: OpenAttempt, chance: number): Watch {
  if (w.open.some(({ referenceId }) => referenceId === open.referenceId)) return w;
  return withOpen(w, open, { retryAfterSeconds: 0, chance });
}
