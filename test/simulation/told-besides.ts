import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { listsOtherwise } from '../support/behind-backs';
import { type Issue, issuesOf, jiraCall, MINUTE } from '../support/hands';
import { saveSettings } from './changes';
import { ask, now, type Stage } from './stage';
import {
  approvesAnew,
  failsElsewhere,
  handsIn,
  insist,
  logsIn,
  MANDANT,
  movesToDone,
  step,
  type Told,
  TRIES,
  tries,
  until,
  waits,
} from './told-steps';

/** Lives beside the everyday ones: rules of Automation, a cross-check that finds something, the night in which an hour is missing. */

const admitsRules = tries('admin lets rules of Automation send', async (stage) => {
  const asked = await saveSettings(stage, (settings) => ({ ...settings, automationMayTransition: true }));
  if (asked?.is !== 'done') throw new Error('The settings were not saved.');
});

const newestIssue = ({ w }: Stage): Issue | undefined =>
  [...issuesOf(w)].sort((one, other) => Number(other.id) - Number(one.id))[0];

/** A rule with this action runs for the newest issue; its owner lets it run again while its log says that it failed. */
const ruleRuns = (action: 'datev-resubmit' | 'datev-close', more: Readonly<Record<string, string>> = {}) =>
  step(`a rule of Automation runs ${action}`, async (stage) => {
    const issue = newestIssue(stage);
    if (issue === undefined) return;
    if (action === 'datev-resubmit') orders(stage);
    const { automation } = stage.w.forge;
    const inputs = { issue: '{{issue.key}}', ...more };
    const { id } = automation.save({ name: action, action, connection: ACCOUNTS.accountant, inputs });
    for (let n = 1; n <= TRIES; n++) {
      const { is } = await automation.run(id, { id: issue.id, key: issue.key });
      if (is !== 'failed') return;
      await stage.w.forge.advance(MINUTE);
    }
  });

/** A rule names no bytes: it means the newest file, whether or not the page that handed it in was told. */
function orders(stage: Stage): void {
  const [sha256] = [...stage.heard.handed].at(-1) ?? [];
  if (sha256 !== undefined) stage.heard.clicks.push({ at: now(stage), sha256 });
}

const RULES: Told = {
  name: 'rules',
  does: ['importExtfFile', 'createIssue', 'getCurrentUser'],
  begins: 'set-up',
  steps: [
    ...[admitsRules, failsElsewhere, ...waits(66), handsIn('accountant'), ...waits(2)],
    ...[ruleRuns('datev-resubmit'), ruleRuns('datev-resubmit'), ...waits(22)],
    ...[failsElsewhere, ...waits(66), ruleRuns('datev-close', { reason: 'Doppelt geliefert' }), ...waits(11)],
  ],
};

const contradicts = step(
  'DATEV lists as failed what it had taken over, an issue loses its property',
  async ({ w }) => {
    const outcome = { result: 'failed', fault: { code: '1008834', detail: 'Header error in field 14' } };
    listsOtherwise(w, MANDANT, (jobs) =>
      jobs.map((job, n) => (n === jobs.length - 1 ? { ...job, sealed: outcome, settled: outcome } : job)),
    );
    const [issue] = issuesOf(w);
    if (issue === undefined) return;
    const body = { externalId: 'elsewhere' };
    jiraCall(w, 'PUT', `/issue/${issue.key}/properties/datev`, { as: ACCOUNTS.admin, body });
  },
);

const page = 'datev-admin' as const;
const crossChecks = step('admin has everything cross-checked', async (stage) => {
  await insist(stage, () => ask(stage, { by: 'admin', name: 'discrepancies.begin', page }));
});

type Found = {
  readonly groups: readonly {
    readonly items: readonly {
      readonly kind: string;
      readonly mandant?: string;
      readonly submission?: string;
      readonly job?: string;
      readonly issue?: { readonly id: string };
    }[];
  }[];
};
const repairs = step('admin has all of it put right', async (stage) => {
  const seen = await insist(stage, () =>
    ask<Found>(stage, { by: 'admin', name: 'discrepancies.view', page }),
  );
  if (seen.is !== 'done') return;
  for (const { kind, mandant, submission, job, issue } of seen.value.groups.flatMap(({ items }) => items)) {
    const payload = { kind, mandant, submission, job, issueId: issue?.id };
    await insist(stage, () => ask(stage, { by: 'admin', name: 'discrepancies.repair', page, payload }));
  }
});

/** Twice, as whoever finds that a click did nothing does it again. */
const CROSS_CHECK: Told = {
  name: 'cross-check',
  does: ['importExtfFile', 'createIssue', 'listExtfJobs', 'setIssueProperty'],
  begins: 'set-up',
  steps: [
    ...[failsElsewhere, ...waits(66), handsIn('accountant'), movesToDone, ...waits(22), contradicts],
    ...[crossChecks, ...waits(11), repairs, ...waits(11), crossChecks, ...waits(11), repairs, ...waits(11)],
  ],
};

/** The evening before the clocks go from two to three, and half an hour before they do. */
const EVENING = Date.parse('2027-03-27T20:00:00Z');
const BEFORE_TWO = Date.parse('2027-03-28T00:30:00Z');
const MORNING = Date.parse('2027-03-28T03:30:00Z');

const SUMMER_TIME: Told = {
  name: 'summer time',
  does: ['importExtfFile', 'createIssue', 'addComment', 'token'],
  begins: 'set-up',
  steps: [
    ...[until('it becomes March', EVENING), logsIn, approvesAnew, until('it becomes night', BEFORE_TWO)],
    ...[failsElsewhere, ...waits(66), until('it becomes morning', MORNING), ...waits(132)],
    ...[handsIn('accountant'), movesToDone, ...waits(22)],
  ],
};

export const TOLD_BESIDES: readonly Told[] = [RULES, CROSS_CHECK, SUMMER_TIME];
