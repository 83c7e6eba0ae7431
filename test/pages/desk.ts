import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import type { AtDesk } from '../../src/security/caller-api';
import type { Settings } from '../../src/settings/settings';
import type { SubmissionEvent } from '../../src/submissions/events';
import { enlist } from '../../src/submissions/submission-store';
import { onRecordAt } from '../effects/datev';
import { ok, type Says, SETTINGS, stage } from '../effects/stage';
import { DISCOVERED, ISSUE } from '../submissions/life';
import { answersFirst, json, type Leaving } from '../support/forge-globals';

type Table = Readonly<Record<string, Says | readonly Says[]>>;

/** Petra at the desk, who leads and may hand in. */
export function petra(change: Partial<AtDesk> = {}, settings: Partial<Settings> = {}): AtDesk {
  return {
    settings: { ...SETTINGS, ...settings },
    settingsVersion: 1,
    who: { accountId: 'petra', admin: false, groups: [] },
    project: { browse: true, create: true },
    lead: true,
    mayUpload: true,
    ...change,
  };
}

/** Jira shows everybody every issue, but these, and has a name for every account. */
export function shows({
  says = {},
  hides = [] as readonly string[],
}: {
  says?: Table;
  hides?: readonly string[];
} = {}) {
  stage({ 'GET /user/bulk': names, ...says });
  answersFirst((leaving: Leaving) => {
    if (!leaving.path.includes('/issue/bulkfetch')) return undefined;
    const { issueIdsOrKeys } = leaving.body as { readonly issueIdsOrKeys: readonly string[] };
    return json({ issues: issueIdsOrKeys.filter((id) => !hides.includes(id)).map((id) => ({ id })) });
  });
}
const names = ok({
  values: ['petra', 'anna'].map((accountId) => ({ accountId, displayName: `Frau ${accountId}` })),
});

/** A failed job with its issue, on the lists, so many seconds ago. */
export async function failed(
  id: string,
  { seconds = 600, mandant = '455148-1', name = id, events = [] as readonly SubmissionEvent[] } = {},
): Promise<void> {
  const at = plusSeconds(now(), -seconds);
  const attempt = {
    ...DISCOVERED.attempt,
    fileName: `EXTF_${name}.csv`,
    jobId: `job-${id}`,
    endedAt: at,
    sentAt: at,
  };
  await onRecordAt(at, id, [
    { ...DISCOVERED, mandant: mandant as typeof DISCOVERED.mandant, attempt, label: name },
    { what: 'done', key: 'issue', issue: { ...ISSUE, id: `9${id.replace(/\D/g, '')}`, key: `BUCH-${id}` } },
    ...events,
  ]);
  await enlist(id, { now: now(), retentionDays: 30 });
}
