import { describe, expect, it } from 'vitest';
import {
  type Click,
  eventOfClick,
  eventOfFile,
  eventOfRunClick,
  type RunClick,
} from '../../src/submissions/decisions/click';
import { actionsIn, releasing, type Situation, sending } from '../../src/submissions/decisions/may';
import type { Submission } from '../../src/submissions/submission';
import { attempt, issue, NOW, pending, submission } from './changes';
import { file, minutes, T0 } from './life';
import { begun, makes } from './run-life';

const cause = { code: '1008834', faults: [] };
const OWN = file();
const FAILED = submission({ attempts: [attempt({ state: 'failed', cause })], issue: issue() });
const UNCHANGED: Submission = { ...FAILED, files: [OWN] };
const NEW = file({ revision: 3, sha256: 'b'.repeat(64), by: 'bert' });
const CORRECTED: Submission = { ...FAILED, candidate: NEW };
const FAULTY: Submission = { ...FAILED, candidate: { ...NEW, errors: 3 } };
const state = (is: 'pending' | 'unknown'): Submission => ({
  ...CORRECTED,
  attempts: [attempt({ state: is })],
});
const ENDED = { as: 'closed-without-sending', at: minutes(30) } as const;
const CLOSED: Submission = { ...FAILED, end: ENDED };
const ORDERED = submission({
  attempts: [attempt()],
  files: [OWN],
  pendingEffects: [pending('send:r1', { kind: 'send-extf', revision: 1 })],
});
const DELIVERED: Submission = { ...CORRECTED, end: { as: 'delivered', at: T0 } };
const { run: ABOUT } = begun();
const made = { ...makes(), needsApproval: true } as const;
const RUN = submission({ kind: 'run', run: { ...ABOUT, made }, startedBy: 'sina', attempts: [attempt()] });
const refusedRun = (code: string): Submission => ({
  ...RUN,
  attempts: [attempt({ state: 'refused', cause: { code, faults: [] } })],
});
const ASKING: Submission = { ...RUN, asks: { what: 'approve-run', revision: 1, at: T0 } };
const from = { run: 'r1', pipeline: 'p1', period: '2026-11', part: 1, of: 1 };
const PRODUCED = submission({ from, candidate: OWN });
const REPLACED: Submission = { ...CORRECTED, from };
const BY_RUN = { made: { run: RUN, authors: ['anna'] } };

const situation = (s: Submission, over: Partial<Situation> = {}): Situation => ({
  ...{ state: s, by: 'dora', mayAct: true, isStopped: false, outside: true },
  made: { run: s.kind === 'run' ? s : undefined, authors: s.kind === 'run' ? ['anna'] : [] },
  ...over,
});
const said = (why: { readonly code: string; readonly part?: string } | undefined) =>
  why === undefined ? 'yes' : [why.code, why.part].filter((part) => part !== undefined).join(': ');
const all = (why: string) => ({ resubmit: why, upload: why, withdraw: why, overrule: why, close: why });

describe('what somebody may do', () => {
  it.each<readonly [string, Submission, Partial<Situation>, Record<string, string>]>([
    [
      'with what another program sent',
      FAILED,
      {},
      { resubmit: 'click.no-file', upload: 'yes', close: 'yes' },
    ],
    ['where the file was not to blame', UNCHANGED, {}, { resubmit: 'yes', upload: 'yes', close: 'yes' }],
    [
      'where it was',
      UNCHANGED,
      { outside: false },
      { resubmit: 'click.no-file', upload: 'yes', close: 'yes' },
    ],
    [
      'with a corrected file',
      CORRECTED,
      {},
      { resubmit: 'yes', upload: 'yes', withdraw: 'yes', close: 'yes' },
    ],
    [
      'with one that has errors',
      FAULTY,
      {},
      { resubmit: 'click.file-errors', upload: 'yes', withdraw: 'yes', overrule: 'yes', close: 'yes' },
    ],
    [
      'while sending is stopped',
      FAULTY,
      { isStopped: true },
      { resubmit: 'settings.stopped', upload: 'yes', withdraw: 'yes', overrule: 'yes', close: 'yes' },
    ],
    ['with what was ordered and waits', ORDERED, {}, { ...all('click.waits'), close: 'yes' }],
    [
      'with what was ordered and waits, without a right',
      ORDERED,
      { mayAct: false },
      { ...all('click.waits'), close: 'access.not-allowed' },
    ],
    ['without a right', FAULTY, { mayAct: false }, all('access.not-allowed')],
    ['while DATEV has it', state('pending'), {}, all('click.in-flight')],
    ['while nobody knows', state('unknown'), {}, { ...all('click.decide-first'), decide: 'yes' }],
    [
      'without a right while nobody knows',
      state('unknown'),
      { mayAct: false },
      { ...all('click.decide-first'), decide: 'access.not-allowed' },
    ],
    [
      'with what is closed while nobody knows',
      { ...CLOSED, attempts: [attempt({ state: 'unknown' })] },
      {},
      all('click.in-flight'),
    ],
    ['with what is closed', CLOSED, {}, { resubmit: 'click.no-file', upload: 'yes' }],
    ['with what is delivered', DELIVERED, {}, all('click.delivered')],
    [
      'whose issue was deleted',
      { ...DELIVERED, issue: issue({ deletedAt: T0 }) },
      {},
      { ...all('click.delivered'), newIssue: 'yes' },
    ],
    [
      'whose issue is hidden',
      { ...DELIVERED, issue: issue({ hidden: { since: T0, looks: 1, at: T0 } }) },
      {},
      { ...all('click.delivered'), issueDeleted: 'yes' },
    ],
    [
      'with a run at work',
      RUN,
      {},
      { withdraw: 'click.in-flight', overrule: 'click.in-flight', close: 'click.in-flight' },
    ],
    ['with a run that stopped', refusedRun('run.no-rows'), {}, { close: 'yes', again: 'yes' }],
    [
      'with one that was unusual',
      refusedRun('run.unusual-rows'),
      {},
      { close: 'yes', again: 'yes', accept: 'yes' },
    ],
    [
      'with one that was late, and goes on',
      { ...RUN, attempts: [attempt({ cause: { code: 'run.unusual-rows', faults: [] } })] },
      {},
      { withdraw: 'click.in-flight', overrule: 'click.in-flight', close: 'click.in-flight' },
    ],
    [
      'with a file that our own look refused',
      {
        ...FAILED,
        attempts: [attempt({ state: 'refused', cause: { code: 'run.unusual-rows', faults: [] } })],
      },
      {},
      { resubmit: 'click.no-file', upload: 'yes', close: 'yes' },
    ],
    ['with a run that waits for approval', ASKING, {}, { close: 'yes', approve: 'yes' }],
    ['who started it', ASKING, { by: 'sina' }, { close: 'yes', approve: 'run.same-person: started' }],
    [
      'who wrote what it was made with',
      ASKING,
      { by: 'anna' },
      { close: 'yes', approve: 'run.same-person: author' },
    ],
    [
      'without a right to it',
      ASKING,
      { mayAct: false },
      {
        ...{ withdraw: 'access.not-allowed', overrule: 'access.not-allowed', close: 'access.not-allowed' },
        approve: 'access.not-allowed',
      },
    ],
    [
      'with a file that a run has not ordered yet',
      PRODUCED,
      BY_RUN,
      { resubmit: 'yes', upload: 'click.in-flight', close: 'yes' },
    ],
    [
      'with a file instead of one that was approved',
      REPLACED,
      BY_RUN,
      { resubmit: 'yes', upload: 'yes', withdraw: 'yes', close: 'yes' },
    ],
    [
      'who handed it in',
      REPLACED,
      { ...BY_RUN, by: 'bert' },
      { resubmit: 'run.same-person: handed-in', upload: 'yes', withdraw: 'yes', close: 'yes' },
    ],
    [
      'where nobody finds the run',
      REPLACED,
      {},
      { resubmit: 'run.same-person', upload: 'yes', withdraw: 'yes', close: 'yes' },
    ],
  ])('%s', (_, s, over, verdicts) => {
    const now = Object.entries(actionsIn(situation(s, over))).map(
      ([name, why]) => [name, said(why)] as const,
    );
    // Whatever does not fit is no offer, whoever asks.
    expect(Object.fromEntries(now.filter(([, why]) => why !== 'click.not-now'))).toEqual(verdicts);
  });

  it.each<readonly [string, Submission, Partial<Situation>, unknown]>([
    ['a corrected file', CORRECTED, {}, { mode: 'file', file: NEW, approves: false }],
    ['the same bytes', UNCHANGED, {}, { mode: 'unchanged', file: OWN, approves: false }],
    ['nothing', FAILED, {}, undefined],
    ['nothing of a run', { ...RUN, candidate: NEW }, {}, undefined],
    ['one that they approve with that', REPLACED, BY_RUN, { mode: 'file', file: NEW, approves: true }],
    ['one that nobody can approve', REPLACED, {}, { mode: 'file', file: NEW, approves: true }],
  ])('sends %s', (_, s, over, goes) => {
    expect(sending(situation(s, over))).toEqual(goes);
  });
});

describe('a step that somebody lets go on', () => {
  const held = { state: 'held' } as const;
  const steps = [
    pending('send:r3', { kind: 'send-extf', revision: 3 }, held),
    pending('send:r1', { kind: 'send-extf', revision: 1 }),
    pending('issue', { kind: 'create-issue' }, held),
  ];
  const s: Submission = { ...FAILED, files: [OWN, NEW], pendingEffects: steps };
  it.each<readonly [string, string, Partial<Situation>, object]>([
    ['may go', 'send:r3', {}, { isWanted: false }],
    ['may go, whatever it is', 'issue', { state: { ...s, from } }, { isWanted: false }],
    ['does not wait', 'send:r1', {}, { isWanted: false, whyNot: { code: 'click.not-now' } }],
    ['is none', 'send:r7', { mayAct: false }, { isWanted: false, whyNot: { code: 'click.not-now' } }],
    [
      'without a right',
      'send:r3',
      { mayAct: false },
      { isWanted: false, whyNot: { code: 'access.not-allowed' } },
    ],
    ['approves with it', 'send:r3', { ...BY_RUN, state: { ...s, from } }, { isWanted: true }],
    [
      'does not where they gave the file',
      'send:r3',
      { ...BY_RUN, state: { ...s, from }, by: 'bert' },
      { isWanted: true, whyNot: { code: 'run.same-person', part: 'handed-in' } },
    ],
    [
      'does not where the run is gone',
      'send:r3',
      { state: { ...s, from } },
      { isWanted: true, whyNot: { code: 'run.same-person' } },
    ],
  ])('%s', (_, key, over, answer) => {
    expect(releasing(situation(s, over), key)).toEqual(answer);
  });

  it.each([
    ['send:r3', { what: 'released', key: 'send:r3' }, {}],
    ['send:r3', { what: 'released', key: 'send:r3', approves: true }, { ...BY_RUN, state: { ...s, from } }],
    ['send:r1', 'click.not-now', {}],
  ] as const)('%s: %o', (key, wanted, over) => {
    expect(clicked(situation(s, over), { click: 'replay', key })).toEqual(wanted);
  });
});

const NAMING = { fileName: (_: Submission, r: number) => `EXTF_r${r}.csv`, referenceId: () => 'ref' };
function clicked(now: Situation, click: Click): unknown {
  const done = eventOfClick(now, click, NAMING);
  return done.ok ? done.value : done.problem.code;
}

/** In words, where it is clicked, what, what comes of it, and what is so besides. */
type Asked<C> = readonly [string, Submission, C, object | string, Partial<Situation>?];
const whole = <C>([words, s, click, wanted, over = {}]: Asked<C>) => [words, s, click, wanted, over] as const;

describe('a click', () => {
  const send = (mode: 'file' | 'unchanged', { sha256 } = NEW) =>
    ({ click: 'resubmit', mode, sha256 }) as const;
  const ordered = (mode: 'file' | 'unchanged', revision: number, more: object = {}) => ({
    ...{ what: 'ordered', mode, fileName: `EXTF_r${revision}.csv`, referenceId: 'ref', ...more },
  });
  const checked = { click: 'send-checked' } as const;
  const again = { click: 'decide', decision: 'send-again' } as const;
  const clicks: readonly Asked<Click>[] = [
    ['sends the corrected file under its number', CORRECTED, send('file'), ordered('file', 3)],
    ['sends the same bytes under the next', UNCHANGED, send('unchanged', OWN), ordered('unchanged', 2)],
    ['sends and approves', REPLACED, send('file'), ordered('file', 3, { approves: true }), BY_RUN],
    ['sends nothing that was not shown', CORRECTED, send('file', OWN), 'click.changed'],
    ['nor as something else', CORRECTED, send('unchanged'), 'click.changed'],
    ['nor what may not go, which is said first', FAULTY, send('file', OWN), 'click.file-errors'],
    ['by a rule sends the file that is there', CORRECTED, checked, ordered('file', 3, { byRule: true })],
    ['by a rule never the same bytes', UNCHANGED, checked, 'automation.unchanged'],
    ['by a rule never what is not allowed', UNCHANGED, checked, 'access.not-allowed', { mayAct: false }],
    ['by a rule approves nothing', REPLACED, checked, 'automation.unapproved', BY_RUN],
    ['by a rule nothing that nobody could', REPLACED, checked, 'automation.unapproved'],
    ['by a rule no file with errors', { ...FAULTY, from }, checked, 'click.file-errors', BY_RUN],
    ['closes', FAILED, { click: 'close', reason: 'x' }, { what: 'closed', reason: 'x' }],
    [
      'closes what was ordered and waits',
      ORDERED,
      { click: 'close', reason: 'x' },
      { what: 'closed', reason: 'x', unorders: true },
    ],
    [
      'closes by a rule',
      FAILED,
      { click: 'close', reason: 'x', byRule: true },
      { what: 'closed', reason: 'x', byRule: true },
    ],
    ['closes nothing twice', CLOSED, { click: 'close', reason: 'x' }, 'click.not-now'],
    ['decides: again', state('unknown'), again, { what: 'decided', decision: 'send-again' }],
    [
      'decides: it is there',
      state('unknown'),
      { click: 'decide', decision: 'delivered' },
      { what: 'decided', decision: 'delivered', tells: true },
    ],
    ['decides nothing that is known', FAILED, again, 'click.not-now'],
    [
      'takes errors upon itself',
      FAULTY,
      { click: 'overrule', sha256: NEW.sha256, reason: 'x' },
      { what: 'overruled', sha256: NEW.sha256, errors: 3, reason: 'x' },
    ],
    ['not those of another file', FAULTY, { click: 'overrule', sha256: '0', reason: 'x' }, 'click.changed'],
    ['takes a file back', CORRECTED, { click: 'withdraw' }, { what: 'file-withdrawn' }],
    [
      'wants an issue',
      { ...FAILED, issue: issue({ deletedAt: T0 }) },
      { click: 'new-issue' },
      { what: 'issue-wanted' },
    ],
    [
      'says that the issue was deleted',
      { ...FAILED, issue: issue({ hidden: { since: T0, looks: 1, at: T0 } }) },
      { click: 'issue-deleted' },
      { what: 'issue-deleted' },
    ],
  ];
  it.each(clicks.map(whole))('%s', (_, s, click, wanted, over) => {
    expect(clicked(situation(s, over), click)).toStrictEqual(wanted);
  });

  const fixed = { version: 1, sha256: 'c' };
  const basis = { pipeline: fixed, plan: fixed };
  const files = made.files.map(({ file: one }) => one.sha256);
  const unusual = refusedRun('run.unusual-rows');
  const runClicks: readonly Asked<RunClick>[] = [
    ['executes it again', unusual, { click: 'again', mayDiffer: false }, { what: 'run-ordered' }],
    [
      'accepts what was unusual',
      unusual,
      { click: 'again', mayDiffer: true },
      { what: 'run-ordered', mayDiffer: true },
    ],
    [
      'executes it again by a rule',
      unusual,
      { click: 'again', mayDiffer: false, byRule: true },
      { what: 'run-ordered', byRule: true },
    ],
    ['executes none at work', RUN, { click: 'again', mayDiffer: false }, 'click.not-now'],
    [
      'approves what was made',
      ASKING,
      { click: 'approve', revision: 1 },
      { what: 'approved', revision: 1, files },
    ],
    [
      'approves what it was made with',
      { ...ASKING, run: { ...ABOUT, made: { ...made, basis } } },
      { click: 'approve', revision: 1 },
      { what: 'approved', revision: 1, files, basis },
    ],
    [
      'approves nothing of its own',
      ASKING,
      { click: 'approve', revision: 1 },
      'run.same-person',
      { by: 'sina' },
    ],
    ['approves nothing that was made since', ASKING, { click: 'approve', revision: 2 }, 'click.not-now'],
    [
      'approves nothing that is not there',
      { ...ASKING, run: ABOUT },
      { click: 'approve', revision: 1 },
      'click.not-now',
    ],
    ['approves nothing that was not asked', RUN, { click: 'approve', revision: 1 }, 'click.not-now'],
  ];
  it.each(runClicks.map(whole))('on a run %s', (_, s, click, wanted, over) => {
    const done = eventOfRunClick(situation(s, over), click);
    expect(done.ok ? done.value : done.problem.code).toStrictEqual(wanted);
  });
});

describe('a file that comes', () => {
  const comes = (s: Submission, more: object = {}) => {
    const done = eventOfFile(s, { file: OWN, since: NOW, ...more });
    return done.ok ? done.value : done.problem.code;
  };
  const second = file({ revision: 2 });
  it.each([
    ['has the next number', FAILED, {}, { what: 'file-given', file: second }],
    ['is the first', submission(), {}, { what: 'file-given', file: OWN }],
    ['was attached', FAILED, { attachmentId: '5' }, { what: 'attachment-taken', id: '5', file: second }],
    ['opens what was closed', CLOSED, {}, { what: 'file-given', file: second }],
    [
      'opens it when it was chosen in that moment',
      CLOSED,
      { since: minutes(30) },
      { what: 'file-given', file: second },
    ],
    [
      'opens what was closed and never went, so that it is ready',
      submission({ end: ENDED }),
      {},
      { what: 'file-given', file: OWN, reopens: true },
    ],
    [
      'opens no part of a run, which is not at it any more',
      submission({ end: ENDED, from }),
      {},
      { what: 'file-given', file: OWN },
    ],
    ['opens nothing that was closed meanwhile', CLOSED, { since: T0 }, 'file.closed-meanwhile'],
    ['comes too late', state('pending'), {}, 'file.not-now'],
  ] as const)('%s', (_, s, more, wanted) => {
    expect(comes(s, more)).toStrictEqual(wanted);
  });
});
