import { APP_CLIENT_ID } from '../../packages/sandbox/datev/fresh-state';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { connectLooker } from '../../packages/sandbox/world/booking';
import { install } from '../../packages/sandbox/world/install';
import { asAdmin, setUpInstallation } from '../../packages/sandbox/world/set-up';
import { attach } from '../support/attach';
import { issuesOf, jiraCall, MINUTE } from '../support/hands';
import { faultyFile } from './files';
import { ask, now, see, type Who } from './stage';
import { TOLD_BESIDES } from './told-besides';
import { TOLD_CHANGES } from './told-changes';
import {
  approvesAnew,
  asksForIssue,
  clicks,
  failsElsewhere,
  file,
  handsIn,
  handsInAtDesk,
  insist,
  logsIn,
  MANDANT,
  movesMayNotHappen,
  movesToDone,
  overrules,
  PERIOD,
  refusesNext,
  sends,
  step,
  stops,
  type Told,
  takesAttachment,
  tries,
  waits,
  withdraws,
} from './told-steps';
import { FOUR_EYES, MANDANTEN } from './world';

const BATCH: Told = {
  name: 'batch',
  does: ['importExtfFile', 'createIssue', 'addComment', 'doTransition'],
  begins: 'set-up',
  steps: [
    ...[failsElsewhere, ...waits(66), handsIn('accountant'), stops(true), ...waits(2)],
    ...[refusesNext('1008838'), movesToDone, ...waits(11), stops(false), ...waits(22)],
    // The cause lies outside the file: the same bytes take a click, not only another move.
    ...[movesToDone, ...waits(11), handsIn('firmLead'), ...waits(2), sends('accountant'), ...waits(22)],
  ],
};

/** The app may move no issue: it stays where a person put it, and that counts once. */
const RIGHTS: Told = {
  name: 'rights',
  does: ['importExtfFile', 'createIssue', 'addComment'],
  begins: 'set-up',
  steps: [
    ...[failsElsewhere, ...waits(66), handsIn('accountant'), ...waits(2), refusesNext('1008836')],
    ...[movesMayNotHappen, movesToDone, ...waits(22), handsIn('firmLead'), ...waits(66)],
    ...[sends('accountant'), ...waits(22)],
  ],
};

const attaches = step('a file is dropped onto the issue', async (stage) => {
  const [issue] = issuesOf(stage.w);
  const given = file(stage);
  if (issue !== undefined) attach(stage.w, issue.key, given, ACCOUNTS.accountant);
});
const deletes = step('the issue is deleted', async ({ w }) => {
  const [issue] = issuesOf(w);
  if (issue !== undefined) jiraCall(w, 'DELETE', `/issue/${issue.key}`, { as: ACCOUNTS.admin });
});

const CORRECTION: Told = {
  name: 'correction',
  does: ['importExtfFile', 'createIssue', 'addComment'],
  begins: 'set-up',
  steps: [
    ...[failsElsewhere, ...waits(66), attaches, ...waits(5), takesAttachment, ...waits(1), withdraws],
    ...[handsIn('accountant', (stage) => faultyFile(MANDANT, stage.serial())), ...waits(1), movesToDone],
    ...[
      ...waits(11),
      overrules,
      refusesNext('1008836'),
      sends('firmLead'),
      ...waits(22),
      deletes,
      ...waits(5),
      asksForIssue,
      ...waits(5),
    ],
    ...[handsIn('accountant'), ...waits(1), sends('admin'), ...waits(22)],
  ],
};

const partly = step('DATEV will process the package in part', async ({ w }) =>
  w.datev.endDxsoNext({ status: 3 }),
);
const PACKAGE: Told = {
  name: 'package',
  does: ['createDxsoJob', 'uploadDxsoFile', 'finishDxsoJob'],
  begins: 'set-up',
  steps: [
    ...[handsInAtDesk('accountant', 'dxso'), ...waits(1), partly, sends('firmLead'), ...waits(33)],
    ...[sends('accountant'), ...waits(33)],
  ],
};

const DOCUMENT: Told = {
  name: 'document',
  does: ['putDocument'],
  begins: 'set-up',
  steps: [handsInAtDesk('accountant', 'document'), ...waits(1), sends('firmLead'), ...waits(11)],
};

const startsRun = step('accountant starts the pipeline', async (stage) => {
  const payload = { id: stage.sim.pipelines[FOUR_EYES], period: PERIOD, isDry: false, anew: false };
  const start = { at: now(stage), by: 'accountant' as const, mandant: FOUR_EYES, period: PERIOD };
  stage.heard.starts.push(start);
  await insist(stage, () => ask(stage, { by: 'accountant', name: 'pipeline.run', payload }));
});
const approves = (by: Who) =>
  clicks(by, 'approves', async (stage, at) => {
    const view = await see(stage, at, by);
    if (view?.kind !== 'run' || view.state !== 'run-approve') return undefined;
    stage.heard.approvals.push({ at: now(stage), by, run: at.submissionId });
    return { name: 'run.approve', payload: { revision: view.facts.revision } };
  });
const RUN: Told = {
  name: 'run',
  does: ['lookml_model_explore', 'importExtfFile'],
  begins: 'set-up',
  // Whoever started it may not let it go.
  steps: [startsRun, ...waits(6), approves('accountant'), ...waits(11), approves('firmLead'), ...waits(33)],
};

const disconnects = (connection: string) =>
  tries(`admin ends the connection ${connection}`, ({ w }) =>
    asAdmin(w.forge, 'datev.disconnect', { connection }),
  );

const LOGIN: Told = {
  name: 'login and refresh',
  does: ['token', 'revoke', 'importExtfFile'],
  begins: 'set-up',
  steps: [
    ...[...waits(44), disconnects(MANDANT), ...waits(44), handsInAtDesk('accountant', 'extf'), ...waits(1)],
    ...[sends('firmLead'), ...waits(11), approvesAnew, ...waits(11), disconnects('main'), ...waits(11)],
    ...[logsIn, handsInAtDesk('accountant', 'extf'), ...waits(1), sends('admin'), ...waits(44)],
  ],
};

const registers = tries('admin registers the app with DATEV', ({ w }) =>
  asAdmin(w.forge, 'datev.register', { environment: 'sandbox', clientId: APP_CLIENT_ID }),
);
const chooses = tries('admin chooses project, statuses and Mandanten', async ({ w, heard }) => {
  await setUpInstallation(w.forge);
  heard.unwatched.clear();
});
const connectsLooker = tries('admin connects Looker', async ({ w }) => {
  const id = await connectLooker(w.forge);
  await asAdmin(w.forge, 'looker.test', { id });
});
const SET_UP: Told = {
  name: 'set-up',
  does: ['token', 'createIssue', 'importExtfFile'],
  begins: 'installed',
  steps: [
    step('admin installs the app', async ({ w, heard }) => {
      // Nobody watches anything yet.
      for (const mandant of MANDANTEN) heard.unwatched.add(mandant);
      install(w.forge);
      await w.forge.advance(MINUTE);
    }),
    ...[registers, logsIn, approvesAnew, chooses, connectsLooker, ...waits(11), failsElsewhere, ...waits(66)],
    ...[handsIn('accountant'), ...waits(1), movesToDone, ...waits(22)],
  ],
};

export const TOLD: readonly Told[] = [
  ...[BATCH, RUN, PACKAGE, DOCUMENT, LOGIN, CORRECTION, RIGHTS, SET_UP],
  ...TOLD_BESIDES,
  ...TOLD_CHANGES,
];
