import { bookingDraft } from '../../packages/sandbox/world/booking';
import { createRandom, type SeededRandom } from '../../packages/sandbox/world/random';
import { download } from './download';
import type { Draft } from './draft-of';
import { as, draftIn, handIn, hashOf, otherBytes, PEOPLE, tries, type Who } from './eyes-hands';
import { type Deed, eyesOracle, type Oracle } from './eyes-oracle';
import { type EyesWorld, eyesDraft, LEADS, MANDANT, MONTHS } from './eyes-world';
import { issuesOf, MINUTE, moveTo } from './hands';

/**
 * A firm at work, by chance: three leads, two accountants and the admin do whatever the calls let them, and now and then an
 * invocation dies. Everything goes through the faces' own calls; the oracle hears who did what.
 */
type Run = {
  readonly id: string;
  readonly month: string;
  /** Where it stands as far as the players know; they may be wrong, and then are refused. */
  is: 'rejected' | 'made' | 'refused' | 'gone';
  revision: number;
  /** Its file, once it has a life of its own, and the hash of what was handed in instead. */
  file?: string;
  instead?: string;
};
type Play = {
  readonly eyes: EyesWorld;
  readonly dice: SeededRandom;
  readonly oracle: Oracle;
  readonly pipelines: string[];
  readonly runs: Run[];
  readonly log: string[];
};
const ALL = Object.keys(PEOPLE) as Who[];

const one = <T>({ dice }: Play, list: readonly T[]): T => {
  const found = list[dice.int(list.length)];
  if (found === undefined) throw new Error('There is nothing to choose from.');
  return found;
};
const chance = ({ dice }: Play, of: number) => dice.next() < of;
const lead = (play: Play): Who => one(play, LEADS);

function tell(play: Play, deed: Deed): void {
  play.log.push(Object.values(deed).join(' '));
  play.oracle.heard(deed);
}

const wait = ({ eyes }: Play, ms: number) => eyes.w.forge.advance(ms);

type StoredPipeline = {
  readonly version: number;
  readonly pipeline: Draft;
  readonly approvalOff?: { isPending: boolean };
};

async function stored(play: Play, id: string): Promise<StoredPipeline | undefined> {
  const answer = await tries<StoredPipeline>(play.eyes.w, 'lead', 'pipeline.view', { id });
  return answer.ok ? answer.value : undefined;
}

async function save(play: Play, by: Who, how: (draft: Draft) => object): Promise<void> {
  const id = one(play, play.pipelines);
  const there = await stored(play, id);
  if (there === undefined) return;
  const draft = how(draftIn(there.pipeline)) as { needsApproval: boolean };
  const answer = await tries(play.eyes.w, by, 'pipeline.save', { id, version: there.version, draft });
  if (answer.ok) tell(play, { did: 'save', by, pipeline: id, approval: draft.needsApproval });
}

const edit = (play: Play) =>
  save(play, lead(play), (draft) => ({ ...draft, name: `Abschluss ${play.dice.int(1000)}` }));
const switchOff = (play: Play) =>
  save(play, chance(play, 0.15) ? 'admin' : lead(play), (draft) => ({ ...draft, needsApproval: false }));
const switchOn = (play: Play) => save(play, lead(play), (draft) => ({ ...draft, needsApproval: true }));

async function decide(play: Play): Promise<void> {
  const id = one(play, play.pipelines);
  const there = await stored(play, id);
  if (there?.approvalOff?.isPending !== true) return;
  const by = chance(play, 0.2) ? 'admin' : lead(play);
  const decision = chance(play, 0.7) ? 'confirm' : 'withdraw';
  const wish = { id, version: there.version, decision };
  const answer = await tries(play.eyes.w, by, 'pipeline.approval-off', wish);
  if (answer.ok) tell(play, { did: decision, by, pipeline: id });
}

async function remove(play: Play): Promise<void> {
  const [by, id] = [lead(play), one(play, play.pipelines)];
  await tries(play.eyes.w, by, 'pipeline.remove', { id });
  play.log.push(`remove ${by} ${id}`);
}

async function recreate(play: Play): Promise<void> {
  const { w, connection } = play.eyes;
  const by = chance(play, 0.1) ? 'admin' : lead(play);
  const approval = chance(play, 0.4);
  const draft = { ...(approval ? eyesDraft(connection) : bookingDraft(connection, MANDANT)), ...MANUAL };
  const answer = await tries<{ id: string }>(w, by, 'pipeline.save', { version: 0, draft });
  if (!answer.ok) return;
  play.pipelines.push(answer.value.id);
  tell(play, { did: 'save', by, pipeline: answer.value.id, approval });
}
const MANUAL = { schedule: { on: 'manual' } } as const;

type Plan = { readonly version: number; readonly plan: Record<string, unknown> };
async function editPlan(play: Play): Promise<void> {
  const { w } = play.eyes;
  const by = lead(play);
  const { version, plan } = await as<Plan>({ w }, by, 'accounts.view', { mandant: MANDANT });
  const { chart, accountLength, fiscalYearBegin, accounts } = plan;
  const next = { chart, accountLength, fiscalYearBegin, accounts };
  const answer = await tries(w, by, 'accounts.save', { mandant: MANDANT, version, plan: next });
  if (answer.ok) tell(play, { did: 'plan', by });
}

/** Each run has a month of its own; of some Looker has no rows at first, so that they stop. */
async function start(play: Play): Promise<void> {
  const month = MONTHS[play.runs.length];
  if (month === undefined) return;
  const { w } = play.eyes;
  const [by, id] = [one(play, ALL), one(play, play.pipelines)];
  const stops = chance(play, 0.45);
  if (stops) w.looker.setRowCount({ client: MANDANT, month, rows: 0 });
  const order = { id, period: month, isDry: false, anew: false };
  const answer = await tries<{ submissionId: string; is: string }>(w, by, 'pipeline.run', order);
  if (answer.ok && answer.value.is === 'begun') {
    const run: Run = { id: answer.value.submissionId, month, is: stops ? 'rejected' : 'made', revision: 1 };
    play.runs.push(run);
    tell(play, { did: 'start', by, pipeline: id, run: run.id, month });
    await wait(play, MINUTE);
  }
  if (stops) w.looker.setRowCount({ client: MANDANT, month, rows: 3 });
}

type Seen = {
  readonly submission: { readonly facts: { readonly revision: number; readonly issueKey?: string } };
  readonly files: readonly { readonly submissionId?: string }[];
};
const see = ({ eyes }: Play, submissionId: string) =>
  as<Seen>({ w: eyes.w }, 'admin', 'run.view', { submissionId });

async function reorder(play: Play): Promise<void> {
  const { w } = play.eyes;
  const [run, by] = [one(play, standing(play, 'rejected')), one(play, ALL)];
  if (chance(play, 0.6)) {
    const answer = await tries(w, by, 'run.again', { submissionId: run.id, mayDiffer: false });
    if (!answer.ok) return;
  } else {
    const { issueKey } = (await see(play, run.id)).submission.facts;
    if (issueKey === undefined) return;
    move(play, issueKey, by);
    await wait(play, MINUTE);
    const { revision } = (await see(play, run.id)).submission.facts;
    if (revision === run.revision) return;
  }
  run.revision += 1;
  run.is = 'made';
  tell(play, { did: 'order', by, run: run.id });
  await wait(play, MINUTE);
}

/** Into the status that means "send again", where the issue is not there already. */
function move({ eyes }: Play, key: string, by: Who): void {
  const issue = issuesOf(eyes.w).find((each) => each.key === key);
  if (issue !== undefined && issue.fields.status.name !== 'Done') moveTo(eyes.w, key, 'Done', PEOPLE[by]);
}

async function approve(play: Play, run: Run = one(play, standing(play, 'made'))): Promise<void> {
  const { w } = play.eyes;
  const by = one(play, ALL);
  const answer = await tries(w, by, 'run.approve', { submissionId: run.id, revision: run.revision });
  if (!answer.ok) return;
  tell(play, { did: 'approve', by, run: run.id });
  run.is = 'gone';
  if (chance(play, 0.5)) {
    w.datev.failNext('1008836');
    run.is = 'refused';
  }
  if (chance(play, 0.15)) await swapInTheGap(play, run);
  await wait(play, 100_000);
}

/** The invocation dies after it made the file and before it ordered it: somebody tries to swap it. */
async function swapInTheGap(play: Play, run: Run): Promise<void> {
  const { w } = play.eyes;
  const match = { functionKey: 'big-fn', key: 'submission' };
  w.forge.faults.add({ service: 'kvs', operation: 'setEntity', fault: 'crash-after', times: 1, match });
  await wait(play, 1000);
  w.forge.faults.clear();
  const { rows } = await as<{ rows: { submissionId: string }[] }>({ w }, 'admin', 'desk.view', {
    show: 'all',
    search: '',
  });
  const known = new Set(play.runs.flatMap(({ id, file = '' }) => [id, file]));
  const file = rows.find(({ submissionId }) => !known.has(submissionId))?.submissionId;
  if (file !== undefined) await replace(play, { ...run, file });
}

/** Somebody hands in another file. */
async function replace(play: Play, run: Run): Promise<void> {
  const { w } = play.eyes;
  const [by, { file: submissionId = '' }] = [one(play, ALL), run];
  const bytes = otherBytes(await download(w, submissionId, 1), 1000 + play.dice.int(8000));
  const state = await handIn({ w }, by, { submissionId, name: 'neu.csv', bytes });
  if (state !== 'accepted') return;
  run.instead = hashOf(bytes);
  tell(play, { did: 'hand-in', by, run: run.id, sha256: run.instead });
}

/** Of a run whose file DATEV refused: somebody hands in another, sends what is there, or moves its issue. */
async function correct(play: Play): Promise<void> {
  const { w } = play.eyes;
  const run = one(play, standing(play, 'refused'));
  const submissionId = run.file ?? (await see(play, run.id)).files[0]?.submissionId;
  if (submissionId === undefined) return;
  run.file = submissionId;
  const by = one(play, ALL);
  if (run.instead === undefined || chance(play, 0.15)) return replace(play, run);
  if (chance(play, 0.1)) {
    const answer = await tries(w, by, 'submission.withdraw', { submissionId });
    if (answer.ok) delete run.instead;
    return;
  }
  if (chance(play, 0.2)) {
    const issue = issuesOf(w).at(-1);
    if (issue !== undefined) move(play, issue.key, by);
  } else {
    const payload = { submissionId, mode: 'file', sha256: run.instead };
    const answer = await tries(w, by, 'submission.resubmit', payload);
    if (!answer.ok) return;
    tell(play, { did: 'send', by, run: run.id, sha256: run.instead });
    run.is = 'gone';
  }
  await wait(play, MINUTE);
}

const standing = ({ runs }: Play, is: Run['is']) => runs.filter((run) => run.is === is);
type Act = readonly [weight: number, act: (play: Play) => Promise<void>, needs?: Run['is']];

const ACTS: readonly Act[] = [
  [1.5, edit],
  [0.7, editPlan],
  [0.8, switchOff],
  [0.3, switchOn],
  [0.8, decide],
  [0.3, remove],
  [0.4, recreate],
  [3, start],
  [4, reorder, 'rejected'],
  [6, approve, 'made'],
  [6, correct, 'refused'],
];

async function act(play: Play): Promise<void> {
  const can = ACTS.filter(([, , needs]) => needs === undefined || standing(play, needs).length > 0);
  let at = play.dice.next() * can.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, deed] of can) {
    at -= weight;
    if (at < 0) return deed(play);
  }
}

export type Story = {
  readonly wrong: readonly string[];
  readonly log: readonly string[];
  readonly sent: number;
};

/** One sequence, the same for the same number. It begins with a pipeline of some lead's and ends with everybody trying to approve. */
export async function playEyes(eyes: EyesWorld, number: number): Promise<Story> {
  const dice = createRandom(number, 7);
  const author = LEADS[dice.int(LEADS.length)] ?? 'lead';
  const pipeline = eyes.anew(author);
  const play: Play = {
    eyes,
    dice,
    oracle: eyesOracle(eyes.received),
    pipelines: [pipeline],
    runs: [],
    log: [],
  };
  tell(play, { did: 'save', by: author, pipeline, approval: true });
  for (let turns = 6 + dice.int(5); turns > 0; turns--) await act(play);
  for (const run of standing(play, 'made')) await approve(play, run);
  return { wrong: play.oracle.wrong(), log: play.log, sent: eyes.received.length };
}
