import { secondsInDay } from 'date-fns/constants';
import type { LookBack } from '../../contract/answers';
import { getClient, listClients } from '../../datev/clients-api';
import type { DatevJob } from '../../datev/extf-files/job';
import { readReference } from '../../datev/extf-files/reference';
import { jobsOf } from '../../datev/jobs-api';
import { tokenFor } from '../../datev/login/token-store';
import { placeOf } from '../../datev/place-api';
import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { looksAtMany } from '../../looks/look';
import { queueLater, queueLooks } from '../../looks/look-queue-store';
import { countedFor, isWholeList } from '../../mandanten/classify-jobs';
import { changeAndHint } from '../../mandanten/wake-store';
import { restingOf, unwatched, watchedFrom } from '../../mandanten/watch';
import { loadWatch, noteResting } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { loadSettings } from '../../settings/settings-store';
import type { Actor } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { loadSubmissions } from '../../submissions/submission-store';

type Wanted = {
  readonly mandant: string;
  readonly lookBackDays: number;
  readonly assignee?: string | null;
  readonly by: Actor;
};

/** Begins to watch a Mandant, if DATEV shows it to us. */
export async function watchMandant(wanted: Wanted): Promise<Result<null, Problem>> {
  const name = await nameOf(wanted.mandant);
  if (!name.ok) return name;
  await watch({ ...wanted, name: name.value });
  await queueFirstLooks([wanted.mandant]);
  return ok(null);
}

/** Begins to watch those of many that DATEV shows us, from now on. */
export async function watchMandanten(
  mandanten: readonly string[],
  by: Actor,
): Promise<Result<{ watched: number; missing: readonly string[] }, Problem>> {
  const names = await namesAtDatev(mandanten);
  if (!names.ok) return names;
  const known = mandanten.filter((mandant) => names.value.has(mandant));
  for (const mandant of known) await watch({ mandant, by, lookBackDays: 0, name: names.value.get(mandant) });
  await queueFirstLooks(known);
  return ok({ watched: known.length, missing: mandanten.filter((mandant) => !names.value.has(mandant)) });
}

/** Their jobs at once; what DATEV says of them goes on the same records, so it is asked when those are written. */
async function queueFirstLooks(mandanten: readonly string[]): Promise<void> {
  await queueLooks(...looksAtMany(mandanten, 'jobs'));
  for (const look of looksAtMany(mandanten, 'known')) await queueLater(KNOWN_AFTER_SECONDS, look);
}
const KNOWN_AFTER_SECONDS = 120;

/** From now on, or from `lookBackDays` ago: the first look comes at once, or when DATEV wants to be asked again. */
async function watch({
  mandant,
  lookBackDays,
  name,
  assignee,
  by,
}: Wanted & { readonly name: string | undefined }): Promise<void> {
  const at = now();
  const since = plusSeconds(at, -lookBackDays * secondsInDay);
  await changeAndHint(mandant, (w) => watchedFrom(w, since, { now: at, ...present({ name, assignee }) }), by);
}

/** Names of the Mandanten that the session sees; of many at once, so that DATEV is asked once per hundred. */
async function namesAtDatev(
  mandanten: readonly string[],
): Promise<Result<ReadonlyMap<string, string>, Problem>> {
  const { environment } = (await loadSettings()).data;
  const token = await tokenFor(environment);
  if (!token.ok) return token;
  const found = withoutWords(await listClients({ environment, token: token.value }));
  if (!found.ok) return found;
  const wanted = new Set(mandanten);
  return ok(new Map(found.value.filter(({ id }) => wanted.has(id)).map(({ id, name }) => [id, name])));
}

/** DATEV's name of a Mandant; only Mandanten that DATEV shows us can be watched. */
async function nameOf(mandant: string): Promise<Result<string | undefined, Problem>> {
  const { environment } = (await loadSettings()).data;
  const token = await tokenFor(environment, mandant);
  if (!token.ok) return token;
  const found = withoutWords(await getClient({ environment, token: token.value }, mandant));
  return found.ok ? ok(found.value.name) : found;
}

/** Stops discovery for a Mandant; attempts that are open are still polled to their end. */
export async function unwatchMandant(mandant: string, by: Actor): Promise<void> {
  await changeAndHint(mandant, unwatched, by);
}

const MAX_PAGES = 20;

function isOurs(reference: string): boolean {
  return readReference(surroundings().installationId, reference) !== undefined;
}

/** How many jobs a look back would read, how many of them failed, and how many issues that brings. Nothing is changed. */
export async function countBack(mandant: string, days: number): Promise<Result<LookBack, Problem>> {
  const at = now();
  const since = plusSeconds(at, -days * secondsInDay);
  const { watch: known } = await loadWatch(mandant);
  const resting = restingOf(known, at);
  if (resting !== undefined) return fail(resting);
  const place = await placeOf((await loadSettings()).data, mandant);
  if (!place.ok) return place;
  let jobs: readonly DatevJob[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const read = await jobsOf(place.value, jobs.length);
    if (!read.ok) {
      await noteResting(mandant, read.problem);
      return read;
    }
    jobs = [...jobs, ...read.value.jobs];
    if (isWholeList(read.value, jobs.length)) break;
  }
  const watch = watchedFrom(known, since, { now: at });
  const { brings, ...counts } = countedFor(watch, jobs, isOurs);
  const ids = brings.map(({ id }) => idsBy(sha256).job(mandant, id));
  const { found, unreadable } = await loadSubmissions(ids);
  return ok({ ...counts, issues: ids.filter((id) => !found.has(id) && !unreadable.has(id)).length });
}
