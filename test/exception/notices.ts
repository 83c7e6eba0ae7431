import type { Round } from '../../src/notices/round';
import { loadRound, saveRound } from '../../src/notices/round-store';
import type { Settings } from '../../src/settings/settings';
import { called, nothing, ok, type Says, SETTINGS, stage } from '../effects/stage';
import { T0 } from '../submissions/life';
import { atTime } from '../support/at-time';

/** A Tuesday in Bavaria, a week after everything in `life`. */
export const TODAY = '2026-12-08';
export const MORNING = `${TODAY}T09:00:00.000Z`;
export const SEARCH = 'POST /search/jql';
export const SITE = 'GET /serverInfo';
export const MAIL = 'POST /issue/10001/notify';
export const ESCALATION = [{ afterDays: 1, people: ['chef'] }];
export const notices = (change: object = {}): Settings => ({
  ...SETTINGS,
  notices: { land: 'BY', digest: true, escalation: [], ...change },
});
export const MAILS = notices();
export const STEPS = notices({ digest: false, escalation: ESCALATION });

/** An issue of ours as Jira's index has it. */
export const found = (n: number, change: object = {}, by = 'app') => ({
  ...{ id: String(10_000 + n), key: `BUCH-${n}` },
  fields: { assignee: { accountId: `person-${n}` }, creator: { accountId: by } },
  properties: { datev: { externalId: `s${n}`, needsSince: T0, due: '2026-12-04T08:00:00.000Z', ...change } },
});
export const all = (count: number) => Array.from({ length: count }, (_, n) => found(n + 1));
export const at = (
  issues: readonly object[],
  more: Readonly<Record<string, Says | readonly Says[]>> = {},
) => ({
  ...{ [SEARCH]: ok({ issues }), 'GET /myself': ok({ accountId: 'app' }) },
  ...{ [SITE]: ok({ baseUrl: 'https://kanzlei.atlassian.net' }), [MAIL]: nothing },
  ...more,
});
export const staged = (says: Readonly<Record<string, Says | readonly Says[]>> = {}, time = MORNING) => {
  atTime(time);
  stage(says);
};
export const round = async () => (await loadRound()).data;
export const begun = async (data: Round) => saveRound(await loadRound(), data);
export const mailed = () => called().filter((call) => call.endsWith('/notify'));
