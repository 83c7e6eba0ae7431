import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CANARIES } from '../../packages/sandbox/booking-files';
import { createRandom } from '../../packages/sandbox/world/random';
import { HOUR } from '../support/hands';
import { wrongs } from './auditor';
import { rightFile } from './files';
import { ask, cases, handIn, nothingHeard, now, type Stage, see, type View } from './stage';
import { worldsOf } from './world';

/* Of each rule of the auditor one violation, told to it as DATEV, Jira or the desk would tell it: a rule that cannot fail holds nothing. */
const BUNDLE = process.env['BUNDLE_DIR'] ?? join(import.meta.dirname, '../../build/forge');
const [MANDANT, APPROVED] = ['455148-1', '455148-3'] as const;
let life: Stage;
let submission: string;

/** One file that somebody handed in, sent and that DATEV took over. */
beforeAll(async () => {
  const sim = await worldsOf(BUNDLE)('prompt');
  sim.anew(1);
  const stage: Stage = { sim, w: sim.w, heard: nothingHeard(), dice: createRandom(1, 13), serial: () => 1 };
  const file = rightFile({ kind: 'extf', mandant: MANDANT, n: 1 });
  await handIn(stage, 'accountant', { file, to: { mandant: MANDANT } });
  await sim.w.forge.advance(HOUR);
  const [found] = await cases(stage);
  const goes = found && (await see(stage, found))?.actions.resubmit;
  const payload = { submissionId: found?.submissionId, mode: goes?.mode, sha256: goes?.goes?.sha256 };
  stage.heard.clicks.push({ at: now(stage), sha256: goes?.goes?.sha256 ?? '' });
  await ask(stage, { by: 'accountant', name: 'submission.resubmit', payload });
  await sim.w.forge.advance(HOUR);
  life = stage;
  submission = found?.submissionId ?? '';
});

type Datev = Stage['w']['datev'];
type Sent = ReturnType<Datev['accepted']>[number];

function withDatev(datev: Partial<Datev>): Stage {
  return { ...life, w: { ...life.w, datev: { ...life.w.datev, ...datev } } };
}

/** These lie in storage, too. */
function withBytes(key: string): Stage {
  const { forge } = life.w;
  const [any] = forge.storage.dump();
  if (any === undefined) throw new Error('Nothing is stored.');
  const { entity: _, ...lies } = any;
  const dump = () => [...forge.storage.dump(), { ...lies, store: 'kvs', key } as typeof any];
  return { ...life, w: { ...life.w, forge: { ...forge, storage: { ...forge.storage, dump } } } };
}

/** All bytes are gone, of which the files say nothing. */
function withoutBytes(): Stage {
  const { forge } = life.w;
  const dump = () => forge.storage.dump().filter(({ key }) => !key.startsWith('file:'));
  return { ...life, w: { ...life.w, forge: { ...forge, storage: { ...forge.storage, dump } } } };
}

function sent(): Sent {
  const [one, ...more] = life.w.datev.accepted();
  if (one === undefined || more.length > 0) throw new Error('DATEV has not taken the one file.');
  return one;
}

/** DATEV took these besides. */
const withSent = (...more: readonly Sent[]) => withDatev({ accepted: () => [sent(), ...more] });
const withHeard = (stage: Stage, heard: Partial<Stage['heard']>): Stage => ({
  ...stage,
  heard: { ...stage.heard, ...heard },
});
const withCreated = (...jobIds: readonly string[]): Stage => {
  const created = jobIds.map((jobId, n) => ({ at: n, id: String(n), jobId, of: 's' }));
  return { ...life, sim: { ...life.sim, created } };
};

/** A file of a run for August, as the app names it. */
const ofRun = (mandant: string, more: Partial<Sent> = {}): Sent => ({
  ...sent(),
  ...{ mandant, sha256: 'run', referenceId: 'run', filename: `EXTF_${mandant}_202608_s1_r1.csv` },
  booked: { ...sent().booked, rows: 3 },
  ...more,
});
const start = (mandant: string) => ({ at: 0, by: 'admin' as const, mandant, period: '2026-08' });

/** What the desk answers, changed. */
function withView(change: (view: View) => object | undefined): Stage {
  const { forge } = life.w;
  const invokeResolver: typeof forge.invokeResolver = async (order) => {
    const outcome = await forge.invokeResolver(order);
    if (order.functionKey !== 'submission.view' || outcome.kind !== 'returned') return outcome;
    const { value } = outcome.value as { readonly value: View };
    const changed = change(value);
    const problem = { code: 'access.not-allowed', title: '' };
    return {
      ...outcome,
      value: changed === undefined ? { ok: false, problem } : { ok: true, value: changed },
    };
  };
  return { ...life, w: { ...life.w, forge: { ...forge, invokeResolver } } };
}

const lost = () => {
  const state = life.w.datev.wholeState();
  return withDatev({ wholeState: () => ({ ...state, jobs: [] }) });
};

function failedAt(mandant: string): Stage {
  const state = life.w.datev.wholeState();
  const jobs = state.jobs.map((one) => ({
    ...one,
    ...{ mandant, sealed: 'failed' as const, job: { ...one.job, id: 'j' } },
  }));
  return withDatev({ wholeState: () => ({ ...state, jobs }) });
}

const image = { sha256: 'i', name: 'R.pdf', at: 0 } as ReturnType<Datev['documents']>[number];
const rotten = (comments: readonly object[]): Stage => {
  const snapshot = () => ({ issues: { 1: { key: 'BUCH-1', histories: [], comments } } });
  return { ...life, w: { ...life.w, jira: { ...life.w.jira, snapshot } } };
};
/** Issues for a whole storm, of one of them two, and links. */
function stormy(links: readonly object[]): Stage {
  const marked = (n: number, mark: string) => ({
    ...{ key: `BUCH-${n}`, histories: [], comments: [] },
    properties: { datev: { externalId: mark } },
  });
  const other = { key: 'BUCH-4', histories: [], comments: [], properties: {} };
  const file = { ...other, key: 'BUCH-5', properties: { datev: { externalId: 's1', jobId: 'j' } } };
  const issues =
    links.length === 0
      ? { 1: marked(1, 'storm-a'), 2: marked(2, 'storm-a') }
      : { 1: marked(1, 'storm-a'), 3: marked(3, 'storm-b'), 4: other, 5: file };
  const snapshot = () => ({ issues, links });
  return { ...life, w: { ...life.w, jira: { ...life.w.jira, snapshot } } };
}
const tale = { properties: { datev: { event: 'e' } } };

const PLANTED: readonly (readonly [rule: string, plant: () => Stage, says: RegExp])[] = [
  ['one issue for a job', () => withCreated('j', 'j'), /^two issues for the job j$/],
  ['somebody for all bytes', () => withBytes('file:u0:0'), /^nothing names the bytes u0$/],
  ['what whoever lives it saw', () => withHeard(life, { seen: ['it is night'] }), /^it is night$/],
  ['bytes for all files', withoutBytes, /^the bytes .+ are said to be there$/],
  ['one issue for a storm', () => stormy([]), /^two issues for storm-a$/],
  [
    'no storm in a storm',
    () => stormy([{ inward: '1', outward: '3' }]),
    /^the issue of a storm is linked to another one: BUCH-1$/,
  ],
  [
    'one storm for a file',
    () => stormy([1, 3].map((storm) => ({ inward: String(storm), outward: '5' }))),
    /^BUCH-5 is linked to storms twice$/,
  ],
  [
    'nothing but files in a storm',
    () => stormy([{ inward: '4', outward: '1' }]),
    /^BUCH-4 is linked to a storm and is of no file$/,
  ],
  ['an issue for each failed job', () => failedAt(MANDANT), /^no issue for the job j$/],
  ['a transmission once', () => withSent(sent()), /^1 transmissions were taken twice$/],
  [
    'nothing that nobody handed in',
    () => withSent({ ...sent(), sha256: 'x', referenceId: 'x', filename: 'X.csv' }),
    /^X\.csv: bytes that nobody handed in$/,
  ],
  [
    'one sending for one order',
    () => withSent({ ...sent(), referenceId: 'x' }),
    /went 2 times for 1 orders$/,
  ],
  ['nothing unordered', () => withHeard(life, { clicks: [] }), /went 1 times for 0 orders$/],
  [
    'once by moves alone',
    () => {
      const moves = [0, 1].map(() => ({ at: sent().at, key: 'BUCH-1' }));
      return withHeard(withSent({ ...sent(), referenceId: 'x' }), { clicks: [], moves });
    },
    /went 2 times by moves alone$/,
  ],
  [
    'no move of somebody who may not send',
    () => {
      const moves = [{ at: sent().at, key: 'BUCH-1', isBarred: true }];
      return withHeard(life, { clicks: [], moves });
    },
    /went 1 times for 0 orders$/,
  ],
  [
    'a move once, whichever files it sent',
    () => {
      const of = { at: 0, submissionId: submission };
      const handed = new Map(['x', 'y'].map((sha256) => [sha256, of] as const));
      const both = ['x', 'y'].map((sha256) => ({ ...sent(), sha256, referenceId: sha256 }));
      const moves = [{ at: 0, key: 'BUCH-1' }];
      return withHeard(withDatev({ accepted: () => both }), { handed, moves, clicks: [] });
    },
    /: 2 files went for 1 orders$/,
  ],
  [
    'nothing asked of DATEV again by itself',
    () => {
      const imports = life.w.forge.trace().filter(({ operation }) => operation === 'importExtfFile');
      const trace = () => [...imports, ...imports.map((one) => ({ ...one, status: 'hangs' }))];
      return { ...life, w: { ...life.w, forge: { ...life.w.forge, trace } } };
    },
    /^DATEV was asked 2 times for 1 orders$/,
  ],
  [
    'the job of the file that is shown',
    () =>
      withView((view) => ({
        ...view,
        facts: { ...view.facts, revision: 2, fileName: 'another.csv' },
      })),
    /^another\.csv is shown with the job of EXTF_/,
  ],
  [
    'nothing with errors',
    () => withHeard(life, { handed: new Map([[sent().sha256, { at: 0, isWrong: true as const }]]) }),
    /went although it has errors$/,
  ],
  ['no run by itself', () => withSent(ofRun(MANDANT)), /a run that nobody began$/],
  [
    'all rows of a run',
    () =>
      withHeard(withSent(ofRun(MANDANT, { booked: { ...sent().booked, rows: 2 } })), {
        starts: [start(MANDANT)],
      }),
    /has 2 of 3 rows$/,
  ],
  [
    'a month once',
    () =>
      withHeard(withSent(ofRun(MANDANT), ofRun(MANDANT, { sha256: 'y', referenceId: 'y' })), {
        starts: [start(MANDANT)],
      }),
    /^455148-1 2026-08 was booked twice$/,
  ],
  [
    'a second person',
    () => withHeard(withSent(ofRun(APPROVED)), { starts: [start(APPROVED)] }),
    /went without a second person$/,
  ],
  [
    'a second person who is another',
    () =>
      withHeard(withSent(ofRun(APPROVED)), {
        starts: [{ ...start(APPROVED), run: 'r' }],
        approvals: [{ at: 0, by: 'admin', run: 'r' }],
      }),
    /went without a second person$/,
  ],
  [
    'a document of a package once',
    () => withDatev({ dxsoTaken: () => ['B.xml', 'B.xml'].map((datafile) => ({ datafile })) as never }),
    /^B\.xml of a package was taken twice$/,
  ],
  [
    'a package for an order',
    () => withDatev({ dxsoJobs: () => [{ finalisedAt: 1 }, { finalisedAt: 2 }] as never }),
    /^2 packages for 1 orders$/,
  ],
  ['an image once', () => withDatev({ documents: () => [image, image] }), /^R\.pdf is stored twice$/],
  ['an image for an order', () => withDatev({ documents: () => [image] }), /^R\.pdf went without an order$/],
  [
    'DATEV asked no earlier than it said',
    () => withDatev({ meters: () => ({ 'DATEV for Jira': { jobs: { asked: 9, early: 1 } } }) as never }),
    /^DATEV was asked 1 times too early$/,
  ],
  [
    'nothing while sending is stopped',
    () => withHeard(life, { stops: [{ from: sent().at - 61_000 }] }),
    /went although sending was stopped$/,
  ],
  [
    'nothing from a copy of the site',
    () => withHeard(life, { copied: [{ from: sent().at - 61_000 }] }),
    /^a copy of the site asked DATEV: /,
  ],
  ['a comment once', () => rotten([tale, tale]), /^BUCH-1 has a comment twice$/],
  [
    'a refresh token once',
    () => withDatev({ redemptions: () => ({ redeemed: 2, reused: 1 }) }),
    /^a refresh token was redeemed again 1 times$/,
  ],
  [
    'no ledger value in Jira',
    () => ({
      ...life,
      w: { ...life.w, jira: { ...life.w.jira, wholeState: () => `… ${CANARIES.texts[0]} …` } },
    }),
    /^leaked: Jira: /,
  ],
  [
    'no document broken',
    () => {
      const violations = [{ at: 0, rule: 'scope', message: 'none' }] as never;
      return {
        ...life,
        w: { ...life.w, forge: { ...life.w.forge, log: { ...life.w.forge.log, violations } } },
      };
    },
    /^broke scope: none$/,
  ],
  ['what there is can be looked at', () => withView(() => undefined), /cannot be looked at$/],
  [
    'histories whole',
    () => withView((view) => ({ ...view, auditIntact: false })),
    /^the history of .* does not give what is shown$/,
  ],
  ['a file booked once', () => withSent({ ...sent(), referenceId: 'x' }), /was booked 2 times$/],
  ['delivered only what DATEV has', lost, /is said to be delivered, and DATEV does not have it$/],
];

describe('the auditor', () => {
  it('finds nothing in a life in which nothing went wrong', async () => {
    expect(sent().booked.rows).toBeGreaterThan(0);
    expect(await wrongs(life)).toEqual([]);
  });

  it.each(PLANTED)('sees to it: %s', async (_, plant, says) => {
    expect(await wrongs(plant())).toContainEqual(expect.stringMatching(says));
  });

  it('asks of other programs’ jobs of watched Mandanten only', async () => {
    expect(await wrongs(failedAt('455148-9'))).not.toContain('no issue for the job j');
  });

  it('sees to it: an upload is checked', async () => {
    const file = rightFile({ kind: 'extf', mandant: MANDANT, n: 2 });
    // What all the looks before have asked of storage fills the share of a minute.
    await life.w.forge.advance(HOUR);
    // Its check comes after the auditor.
    life.w.forge.faults.add({ service: 'queue', operation: 'deliver', fault: 'late', times: 3 });
    await handIn(life, 'accountant', { file, to: { mandant: MANDANT } });
    expect(await wrongs(life)).toContain('EXTF_2.csv was never checked');
    life.w.forge.faults.clear();
    await life.w.forge.advance(HOUR);
    expect(await wrongs(life)).toEqual([]);
  });

  it.each([
    [1.9, MANDANT, 202, []],
    // DATEV may take a file with another status than the documented one (seed 1115).
    [1.9, MANDANT, 201, []],
    [2.1, MANDANT, 202, ['DATEV was asked 1 times too early']],
    [1.9, APPROVED, 202, ['DATEV was asked 1 times too early']],
    // What it takes and answers with an error does not say how long to wait (seed 60078).
    [2.1, MANDANT, 500, []],
    [1.9, MANDANT, 400, ['DATEV was asked 1 times too early']],
  ])(
    'a look that began %s seconds after DATEV took a file reads the list of %s early (%i): %j',
    async (later, mandant, status, wrong) => {
      const [sending] = life.w.forge.trace().filter(({ operation }) => operation === 'importExtfFile');
      if (sending === undefined) throw new Error('No file went.');
      const look = { ...sending, invocation: 'look', operation: 'queue', at: sending.at + later * 1000 };
      const list = { ...look, operation: 'listExtfJobs', at: sending.at + 4000 };
      const told = life.w.forge.trace().map((one) => (one === sending ? { ...one, status } : one));
      const trace = () => [...told, look, list];
      const { w } = withDatev({
        meters: () => ({ 'DATEV for Jira': { [mandant]: { asked: 9, early: 1 } } }) as never,
      });
      expect(await wrongs({ ...life, w: { ...w, forge: { ...w.forge, trace } } })).toEqual(wrong);
    },
  );
});
