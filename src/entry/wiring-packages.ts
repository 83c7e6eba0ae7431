import { listDocumentTypes } from '../datev/documents/documents-api';
import { readDxsoProtocol, readDxsoStatus } from '../datev/dxso-jobs/dxso-jobs-api';
import { keepProtocol, loadFailed } from '../datev/dxso-jobs/protocol-store';
import { accountLengthIn } from '../datev/preflight';
import type { DatevRefusal } from '../datev/verbatim';
import { arrivedIn, arrivedInAll, countArrived } from '../dxso/parts';
import { failedFiles } from '../dxso/protocol';
import { planPackage } from '../files/package';
import type { LookAtPackagesPorts } from '../flows/look-at-packages';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Watch } from '../mandanten/watch';
import * as watches from '../mandanten/watch-store';
import { now } from '../platform/clock';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import { latestFile } from '../submissions/parts';
import type { Submission } from '../submissions/submission';
import * as submissions from '../submissions/submission-store';
import { askKnown, MAX_PACKAGE_BYTES, placeOf, readParts } from './handlers-datev';

async function settingsNow(): Promise<Settings> {
  return (await loadSettings()).data;
}

type Core = Pick<LookAtPackagesPorts, 'append' | 'advance'> & {
  changeWatch(mandant: string, change: (watch: Watch) => Watch): Promise<Watch>;
};

/** Hands for looking at DXSO jobs. */
export function packageLooks({ append, advance, changeWatch }: Core): LookAtPackagesPorts {
  return {
    now,
    loadWatch: async (id) => (await watches.loadWatch(id)).watch,
    changeWatch: async (id, change) => {
      await changeWatch(id, change);
    },
    readStatus: statusOf,
    readProtocol: async (id, jobId) => {
      const place = await placeOf(await settingsNow(), id);
      return place.ok ? orGone(await readDxsoProtocol(place.value, jobId)) : place;
    },
    keepProtocol,
    countArrived: async (state, revision, entries) => {
      const file = state.files.find((f) => f.revision === revision && f.deletedAt === undefined);
      const sent = file === undefined ? undefined : await readParts(file);
      return countArrived(sent?.ok === true ? sent.value : undefined, failedFiles(entries));
    },
    load: submissions.loadSubmission,
    append,
    advance,
  };
}

/** How far DATEV is with a job. */
export async function statusOf(mandant: string, jobId: string) {
  const place = await placeOf(await settingsNow(), mandant);
  return place.ok ? orGone(await readDxsoStatus(place.value, jobId)) : place;
}

/** That DATEV does not know a job is an answer, not a failure. */
function orGone<T>(answer: Result<T, DatevRefusal>): Result<T | 'gone', Problem> {
  if (answer.ok) return answer;
  const { problem } = answer.problem;
  return problem.code === 'datev.not-found' ? { ok: true, value: 'gone' } : { ok: false, problem };
}

/** What a Mandant files images under. */
export async function documentTypesOf(mandant: string): Promise<Result<readonly string[], Problem>> {
  const place = await placeOf(await settingsNow(), mandant);
  if (!place.ok) return place;
  const types = await listDocumentTypes(place.value);
  return types.ok
    ? { ok: true, value: types.value.map(({ name }) => name) }
    : { ok: false, problem: types.problem.problem };
}

/**
 * Asks DATEV what it says of a Mandant's services and books, so that no transfer has to. Not repeated when it fails: then the
 * transfer asks, and 120 Mandanten do not knock five times each at a DATEV that is down.
 */
export async function refreshKnown(mandant: string): Promise<void> {
  const place = await placeOf(await settingsNow(), mandant);
  if (place.ok) await askKnown(place.value);
}

/** What becomes of a package that was handed in. */
export async function packagePlan(
  bytes: Uint8Array,
  on: { readonly mandant: string; readonly owner: Submission | undefined },
) {
  const { known } = (await watches.loadWatch(on.mandant)).watch;
  const owner = on.owner === undefined ? undefined : await partlyThere(on.owner);
  return planPackage(bytes, {
    mandant: on.mandant,
    mostBytes: MAX_PACKAGE_BYTES,
    accountLength: (month) => accountLengthIn(known?.basics, month),
    ...present({ owner }),
  });
}

/** What DATEV has of a submission after jobs that it processed in part: no document goes twice. */
async function partlyThere(owner: Submission) {
  const about = (latestFile(owner) ?? owner.candidate)?.package;
  const partly = owner.attempts.filter((a) => a.cause?.code === 'dxso-4');
  const all = await awaitAll(
    partly.map(async ({ revision }) => {
      const file = owner.files.find((f) => f.revision === revision && f.deletedAt === undefined);
      const sent = file === undefined ? undefined : await readParts(file);
      return arrivedIn(sent?.ok === true ? sent.value : undefined, await loadFailed(owner.id, revision));
    }),
  );
  const arrived = arrivedInAll(all);
  return { ...present({ about }), arrived };
}
