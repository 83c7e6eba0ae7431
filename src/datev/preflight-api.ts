import { secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import { isForGood, type Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import type { Known, Watch } from '../mandanten/watch';
import { changeWatch } from '../mandanten/watch-store';
import { now } from '../platform/clock';
import type { Settings } from '../settings/settings';
import { fileOf } from '../submissions/parts';
import type { StoredFile } from '../submissions/stored-file';
import type { Cause, Submission } from '../submissions/submission';
import { causeOf } from './cause';
import { getClient } from './clients-api';
import { readDocumentsBasics } from './documents/documents-api';
import { readDxsoBasics } from './dxso-jobs/dxso-jobs-api';
import type { DatevPlace } from './mandant-api';
import { placeFor } from './place-api';
import { type Going, preflight, SERVICES } from './preflight';
import { codeOf, type DatevRefusal } from './verbatim';
import { keepVerbatim } from './verbatim-store';

/** A submission on its way to DATEV. */
type Sending = {
  readonly submission: Submission;
  readonly settings: Settings;
  readonly watch: Watch;
};

export type Refused = { readonly is: 'refused'; readonly cause: Cause };
export type Trouble = { readonly is: 'problem'; readonly problem: Problem };
type Clear = { readonly is: 'go' } | Refused | Trouble;

/** Whether a file can arrive: service, right, ledger and fiscal year, before anything is made at DATEV. */
export function checkFile(sending: Sending, file: StoredFile): Promise<Clear> {
  return checkFirst(sending, goingOf(file));
}

/** Whether DATEV's books of the Mandant fit what a run would make; undefined when they do or nobody can say now. */
export async function unfitFor(sending: Sending, going: Going): Promise<Cause | undefined> {
  const clear = await checkFirst(sending, going);
  return clear.is === 'refused' ? clear.cause : undefined;
}

/** What DATEV said of a Mandant holds for a day: services and books rarely change, and DATEV wants few questions. */
const KNOWN_SECONDS = 24 * 3600;

/** Looks before sending; what speaks against it is asked anew once, so that nobody waits a day after a remedy. */
async function checkFirst(sending: Sending, going: Going): Promise<Clear> {
  const kept = sending.watch.known;
  const isFresh =
    kept !== undefined &&
    secondsBetween(kept.at, now()) < KNOWN_SECONDS &&
    // Whatever kept the books unknown speaks against what goes over the same interface.
    (going.kind === 'extf' || kept.basics !== undefined);
  if (isFresh && preflight(going, kept) === undefined) return { is: 'go' };
  const place = await placeFor(sending.settings, sending.submission.mandant);
  if (!place.ok) return { is: 'problem', problem: place.problem };
  const asked = await askKnown(place.value, going.kind === 'extf' ? undefined : going.kind);
  if (!asked.ok) return refusal(sending, asked.problem);
  const { known, refused } = asked.value;
  const code = preflight(going, known);
  // A package or a document goes over the same interface that just said no.
  if (code === undefined && refused !== undefined && going.kind !== 'extf') return refusal(sending, refused);
  return code === undefined
    ? { is: 'go' }
    : { is: 'refused', cause: { source: 'preflight', code, faults: [] } };
}

function goingOf(file: StoredFile): Going {
  const { fiscalYear, accountLength } = file;
  return { kind: file.kind ?? 'extf', ...present({ fiscalYear, accountLength, package: file.package }) };
}

/** What DATEV's no to a write means: a cause for people where it will not change by itself, else a problem. */
export async function refusal(
  sending: Sending,
  { problem, verbatim }: DatevRefusal,
): Promise<Refused | Trouble> {
  if (!isForGood(problem)) return { is: 'problem', problem };
  const { id, attempts } = sending.submission;
  if (verbatim !== undefined) await keepVerbatim(id, attempts.at(-1)?.revision ?? 1, verbatim);
  const code =
    problem.status === 403 && codeOf(verbatim) === undefined ? await whyForbidden(sending) : undefined;
  return {
    is: 'refused',
    cause: code === undefined ? causeOf(verbatim, problem.status) : { source: 'preflight', code, faults: [] },
  };
}

/** A bare 403 does not say whether a right or a service is missing; the list of services does. */
async function whyForbidden({ submission, settings }: Sending): Promise<string | undefined> {
  const file = fileOf(submission, submission.attempts.at(-1)?.revision);
  const place = await placeFor(settings, submission.mandant);
  if (file === undefined || !place.ok) return undefined;
  const asked = await askKnown(place.value, file.kind);
  return asked.ok ? preflight(goingOf(file), asked.value.known) : undefined;
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
  if (has.documents && (kind === 'document' || !has.dxso)) return readDocumentsBasics;
  return has.dxso ? readDxsoBasics : undefined;
}
