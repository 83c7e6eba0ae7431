import { callPages, type KeepCall } from '../datev/call-log-store';
import * as dxso from '../datev/dxso-jobs/dxso-jobs-api';
import { orGone, placeFor } from '../datev/place-api';
import { checkFile, type Refused, refusal, type Trouble } from '../datev/preflight-api';
import { codeOf, type DatevRefusal } from '../datev/verbatim';
import type { PackageFile } from '../dxso/package';
import type { partsReader } from '../files/parts-store';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result, withoutWords } from '../kernel/result';
import { sideBySide } from '../kernel/side-by-side';
import { takeLane } from '../mandanten/lane-store';
import { nowMs } from '../platform/clock';
import { remainingMs, surroundings } from '../platform/context';
import { catchTrouble } from '../platform/trouble';
import { keptBy } from '../settings/may-transmit';
import { loadSettings } from '../settings/settings-store';
import { isLast } from '../submissions/life/apply-send';
import { fileOf } from '../submissions/parts';
import { type Effect, SLICE } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';
import { known } from '../texts/problem-text';
import type { EffectHandler, EffectHandlers, Found, Outcome, Subject } from './effect-handler';

const BUSY: Problem = { code: 'datev.lane-busy', retry: 'later', retryAfterSeconds: 120 };
/** Also when an invocation was ended while it filled a job. */
const INTERRUPTED: Problem = { code: 'datev.job-interrupted', retry: 'later' };
const NO_FILE: Problem = { code: 'file.gone', retry: 'after-fix' };

/**
 * Makes a job for a package. Harmless to repeat: a job that is never finished is never processed. Its id is on record
 * before anything goes into it.
 */
export const openDxso: EffectHandlers['open-dxso'] = {
  async act(subject, pending) {
    const file = fileOf(subject.submission, pending.effect.revision);
    if (file?.package === undefined || file.deletedAt !== undefined)
      return { is: 'problem', problem: NO_FILE };
    const clear = await checkFile(subject, file);
    if (clear.is !== 'go') return clear;
    if (!(await takeLane(subject.submission, file.package))) return { is: 'problem', problem: BUSY };
    const place = await placeOf(subject);
    if (!place.ok) return { is: 'problem', problem: place.problem };
    const { ledger: kind, month } = file.package;
    const opened = await dxso.createDxsoJob(place.value, { kind, month });
    return opened.ok ? { is: 'done', jobId: opened.value.jobId } : refusal(subject, opened.problem);
  },
};

function placeOf({ settings, submission }: Subject) {
  return placeFor(settings, submission.mandant);
}

/**
 * Puts a slice of the package into its job, some files at a time; the last slice finishes it. When DATEV says that it took
 * nothing, nothing more is begun, what is there stays, and the rest goes later. What is in an unfinished job after a doubtful
 * answer nobody can ask for, and whether a name may come twice DATEV does not say: the job is thrown away, which DATEV allows
 * as long as it is not finished, and a new one is made.
 */
export function fillDxso(readParts: ReturnType<typeof partsReader>): EffectHandlers['fill-dxso'] {
  return {
    async act(subject, pending) {
      const { jobId, revision } = pending.effect;
      const file = fileOf(subject.submission, revision);
      if (file === undefined) return { is: 'problem', problem: NO_FILE };
      const parts = await readParts(file);
      if (!parts.ok) return { is: 'problem', problem: parts.problem };
      const slice = sliceOf(pending.effect, parts.value);
      const { there, halt } = await upload(subject, jobId, slice);
      const so = soFar(pending.effect, { slice, there });
      if (halt !== undefined) return halted(halt, pending.effect, so);
      if (so.filled < parts.value.length) return { is: 'done', ...so };
      const put = await finish(subject, jobId);
      return put.is === 'there' ? sent(jobId) : halted(put, pending.effect, so);
    },
    async lookUp(subject, pending): Promise<Found> {
      const { jobId } = pending.effect;
      const status = await statusOf(subject, jobId);
      if (!status.ok) return { is: 'problem', problem: status.problem };
      // It may have been finished, and nobody can say what became of it: a person looks there.
      if (status.value === 'gone')
        return isLast(subject.submission, pending.effect)
          ? { is: 'give-up' }
          : { is: 'start-over', problem: INTERRUPTED };
      const problem = pending.problem === undefined ? INTERRUPTED : known(pending.problem);
      return status.value === 0 ? startOver({ subject, jobId, problem }) : { ...sent(jobId), is: 'found' };
    },
  };
}

type Fill = Extract<Effect, { kind: 'fill-dxso' }>;

/** What of the package goes now: first what was left, then what follows. */
function sliceOf({ from, left = [] }: Fill, files: readonly PackageFile[]): readonly Going[] {
  const all = files.map((file, place) => ({ place, file }));
  const before = all.filter(({ place }) => left.includes(place));
  return [...before, ...all.slice(from)].slice(0, SLICE);
}

type SoFar = { readonly filled: number; readonly left?: readonly number[] };

/** How many are in the job by now, and which are not although files behind them are. */
function soFar(
  { from, left = [] }: Fill,
  { slice, there }: { readonly slice: readonly Going[]; readonly there: ReadonlySet<number> },
): SoFar {
  const reached = Math.max(from, ...[...there].map((place) => place + 1));
  const wanted = new Set([...left, ...slice.map(({ place }) => place)]);
  const unsent = [...wanted].filter((place) => place < reached && !there.has(place));
  return { filled: reached - unsent.length, ...(unsent.length === 0 ? {} : { left: unsent }) };
}

function halted(put: Halt, { from, left = [] }: Fill, so: SoFar): Outcome {
  switch (put.is) {
    case 'refused':
      return put;
    case 'gone':
      return { is: 'start-over', problem: put.problem };
    case 'finished':
      return { is: 'problem', problem: { code: 'datev.unreadable', retry: 'look-up' } };
    case 'problem':
      return put.problem.retry === 'look-up' || so.filled === from - left.length
        ? put
        : { is: 'done', ...so, problem: put.problem };
  }
}

async function startOver(what: {
  readonly subject: Subject;
  readonly jobId: string;
  readonly problem: Problem;
}): Promise<{ readonly is: 'start-over'; readonly problem: Problem } | Trouble> {
  const { subject, jobId, problem } = what;
  const dropped = await drop(subject, jobId);
  return dropped.ok
    ? { is: 'start-over', problem }
    : { is: 'problem', problem: { ...dropped.problem, retry: 'look-up' } };
}

function sent(jobId: string) {
  return { is: 'done', sent: { jobId, retryAfterSeconds: 0 } } as const;
}

/** An unfinished job is not left lying about at DATEV. */
export const dropDxso: EffectHandler<'drop-dxso'> = {
  async act(subject, pending) {
    const dropped = await drop(subject, pending.effect.jobId);
    if (dropped.ok) return { is: 'done' };
    // A refusal will not change; a missing right or login may.
    const { problem } = dropped;
    const isFinal = problem.code === 'datev.refused';
    return { is: 'problem', problem: isFinal ? { ...problem, retry: 'never' } : problem };
  },
};

// ---- calls to an open job

/** How one call to an open job ended; `gone`: DATEV does not know the job · `finished`: it was finished already. */
type Put =
  | { readonly is: 'there' }
  | { readonly is: 'gone'; readonly problem: Problem }
  | { readonly is: 'finished' }
  | Refused
  | Trouble;
type Halt = Exclude<Put, { readonly is: 'there' }>;
/** Which are in the job now, and what kept others out. */
type Uploaded = { readonly there: ReadonlySet<number>; readonly halt?: Halt };

/** DATEV names no limit; a browser opens as many connections to one host. */
export const AT_ONCE = 6;
/** Bytes on their way at a time, of which each is in memory three times: a file as big as DATEV takes goes alone. */
const BYTES_AT_ONCE = 20_000_000;
/** A token that is handed out is good for a minute at least (`datev/login/connection`). */
const SAME_TOKEN_MS = 30_000;
/** Leaves the longest call its time in the invocation; what is not there by then goes with the next slice. */
const MAX_UPLOAD_MS = 100_000;
/** One file more, the end of the job and the record of it, where everything is as slow as `effects/seconds` says. */
const ONE_MORE_MS = 10_000;
const NO_TIME: Trouble = { is: 'problem', problem: { code: 'platform.no-time-left', retry: 'later' } };

/**
 * Puts them in until one is not taken or time is over: the first alone, which tells whether DATEV takes any, then some at a
 * time. What is on its way is awaited.
 */
async function upload(subject: Subject, jobId: string, what: readonly Going[]): Promise<Uploaded> {
  const there = new Set<number>();
  const halts: Halt[] = [];
  const log = callPages();
  const putOne = putter(subject, jobId, log.keep);
  const begun = nowMs();
  const limits = {
    count: AT_ONCE,
    weight: BYTES_AT_ONCE,
    weightOf: ({ file }: Going) => file.bytes.length,
    goesOn: () => halts.length === 0 && nowMs() - begun <= MAX_UPLOAD_MS && remainingMs() >= ONE_MORE_MS,
  };
  const go = (some: readonly Going[]) =>
    sideBySide(some, limits, async ({ place, file }) => {
      const taken = await putOne(file);
      if (taken.is === 'there') there.add(place);
      else halts.push(taken);
    });
  try {
    await go(what.slice(0, 1));
    await go(what.slice(1));
  } finally {
    await log.end();
  }
  const isNone = what.length > 0 && there.size === 0;
  return { there, ...present({ halt: gravest(halts) ?? (isNone ? NO_TIME : undefined) }) };
}

/** A file of a package that goes now, by its place in it. */
type Going = { readonly place: number; readonly file: PackageFile };

/** How each of them goes: to a place that is asked for anew once in a while, for a token that is good. */
function putter(subject: Subject, jobId: string, keep: KeepCall): (file: PackageFile) => Promise<Put> {
  let at: { readonly since: number; readonly place: ReturnType<typeof placeOf> } | undefined;
  return async (file) => {
    if (at === undefined || nowMs() - at.since > SAME_TOKEN_MS)
      at = { since: nowMs(), place: placeOf(subject) };
    const place = await at.place;
    if (!place.ok) return { is: 'problem', problem: place.problem };
    return put(subject, await dxso.uploadDxsoFile({ ...place.value, keep }, jobId, file));
  };
}

/** Of what kept some out, that which decides: a refusal, then what is in doubt; whatever comes next waits for the longest pause. */
function gravest(halts: readonly Halt[]): Halt | undefined {
  const weight = (halt: Halt) => {
    if (halt.is !== 'problem') return { refused: 5, finished: 4, gone: 3 }[halt.is];
    return halt.problem.retry === 'look-up' ? 2 : 1;
  };
  const pauses = halts.flatMap((halt) =>
    halt.is === 'problem' ? (halt.problem.retryAfterSeconds ?? []) : [],
  );
  const [first] = [...halts].sort((a, b) => weight(b) - weight(a));
  if (first?.is !== 'problem' || pauses.length === 0) return first;
  return { is: 'problem', problem: { ...first.problem, retryAfterSeconds: Math.max(...pauses) } };
}

/**
 * Only while the submission still is about this job: a late result of an older one may have settled it. By this call DATEV takes
 * what is in the job, and a slice takes its time: whether anything may go is asked once more.
 */
async function finish(subject: Subject, jobId: string): Promise<Put> {
  const read = await catchTrouble(async () =>
    ok(await awaitAll([loadSubmission(subject.submission.id), loadSettings()])),
  );
  if (!read.ok) return { is: 'problem', problem: read.problem };
  const [loaded, settings] = read.value;
  const kept = keptBy(settings.data, surroundings().environmentType);
  if (kept !== undefined) return { is: 'problem', problem: kept };
  const newest = loaded?.state.attempts.at(-1);
  if (newest?.jobId !== jobId || newest.state !== 'sending') return { is: 'gone', problem: INTERRUPTED };
  const place = await placeOf(subject);
  if (!place.ok) return { is: 'problem', problem: place.problem };
  return put(subject, await dxso.finishDxsoJob(place.value, jobId));
}

async function put(subject: Subject, answer: Result<void, DatevRefusal>): Promise<Put> {
  if (answer.ok) return { is: 'there' };
  const code = codeOf(answer.problem.verbatim);
  if (code === 'DCO01007') return { is: 'finished' };
  const { problem } = answer.problem;
  if (code === 'DCO01003') return { is: 'gone', problem };
  if (problem.code === 'datev.not-found') return { is: 'gone', problem: INTERRUPTED };
  return refusal(subject, answer.problem);
}

async function statusOf(subject: Subject, jobId: string) {
  const place = await placeOf(subject);
  if (!place.ok) return place;
  return orGone(withoutWords(await dxso.readDxsoStatus(place.value, jobId)));
}

async function drop(subject: Subject, jobId: string): Promise<Result<void, Problem>> {
  const place = await placeOf(subject);
  if (!place.ok) return place;
  return withoutWords(await dxso.deleteDxsoJob(place.value, jobId));
}
