import { expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { ours, rejected } from '../support/story';
import { ACCOUNTS, HOUR, moveTo, testWorld, upload } from '../support/world';

it.each([
  ['Automation’s counts by the admin’s setting, which no group limits', ACCOUNTS.automation, true, 1],
  ['Automation’s counts for nothing without the setting', ACCOUNTS.automation, false, 0],
  ['a person’s counts only in the group that may send', ACCOUNTS.accountant, true, 0],
])('of moves where only a group may send %s', async (_, by, automationMayTransition, sent) => {
  const w = await testWorld();
  const issue = await rejected(w);
  type View = { version: number; settings: { groups: object } };
  const { version, settings } = await asAdmin<View>(w.forge, 'admin.view', {});
  const wish = {
    automationMayTransition,
    groups: { ...settings.groups, resubmit: [GROUPS.firmLeads] },
    groupNames: { [GROUPS.firmLeads]: 'datev-firm-leads' },
  };
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, ...wish } });
  await upload(w, correctFile(), { issue, as: ACCOUNTS.firmLead });
  moveTo(w, issue.key, 'Done', by);
  await w.forge.advance(HOUR);
  expect(ours(w)).toHaveLength(sent);
});
