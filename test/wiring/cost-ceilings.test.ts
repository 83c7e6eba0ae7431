import { beforeAll, describe, expect, it } from 'vitest';
import { packageFile } from '../../packages/sandbox/package-files';
import { failElsewhere, fileOf, foreignIssue, handIn, pressSend, submissionOf } from '../bench/cost/acts';
import { meterOf } from '../bench/cost/meter';
import type { Call } from '../bench/cost/model';
import { type CostWorld, costWorld } from '../bench/cost/world';
import { call, HOUR, jiraCall, MINUTE, moveTo, upload, viewOf } from '../support/hands';

type Counts = {
  readonly storage: number;
  readonly jira: number;
  readonly datev: number;
  readonly queue: number;
};

/**
 * The most calls that each kind of invocation may make, so that costs cannot creep. Who makes something cheaper lowers its row;
 * who must raise one says why in the commit. What it comes to in an hour or a day: `npm run bench -- cost`.
 */
const CEILINGS = {
  'tick, nothing due': { storage: 1, jira: 0, datev: 0, queue: 0 },
  'tick, a Mandant is due': { storage: 10, jira: 0, datev: 0, queue: 1 },
  'hourly run, one Mandant': { storage: 14, jira: 1, datev: 0, queue: 0 },
  'look at a Mandant, nothing new': { storage: 10, jira: 0, datev: 2, queue: 0 },
  // One call of storage to see the intent of an issue or a comment, which must not be made twice (ADR 0053).
  'look at a Mandant, a failed job becomes an issue': { storage: 27, jira: 5, datev: 2, queue: 0 },
  'move of a foreign issue': { storage: 1, jira: 0, datev: 0, queue: 0 },
  'move of our issue, heard': { storage: 1, jira: 0, datev: 0, queue: 1 },
  // One call each so that JQL knows that it needs nobody while DATEV works on it (ADR 0063); two of storage to see the mark of leaving and the comment's intent (ADR 0053).
  'move of our issue, sent to DATEV': { storage: 27, jira: 4, datev: 1, queue: 1 },
  'look at a Mandant, a sent file is delivered': { storage: 22, jira: 4, datev: 1, queue: 0 },
  'slice of a package': { storage: 29, jira: 0, datev: 98, queue: 1 },
  'panel opened, the first of an installation': { storage: 11, jira: 3, datev: 0, queue: 0 },
  'panel opened': { storage: 10, jira: 3, datev: 0, queue: 0 },
  'desk opened': { storage: 9, jira: 3, datev: 0, queue: 0 },
} as const satisfies Readonly<Record<string, Counts>>;
type Kind = keyof typeof CEILINGS;

const counted = new Map<Kind, Counts>();
let startedByEdit = Number.NaN;

/** What every invocation of this function did meanwhile; the dearest counts. */
function dearest(calls: readonly (readonly Call[])[]): Counts {
  if (calls.length === 0) throw new Error('No such invocation ran: the story no longer has it in it.');
  const most = (service: string) =>
    Math.max(...calls.map((some) => some.filter((one) => one.service === service).length));
  return { storage: most('kvs'), jira: most('jira'), datev: most('datev'), queue: most('queue') };
}

/** Does something and answers the calls of each invocation that ran meanwhile, by function. */
async function during(w: CostWorld, act: () => Promise<unknown>) {
  const meter = meterOf(w.forge);
  await act();
  const { invocations, calls } = meter.counted();
  return (functionKey: string) =>
    invocations
      .filter((one) => one.functionKey === functionKey)
      .map(({ id }) => calls.filter(({ invocation }) => invocation === id));
}

/** One story in one small installation, which has each kind of invocation in it. */
async function live(): Promise<void> {
  const w = await costWorld(1);
  await quietHour(w);
  const [mandant = ''] = w.mandanten;
  const failed = await during(w, () => failElsewhere(w, { mandant, label: 'Januar' }));
  counted.set('look at a Mandant, a failed job becomes an issue', dearest(failed('work-fn')));
  const key = foreignIssue(w, 'Anfrage');
  await w.forge.advance(MINUTE);
  const edited = await during(w, async () => {
    jiraCall(w, 'PUT', `/issue/${key}`, { body: { fields: { summary: 'Rückfrage' } } });
    await w.forge.advance(MINUTE);
  });
  startedByEdit = edited('issue-changed-fn').length;
  const foreign = await during(w, async () => {
    moveTo(w, key, 'Done');
    await w.forge.advance(MINUTE);
  });
  counted.set('move of a foreign issue', dearest(foreign('issue-changed-fn')));
  await correctedAndMoved(w);
  await bigPackage(w);
  const opened = await during(w, () =>
    call(w, 'datev-desk', 'desk.view', { payload: { show: 'needs-you' } }),
  );
  counted.set('desk opened', dearest(opened('desk-resolver-fn')));
}

async function quietHour(w: CostWorld): Promise<void> {
  const hour = await during(w, () => w.forge.advance(HOUR));
  const ticks = hour('five-minutes-fn');
  counted.set('tick, nothing due', dearest(ticks.filter((some) => some.length === 1)));
  counted.set('tick, a Mandant is due', dearest(ticks));
  counted.set('hourly run, one Mandant', dearest(hour('hourly-fn')));
  counted.set('look at a Mandant, nothing new', dearest(hour('work-fn')));
}

async function bigPackage(w: CostWorld): Promise<void> {
  const [mandant = ''] = w.mandanten;
  const id = await handIn(w, packageFile({ documents: 100, mandant }), mandant);
  const sent = await during(w, async () => {
    await pressSend(w, id);
    await w.forge.advance(5 * MINUTE);
  });
  const slices = sent('work-fn').filter((some) => some.some((one) => one.operation === 'uploadDxsoFile'));
  counted.set('slice of a package', dearest(slices));
  expect(slices, 'invocations for 201 files').toHaveLength(3);
}

async function correctedAndMoved(w: CostWorld): Promise<void> {
  const [mandant = ''] = w.mandanten;
  const issue = await failElsewhere(w, { mandant, label: 'Februar' });
  await upload(w, fileOf(mandant, 'Februar'), { issue });
  await w.forge.advance(MINUTE);
  const moved = await during(w, async () => {
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(5 * MINUTE);
  });
  const works = moved('work-fn');
  const asked = (operation: string) =>
    works.filter((some) => some.some((one) => one.operation === operation));
  counted.set('move of our issue, heard', dearest(moved('issue-changed-fn')));
  counted.set('move of our issue, sent to DATEV', dearest(asked('importExtfFile')));
  counted.set('look at a Mandant, a sent file is delivered', dearest(asked('listExtfJobs')));
  expect(w.forge.storage.getEntity('submission', submissionOf(w, issue))).toMatchObject({
    phase: 'delivered',
  });
  // The first screen of an installation makes the key of tickets.
  const first = await during(w, () => viewOf(w, issue));
  const screens = first('issue-resolver-fn');
  counted.set(
    'panel opened, the first of an installation',
    dearest(screens.map((some) => some.filter(isNoNote))),
  );
  const opened = await during(w, () => viewOf(w, issue));
  counted.set('panel opened', dearest(opened('issue-resolver-fn')));
}

/** One screen in many writes down what screens used of storage, by chance. */
function isNoNote({ operation, key = '' }: Call): boolean {
  return operation !== 'transact' || !key.includes('record/screens');
}

function lists(calls: readonly Call[]): number {
  return calls.filter(({ operation }) => operation === 'listExtfJobs').length;
}

describe('the calls of one invocation for many Mandanten with approvals of their own', () => {
  it('what is known of 24 is read together, and their log written together: four calls for each, three for five, four for all', async () => {
    const w = await costWorld(24);
    const hour = await during(w, () => w.forge.advance(HOUR));
    const looks = hour('work-fn')
      .flat()
      .filter(({ service }) => service === 'kvs');
    const asked = hour('work-fn')
      .flat()
      .filter(({ operation }) => operation === 'listExtfJobs');
    expect(asked).toHaveLength(24);
    const few = hour('work-fn').reduce((sum, some) => sum + Math.ceil(lists(some) / 5), 0);
    expect(looks.length).toBeLessThanOrEqual(24 * 4 + few * 3 + hour('work-fn').length * 4);
    expect(dearest(hour('hourly-fn')).storage).toBeLessThanOrEqual(
      CEILINGS['hourly run, one Mandant'].storage,
    );
  });
});

describe('the calls of one invocation', () => {
  beforeAll(live);

  it('starts nothing when an issue that is not ours gets another summary', () => {
    expect(startedByEdit).toBe(0);
  });

  it.each(Object.keys(CEILINGS) as Kind[])('%s: no more than its ceiling', (kind) => {
    const counts = counted.get(kind);
    const over = Object.entries(CEILINGS[kind]).flatMap(([what, most]) => {
      const made = counts?.[what as keyof Counts] ?? Number.NaN;
      return made <= most ? [] : [`${what}: ${made}, at most ${most}`];
    });
    expect(over).toEqual([]);
  });
});
