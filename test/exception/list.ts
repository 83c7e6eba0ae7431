import { plusSeconds } from '../../src/kernel/instant';
import type { Watch } from '../../src/mandanten/watch';
import { newWatch } from '../../src/mandanten/watch';
import { changeWatch, loadWatch } from '../../src/mandanten/watch-store';
import { now } from '../../src/platform/clock';
import { loggedIn, MANDANT } from '../effects/datev';
import { CREATE, WORLD } from '../effects/new-issue';
import { nothing, ok, type Says, stage } from '../effects/stage';
import { ISSUE } from '../submissions/life';
import { json, runsFor, seen } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';

type Table = Readonly<Record<string, Says | readonly Says[]>>;

export const LIST = `GET accounting-extf-files/clients/${MANDANT}/extf-files/jobs`;
/** Jira takes every issue. */
export const AT_JIRA: Table = {
  ...WORLD,
  [CREATE]: ok({ id: ISSUE.id, key: ISSUE.key }),
  [`PUT /issue/${ISSUE.id}`]: nothing,
  [`GET /issue/${ISSUE.id}`]: ok({ fields: { assignee: null } }),
  [`POST /issue/${ISSUE.id}/comment`]: ok({ id: '7' }),
  [`PUT /issue/${ISSUE.id}/properties/datev`]: nothing,
  'GET /field': ok([]),
};

export const ago = (seconds: number) => plusSeconds(now(), -seconds);

/** A job as DATEV lists it: another program's, which failed a minute ago. */
export function job(id: string, over: object = {}) {
  return {
    ...{ id, result: 'failed', filename: `EXTF_${id}.csv`, timestamp: ago(60) },
    ...{ client_application_display_name: 'Kanzlei-Export', ...over },
  };
}

/** One of ours. */
export const oursOf = (id: string, over: object = {}) =>
  job(`job-${id}`, { reference_id: `DFJ-installation-${id}-r1`, ...over });

/** A page of DATEV's list, and how many there are in all. */
export const listed =
  (jobs: readonly object[], total: number | undefined = jobs.length): Says =>
  () =>
    json(jobs, 200, total === undefined ? {} : { 'total-items': String(total) });

/** With these questions the list was asked for, each by the place where its page begins. */
export const skips = () =>
  seen()
    .filter(({ to, path }) => to === 'web' && /\/extf-files\/jobs\?/.test(path))
    .map(({ path }) => Number(new URL(path).searchParams.get('skip')));

/** Somebody is logged in, and this Mandant is watched for a day, never looked at so far. */
export async function watching(says: Table, over: Partial<Watch> = {}): Promise<void> {
  stage({ ...AT_JIRA, ...says });
  runsFor(300_000);
  await loggedIn();
  await savedSettings({
    discovery: { everyMinutes: 60, fromHour: 0, toHour: 24, days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' },
  });
  await watched(over);
}

export async function watched(over: Partial<Watch> = {}, mandant: string = MANDANT): Promise<void> {
  const watch = { ...newWatch(mandant), watched: true, watchedSince: ago(24 * 3600), ...over };
  await changeWatch(mandant, () => watch);
}

export const watchOf = async (mandant: string = MANDANT) => (await loadWatch(mandant)).watch;
