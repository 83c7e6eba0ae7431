import { causeOf } from '../datev/cause';
import { getClient } from '../datev/clients-api';
import * as documents from '../datev/documents/documents-api';
import * as dxso from '../datev/dxso-jobs/dxso-jobs-api';
import { importFile, listJobs } from '../datev/extf-files/extf-files-api';
import { tokenFor } from '../datev/login/token-store';
import type { DatevPlace } from '../datev/mandant-api';
import { type Going, preflight, SERVICES } from '../datev/preflight';
import { codeOf, type DatevRefusal } from '../datev/verbatim';
import { keepVerbatim } from '../datev/verbatim-store';
import { unpack } from '../dxso/archive/zip';
import type { PackageFile } from '../dxso/package';
import type { Subject } from '../effects/effect-handler';
import type { DocumentPorts } from '../effects/put-document';
import {
  type DxsoPorts,
  INTERRUPTED,
  type Put,
  type Refused,
  type Trouble,
  type Uploaded,
} from '../effects/send-dxso';
import type { ImportAnswer } from '../effects/send-extf';
import { readFile } from '../files/file-store';
import { zipProblem } from '../files/package';
import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Known } from '../mandanten/watch';
import { changeWatch, loadWatch } from '../mandanten/watch-store';
import { sha256 } from '../platform/bytes';
import { now, nowMs } from '../platform/clock';
import { remainingMs, surroundings } from '../platform/context';
import { catchTrouble } from '../platform/trouble';
import type { Settings } from '../settings/settings';
import { inFlight } from '../submissions/standing';
import type { StoredFile } from '../submissions/stored-file';
import { loadSubmission } from '../submissions/submission-store';

/** Unpacked size of a package; also what fits into the memory of an invocation several times. */
export const MAX_PACKAGE_BYTES = 50_000_000;

/** Where and as whom DATEV is asked for one Mandant. */
export async function placeOf(settings: Settings, mandant: string): Promise<Result<DatevPlace, Problem>> {
  const token = await tokenFor(settings.environment, mandant);
  return token.ok ? ok({ environment: settings.environment, mandant, token: token.value }) : token;
}

function placeFor({ settings, submission }: Subject): Promise<Result<DatevPlace, Problem>> {
  return catchTrouble(() => placeOf(settings, submission.mandant));
}

/** What DATEV's no to a write means: a cause for people where it will not change by itself, else a problem. */
async function refusal(subject: Subject, { problem, verbatim }: DatevRefusal): Promise<Refused | Trouble> {
  if (problem.retry !== 'after-fix' && problem.retry !== 'never') return { is: 'problem', problem };
  const revision = subject.submission.attempts.at(-1)?.revision ?? 1;
  if (verbatim !== undefined) await keepVerbatim(subject.submission.id, revision, verbatim);
  const code =
    problem.status === 403 && codeOf(verbatim) === undefined ? await whyForbidden(subject) : undefined;
  return {
    is: 'refused',
    cause: code === undefined ? causeOf(verbatim, problem.status) : { code, faults: [] },
  };
}

/** A bare 403 does not say whether a right or a service is missing; the list of services does. */
async function whyForbidden(subject: Subject): Promise<string | undefined> {
  const revision = subject.submission.attempts.at(-1)?.revision;
  const file = subject.submission.files.find((f) => f.revision === revision);
  const place = await placeFor(subject);
  if (file === undefined || !place.ok) return undefined;
  const asked = await askKnown(place.value, file.kind);
  return asked.ok ? preflight(goingOf(file), asked.value.known) : undefined;
}

// ---- before every transfer

/** What DATEV said of a Mandant holds for a day: services and books rarely change, and DATEV wants few questions. */
const KNOWN_SECONDS = 24 * 3600;

/** Whether DATEV's books of the Mandant fit what a run would make; undefined when they do or nobody can say now. */
export async function unfitFor(subject: Subject, going: Going): Promise<string | undefined> {
  const clear = await checkFirst(subject, going);
  return clear.is === 'refused' ? clear.cause.code : undefined;
}

/** Looks before sending; what speaks against it is asked anew once, so that nobody waits a day after a remedy. */
async function checkFirst(
  subject: Subject,
  going: Going,
): Promise<{ readonly is: 'go' } | Refused | Trouble> {
  const kept = subject.watch.known;
  const isFresh =
    kept !== undefined &&
    secondsBetween(kept.at, now()) < KNOWN_SECONDS &&
    // Whatever kept the books unknown speaks against what goes over the same interface.
    (going.kind === 'extf' || kept.basics !== undefined);
  if (isFresh && preflight(going, kept) === undefined) return { is: 'go' };
  const place = await placeFor(subject);
  if (!place.ok) return { is: 'problem', problem: place.problem };
  const asked = await askKnown(place.value, going.kind === 'extf' ? undefined : going.kind);
  if (!asked.ok) return refusal(subject, asked.problem);
  const { known, refused } = asked.value;
  const code = preflight(going, known);
  // A package or a document goes over the same interface that just said no.
  if (code === undefined && refused !== undefined && going.kind !== 'extf') return refusal(subject, refused);
  return code === undefined ? { is: 'go' } : { is: 'refused', cause: { code, faults: [] } };
}

function checkFile(subject: Subject, file: StoredFile): ReturnType<typeof checkFirst> {
  return checkFirst(subject, goingOf(file));
}

function goingOf(file: StoredFile): Going {
  const { fiscalYear, accountLength } = file;
  return { kind: file.kind ?? 'extf', ...present({ fiscalYear, accountLength, package: file.package }) };
}

type Asked = {
  readonly known: Known;
  /** The services are known, the books not: why. */
  readonly refused?: DatevRefusal;
};

/** Services and books of a Mandant from DATEV, kept for the next transfers. One or two calls. */
export async function askKnown(
  place: DatevPlace,
  kind?: 'dxso' | 'document',
): Promise<Result<Asked, DatevRefusal>> {
  const client = await getClient(place, place.mandant);
  if (!client.ok) return client;
  const { services } = client.value;
  const read = basicsReader(services, kind);
  const basics = read === undefined ? undefined : await read(place);
  const known: Known = { at: now(), services, ...(basics?.ok === true ? { basics: basics.value } : {}) };
  await changeWatch(place.mandant, (w) => ({ ...w, known }));
  return ok(basics?.ok === false ? { known, refused: basics.problem } : { known });
}

/** Both APIs tell the books; the one that is booked is asked, and of two the one that what goes needs anyway. */
function basicsReader(services: readonly string[], kind: 'dxso' | 'document' | undefined) {
  const has = { dxso: services.includes(SERVICES.dxso), documents: services.includes(SERVICES.document) };
  if (has.documents && (kind === 'document' || !has.dxso)) return documents.readDocumentsBasics;
  return has.dxso ? dxso.readDxsoBasics : undefined;
}

// ---- EXTF

/** Hands a batch to DATEV, after a look at whether it can arrive. */
export async function importBatch(
  subject: Subject,
  file: { fileName: string; referenceId: string; bytes: Uint8Array },
): Promise<ImportAnswer> {
  const revision = subject.submission.attempts.at(-1)?.revision;
  const stored = subject.submission.files.find((f) => f.revision === revision);
  const clear = stored === undefined ? ({ is: 'go' } as const) : await checkFile(subject, stored);
  if (clear.is !== 'go') return clear;
  const place = await placeFor(subject);
  if (!place.ok) return { is: 'problem', problem: place.problem };
  const answer = await importFile(place.value, { ...file, appVersion: surroundings().appVersion });
  if (answer.ok) return { is: 'accepted', retryAfterSeconds: 0, ...answer.value };
  return refusal(subject, answer.problem);
}

/** Our job may lie beyond the first page when other programs were busy meanwhile (A2: it is listed within 15 minutes). */
const PAGES_TO_LOOK = 3;

/** The job with our reference id in DATEV's list. */
export async function findJob(
  subject: Subject,
  referenceId: string,
): Promise<Result<{ jobId: string } | undefined, Problem>> {
  const place = await placeFor(subject);
  if (!place.ok) return place;
  for (let page = 0; page < PAGES_TO_LOOK; page++) {
    const listed = await listJobs(place.value, { skip: page * 100, top: 100 });
    if (!listed.ok) return fail(listed.problem.problem);
    const job = listed.value.jobs.find((j) => j.referenceId === referenceId);
    if (job !== undefined) return ok({ jobId: job.id });
    if ((page + 1) * 100 >= (listed.value.total ?? 0)) break;
  }
  return ok(undefined);
}

// ---- DXSO

/** The real hands of a package. */
export function dxsoPorts(): DxsoPorts {
  return {
    preflight: checkFile,
    readParts: rememberingOne((file) => catchTrouble(() => readParts(file))),
    ...{ takeLane, open, upload, finish, status, drop },
  };
}

/** The slices of one invocation are of the same package, which may be big. */
function rememberingOne(read: typeof readParts): typeof readParts {
  let kept: { readonly sha256: string; readonly parts: Awaited<ReturnType<typeof readParts>> } | undefined;
  return async (file) => {
    if (kept?.sha256 === file.sha256) return kept.parts;
    const parts = await read(file);
    if (parts.ok) kept = { sha256: file.sha256, parts };
    return parts;
  };
}

/** The lane is free when the submission that took it last has nothing under way any more. */
async function takeLane({ submission }: Subject, lane: string): Promise<boolean> {
  const { id, mandant } = submission;
  const holder = (await loadWatch(mandant)).watch.lanes?.[lane];
  if (holder === id) return true;
  const other = holder === undefined ? undefined : await loadSubmission(holder);
  if (other !== undefined && inFlight(other.state)) return false;
  // Only in place of the one just looked at: somebody else may have been faster.
  const after = await changeWatch(mandant, (w) =>
    w.lanes?.[lane] === holder ? { ...w, lanes: { ...w.lanes, [lane]: id } } : w,
  );
  return after.lanes?.[lane] === id;
}

async function open(subject: Subject, about: NonNullable<StoredFile['package']>) {
  const place = await placeFor(subject);
  if (!place.ok) return { is: 'problem', problem: place.problem } as const;
  const { ledger: kind, month } = about;
  const opened = await dxso.createDxsoJob(place.value, { kind, month });
  return opened.ok
    ? ({ is: 'opened', jobId: opened.value.jobId } as const)
    : refusal(subject, opened.problem);
}

/** The files of a stored package, verified against its hash. */
export async function readParts(file: StoredFile): Promise<Result<readonly PackageFile[], Problem>> {
  const bytes = await readFile(file);
  if (!bytes.ok) return bytes;
  const unpacked = unpack(bytes.value, MAX_PACKAGE_BYTES);
  return unpacked.is === 'package' ? ok(unpacked.files) : fail(zipProblem(unpacked));
}

/** A token that is handed out is good for a minute at least (`datev/login/connection`). */
const SAME_TOKEN_MS = 30_000;
/** Leaves the longest call its time in the invocation; what is not there by then goes with the next slice. */
const MAX_UPLOAD_MS = 100_000;
/** One file more, the end of the job and the record of it, where everything is as slow as `effects/needs` says. */
const ONE_MORE_MS = 10_000;
const NO_TIME: Problem = { code: 'platform.no-time-left', retry: 'later' };

async function upload(subject: Subject, jobId: string, parts: readonly PackageFile[]): Promise<Uploaded> {
  const begun = nowMs();
  let [place, asked] = [await placeFor(subject), begun];
  for (const [there, part] of parts.entries()) {
    if (nowMs() - begun > MAX_UPLOAD_MS) return { there };
    if (remainingMs() < ONE_MORE_MS)
      return there > 0 ? { there } : { there, halt: { is: 'problem', problem: NO_TIME } };
    if (nowMs() - asked > SAME_TOKEN_MS) [place, asked] = [await placeFor(subject), nowMs()];
    if (!place.ok) return { there, halt: { is: 'problem', problem: place.problem } };
    const halt = await put(subject, await dxso.uploadDxsoFile(place.value, jobId, part));
    if (halt.is !== 'there') return { there, halt };
  }
  return { there: parts.length };
}

async function finish(subject: Subject, jobId: string): Promise<Put> {
  const loaded = await catchTrouble(async () => ok(await loadSubmission(subject.submission.id)));
  if (!loaded.ok) return { is: 'problem', problem: loaded.problem };
  const newest = loaded.value?.state.attempts.at(-1);
  if (newest?.jobId !== jobId || newest.state !== 'sending') return { is: 'gone', problem: INTERRUPTED };
  const place = await placeFor(subject);
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

async function status(subject: Subject, jobId: string) {
  const place = await placeFor(subject);
  if (!place.ok) return place;
  const found = await dxso.readDxsoStatus(place.value, jobId);
  if (found.ok) return found;
  const { problem } = found.problem;
  return problem.code === 'datev.not-found' ? ok('gone' as const) : fail(problem);
}

async function drop(subject: Subject, jobId: string): Promise<Result<void, Problem>> {
  const place = await placeFor(subject);
  if (!place.ok) return place;
  const dropped = await dxso.deleteDxsoJob(place.value, jobId);
  return dropped.ok ? ok(undefined) : fail(dropped.problem.problem);
}

// ---- documents

/** The real hands of an image. */
export function documentPorts(): DocumentPorts {
  return {
    preflight: checkFile,
    readBytes: (file) => readFile(file),
    guidFor: (mandant, hash) => guidOf(sha256(`${mandant}|${hash}`)),
    types: async (subject) => {
      const place = await placeFor(subject);
      if (!place.ok) return { is: 'problem', problem: place.problem };
      const types = await documents.listDocumentTypes(place.value);
      if (!types.ok) return refusal(subject, types.problem);
      return { is: 'types', names: types.value.map(({ name }) => name) };
    },
    put: async (subject, document) => {
      const place = await placeFor(subject);
      if (!place.ok) return { is: 'problem', problem: place.problem };
      const answer = await documents.putDocument(place.value, document);
      return answer.ok ? { is: 'there', ...answer.value } : refusal(subject, answer.problem);
    },
  };
}

/** A UUID in the form of version 4, which DATEV's example has; it is made of a hash, so it is always the same. */
function guidOf(hash: string): string {
  const variant = '89ab'[Number.parseInt(hash.charAt(16), 16) % 4] ?? '8';
  const hex = `${hash.slice(0, 12)}4${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
