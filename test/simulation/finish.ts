import { HOUR, MINUTE } from '../support/hands';
import { rightFile } from './files';
import {
  type Asked,
  ask,
  type Case,
  cases,
  handIn,
  now,
  type Stage,
  see,
  type View,
  type Who,
} from './stage';

const ROUNDS = 7;

/** Whoever is asked does what the page says: then everything is delivered or closed. Answers what is not. */
export async function finish(stage: Stage): Promise<readonly string[]> {
  for (let round = 0; round < ROUNDS; round++) {
    const open = await unended(stage);
    if (open.length === 0) return [];
    for (const found of open) await answered(stage, found, round);
    await stage.w.forge.advance(HOUR);
  }
  const open = await unended(stage);
  return Promise.all(
    open.map(async (found) => {
      const state = (await see(stage, found))?.state;
      return `${found.issueKey ?? found.fileName} ends as ${state}, whatever people do`;
    }),
  );
}

async function unended(stage: Stage): Promise<readonly Case[]> {
  const open = await Promise.all([cases(stage, 'needs-you'), cases(stage, 'moving')]);
  return open.flat();
}

/** What the person who is asked does. */
async function answered(stage: Stage, found: Case, round: number): Promise<void> {
  const view = await see(stage, found);
  if (view === undefined) return;
  const [held] = view.stuck;
  if (held !== undefined) {
    stage.heard.retries.push(now(stage));
    await clicks(stage, found, { name: 'submission.replay', payload: { key: held.key } });
  }
  // Nobody told the app that it is deleted: whoever administers Jira does.
  if (view.state === 'issue-hidden') {
    await clicks(stage, found, { name: 'submission.issue-deleted', payload: {} });
    return;
  }
  if (view.kind === 'run') return ofRun(stage, found, view);
  if (view.actions.decide.allowed) {
    stage.heard.again.push({ at: now(stage), submissionId: found.submissionId });
    await clicks(stage, found, { name: 'submission.decide', payload: { decision: 'send-again' } });
  } else if (view.state === 'superseded' || view.state === 'issue-deleted') {
    await clicks(stage, found, { name: 'submission.close', payload: { reason: 'Booked by hand' } });
  } else await corrected(stage, found, { view, round });
}

type Click = { readonly name: string; readonly payload: object; readonly by?: Who };

const clicks = (
  stage: Stage,
  { submissionId }: Case,
  { name, payload, by = 'admin' }: Click,
): Promise<Asked<unknown>> => ask(stage, { by, name, payload: { submissionId, ...payload } });

/** It is approved by whoever may, or made again; closed where everybody had a hand in it, and nobody is left who may. */
async function ofRun(stage: Stage, found: Case, view: View): Promise<void> {
  if (view.state !== 'run-approve') {
    // What is unusual is accepted with that; what is not, is just made again.
    stage.heard.retries.push(now(stage), now(stage));
    for (const mayDiffer of [false, true])
      await clicks(stage, found, { name: 'run.again', payload: { mayDiffer } });
    return;
  }
  for (const by of ['firmLead', 'admin', 'accountant'] as const) {
    const payload = { revision: view.facts.revision };
    const asked = await clicks(stage, found, { name: 'run.approve', payload, by });
    if (asked.is === 'refused') continue;
    stage.heard.approvals.push({ at: now(stage), by, run: found.submissionId });
    return;
  }
  await clicks(stage, found, { name: 'submission.close', payload: { reason: 'Booked by hand' } });
}

/** In the first round what is ready goes; then a right file does, where a file is wanted. */
async function corrected(
  stage: Stage,
  found: Case,
  how: { readonly view: View; readonly round: number },
): Promise<void> {
  const { view, round } = how;
  const { kind } = view;
  if (
    kind !== 'run' &&
    view.actions.upload.allowed &&
    (round > 0 || view.actions.resubmit.goes === undefined)
  ) {
    const file = rightFile({ kind, mandant: found.mandant, n: stage.serial() });
    // Anna wrote every pipeline: of three people two are left who may let go what she hands in.
    await handIn(stage, 'admin', { file, to: { submissionId: found.submissionId } });
    await stage.w.forge.advance(MINUTE);
  }
  // Whoever made what goes may not send it alone.
  const refused: string[] = [];
  for (const by of ['firmLead', 'accountant', 'admin'] as const) {
    const { mode, goes } = (await see(stage, found, by))?.actions.resubmit ?? {};
    if (goes === undefined) continue;
    const asked = await clicks(stage, found, {
      name: 'submission.resubmit',
      payload: { mode, sha256: goes.sha256 },
      by,
    });
    if (asked.is === 'refused') {
      refused.push(asked.code);
      continue;
    }
    stage.heard.clicks.push({ at: now(stage), sha256: goes.sha256 });
    return;
  }
  // All three had a hand in it, and nobody is left who may let it go.
  if (refused.filter((code) => code === 'run.same-person').length === 3)
    await clicks(stage, found, { name: 'submission.close', payload: { reason: 'Booked by hand' } });
}
