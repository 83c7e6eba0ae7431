import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newWatch } from '../../src/mandanten/watch';
import { DEFAULT_SETTINGS } from '../../src/settings/settings';
import {
  type Click,
  eventOfClick,
  eventOfFile,
  eventOfRunClick,
  type RunClick,
} from '../../src/submissions/decisions/click';
import { onMove } from '../../src/submissions/decisions/decide';
import { actionsIn, type MadeBy, type Situation, sending } from '../../src/submissions/decisions/may';
import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import { begin } from '../../src/submissions/life/begin';
import type { Submission } from '../../src/submissions/submission';
import { NONE_MISSING } from '../../src/views/run/run-faults';
import { NO_JUDGEMENT } from '../../src/views/run/run-judgement';
import { runView } from '../../src/views/run/run-view';
import { submissionView } from '../../src/views/submission/submission-view';
import { DISCOVERED, file, ISSUE, minutes, order, T0, UPLOADED } from './life';
import { begun, made, refused } from './run-life';

/** Every state that some sequence of events leads to, the odd ones included: what the screens offer is what the flows do. */

const PRODUCED: EventOf<'produced'> = {
  what: 'produced',
  mandant: '455148-1',
  program: 'DATEV for Jira',
  kind: 'extf',
  file: file({ by: '' }),
  from: { run: 'r1', pipeline: 'p0123456789ab', period: '2026-11', part: 2, of: 2 },
};

const PROBLEM = { code: 'jira.unreachable', retry: 'later' } as const;
const cause = (code: string) => ({ code, faults: [] });
const happenings = (key: string): readonly SubmissionEvent[] => [
  { what: 'trying', key, leaseUntil: minutes(90) },
  { what: 'doubted', key, notBefore: minutes(3), problem: PROBLEM },
  { what: 'postponed', key, notBefore: minutes(3), problem: PROBLEM },
  { what: 'held', key, problem: PROBLEM },
  { what: 'released', key },
  { what: 'gave-up', key },
  { what: 'refused', key, cause: cause('1008838') },
  { what: 'dropped', key, problem: PROBLEM },
];
const RUN_EVENTS: readonly SubmissionEvent[] = [
  made(),
  made(1, { needsApproval: true }),
  { what: 'approval-wanted', key: 'hand:r1' },
  refused(),
  { ...refused(), cause: cause('run.unusual-rows') },
  { what: 'run-ordered' },
  { what: 'approved', revision: 1 },
  { what: 'handed-over', key: 'hand:r1', as: 'delivered' },
];
const EVENTS: readonly SubmissionEvent[] = [
  ...RUN_EVENTS,
  { what: 'file-given', file: file({ revision: 2, fileId: 'f2', sha256: 'b'.repeat(64), by: 'bert' }) },
  { what: 'file-given', file: file({ revision: 2, fileId: 'f3', sha256: 'c'.repeat(64), errors: 3 }) },
  { what: 'overruled', sha256: 'c'.repeat(64), errors: 3, reason: 'mit der Kanzlei besprochen' },
  { what: 'file-withdrawn' },
  order(1),
  order(2),
  { ...order(2), mode: 'unchanged' } as SubmissionEvent,
  ...happenings('send:r1'),
  ...happenings('send:r2'),
  ...happenings('issue'),
  { what: 'done', key: 'send:r1', jobId: 'job-1' },
  { what: 'done', key: 'send:r2', jobId: 'job-2' },
  { what: 'done', key: 'issue', issue: ISSUE },
  { what: 'job-failed', revision: 1, jobId: 'job-1', cause: cause('1008838') },
  { what: 'job-failed', revision: 2, jobId: 'job-2', cause: cause('1008834') },
  { what: 'job-succeeded', revision: 1, jobId: 'job-1' },
  { what: 'job-silent', revision: 1 },
  { what: 'job-silent', revision: 1, isLost: true },
  { what: 'bytes-deleted', revisions: [1] },
  { what: 'superseded', jobId: 'job-9', program: 'Kanzlei-Export' },
  { what: 'issue-deleted' },
  { what: 'issue-hidden' },
  { what: 'closed', reason: 'erledigt' },
  { what: 'unchanged-asked', history: '7' },
];

/** Half of the lives begin with what lives have in common, so that the random part starts further in. */
const COMMON: readonly (readonly SubmissionEvent[])[] = [
  [],
  [{ what: 'done', key: 'issue', issue: ISSUE }],
  [{ what: 'done', key: 'issue', issue: ISSUE }, { what: 'issue-deleted' }],
  [{ what: 'done', key: 'issue', issue: ISSUE }, { what: 'issue-hidden' }],
  [order(1), { what: 'gave-up', key: 'send:r1' }],
  [order(1), { what: 'done', key: 'send:r1', jobId: 'job-1' }],
  [order(1), { what: 'refused', key: 'send:r1', cause: cause('1008838') }],
];

type Life = { readonly state: Submission; readonly made: MadeBy };
const PEOPLE = ['anna', 'bert', 'karla'] as const;

function lived(first: SubmissionEvent, events: readonly SubmissionEvent[]): Submission {
  return events.reduce(
    (s, event, i) => {
      const by = PEOPLE[i % PEOPLE.length] ?? 'anna';
      try {
        return apply(s, event, { at: minutes(i + 1), actor: { kind: 'person', id: by } });
      } catch {
        return s;
      }
    },
    begin('s1', first as typeof DISCOVERED, { at: T0, actor: { kind: 'person', id: 'anna' } }),
  );
}

const RUN = lived(begun(), [made(1, { needsApproval: true }), { what: 'approved', revision: 1 }]);
const lives: fc.Arbitrary<Life> = fc
  .record({
    first: fc.constantFrom<SubmissionEvent>(DISCOVERED, UPLOADED, PRODUCED, begun()),
    common: fc.constantFrom(...COMMON),
    events: fc.array(fc.constantFrom(...EVENTS), { maxLength: 8 }),
    run: fc.constantFrom(RUN, undefined),
    authors: fc.subarray([...PEOPLE]),
  })
  .map(({ first, common, events, run, authors }) => {
    const state = lived(first, [...common, ...events]);
    return { state, made: { run: state.kind === 'run' ? state : state.from && run, authors } };
  });
const askers = fc.record({
  by: fc.constantFrom('anna', 'bert', 'karla', 'dora'),
  isStopped: fc.boolean(),
  outside: fc.boolean(),
});
type Asker = { readonly by: string; readonly isStopped: boolean; readonly outside: boolean };

const naming = { fileName: () => 'EXTF_r.csv', referenceId: () => 'ref' };

function shown({ state, made }: Life, { by, isStopped, outside }: Asker, mayAct = true) {
  const stopped = { at: T0, by: 'ida', reason: 'Abschluss' };
  const settings = isStopped ? { ...DEFAULT_SETTINGS, stopped } : DEFAULT_SETTINGS;
  return submissionView({
    ...{ state, made, by, outside, mayRead: true, mayAct, settings, naming, lang: 'de' as const },
    environmentType: 'PRODUCTION',
    ...{ newest: [], entries: 0, intact: true, watch: newWatch(state.mandant), names: new Map(), others: [] },
    resubmitStatuses: [],
    findings: [],
    alike: 0,
    heartbeat: {},
    now: T0,
  });
}

function shownRun({ state, made }: Life, asker: Asker) {
  const { run } = state;
  if (run === undefined) throw new Error('This is no run.');
  const life = { state, made };
  return runView({
    ...{ state, run, submission: shown(life, asker), detail: undefined, children: [], lang: 'de' as const },
    ...{ mayAct: true, mayEdit: true, keeps: false as const, by: asker.by, authors: made.authors },
    ...{ missing: NONE_MISSING, judgement: NO_JUDGEMENT },
  });
}

/** What the flow decides about. */
function situation({ state, made }: Life, { by, isStopped, outside }: Asker): Situation {
  const its = state.from === undefined ? { run: undefined, authors: [] } : made;
  return { state, by, mayAct: true, isStopped, outside, made: its };
}

function clicked(life: Life, asker: Asker, click: Click): 'done' | string {
  const done = eventOfClick(situation(life, asker), click, naming);
  return done.ok ? 'done' : done.problem.code;
}

function clickedRun({ state, made }: Life, { by }: Asker, click: RunClick): 'done' | string {
  const its = { run: state, authors: state.asks?.what === 'approve-run' ? made.authors : [] };
  const now = { state, by, mayAct: true, isStopped: false, outside: false, made: its };
  const done = eventOfRunClick(now, click);
  return done.ok ? 'done' : done.problem.code;
}

const RUNS = { numRuns: 1000 };
const said = (action: { readonly allowed: boolean }) => action.allowed;

describe('what the screens offer is what the flows do', () => {
  it('for sending, with exactly the file that is shown', () => {
    const seen = { done: 0, refused: 0 };
    fc.assert(
      fc.property(lives, askers, (life, asker) => {
        const { resubmit } = shown(life, asker).actions;
        const click = {
          click: 'resubmit',
          mode: resubmit.mode ?? 'file',
          sha256: resubmit.goes?.sha256 ?? '',
        } as const;
        const done = eventOfClick(situation(life, asker), click, naming);
        seen[done.ok ? 'done' : 'refused'] += 1;
        expect(done.ok).toBe(said(resubmit));
        if (done.ok)
          expect(done.value).toMatchObject({
            ...{ what: 'ordered', mode: resubmit.mode },
            ...(resubmit.approves ? { approves: true } : {}),
          });
      }),
      RUNS,
    );
    expect(Math.min(seen.done, seen.refused)).toBeGreaterThan(30);
  });

  it('for everything else that is clicked on a submission', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(lives, askers, (life, asker) => {
        const { actions, candidate, stuck } = shown(life, asker);
        const reason = 'erledigt';
        const clicks: readonly (readonly [boolean, Click])[] = [
          [said(actions.close), { click: 'close', reason }],
          [said(actions.decide), { click: 'decide', decision: 'delivered' }],
          [said(actions.overrule), { click: 'overrule', sha256: candidate?.sha256 ?? '', reason }],
          [said(actions.withdraw), { click: 'withdraw' }],
          [said(actions.newIssue), { click: 'new-issue' }],
          [said(actions.issueDeleted), { click: 'issue-deleted' }],
          ...stuck.map((step) => [step.may, { click: 'replay', key: step.key }] as const),
        ];
        for (const [allowed, click] of clicks) {
          const answer = clicked(life, asker, click);
          expect([click.click, answer === 'done']).toEqual([click.click, allowed]);
          if (allowed) seen.set(click.click, (seen.get(click.click) ?? 0) + 1);
        }
      }),
      RUNS,
    );
    expect([...seen.keys()].sort()).toEqual(
      ['close', 'decide', 'issue-deleted', 'new-issue', 'overrule', 'replay', 'withdraw'].sort(),
    );
  });

  it.each([
    ['its issue was deleted', { what: 'issue-deleted' }],
    ['another program sent it meanwhile', { what: 'superseded', jobId: 'job-9', program: 'Kanzlei-Export' }],
  ] as const)('for a doubt that nobody but a person can settle, although %s', (_, event) => {
    const given = { what: 'file-given', file: file({ revision: 2, sha256: 'b'.repeat(64) }) } as const;
    const sent = [given, order(2), { what: 'gave-up', key: 'send:r2' }] as const;
    const state = lived(DISCOVERED, [{ what: 'done', key: 'issue', issue: ISSUE }, ...sent, event]);
    const life = { state, made: { run: undefined, authors: [] } };
    const asker = { by: 'anna', isStopped: false, outside: false };
    expect(shown(life, asker).actions.decide).toEqual({ allowed: true });
    for (const decision of ['delivered', 'send-again'] as const)
      expect(clicked(life, asker, { click: 'decide', decision })).toBe('done');
  });

  it('for a file that is handed in', () => {
    fc.assert(
      fc.property(lives, askers, (life, asker) => {
        const given = eventOfFile(life.state, { file: file(), since: minutes(60) });
        expect(given.ok).toBe(said(shown(life, asker).actions.upload));
      }),
      RUNS,
    );
  });

  it('for a run', () => {
    const seen = new Map<string, number>();
    const runs = lives.filter(({ state }) => state.kind === 'run');
    fc.assert(
      fc.property(runs, askers, (life, asker) => {
        const { again, accept, approve } = shownRun(life, asker).actions;
        const clicks: readonly (readonly [string, boolean, RunClick])[] = [
          ['again', said(again), { click: 'again', mayDiffer: false }],
          ['accept', said(accept), { click: 'again', mayDiffer: true }],
          ['approve', said(approve), { click: 'approve', revision: approve.revision ?? 1 }],
        ];
        for (const [name, allowed, click] of clicks) {
          const answer = clickedRun(life, asker, click);
          expect([name, answer === 'done']).toEqual([name, allowed]);
          if (allowed) seen.set(name, (seen.get(name) ?? 0) + 1);
        }
      }),
      RUNS,
    );
    expect([...seen.keys()].sort()).toEqual(['accept', 'again', 'approve']);
  });

  it('for a move: it sends what somebody who had no hand in it could send with a click', () => {
    const seen = { ordered: 0, other: 0 };
    fc.assert(
      fc.property(lives, fc.boolean(), (life, outside) => {
        const { state, made } = life;
        if (state.kind === 'run') return;
        const move = { history: '9', meaning: 'resubmit' } as const;
        const event = onMove(state, move, { outside, naming, made: made.run });
        const now = { ...life, by: 'dora', mayAct: true, isStopped: false, outside };
        const goes = sending(now);
        const why = actionsIn(now).resubmit?.code;
        seen[event.what === 'ordered' ? 'ordered' : 'other'] += 1;
        expect(event.what === 'ordered').toBe(why === undefined && goes?.mode === 'file' && !goes.approves);
        // Who approves it is only seen when somebody clicks.
        const isFree = why === undefined || why === 'run.same-person';
        expect(event.what === 'unchanged-asked').toBe(isFree && goes?.mode === 'unchanged');
      }),
      RUNS,
    );
    expect(seen.ordered).toBeGreaterThan(50);
  });

  it('and to whom Jira allows nothing, nothing', () => {
    fc.assert(
      fc.property(lives, askers, (life, asker) => {
        const { actions, stuck } = shown(life, asker, false);
        expect(Object.values(actions).filter(said)).toEqual([]);
        expect(stuck.filter((step) => step.may)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('what was two answers once', () => {
  const DORA: Asker = { by: 'dora', isStopped: false, outside: true };
  const refusedOnce = [order(1), { what: 'refused', key: 'send:r1', cause: cause('1008838') }] as const;

  it('the same bytes do not go once a corrected file is there', () => {
    const state = lived(UPLOADED, [
      ...refusedOnce,
      { what: 'file-given', file: file({ revision: 2, sha256: 'b'.repeat(64) }) },
    ]);
    const life = { state, made: { run: undefined, authors: [] } };
    const click = { click: 'resubmit', mode: 'unchanged', sha256: 'a'.repeat(64) } as const;
    expect(clicked(life, DORA, click)).toBe('click.changed');
  });

  it('nothing unusual is accepted where nothing was unusual', () => {
    const life = { state: lived(begun(), [refused()]), made: { run: undefined, authors: [] } };
    expect(clickedRun(life, DORA, { click: 'again', mayDiffer: true })).toBe('click.not-now');
    expect(clickedRun(life, DORA, { click: 'again', mayDiffer: false })).toBe('done');
  });

  it('what is unusual is accepted by the click that says so, not by the other', () => {
    const state = lived(begun(), [{ ...refused(), cause: cause('run.unusual-rows') }]);
    const life = { state, made: { run: undefined, authors: [] } };
    const ordered = (mayDiffer: boolean) =>
      eventOfRunClick(situation(life, DORA), { click: 'again', mayDiffer });
    expect(ordered(false)).toEqual({ ok: true, value: { what: 'run-ordered' } });
    expect(ordered(true)).toEqual({ ok: true, value: { what: 'run-ordered', mayDiffer: true } });
  });

  it('what a later run took the place of is not approved', () => {
    const state = lived(begun(), [made(1, { needsApproval: true })]);
    const approve = (newer?: Submission) => {
      const now = { ...situation({ state, made: { run: undefined, authors: [] } }, DORA), newer };
      const done = eventOfRunClick(now, { click: 'approve', revision: 1 });
      return done.ok ? 'done' : done.problem.code;
    };
    expect(approve()).toBe('done');
    expect(approve(begin('r2', begun({ revision: 2 }), { at: T0, actor: { kind: 'app' } }))).toBe(
      'run.newer',
    );
  });

  it('a file whose run is gone is not offered for sending, because nobody can tell who may approve it', () => {
    const state = lived(PRODUCED, refusedOnce);
    const { resubmit } = shown({ state, made: { run: undefined, authors: [] } }, DORA).actions;
    expect(resubmit).toMatchObject({ allowed: false, why: expect.stringContaining('zweite Person') });
  });
});
