import { APP_CLIENT_ID } from '../../packages/sandbox/datev/seed';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { connectLooker } from '../../packages/sandbox/world/booking';
import { logIn } from '../../packages/sandbox/world/connection';
import { install } from '../../packages/sandbox/world/install';
import { asAdmin, seedInstallation } from '../../packages/sandbox/world/seed';
import { attach } from '../support/attach';
import { issuesOf, jiraCall, MINUTE, moveTo, postElsewhere } from '../support/hands';
import { setStopped } from './deeds';
import { faultyFile, rightFile, type SimFile, wrongFile } from './files';
import {
  type Asked,
  ask,
  type Case,
  cases,
  handIn,
  now,
  type Stage,
  see,
  type Who,
  type Wish,
} from './stage';
import { type Beginning, FOUR_EYES, MANDANTEN, MONTHS } from './world';

/**
 * One full life of each kind, always the same: faults are put into it one by one (test/simulation/exhaustive). What a step does
 * not find, because of a fault, it leaves: whoever is asked in the end does it.
 */
export type Told = {
  readonly name: string;
  readonly begins: Beginning;
  /** Calls without which it was not lived. */
  readonly does: readonly string[];
  readonly steps: readonly Step[];
};
type Step = { readonly says: string; readonly does: (stage: Stage) => Promise<unknown> };

const [MANDANT] = MANDANTEN;
const PERIOD = MONTHS[2];
/** A person whose page breaks tries again, a minute later, and gives up in the end. */
const TRIES = 3;

async function insist<T>(stage: Stage, deed: () => Promise<Asked<T>>): Promise<Asked<T>> {
  for (let n = 1; ; n++) {
    const asked = await deed();
    if (asked.is !== 'died' || n === TRIES) return asked;
    await stage.w.forge.advance(MINUTE);
  }
}

const step = (says: string, does: Step['does']): Step => ({ says, does });
/** In pieces, so that what happens late in it can be lived again without the rest. */
const waits = (minutes: number): readonly Step[] =>
  Array.from({ length: Math.ceil(minutes / 11) }, (_, n) =>
    step('time passes', ({ w }) => w.forge.advance(Math.min(11, minutes - 11 * n) * MINUTE)),
  );
const file = (stage: Stage, kind: 'extf' | 'dxso' | 'document' = 'extf'): SimFile =>
  rightFile({ kind, mandant: MANDANT, n: stage.serial() });

/** What this is about: the one submission that is not a run, or the last one. */
const found = async (stage: Stage): Promise<Case | undefined> => (await cases(stage))[0];

const failsElsewhere = step('another program sends a file that DATEV refuses', async (stage) =>
  postElsewhere(stage.w, wrongFile(MANDANT, stage.serial()), MANDANT),
);

const handsIn = (by: Who, make: (stage: Stage) => SimFile = file) =>
  step(`${by} hands in a file for the issue`, async (stage) => {
    const at = await found(stage);
    if (at === undefined) return;
    const given = make(stage);
    await insist(stage, () => handIn(stage, by, { file: given, to: { submissionId: at.submissionId } }));
  });
const handsInAtDesk = (by: Who, kind: 'extf' | 'dxso' | 'document') =>
  step(`${by} hands in a file at the desk`, async (stage) => {
    const given = file(stage, kind);
    await insist(stage, () => handIn(stage, by, { file: given, to: { mandant: MANDANT } }));
  });

const movesToDone = step('the issue is moved to Done', async (stage) => {
  const [issue] = issuesOf(stage.w);
  if (issue === undefined || issue.fields.status.name === 'Done') return;
  moveTo(stage.w, issue.key, 'Done');
  stage.heard.moves.push({ at: now(stage), key: issue.key });
});

/** A click on what the page of a submission offers. */
const clicks = (
  by: Who,
  says: string,
  wishOf: (stage: Stage, at: Case) => Promise<Omit<Wish, 'by'> | undefined>,
) =>
  step(`${by} ${says}`, async (stage) => {
    const at = await found(stage);
    const wish = at && (await wishOf(stage, at));
    if (at === undefined || wish === undefined) return;
    const payload = { submissionId: at.submissionId, ...wish.payload };
    await insist(stage, () => ask(stage, { ...wish, by, payload }));
  });

const sends = (by: Who) =>
  clicks(by, 'clicks Send', async (stage, at) => {
    const { mode, goes } = (await see(stage, at, by))?.actions.resubmit ?? {};
    if (mode === undefined || goes === undefined) return undefined;
    stage.heard.clicks.push({ at: now(stage), sha256: goes.sha256 });
    return { name: 'submission.resubmit', payload: { mode, sha256: goes.sha256 } };
  });
const withdraws = clicks('accountant', 'takes the file back', async () => ({ name: 'submission.withdraw' }));
const overrules = clicks('firmLead', 'overrules what the check found', async (stage, at) => {
  const { candidate } = (await see(stage, at)) ?? {};
  if (candidate === undefined) return undefined;
  stage.heard.overruled.add(candidate.sha256);
  const payload = { sha256: candidate.sha256, reason: 'The tax firm wants it so' };
  return { name: 'submission.overrule', payload };
});
const takesAttachment = step('accountant takes the attached file', async (stage) => {
  const [issue] = issuesOf(stage.w);
  const at = await found(stage);
  const { attachments } = (at && (await see(stage, at))) ?? { attachments: [] };
  const [attached] = attachments;
  if (issue === undefined || attached === undefined) return;
  const payload = { attachmentId: attached.id };
  await insist(stage, () =>
    ask(stage, { by: 'accountant', name: 'attachment.take', page: 'datev-panel', issue, payload }),
  );
});
const asksForIssue = clicks('admin', 'asks for a new issue', async (stage, at) => {
  const view = await see(stage, at);
  if (view?.actions.newIssue.allowed !== true) return undefined;
  stage.heard.newIssues.push(at.submissionId);
  return { name: 'submission.new-issue' };
});

const refusesNext = (code: '1008836' | '1008838') =>
  step(`DATEV will refuse the next file (${code})`, async ({ w }) => w.datev.failNext(code));
const stops = (isStopped: boolean) =>
  step(`all sending ${isStopped ? 'stops' : 'goes on'}`, (stage) => setStopped(stage, isStopped));
const movesMayNotHappen = step('the app may move no issue any more', async ({ w }) =>
  w.jira.setPermission('BUCH', 'TRANSITION_ISSUES', ACCOUNTS.app, false),
);

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

/** What somebody clicks together by hand, and begins anew when it breaks off. */
const tries = (says: string, does: (stage: Stage) => Promise<unknown>): Step =>
  step(says, async (stage) => {
    for (let n = 1; n <= TRIES; n++) {
      try {
        await does(stage);
        return;
      } catch {
        await stage.w.forge.advance(MINUTE);
      }
    }
  });

const logsIn = tries('admin logs in at DATEV', ({ w }) => logIn(w.forge, { mode: 'session' }));
const approvesAnew = tries('a long-term approval is given again', ({ w }) =>
  logIn(w.forge, { mode: 'long-term', mandant: MANDANT }),
);
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
  await seedInstallation(w.forge);
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

export const TOLD: readonly Told[] = [BATCH, RUN, PACKAGE, DOCUMENT, LOGIN, CORRECTION, RIGHTS, SET_UP];
