import { failingFile } from '../../packages/sandbox/booking-files';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { install } from '../../packages/sandbox/world/install';
import { inEarlierWords } from '../support/earlier-words';
import { issuesOf, moveTo, postElsewhere } from '../support/hands';
import { copies, setsClock } from './around';
import { oldBodies } from './changes';
import { cases } from './stage';
import {
  approvesAnew,
  failsElsewhere,
  handsIn,
  handsInAtDesk,
  logsIn,
  MANDANT,
  movesToDone,
  refusesNext,
  sends,
  step,
  type Told,
  until,
  waits,
} from './told-steps';

/** Lives in which something around the app is not what it was: many files at once, another site, another hour. */

/** So many that fail for one cause at once are a storm (src/storms). */
const STORM = 20;

const breaksOut = step('twenty files of another program fail for one cause', async ({ w }) => {
  for (let n = 1; n <= STORM; n++)
    postElsewhere(w, failingFile({ mandant: MANDANT, label: `Sturm_${n}` }), MANDANT);
});
const clearsUp = step('accountant closes all of them but one', async ({ w }) => {
  const [, ...others] = issuesOf(w).filter(({ fields }) => fields.summary.includes('Sturm_'));
  for (const { key } of others) {
    try {
      moveTo(w, key, 'Closed without sending', ACCOUNTS.accountant);
    } catch {
      // It is closed already.
    }
  }
});

const STORMY: Told = {
  name: 'storm',
  does: ['createIssue', 'linkIssues', 'editIssue', 'importExtfFile'],
  begins: 'set-up',
  steps: [
    ...[breaksOut, ...waits(66), ...waits(11), clearsUp, ...waits(22)],
    ...[handsIn('accountant'), ...waits(1), sends('firmLead'), ...waits(22)],
  ],
};

const isUpgraded = step(
  'an earlier version left its records and what it queued, the app is upgraded',
  async (stage) => {
    const { forge } = stage.w;
    const [about] = await cases(stage);
    inEarlierWords(stage.w);
    for (const body of about === undefined ? [] : oldBodies(about)) await forge.invoke('work-fn', { body });
    inEarlierWords(stage.w);
    install(forge);
  },
);

/** Each time in the middle of something: a move is on its way, a file is sent, its end is to be told. */
const UPGRADE: Told = {
  name: 'upgrade',
  does: ['importExtfFile', 'createIssue', 'addComment', 'doTransition'],
  begins: 'set-up',
  steps: [
    ...[failsElsewhere, ...waits(66), handsIn('accountant'), ...waits(1), isUpgraded, ...waits(1)],
    ...[refusesNext('1008836'), movesToDone, isUpgraded, ...waits(22), isUpgraded, handsIn('firmLead')],
    ...[...waits(1), sends('accountant'), isUpgraded, ...waits(22)],
  ],
};

const isCopied = step('the site is a copy of another one', async (stage) => copies(stage));
const COPY: Told = {
  name: 'copy of a site',
  does: ['importExtfFile', 'createIssue', 'token'],
  begins: 'set-up',
  steps: [
    ...[failsElsewhere, ...waits(66), handsIn('accountant'), ...waits(2), isCopied, ...waits(2)],
    ...[movesToDone, ...waits(44), logsIn, approvesAnew, ...waits(33)],
    ...[handsInAtDesk('accountant', 'extf'), ...waits(1), sends('firmLead'), ...waits(22)],
  ],
};

const clock = (minutes: number) =>
  step(`the app's clock is ${minutes} min ahead`, async (stage) => setsClock(stage, minutes));
const CLOCK: Told = {
  name: 'clock',
  does: ['importExtfFile', 'createIssue', 'addComment', 'token'],
  begins: 'set-up',
  steps: [
    ...[clock(4), failsElsewhere, ...waits(66), handsIn('accountant'), clock(-4), ...waits(2)],
    ...[refusesNext('1008836'), movesToDone, clock(4), ...waits(11), handsIn('firmLead'), ...waits(2)],
    ...[clock(-4), sends('accountant'), clock(0), ...waits(22)],
  ],
};

/** The evening before the clocks go from three to two, and half an hour before they do. */
const EVENING = Date.parse('2027-10-30T18:00:00Z');
const BEFORE_THREE = Date.parse('2027-10-31T00:30:00Z');
const MORNING = Date.parse('2027-10-31T04:30:00Z');

const WINTER_TIME: Told = {
  name: 'winter time',
  does: ['importExtfFile', 'createIssue', 'addComment', 'token'],
  begins: 'set-up',
  steps: [
    ...[until('it becomes October', EVENING), logsIn, approvesAnew, until('it becomes night', BEFORE_THREE)],
    ...[failsElsewhere, ...waits(132), until('it becomes morning', MORNING), ...waits(132)],
    ...[handsIn('accountant'), movesToDone, ...waits(22)],
  ],
};

export const TOLD_CHANGES: readonly Told[] = [STORMY, COPY, UPGRADE, CLOCK, WINTER_TIME];
