import { forgetMissed } from '../../health/health-store';
import { testedHealth } from '../../health/storage-verdict-store';
import { forgetFields } from '../../jira/own-api';
import { checkedRules } from '../../jira/rules-api';
import { secondsBetween } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { queueReleases } from '../../looks/look-queue-store';
import { allWatches } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import type { Versioned } from '../../platform/records';
import { contradicts, type Settings } from '../../settings/settings';
import { loadSettings, saveSettings } from '../../settings/settings-store';
import { hastenStorms } from '../../storms/storm-store';
import { isAwaited } from '../../submissions/in-doubt';
import { movingIds } from '../../submissions/lists/list-store';
import { SILENT_AFTER_SECONDS } from '../../submissions/schedule';
import { loadSubmissions } from '../../submissions/submission-store';

const CONFLICT: Problem = { code: 'settings.conflict', retry: 'after-fix' };

/** Keeps what an administrator chose, after all checks, if nobody else has since they saw it. */
export async function saveAdminSettings(
  { version, settings }: { readonly version: number; readonly settings: Settings },
  by: string,
): Promise<Result<null, Problem>> {
  const before = await loadSettings();
  if (before.version !== version) return fail(CONFLICT);
  if (contradicts(settings)) return fail({ code: 'settings.delivered-sends', retry: 'after-fix' });
  const { environment } = before.data;
  const open = environment === settings.environment ? 0 : await withoutResult();
  if (open > 0)
    return fail({ code: 'settings.environment-busy', retry: 'after-fix', values: { count: open } });
  const checked = await checkedRules(before.data, settings);
  if (!checked.ok) return checked;
  // The switches have calls of their own, so that saving a form never starts or stops anything by accident.
  const { stopped: _, paused: __, ...rest } = checked.value;
  const { stopped, paused } = before.data;
  return save(before, { ...rest, ...present({ stopped, paused }) }, by);
}

/**
 * How many files DATEV has, or may have, without a result: it is asked for where the settings say, so that a switch of the environment
 * would lose it. What has had none for a day is for a person already.
 */
async function withoutResult(): Promise<number> {
  const at = now();
  const open = (await allWatches()).flatMap((watch) => watch.open);
  const recent = open.filter(({ since }) => secondsBetween(since, at) < SILENT_AFTER_SECONDS);
  const { found, unreadable } = await loadSubmissions(await movingIds((row) => isAwaited(row, at)));
  const sent = [...found.values()].filter(({ state }) => isAwaited(state, at));
  // Of those that cannot be read the list has the last word.
  return recent.length + sent.length + unreadable.size;
}

/** Puts the stop switch on or off, whatever else is saved meanwhile: whoever stops may be in a hurry. */
export async function switchStop(
  { stopped, reason }: { readonly stopped: boolean; readonly reason: string },
  by: string,
): Promise<Result<null, Problem>> {
  for (let left = STOP_TRIES; ; left -= 1) {
    const before = await loadSettings();
    const { stopped: _, ...rest } = before.data;
    const saved = await save(before, stopped ? { ...rest, stopped: { at: now(), by, reason } } : rest, by);
    // Whoever lets sending go on does not take off a stop that they have not seen.
    if (saved.ok || !stopped || saved.problem.code !== CONFLICT.code || left === 1) return saved;
  }
}
const STOP_TRIES = 5;

/** Lets the issues of storms wait, or go on: whoever waits then is looked at at once. */
export async function switchPause(
  { paused, reason }: { readonly paused: boolean; readonly reason: string },
  by: string,
): Promise<Result<null, Problem>> {
  const before = await loadSettings();
  const { paused: was, ...rest } = before.data;
  if (!paused && was === undefined) return ok(null);
  const settings = paused ? { ...rest, paused: { at: now(), by, reason } } : rest;
  if ((await saveSettings(before, settings, { kind: 'person', id: by })) === 'conflict')
    return fail(CONFLICT);
  if (!paused) await hastenStorms();
  return ok(null);
}

/** Saves, and whatever waited for a setting tries again: what the app knew of Jira's fields and storage is asked anew. */
async function save(
  before: Versioned<Settings>,
  settings: Settings,
  by: string,
): Promise<Result<null, Problem>> {
  if ((await saveSettings(before, settings, { kind: 'person', id: by })) === 'conflict')
    return fail(CONFLICT);
  await forgetFields();
  await forgetMissed();
  // Whoever sets the app up sees at once whether its storage keeps its word; the hour that does it otherwise is long.
  await testedHealth();
  await queueReleases();
  return ok(null);
}
