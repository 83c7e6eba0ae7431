import { causeOf } from '../datev/cause';
import type { DatevJob } from '../datev/extf-files/job';
import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { type ClassifiedJobs, classify, nextPage, receivedAt } from '../mandanten/classify';
import { isOpen, nextDiscoveryAt } from '../mandanten/hours';
import { afterPoll, inTrouble, type Watch } from '../mandanten/watch';
import type { Settings } from '../settings/settings';
import type { Happened, SubmissionEvent } from '../submissions/events';
import { SILENT_AFTER_SECONDS } from '../submissions/schedule';
import type { Stored } from '../submissions/stored';

export type JobPage = { readonly jobs: readonly DatevJob[]; readonly total?: number };

export type LookAtMandantPorts = {
  now(): string;
  chance(): number;
  settings(): Promise<Settings>;
  loadWatch(mandant: string): Promise<Watch | undefined>;
  /** Changes the Mandant's record under its version condition, on the newest value. */
  changeWatch(mandant: string, change: (watch: Watch) => Watch): Promise<void>;
  listJobs(mandant: string, skip: number): Promise<Result<JobPage, Problem>>;
  readJob(mandant: string, jobId: string): Promise<Result<DatevJob, Problem>>;
  readReference(referenceId: string): { submissionId: string; revision: number } | undefined;
  load(id: string): Promise<Stored | undefined>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  /** Creates the submission of a job another program sent; does nothing when it is there. Answers its id. */
  discover(event: Extract<SubmissionEvent, { what: 'discovered' }>, happened: Happened): Promise<string>;
  /** Submissions of this Mandant that stand for another program's file of this name. */
  withFileName(mandant: string, fileName: string): Promise<readonly string[]>;
  /** DATEV's own words, for the panel only: they go to secret storage because they may carry ledger values. */
  keepVerbatim(submissionId: string, revision: number, job: DatevJob): Promise<void>;
  advance(id: string): Promise<void>;
  wakeMandant(mandant: string): Promise<void>;
};

/** Pages of one look; a Mandant with more open business than that is finished by the next look. */
const MAX_PAGES = 20;

/**
 * Look at Mandant X: one list call settles all our open attempts and shows what other programs sent. Does nothing when
 * nothing is due, so doubled events cost one read. `packages`: what came of asking for the
 * packages, to be told.
 */
export async function lookAtMandant(
  ports: LookAtMandantPorts,
  mandant: string,
  packages: { readonly isDue: boolean; readonly trouble?: Problem } = { isDue: false },
): Promise<void> {
  const watch = await ports.loadWatch(mandant);
  const settings = await ports.settings();
  if (watch === undefined || !isDue(watch, ports.now())) return;
  if (watch.open.length === 0 && !isOpen(ports.now(), settings.discovery))
    return postpone(ports, mandant, settings);
  if (!wantsList(watch, ports.now())) return onlyPackages(ports, mandant, packages.trouble);
  const read = await readPages(ports, watch);
  if (!read.ok) return failed(ports, mandant, read.problem);
  const sifted = classify(watch, read.value, (r) => ports.readReference(r) !== undefined);
  const extra = await readMissing(ports, mandant, sifted);
  for (const job of sifted.ours) await settleOurs(ports, mandant, job);
  for (const job of [...sifted.failed, ...extra.failed]) await discoverFailed(ports, mandant, job);
  for (const job of [...sifted.succeeded, ...extra.succeeded]) await noteSuccess(ports, mandant, job);
  await callSilent(ports, watch, finishedOf(sifted));
  await remember(ports, mandant, {
    settings,
    sifted,
    gone: extra.finished,
    ...present({ problem: extra.problem ?? packages.trouble }),
    hasAskedPackages: packages.isDue,
  });
  await ports.wakeMandant(mandant);
}

function isDue(watch: Watch, now: string): boolean {
  const poll = watch.open.length > 0 && watch.poll !== undefined && watch.poll.at <= now;
  return poll || (watch.watched && (watch.discovery.nextAt ?? '') <= now);
}

/** DXSO jobs are in no list (flows/look-at-packages). */
function wantsList(watch: Watch, now: string): boolean {
  const discovers = watch.watched && (watch.discovery.nextAt ?? '') <= now;
  return discovers || watch.open.some(({ jobId }) => jobId === undefined);
}

/** The packages have been looked at: the next look is set, and nothing else is asked. */
async function onlyPackages(
  ports: LookAtMandantPorts,
  mandant: string,
  problem: Problem | undefined,
): Promise<void> {
  const [now, chance] = [ports.now(), ports.chance()];
  const watch = await ports.loadWatch(mandant);
  if (watch !== undefined) await callSilent(ports, watch, new Set());
  await ports.changeWatch(mandant, (w) => {
    const { trouble: _, ...healthy } = w;
    const trouble = present({ trouble: problem && troubleWith(problem, w, now) });
    return afterPoll({ ...healthy, ...trouble, lastLookAt: now }, now, chance);
  });
  await ports.wakeMandant(mandant);
}

async function postpone(ports: LookAtMandantPorts, mandant: string, settings: Settings): Promise<void> {
  const nextAt = nextDiscoveryAt(ports.now(), settings.discovery);
  await ports.changeWatch(mandant, (w) => ({ ...w, discovery: { ...w.discovery, nextAt } }));
  await ports.wakeMandant(mandant);
}

async function readPages(ports: LookAtMandantPorts, watch: Watch): Promise<Result<JobPage, Problem>> {
  const needOurs = watch.open.filter((o) => o.jobId === undefined).map((o) => o.referenceId);
  let jobs: readonly DatevJob[] = [];
  let skip: number | undefined = 0;
  let calls = 0;
  let total: number | undefined;
  while (skip !== undefined && calls < MAX_PAGES) {
    const page: Result<JobPage, Problem> = await ports.listJobs(watch.mandant, skip);
    calls += 1;
    if (!page.ok) return page;
    jobs = [...jobs, ...page.value.jobs];
    total = page.value.total;
    if (page.value.jobs.length === 0) break;
    skip = nextPage(watch, { jobs, needOurs, ...(total === undefined ? {} : { total }) });
  }
  return { ok: true, value: { jobs, ...(total === undefined ? {} : { total }) } };
}

type Extra = {
  readonly failed: DatevJob[];
  readonly succeeded: DatevJob[];
  readonly finished: string[];
  /** Why one of them could not be read; it is asked for again with the next look. */
  problem?: Problem;
};

/** Other programs' jobs that were pending and have left the pages we read are asked for one by one. */
async function readMissing(
  ports: LookAtMandantPorts,
  mandant: string,
  sifted: ClassifiedJobs,
): Promise<Extra> {
  const extra: Extra = { failed: [], succeeded: [], finished: [] };
  for (const id of sifted.missing) {
    const job = await ports.readJob(mandant, id);
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

async function settleOurs(ports: LookAtMandantPorts, mandant: string, job: DatevJob): Promise<void> {
  const ref = ports.readReference(job.referenceId ?? '');
  if (ref === undefined || job.result === 'pending') return;
  for (;;) {
    const stored = await ports.load(ref.submissionId);
    const attempt = stored?.state.attempts.find((a) => a.revision === ref.revision);
    if (stored === undefined || stored.state.mandant !== mandant || attempt === undefined) return;
    if (attempt.state === 'succeeded' || attempt.state === 'failed') return;
    if (job.result === 'failed') await ports.keepVerbatim(ref.submissionId, ref.revision, job);
    const written = await ports.append(stored, outcomeOf(job, ref.revision), {
      at: ports.now(),
      actor: { kind: 'datev' },
    });
    if (written === 'conflict') continue;
    return ports.advance(ref.submissionId);
  }
}

function outcomeOf(job: DatevJob, revision: number): SubmissionEvent {
  if (job.result === 'failed')
    return { what: 'job-failed', revision, jobId: job.id, cause: causeOf(job.verbatim) };
  const label = job.label === undefined ? {} : { label: job.label };
  const records = job.records === undefined ? {} : { records: job.records };
  return { what: 'job-succeeded', revision, jobId: job.id, ...label, ...records };
}

async function discoverFailed(ports: LookAtMandantPorts, mandant: string, job: DatevJob): Promise<void> {
  const at = ports.now();
  const attempt = {
    revision: 1,
    referenceId: job.referenceId ?? '',
    fileName: job.fileName,
    jobId: job.id,
    state: 'failed',
    endedAt: at,
    cause: causeOf(job.verbatim),
    ...(job.timestamp === undefined ? {} : { sentAt: job.timestamp }),
    ...(job.records === undefined ? {} : { records: job.records }),
  } as const;
  const label = job.label === undefined ? {} : { label: job.label };
  const event = {
    what: 'discovered',
    mandant,
    program: job.program ?? job.vendor ?? '',
    attempt,
    ...label,
  } as const;
  const id = await ports.discover(event, { at, actor: { kind: 'datev' } });
  await ports.keepVerbatim(id, 1, job);
  await ports.advance(id);
}

/** The program that failed may have sent a good file since: then nobody has to correct anything. */
async function noteSuccess(ports: LookAtMandantPorts, mandant: string, job: DatevJob): Promise<void> {
  const program = job.program ?? job.vendor ?? '';
  for (const id of await ports.withFileName(mandant, job.fileName)) {
    const stored = await ports.load(id);
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
    await ports.append(
      stored,
      { what: 'superseded', jobId: job.id, program },
      { at: ports.now(), actor: { kind: 'datev' } },
    );
    await ports.advance(id);
  }
}

/** Pending for a day: nobody knows, a person looks into DATEV. A later result still counts. */
async function callSilent(
  ports: LookAtMandantPorts,
  watch: Watch,
  finished: ReadonlySet<string | undefined>,
): Promise<void> {
  for (const open of watch.open) {
    if (finished.has(open.referenceId) || secondsBetween(open.since, ports.now()) < SILENT_AFTER_SECONDS)
      continue;
    const stored = await ports.load(open.submissionId);
    if (stored?.state.attempts.find((a) => a.revision === open.revision)?.state !== 'pending') continue;
    // Another program's job is its sender's to decide about; we go on looking.
    if (!stored.state.files.some((f) => f.revision === open.revision)) continue;
    await ports.append(
      stored,
      { what: 'job-silent', revision: open.revision },
      { at: ports.now(), actor: { kind: 'app' } },
    );
    await ports.advance(open.submissionId);
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

async function remember(ports: LookAtMandantPorts, mandant: string, look: Looked): Promise<void> {
  const now = ports.now();
  const finished = finishedOf(look.sifted);
  const chance = ports.chance();
  const nextAt = nextDiscoveryAt(now, look.settings.discovery);
  await ports.changeWatch(mandant, (w) => {
    const { trouble: _, ...healthy } = w;
    const pending = look.sifted.discovery.pending.filter((id) => !look.gone.includes(id));
    const seen = [...look.sifted.discovery.seen, ...look.gone];
    const discovery = w.watched ? { ...look.sifted.discovery, pending, seen, nextAt } : w.discovery;
    const open = w.open.filter((o) => !finished.has(o.referenceId));
    // A list that is fine says nothing about packages that were not asked for this time.
    const before =
      !look.hasAskedPackages && w.open.some((o) => o.jobId !== undefined) ? w.trouble : undefined;
    const trouble = present({ trouble: look.problem ? troubleWith(look.problem, w, now) : before });
    return afterPoll({ ...healthy, ...trouble, open, discovery, lastLookAt: now }, now, chance);
  });
}

function troubleWith(problem: Problem, { trouble }: Watch, now: string): NonNullable<Watch['trouble']> {
  return { problem, since: trouble?.since ?? now, times: (trouble?.times ?? 0) + 1 };
}

async function failed(ports: LookAtMandantPorts, mandant: string, problem: Problem): Promise<void> {
  const [now, chance] = [ports.now(), ports.chance()];
  await ports.changeWatch(mandant, (w) => inTrouble(w, { problem, now, chance }));
  await ports.wakeMandant(mandant);
}
