import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { logIn } from '../../packages/sandbox/world/connection';
import { present } from '../../src/kernel/present';
import { issuesOf, MINUTE, moveTo, postElsewhere } from '../support/hands';
import { endsCopy, setStopped } from './deeds';
import { rightFile, type SimFile, wrongFile } from './files';
import {
  type Asked,
  ask,
  type Case,
  cases,
  handIn,
  now,
  ours,
  type Stage,
  see,
  sha256Of,
  type Who,
  type Wish,
} from './stage';
import { type Beginning, MANDANTEN, MONTHS } from './world';

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

export const [MANDANT] = MANDANTEN;
export const PERIOD = MONTHS[2];
/** A person whose page breaks tries again, a minute later, and gives up in the end. */
export const TRIES = 3;

export async function insist<T>(stage: Stage, deed: () => Promise<Asked<T>>): Promise<Asked<T>> {
  for (let n = 1; ; n++) {
    const asked = await deed();
    if (asked.is !== 'died' || n === TRIES) return asked;
    await stage.w.forge.advance(MINUTE);
  }
}

export const step = (says: string, does: Step['does']): Step => ({ says, does });
/** In pieces, so that what happens late in it can be lived again without the rest. */
export const waits = (minutes: number): readonly Step[] =>
  Array.from({ length: Math.ceil(minutes / 11) }, (_, n) =>
    step('time passes', ({ w }) => w.forge.advance(Math.min(11, minutes - 11 * n) * MINUTE)),
  );
/** At that instant; months on the way take no turns of the schedule. */
export const until = (says: string, at: number) =>
  step(says, async (stage) => {
    await stage.w.forge.rest(Math.max(0, at - now(stage)));
  });
export const file = (stage: Stage, kind: 'extf' | 'dxso' | 'document' = 'extf'): SimFile =>
  rightFile({ kind, mandant: MANDANT, n: stage.serial() });

/** What this is about: the one submission that is not a run, or the last one. */
const found = async (stage: Stage): Promise<Case | undefined> => (await cases(stage))[0];

export const failsElsewhere = step('another program sends a file that DATEV refuses', async (stage) =>
  postElsewhere(stage.w, wrongFile(MANDANT, stage.serial()), MANDANT),
);

export const handsIn = (by: Who, make: (stage: Stage) => SimFile = file) =>
  step(`${by} hands in a file for the issue`, async (stage) => {
    const at = await found(stage);
    if (at === undefined) return;
    const [given, jobId] = [make(stage), refusedElsewhere(stage)];
    const to = { submissionId: at.submissionId };
    await insist(stage, () => handIn(stage, by, { file: given, to, jobId }));
  });
/** What is corrected in these lives: the job of another program that DATEV has refused. */
function refusedElsewhere({ w }: Stage): string | undefined {
  const own = new Set(ours(w).map(({ jobId }) => jobId));
  const all = w.datev.wholeState().jobs.filter(({ mandant }) => mandant === MANDANT);
  const refused = all.flatMap(({ sealed, job }) => (sealed === 'failed' ? [String(job['id'])] : []));
  return refused.find((id) => !own.has(id));
}
export const handsInAtDesk = (by: Who, kind: 'extf' | 'dxso' | 'document') =>
  step(`${by} hands in a file at the desk`, async (stage) => {
    const given = file(stage, kind);
    await insist(stage, () => handIn(stage, by, { file: given, to: { mandant: MANDANT } }));
  });

export const movesToDone = step('the issue is moved to Done', async (stage) => {
  const [issue] = issuesOf(stage.w);
  if (issue === undefined || issue.fields.status.name === 'Done') return;
  moveTo(stage.w, issue.key, 'Done');
  stage.heard.moves.push({ at: now(stage), key: issue.key });
});

/** A click on what the page of a submission offers. */
export const clicks = (
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

export const sends = (by: Who) =>
  clicks(by, 'clicks Send', async (stage, at) => {
    const { mode, goes } = (await see(stage, at, by))?.actions.resubmit ?? {};
    if (mode === undefined || goes === undefined) return undefined;
    stage.heard.clicks.push({ at: now(stage), sha256: goes.sha256 });
    return { name: 'submission.resubmit', payload: { mode, sha256: goes.sha256 } };
  });
export const withdraws = clicks('accountant', 'takes the file back', async () => ({
  name: 'submission.withdraw',
}));
export const overrules = clicks('firmLead', 'overrules what the check found', async (stage, at) => {
  const { candidate } = (await see(stage, at)) ?? {};
  if (candidate === undefined) return undefined;
  stage.heard.overruled.add(candidate.sha256);
  const payload = { sha256: candidate.sha256, reason: 'The tax firm wants it so' };
  return { name: 'submission.overrule', payload };
});
export const takesAttachment = step('accountant takes the attached file', async (stage) => {
  const [issue] = issuesOf(stage.w);
  const at = await found(stage);
  const { attachments } = (at && (await see(stage, at))) ?? { attachments: [] };
  const [attached] = attachments;
  if (issue === undefined || at === undefined || attached === undefined) return;
  const payload = { attachmentId: attached.id };
  // Whatever becomes of the click: from now on it is a file that somebody handed in.
  const n = Number(/^EXTF_(\d+)\.csv$/.exec(attached.name)?.[1]);
  const { bytes } = rightFile({ kind: 'extf', mandant: MANDANT, n });
  const of = { submissionId: at.submissionId, ...present({ jobId: refusedElsewhere(stage) }) };
  stage.heard.handed.set(sha256Of(bytes), { at: now(stage), ...of });
  await insist(stage, () =>
    ask(stage, { by: 'accountant', name: 'attachment.take', page: 'datev-panel', issue, payload }),
  );
});
export const asksForIssue = clicks('admin', 'asks for a new issue', async (stage, at) => {
  const view = await see(stage, at);
  if (view?.actions.newIssue.allowed !== true) return undefined;
  stage.heard.newIssues.push(at.submissionId);
  return { name: 'submission.new-issue' };
});

export const refusesNext = (code: '1008836' | '1008838') =>
  step(`DATEV will refuse the next file (${code})`, async ({ w }) => w.datev.failNext(code));
export const stops = (isStopped: boolean) =>
  step(`all sending ${isStopped ? 'stops' : 'goes on'}`, (stage) => setStopped(stage, isStopped));
export const movesMayNotHappen = step('the app may move no issue any more', async ({ w }) =>
  w.jira.setPermission('BUCH', 'TRANSITION_ISSUES', ACCOUNTS.app, false),
);

/** What somebody clicks together by hand, and begins anew when it breaks off. */
export const tries = (says: string, does: (stage: Stage) => Promise<unknown>): Step =>
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

export const logsIn = tries('admin logs in at DATEV', (stage) => {
  endsCopy(stage);
  return logIn(stage.w.forge, { mode: 'session' });
});
export const approvesAnew = tries('a long-term approval is given again', ({ w }) =>
  logIn(w.forge, { mode: 'long-term', mandant: MANDANT }),
);
