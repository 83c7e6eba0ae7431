import { causeOf } from '../../datev/cause';
import type { DatevJob } from '../../datev/extf-files/job';
import { readReference } from '../../datev/extf-files/reference';
import { type JobPage, jobsOf, oneJob } from '../../datev/jobs-api';
import { keepVerbatim } from '../../datev/verbatim-store';
import { secondsBetween } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { type ClassifiedJobs, classify, nextPage, receivedAt } from '../../mandanten/classify';
import { isOpen, nextDiscoveryAt } from '../../mandanten/hours';
import { changeAndHint, wakeMandant } from '../../mandanten/look-store';
import { afterPoll, inTrouble, type Watch } from '../../mandanten/watch';
import { loadWatch } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { chance } from '../../platform/random';
import type { Settings } from '../../settings/settings';
import { loadSettings } from '../../settings/settings-store';
import type { SubmissionEvent } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { append, create } from '../../submissions/record-store';
import { SILENT_AFTER_SECONDS } from '../../submissions/schedule';
import { loadSubmission, submissionsWithFileName } from '../../submissions/submission-store';
import { advance } from '../advance';
import { lookAtPackages } from './look-at-packages';

/** Pages of one look; a Mandant with more open business than that is finished by the next look. */
const MAX_PAGES = 20;

/**
 * Look at Mandant X: one list call settles all our open attempts and shows what other programs sent. Does nothing when
 * nothing is due, so doubled events cost one read.
 */
export async function lookAtMandant(mandant: string): Promise<void> {
  const packages = await lookAtPackages(mandant);
  const watch = (await loadWatch(mandant)).watch;
  const settings = (await loadSettings()).data;
  if (!isDue(watch, now())) return;
  if (watch.open.length === 0 && !isOpen(now(), settings.discovery)) return postpone(mandant, settings);
  if (!wantsList(watch, now())) return onlyPackages(mandant, packages.trouble);
  const read = await readPages(watch);
  if (!read.ok) return failed(mandant, read.problem);
  const sifted = classify(watch, read.value, (r) => ourReference(r) !== undefined);
  const extra = await readMissing(mandant, sifted);
  for (const job of sifted.ours) await settleOurs(mandant, job);
  for (const job of [...sifted.failed, ...extra.failed]) await discoverFailed(mandant, job);
  for (const job of [...sifted.succeeded, ...extra.succeeded]) await noteSuccess(mandant, job);
  await callSilent(watch, finishedOf(sifted));
  await remember(mandant, {
    settings,
    sifted,
    gone: extra.finished,
    ...present({ problem: extra.problem ?? packages.trouble }),
    hasAskedPackages: packages.isDue,
  });
  await wakeMandant(mandant);
}

function isDue(watch: Watch, now: string): boolean {
  const poll = watch.open.length > 0 && watch.poll !== undefined && watch.poll.at <= now;
  return poll || (watch.watched && (watch.discovery.nextAt ?? '') <= now);
}

/** DXSO jobs are in no list (flows/exception/look-at-packages). */
function wantsList(watch: Watch, now: string): boolean {
  const discovers = watch.watched && (watch.discovery.nextAt ?? '') <= now;
  return discovers || watch.open.some(({ jobId }) => jobId === undefined);
}

/** The packages have been looked at: the next look is set, and nothing else is asked. */
async function onlyPackages(mandant: string, problem: Problem | undefined): Promise<void> {
  const [at, luck] = [now(), chance()];
  const watch = (await loadWatch(mandant)).watch;
  await callSilent(watch, new Set());
  await changeAndHint(mandant, (w) => {
    const { trouble: _, ...healthy } = w;
    const trouble = present({ trouble: problem && troubleWith(problem, w, at) });
    return afterPoll({ ...healthy, ...trouble, lastLookAt: at }, at, luck);
  });
  await wakeMandant(mandant);
}

async function postpone(mandant: string, settings: Settings): Promise<void> {
  const nextAt = nextDiscoveryAt(now(), settings.discovery);
  await changeAndHint(mandant, (w) => ({ ...w, discovery: { ...w.discovery, nextAt } }));
  await wakeMandant(mandant);
}

async function readPages(watch: Watch): Promise<Result<JobPage, Problem>> {
  const needOurs = watch.open.filter((o) => o.jobId === undefined).map((o) => o.referenceId);
  let jobs: readonly DatevJob[] = [];
  let skip: number | undefined = 0;
  let calls = 0;
  let total: number | undefined;
  while (skip !== undefined && calls < MAX_PAGES) {
    const page: Result<JobPage, Problem> = await jobsOf(watch.mandant, skip);
    calls += 1;
    if (!page.ok) return page;
    jobs = [...jobs, ...page.value.jobs];
    total = page.value.total;
    if (page.value.jobs.length === 0) break;
    skip = nextPage(watch, { jobs, needOurs, ...present({ total }) });
  }
  return { ok: true, value: { jobs, ...present({ total }) } };
}

type Extra = {
  readonly failed: DatevJob[];
  readonly succeeded: DatevJob[];
  readonly finished: string[];
  /** Why one of them could not be read; it is asked for again with the next look. */
  problem?: Problem;
};

/** Other programs' jobs that were pending and have left the pages we read are asked for one by one. */
async function readMissing(mandant: string, sifted: ClassifiedJobs): Promise<Extra> {
  const extra: Extra = { failed: [], succeeded: [], finished: [] };
  for (const id of sifted.missing) {
    const job = await oneJob(mandant, id);
    if (!job.ok) {
      // What DATEV no longer knows is nobody's business any more.
      if (job.problem.code === 'datev.not-found') extra.finished.push(id);
      else extra.problem ??= job.problem;
      continue;
    }
    if (job.value.result === 'pending') continue;
    extra.finished.push(id);
    (job.value.result === 'failed' ? extra.failed : extra.succeeded).push(job.value);
  }
  return extra;
}

/** One of our own reference ids; `undefined` for those of other programs and other installations. */
function ourReference(reference: string) {
  return readReference(surroundings().installationId, reference);
}

/** DATEV's own words, for the panel only: they go to secret storage because they may carry ledger values. */
async function keepWords(id: string, revision: number, { verbatim }: DatevJob): Promise<void> {
  if (verbatim !== undefined) await keepVerbatim(id, revision, verbatim);
}

async function settleOurs(mandant: string, job: DatevJob): Promise<void> {
  const ref = ourReference(job.referenceId ?? '');
  if (ref === undefined || job.result === 'pending') return;
  for (;;) {
    const stored = await loadSubmission(ref.submissionId);
    const attempt = stored?.state.attempts.find((a) => a.revision === ref.revision);
    if (stored === undefined || stored.state.mandant !== mandant || attempt === undefined) return;
    if (attempt.state === 'succeeded' || attempt.state === 'failed') return;
    if (job.result === 'failed') await keepWords(ref.submissionId, ref.revision, job);
    const written = await append(stored, outcomeOf(job, ref.revision), {
      at: now(),
      actor: { kind: 'datev' },
    });
    if (written === 'conflict') continue;
    return advance(ref.submissionId);
  }
}

function outcomeOf(job: DatevJob, revision: number): SubmissionEvent {
  if (job.result === 'failed')
    return { what: 'job-failed', revision, jobId: job.id, cause: causeOf(job.verbatim) };
  const label = present({ label: job.label });
  const records = present({ records: job.records });
  return { what: 'job-succeeded', revision, jobId: job.id, ...label, ...records };
}

async function discoverFailed(mandant: string, job: DatevJob): Promise<void> {
  const at = now();
  const attempt = {
    revision: 1,
    referenceId: job.referenceId ?? '',
    fileName: job.fileName,
    jobId: job.id,
    state: 'failed',
    endedAt: at,
    cause: causeOf(job.verbatim),
    ...present({ sentAt: job.timestamp, records: job.records }),
  } as const;
  const label = present({ label: job.label });
  const event = {
    what: 'discovered',
    mandant,
    program: job.program ?? job.vendor ?? '',
    attempt,
    ...label,
  } as const;
  const id = idsBy(sha256).job(mandant, job.id);
  await create(id, event, { at, actor: { kind: 'datev' } });
  await keepWords(id, 1, job);
  await advance(id);
}

/** The program that failed may have sent a good file since: then nobody has to correct anything. */
async function noteSuccess(mandant: string, job: DatevJob): Promise<void> {
  const program = job.program ?? job.vendor ?? '';
  for (const id of await submissionsWithFileName(mandant, job.fileName)) {
    const stored = await loadSubmission(id);
    const state = stored?.state;
    if (
      stored === undefined ||
      state?.origin !== 'discovered' ||
      state.end !== undefined ||
      state.program !== program
    )
      continue;
    if (state.attempts.length > 1 || (state.attempts[0]?.sentAt ?? '') >= receivedAt(job)) continue;
    if (state.asks?.what === 'close-superseded' && state.asks.jobId === job.id) continue;
    await append(
      stored,
      { what: 'superseded', jobId: job.id, program },
      { at: now(), actor: { kind: 'datev' } },
    );
    await advance(id);
  }
}

/** Pending for a day: nobody knows, a person looks into DATEV. A later result still counts. */
async function callSilent(watch: Watch, finished: ReadonlySet<string | undefined>): Promise<void> {
  for (const open of watch.open) {
    if (finished.has(open.referenceId) || secondsBetween(open.since, now()) < SILENT_AFTER_SECONDS) continue;
    const stored = await loadSubmission(open.submissionId);
    if (stored?.state.attempts.find((a) => a.revision === open.revision)?.state !== 'pending') continue;
    // Another program's job is its sender's to decide about; we go on looking.
    if (!stored.state.files.some((f) => f.revision === open.revision)) continue;
    await append(
      stored,
      { what: 'job-silent', revision: open.revision },
      { at: now(), actor: { kind: 'app' } },
    );
    await advance(open.submissionId);
  }
}

function finishedOf(sifted: ClassifiedJobs): ReadonlySet<string | undefined> {
  return new Set(sifted.ours.filter((j) => j.result !== 'pending').map((j) => j.referenceId));
}

type Looked = {
  readonly settings: Settings;
  readonly sifted: ClassifiedJobs;
  readonly gone: readonly string[];
  readonly problem?: Problem;
  readonly hasAskedPackages: boolean;
};

async function remember(mandant: string, look: Looked): Promise<void> {
  const at = now();
  const finished = finishedOf(look.sifted);
  const luck = chance();
  const nextAt = nextDiscoveryAt(at, look.settings.discovery);
  await changeAndHint(mandant, (w) => {
    const { trouble: _, ...healthy } = w;
    const pending = look.sifted.discovery.pending.filter((id) => !look.gone.includes(id));
    const seen = [...look.sifted.discovery.seen, ...look.gone];
    const discovery = w.watched ? { ...look.sifted.discovery, pending, seen, nextAt } : w.discovery;
    const open = w.open.filter((o) => !finished.has(o.referenceId));
    // A list that is fine says nothing about packages that were not asked for this time.
    const before =
      !look.hasAskedPackages && w.open.some((o) => o.jobId !== undefined) ? w.trouble : undefined;
    const trouble = present({ trouble: look.problem ? troubleWith(look.problem, w, at) : before });
    return afterPoll({ ...healthy, ...trouble, open, discovery, lastLookAt: at }, at, luck);
  });
}

function troubleWith(problem: Problem, { trouble }: Watch, now: string): NonNullable<Watch['trouble']> {
  return { problem, since: trouble?.since ?? now, times: (trouble?.times ?? 0) + 1 };
}

async function failed(mandant: string, problem: Problem): Promise<void> {
  const [at, luck] = [now(), chance()];
  await changeAndHint(mandant, (w) => inTrouble(w, { problem, now: at, chance: luck }));
  await wakeMandant(mandant);
}
