import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { now } from '../platform/clock';
import { keepMeanwhile, keptMeanwhile } from '../platform/context';
import { log } from '../platform/log';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { PlatformTrouble } from '../platform/trouble';
import {
  afterMissed,
  afterQuota,
  afterShort,
  afterTaken,
  afterUnlinked,
  Health,
  NO_HEALTH,
  quietOf,
} from './health';

const KIND: RecordKind<Health> = { key: 'health', schema: Health, fallback: NO_HEALTH };

/** As the running invocation read or wrote it last; what others note meanwhile costs it one refused call. Only `quietUntil` goes by it. */
const KEPT = 'health';

/** The app's health as last noted. */
export async function loadHealth(): Promise<Health> {
  const { data } = await loadRecord(KIND);
  keepMeanwhile(KEPT, data);
  return data;
}

/** Changes the health record on its newest value. */
export async function changeHealth(change: (health: Health) => Health): Promise<void> {
  keepMeanwhile(KEPT, await changeRecord(KIND, change));
}

/** The same beside work that goes on: that health cannot be told of it must not cost the work. */
async function noteBeside(change: (health: Health) => Health): Promise<void> {
  try {
    await changeHealth(change);
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('health.untold', { code: error.problem.code });
  }
}

/** Notes that Jira links no issue to that of its storm. */
export async function noteUnlinked(): Promise<void> {
  await noteBeside((h) => afterUnlinked(h, now()));
}

/** Notes that a project which a rule names took no issue, and why. */
export async function noteMissed(
  project: { readonly id: string; readonly key: string },
  { code, values }: Problem,
): Promise<void> {
  const fields = values?.['fields'];
  const why = present({ code, now: now(), fields: fields === undefined ? undefined : String(fields) });
  await noteBeside((h) => afterMissed(h, project, why));
}

/** Notes that it took one. */
export async function noteTaken(projectId: string): Promise<void> {
  await noteBeside((h) => afterTaken(h, projectId));
}

/** What was saved since may have put it right: the next issue tells. */
export async function forgetMissed(): Promise<void> {
  await changeHealth((h) => {
    const { missed, ...rest } = h;
    return missed === undefined ? h : rest;
  });
}

/** Notes until when Jira wants to be asked nothing; of several the latest counts. */
export async function noteQuiet(until: string): Promise<void> {
  const at = now();
  // Also where storage does not take it, the invocation itself goes by it.
  keepMeanwhile(KEPT, afterQuota(keptMeanwhile<Health>(KEPT) ?? NO_HEALTH, until, at));
  await noteBeside((h) => afterQuota(h, until, at));
}

/** Until when Jira is left alone: as the invocation read it, which costs one read at most, or as Jira has said to it since. */
export async function quietUntil(): Promise<string | undefined> {
  return quietOf(keptMeanwhile<Health>(KEPT) ?? (await loadHealth()), now());
}

/** Notes that Forge gives an invocation fewer seconds than something needs. */
export async function noteShort(about: { readonly seconds: number; readonly needs: number }): Promise<void> {
  const seconds = Math.round(about.seconds);
  await changeHealth((h) => afterShort(h, { ...about, seconds }, now()));
}

/** Notes that Jira does not take optional fields here; told once, while it stays so. */
export async function noteRefusedFields(fields: string): Promise<void> {
  const at = now();
  await noteBeside((h) =>
    h.refusedFields?.fields === fields
      ? h
      : { ...h, refusedFields: { fields, since: h.refusedFields?.since ?? at } },
  );
}
