import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { logIn } from '../../packages/sandbox/world/connection';
import { attach } from '../support/attach';
import { draftOf } from '../support/draft-of';
import { type Issue, jiraCall, moveTo, postElsewhere } from '../support/hands';
import { AROUND } from './around';
import { CHANGES, saveSettings } from './changes';
import {
  chance,
  type Deed,
  ended,
  fileFor,
  leads,
  meanwhile,
  onCase,
  onIssue,
  person,
  placeOf,
  quietly,
} from './deed';
import { markedFile, rightFile, wrongFile } from './files';
import { ask, handIn, now, one, PEOPLE, type Stage, type View, type Who } from './stage';
import { MANDANTEN, MONTHS } from './world';

async function failElsewhere(stage: Stage): Promise<string | undefined> {
  if (stage.serial() > 12) return undefined;
  const mandant = one(stage, MANDANTEN) ?? MANDANTEN[0];
  const n = stage.serial();
  const file = chance(stage, 0.3) ? markedFile(mandant, n, true) : wrongFile(mandant, n);
  try {
    postElsewhere(stage.w, file, mandant);
  } catch {
    // DATEV refuses other programs, too, when it is told to.
    return undefined;
  }
  return `another program sends DATEV ${file.name} for ${mandant}, which DATEV will refuse`;
}

const handInForCase = onCase(async (stage, { found, view, by }) => {
  const file = fileFor(stage, view.kind, found.mandant);
  const { jobId } = view.facts;
  const asked = await handIn(stage, by, { file, to: { submissionId: found.submissionId }, jobId });
  return `${PEOPLE[by]} hands in ${file.name} for ${placeOf(found)}${ended(asked)}`;
});

const handInAtDesk = (kind: 'extf' | 'dxso' | 'document') => async (stage: Stage) => {
  const by = person(stage);
  // The other one has not ordered what packages need.
  const mandant = kind === 'dxso' ? MANDANTEN[0] : (one(stage, MANDANTEN) ?? MANDANTEN[0]);
  const file = fileFor(stage, kind, mandant);
  const asked = await handIn(stage, by, { file, to: { mandant } });
  return `${PEOPLE[by]} hands in ${file.name} at the desk${ended(asked)}`;
};

/** Somebody starts the pipeline of some Mandant for some month. */
async function startRun(stage: Stage): Promise<string> {
  const [by, mandant] = [person(stage), one(stage, MANDANTEN) ?? MANDANTEN[0]];
  const period = one(stage, MONTHS) ?? MONTHS[0];
  const payload = { id: stage.sim.pipelines[mandant], period, isDry: false, anew: false };
  const at = now(stage);
  const asked = await ask<{ submissionId: string }>(stage, { by, name: 'pipeline.run', payload });
  const run = asked.is === 'done' ? { run: asked.value.submissionId } : {};
  if (asked.is !== 'refused') stage.heard.starts.push({ at, by, mandant, period, ...run });
  return `${PEOPLE[by]} starts the pipeline of ${mandant} for ${period}${ended(asked)}`;
}

const approve = onCase(async (stage, { found, view, by }) => {
  if (view.kind !== 'run') return undefined;
  const payload = { submissionId: found.submissionId, revision: view.facts.revision };
  const at = now(stage);
  const asked = await ask(stage, { by, name: 'run.approve', payload });
  if (asked.is !== 'refused') stage.heard.approvals.push({ at, by, run: found.submissionId });
  return `${PEOPLE[by]} approves the run ${found.fileName}${ended(asked)}`;
});

const runAgain = onCase(async (stage, { found, view, by }) => {
  if (view.kind !== 'run') return undefined;
  const payload = { submissionId: found.submissionId, mayDiffer: chance(stage, 0.5) };
  const asked = await ask(stage, { by, name: 'run.again', payload });
  stage.heard.retries.push(now(stage));
  return `${PEOPLE[by]} has the run ${found.fileName} made again${ended(asked)}`;
});

/** Whoever may saves a pipeline under another name: its version is another one, what is approved is not. */
async function editPipeline(stage: Stage): Promise<string | undefined> {
  const [by, mandant] = [person(stage), one(stage, MANDANTEN) ?? MANDANTEN[0]];
  const id = stage.sim.pipelines[mandant] ?? '';
  type Stored = { readonly version: number; readonly pipeline: Parameters<typeof draftOf>[0] };
  const seen = await ask<Stored>(stage, { by, name: 'pipeline.view', payload: { id } });
  if (seen.is !== 'done') return undefined;
  const draft = { ...draftOf(seen.value.pipeline), name: `Abschluss ${stage.dice.int(1000)}` };
  const payload = { id, version: seen.value.version, draft };
  const asked = await ask(stage, { by, name: 'pipeline.save', payload });
  return `${PEOPLE[by]} saves the pipeline of ${mandant}${ended(asked)}`;
}

function move(stage: Stage, { issue, by }: { readonly issue: Issue; readonly by: Who }): string {
  moveTo(stage.w, issue.key, 'Done', ACCOUNTS[by]);
  const isBarred = stage.heard.barred === by;
  stage.heard.moves.push({ at: now(stage), key: issue.key, isBarred });
  return `${PEOPLE[by]} moves ${issue.key} to Done`;
}

const movesTo = (status: string) =>
  onIssue(({ w }, { issue, by }) => {
    moveTo(w, issue.key, status, ACCOUNTS[by]);
    return `${PEOPLE[by]} moves ${issue.key} to ${status}`;
  });

const send = onCase(async (stage, { found, view, by }) => {
  const { mode, goes } = view.actions.resubmit;
  if (mode === undefined || goes === undefined) return undefined;
  const payload = { submissionId: found.submissionId, mode, sha256: goes.sha256 };
  const at = now(stage);
  const asked = await ask(stage, { by, name: 'submission.resubmit', payload });
  if (asked.is !== 'refused') stage.heard.clicks.push({ at, sha256: goes.sha256 });
  return `${PEOPLE[by]} clicks Send for ${placeOf(found)}${ended(asked)}`;
});

const decide = onCase(async (stage, { found, view, by }) => {
  if (!view.actions.decide.allowed) return undefined;
  const { submissionId } = found;
  const decision = chance(stage, 0.8) ? 'send-again' : 'delivered';
  const at = now(stage);
  const asked = await ask(stage, { by, name: 'submission.decide', payload: { submissionId, decision } });
  if (asked.is !== 'refused' && decision === 'delivered') stage.heard.saidDelivered.add(submissionId);
  else if (asked.is !== 'refused') stage.heard.again.push({ at, submissionId });
  return `${PEOPLE[by]} decides “${decision}” for ${placeOf(found)}${ended(asked)}`;
});

/** A click that is there for whoever may. */
function click(
  name: string,
  words: string,
  more: (stage: Stage, view: View) => object | undefined = () => ({}),
) {
  return onCase(async (stage, { found, view, by }) => {
    const rest = more(stage, view);
    if (rest === undefined) return undefined;
    const asked = await ask(stage, { by, name, payload: { submissionId: found.submissionId, ...rest } });
    return `${PEOPLE[by]} ${words} ${placeOf(found)}${ended(asked)}`;
  });
}

const newIssue = onCase(async (stage, { found, view, by }) => {
  if (!view.actions.newIssue.allowed) return undefined;
  const { submissionId } = found;
  const asked = await ask(stage, { by, name: 'submission.new-issue', payload: { submissionId } });
  if (asked.is !== 'refused') stage.heard.newIssues.push(submissionId);
  return `${PEOPLE[by]} asks for a new issue of ${found.fileName}${ended(asked)}`;
});

const overrule = onCase(async (stage, { found, view: { candidate, actions }, by }) => {
  if (candidate === undefined || !actions.overrule.allowed) return undefined;
  const { sha256 } = candidate;
  const payload = { submissionId: found.submissionId, sha256, reason: 'The tax firm wants it so' };
  const asked = await ask(stage, { by, name: 'submission.overrule', payload });
  if (asked.is !== 'refused') stage.heard.overruled.add(sha256);
  return `${PEOPLE[by]} overrules what the check found in the file of ${placeOf(found)}${ended(asked)}`;
});

/** Sending stopped or taken up again; answers whether it was. */
export async function setStopped(stage: Stage, stopped: boolean): Promise<boolean> {
  const { stops } = stage.heard;
  const from = now(stage);
  const payload = { stopped, reason: 'Prüfung' };
  const asked = await ask(stage, { by: 'admin', name: 'admin.stop', page: 'datev-admin', payload });
  const open = stops.find(({ to }) => to === undefined);
  if (stopped && asked.is === 'done' && open === undefined) stops.push({ from });
  // What may have been taken up again binds nobody any more.
  if (!stopped && asked.is !== 'refused' && open !== undefined) open.to = from;
  return asked.is === 'done';
}

async function stopOrGoOn(stage: Stage): Promise<string | undefined> {
  const stopped = !stage.heard.stops.some(({ to }) => to === undefined);
  if (!(await setStopped(stage, stopped))) return undefined;
  return stopped ? 'Anna stops all sending' : 'Anna lets sending go on';
}

async function disconnect(stage: Stage): Promise<string | undefined> {
  const payload = { connection: one(stage, ['main', ...MANDANTEN]) };
  const asked = await ask(stage, { by: 'admin', name: 'datev.disconnect', page: 'datev-admin', payload });
  return `Anna ends the connection ${payload.connection}${ended(asked)}`;
}

/** Whoever logs in there makes it a site of its own. */
export function endsCopy({ w, heard }: Pick<Stage, 'w' | 'heard'>): void {
  const open = heard.copied.find(({ to }) => to === undefined);
  if (open !== undefined) open.to = now({ w });
}

/** The session for all and an approval for each Mandant, as far as a login gets. */
export async function reconnect(stage: Pick<Stage, 'w' | 'heard'>): Promise<boolean> {
  const { w } = stage;
  endsCopy(stage);
  try {
    await logIn(w.forge, { mode: 'session' });
    for (const mandant of MANDANTEN) await logIn(w.forge, { mode: 'long-term', mandant });
    return true;
  } catch {
    return false;
  }
}

/** Whether the admin page shows the session and each approval alive. */
export async function isConnected(stage: Pick<Stage, 'w'>): Promise<boolean> {
  type Seen = { readonly connections: readonly { readonly id: string; readonly tone: string }[] };
  const seen = await ask<Seen>(stage, { by: 'admin', name: 'admin.view', page: 'datev-admin' });
  if (seen.is !== 'done') return false;
  const live = seen.value.connections.filter(({ tone }) => tone === 'success').map(({ id }) => id);
  return ['main', ...MANDANTEN].every((id) => live.includes(id));
}

async function unwatch(stage: Stage): Promise<string> {
  const mandant = one(stage, MANDANTEN) ?? MANDANTEN[0];
  const isOff = stage.heard.unwatched.has(mandant);
  stage.heard.unwatched.add(mandant);
  const name = isOff ? 'mandant.watch' : 'mandant.unwatch';
  const payload = isOff ? { mandant, lookBackDays: 0 } : { mandant };
  const asked = await ask(stage, { by: 'admin', name, page: 'datev-admin', payload });
  return `Anna ${isOff ? 'watches' : 'does not watch'} ${mandant}${isOff ? ' again' : ' any more'}${ended(asked)}`;
}

/** Anna saves the settings as they are, but for the language of what stands in Jira. */
async function saveLanguage(stage: Stage): Promise<string | undefined> {
  const language = one(stage, ['de', 'en']);
  const asked = await saveSettings(stage, (settings) => ({ ...settings, language }));
  return asked && `Anna saves the settings${ended(asked)}`;
}

const toggled = (stage: Stage, permission: string) => {
  const granted = chance(stage, 0.5);
  stage.w.jira.setPermission('BUCH', permission, ACCOUNTS.app, granted);
  return `the app ${granted ? 'gets' : 'loses'} ${permission} in BUCH`;
};

const dropped = onIssue((stage, { issue, by }) => {
  // What a person puts into Jira is theirs to see there: nothing that is looked for.
  const file = rightFile({ kind: 'extf', mandant: MANDANTEN[0], n: stage.serial() });
  attach(stage.w, issue.key, file, ACCOUNTS[by]);
  return `${PEOPLE[by]} drops ${file.name} onto ${issue.key}`;
});

/** What may happen in a life; the order decides what a seed means. */
export const DEEDS = {
  'fail-elsewhere': leads(1.5, failElsewhere, ['batch']),
  'hand-in-batch': leads(0.7, handInAtDesk('extf'), ['batch']),
  'hand-in-package': leads(2, handInAtDesk('dxso'), ['package']),
  'hand-in-document': leads(2, handInAtDesk('document'), ['document']),
  'start-run': leads(3, startRun, ['run']),
  approve: leads(4, approve, ['run']),
  'run-again': leads(2, runAgain, ['run']),
  'edit-pipeline': leads(0.7, editPipeline, ['run']),
  'hand-in': leads(5, handInForCase),
  move: leads(5, onIssue(move)),
  send: leads(3, send),
  decide: leads(1, decide),
  'move-back': meanwhile(2, movesTo('In correction')),
  'close-issue': meanwhile(0.7, movesTo('Closed without sending')),
  withdraw: meanwhile(1, click('submission.withdraw', 'takes back the file of')),
  close: meanwhile(
    0.5,
    click('submission.close', 'closes', () => ({ reason: 'Booked by hand' })),
  ),
  overrule: meanwhile(1.5, overrule),
  release: meanwhile(
    1,
    click('submission.replay', 'has what is stuck tried again at', (stage, { stuck: [held] }) => {
      stage.heard.retries.push(now(stage));
      return held && { key: held.key };
    }),
  ),
  delete: meanwhile(
    1,
    onIssue(({ w }, { issue }) => {
      jiraCall(w, 'DELETE', `/issue/${issue.key}`, { as: ACCOUNTS.admin });
      return `Anna deletes ${issue.key}`;
    }),
  ),
  'new-issue': meanwhile(1, newIssue),
  hide: meanwhile(
    1,
    quietly((stage) => toggled(stage, 'BROWSE_PROJECTS')),
  ),
  'may-not-move': meanwhile(
    0.7,
    quietly((stage) => toggled(stage, 'TRANSITION_ISSUES')),
  ),
  'may-not-comment': meanwhile(
    0.7,
    quietly((stage) => toggled(stage, 'ADD_COMMENTS')),
  ),
  'may-not-create': meanwhile(
    0.7,
    quietly((stage) => toggled(stage, 'CREATE_ISSUES')),
  ),
  assign: meanwhile(
    0.7,
    onIssue(({ w }, { issue, by }) => {
      jiraCall(w, 'PUT', `/issue/${issue.key}/assignee`, {
        body: { accountId: ACCOUNTS[by] },
        as: ACCOUNTS.admin,
      });
      return `${issue.key} is assigned to ${PEOPLE[by]}`;
    }),
  ),
  rename: meanwhile(
    0.7,
    onIssue(({ w }, { issue }) => {
      const body = { fields: { summary: 'Heute noch!' } };
      jiraCall(w, 'PUT', `/issue/${issue.key}`, { body, as: ACCOUNTS.admin });
      return `Anna writes another summary into ${issue.key}`;
    }),
  ),
  'drop-attachment': meanwhile(1, dropped),
  stop: meanwhile(2, stopOrGoOn),
  disconnect: meanwhile(0.7, disconnect),
  reconnect: meanwhile(0.7, async (stage) =>
    (await reconnect(stage)) ? 'Anna logs in at DATEV' : 'Anna tries to log in at DATEV',
  ),
  unwatch: meanwhile(0.7, unwatch),
  settings: meanwhile(0.5, saveLanguage),
  ...CHANGES,
  ...AROUND,
} as const satisfies Readonly<Record<string, Deed>>;
export type DeedName = keyof typeof DEEDS;
