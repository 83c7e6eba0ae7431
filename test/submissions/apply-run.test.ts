import { describe, expect, it } from 'vitest';
import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import type { RunAbout } from '../../src/submissions/run';
import type { Submission } from '../../src/submissions/submission';
import { APP, attempt, cases, changes, comment, GONE, issue, NOW, pending, submission } from './changes';
import { file, T0 } from './life';
import { begun, CAUSE, makes } from './run-life';

const { run: ABOUT } = begun();
const MAKE = pending('make:r2', { kind: 'make-run', revision: 2 });
const HAND = pending('hand:r2', { kind: 'hand-over', revision: 2 });
const ISSUE = pending('issue', { kind: 'create-issue' });
const TELLS = pending('issue:approval:r2', { kind: 'create-issue' });
const r1 = attempt({ state: 'refused', referenceId: '', cause: CAUSE });
const r2 = attempt({ revision: 2, referenceId: '', fileName: 'Erlöse 2026-11' });
const image = (fileId: string, more: object = {}) => file({ fileId, kind: 'document', ...more });
const there = (fileId: string) => ({ is: 'there', file: image(fileId), guid: 'g' }) as const;
const PROGRESS = {
  version: 3,
  pdfs: [there('d2'), there('free'), { is: 'asked', id: '1', tries: 1 }],
} as const;

/** A run in its second execution. */
function run(about: Partial<RunAbout> = {}, over: Partial<Submission> = {}): Submission {
  return submission({
    ...{ kind: 'run', origin: 'run', fileName: 'Erlöse 2026-11', label: 'Erlöse 2026-11' },
    ...{ run: { ...ABOUT, ...about }, attempts: [r1, r2], pendingEffects: [MAKE] },
    ...over,
  });
}
const approve = { what: 'approve-run', revision: 2, at: T0 } as const;
const asked = { ...approve, at: NOW };

describe('a run that is executed again', () => {
  const over: Partial<Submission> = { attempts: [r1], pendingEffects: [], asks: approve };
  const failed = run(
    { made: makes(), progress: PROGRESS, approval: { by: 'karla', at: T0, revision: 1, files: [] } },
    { ...over, end: { as: 'closed-without-sending', at: T0 } },
  );
  const ordered = (more: object = {}): SubmissionEvent => ({ what: 'run-ordered', ...more });
  const anew = (by: object = { by: 'anna' }, about: object = {}) => ({
    ...{ asks: GONE, end: GONE, run: { ...ABOUT, ...about }, pendingEffects: [MAKE] },
    attempts: [r1, { ...r2, ...by }],
  });
  it.each(
    cases([
      ['goes from the beginning, without what was there', failed, ordered(), anew()],
      [
        'by a move, which counts once',
        failed,
        ordered({ history: '77' }),
        { ...anew(), handledHistory: '77' },
      ],
      ['by nobody', failed, ordered(), anew({}), APP],
      ['by Automation', failed, ordered({ byAutomation: true }), anew({ by: 'anna', byAutomation: true })],
      ['by a rule', failed, ordered({ byRule: true }), anew({ by: 'anna', byRule: true })],
      ['and may differ', failed, ordered({ mayDiffer: true }), anew({ by: 'anna' }, { mayDiffer: true })],
      [
        'after whatever DATEV said no to',
        { ...failed, attempts: [{ ...r1, state: 'failed' }] },
        ordered(),
        {
          ...anew(),
          attempts: [
            { ...r1, state: 'failed' },
            { ...r2, by: 'anna' },
          ],
        },
      ],
      ['not while it is executed', run(), ordered({ history: '77' }), { handledHistory: '77' }],
      ['not before it was', run({}, { attempts: [] }), ordered(), {}],
    ]),
  )('%s', (_, before, event, expected, h) => {
    expect(changes(before, event, h)).toStrictEqual(expected);
  });
});

describe('a run that Looker or DATEV is still at', () => {
  const problem = { code: 'looker.later', retry: 'later' } as const;
  const tried = { ...MAKE, tries: 3, state: 'trying', problem, lapses: 1, lookingUntil: T0 } as const;
  const progressed = (more: object = {}): SubmissionEvent => ({
    ...{ what: 'progressed', key: 'make:r2', notBefore: NOW },
    ...more,
  });
  const waits = { pendingEffects: [{ ...MAKE, notBefore: NOW }] };
  const now = { version: 4, pdfs: [there('d2')] };
  it.each(
    cases([
      ['waits', run({}, { pendingEffects: [tried] }), progressed(), waits],
      [
        'keeps what it does not go on with, above all numbers that are taken',
        run(
          { progress: PROGRESS },
          { files: [file({ revision: 100 }), image('old', { revision: 1_000_000 })] },
        ),
        progressed({ progress: now }),
        {
          ...{ ...waits, run: { ...ABOUT, progress: now } },
          files: [
            file({ revision: 100 }),
            image('old', { revision: 1_000_000 }),
            image('free', { revision: 1_000_001 }),
          ],
        },
      ],
      [
        'knows its files',
        run({ progress: PROGRESS }),
        progressed({ children: ['c1'] }),
        { ...waits, run: { ...ABOUT, progress: PROGRESS, children: ['c1'] } },
      ],
      ['is not told of what is over', run(), progressed({ key: 'make:r1', progress: now }), {}],
      [
        'is a run: a file goes on without',
        submission({ pendingEffects: [MAKE] }),
        progressed({ children: ['c1'] }),
        waits,
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('what an execution made', () => {
  const report = file({ fileId: 'report' });
  const made = (more: object = {}, of: object = {}): EventOf<'made'> => ({
    ...{ what: 'made', key: 'make:r2', made: { ...makes(2), ...of }, report },
    ...more,
  });
  const is = (of: object = {}) => ({
    run: { ...ABOUT, made: { ...makes(2), ...of } },
    files: [{ ...report, revision: 200 }, image('free', { revision: 1_000_000 })],
    completedEffects: ['make:r2'],
    attempts: [r1, { ...r2, state: 'pending', sentAt: NOW }],
  });
  const working = run({ progress: PROGRESS });
  const told: Submission = { ...working, issue: issue() };
  const needs = { needsApproval: true };
  const [first, second] = makes(2).files;
  it.each(
    cases([
      ['is handed over', working, made(), { ...is(), pendingEffects: [HAND] }],
      ['needs approval', working, made({}, needs), { ...is(needs), asks: asked, pendingEffects: [] }],
      [
        'needs approval, of an earlier version',
        working,
        made(needs),
        { ...is(), asks: asked, pendingEffects: [] },
      ],
      [
        'needs approval, and an issue says so',
        working,
        made({ tells: true }, needs),
        { ...is(needs), asks: asked, pendingEffects: [TELLS] },
      ],
      [
        'needs approval, and the issue says so that is on its way',
        { ...working, pendingEffects: [MAKE, ISSUE] },
        made({ tells: true }, needs),
        { ...is(needs), asks: asked, pendingEffects: [ISSUE] },
      ],
      [
        'needs approval, and the issue says so that is there',
        told,
        made({ tells: true }, needs),
        {
          ...{ ...is(needs), asks: asked },
          pendingEffects: [
            comment('approval:r2', { about: 'approval-wanted', revision: 2 }),
            pending('transition:approval:r2', { kind: 'transition', towards: 'back' }),
          ],
        },
      ],
      [
        'needs approval, and the issue somebody deleted stays deleted',
        { ...working, issue: issue({ deletedAt: T0 }) },
        made({ tells: true }, needs),
        { ...is(needs), asks: asked, pendingEffects: [] },
      ],
      [
        'was only tried: its files are kept',
        run({ isDry: true, progress: PROGRESS }),
        made({ tells: true }, needs),
        {
          ...is(needs),
          run: { ...ABOUT, isDry: true, made: { ...makes(2), ...needs } },
          attempts: [r1, { ...r2, state: 'succeeded', endedAt: NOW }],
          files: [...is().files, { ...first?.file, revision: 201 }, { ...second?.file, revision: 202 }],
          ...{ end: { as: 'tried', at: NOW }, pendingEffects: [] },
        },
      ],
      [
        'is nothing where nothing was made',
        { ...working, pendingEffects: [HAND] },
        made({ key: 'hand:r2' }),
        {},
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('an execution that stops', () => {
  const report = file({ fileId: 'report' });
  const refused = (more: object = {}): SubmissionEvent => ({
    ...{ what: 'refused', key: 'make:r2', cause: CAUSE },
    ...more,
  });
  const stops = {
    attempts: [r1, { ...r2, state: 'refused', endedAt: NOW, cause: CAUSE }],
    completedEffects: ['!make:r2'],
  };
  const working = run({ progress: PROGRESS, mayDiffer: true });
  const images = [image('d2', { revision: 1_000_000 }), image('free', { revision: 1_000_001 })];
  const kept = { run: ABOUT, files: images };
  it.each(
    cases([
      ['has an issue', working, refused(), { ...stops, ...kept, pendingEffects: [ISSUE] }],
      [
        'has a report',
        run(),
        refused({ report }),
        { ...stops, files: [{ ...report, revision: 200 }], pendingEffects: [ISSUE] },
      ],
      ['has none when it was only tried', run({ isDry: true }), refused(), { ...stops, pendingEffects: [] }],
      ['is one that was at work', run({}, { pendingEffects: [HAND] }), refused({ key: 'hand:r2' }), {}],
      [
        'stops because somebody closes it, with what is there',
        working,
        { what: 'closed', reason: 'doppelt' },
        {
          ...{ files: images, pendingEffects: [], completedEffects: ['!make:r2'] },
          attempts: [r1, { ...r2, state: 'refused', endedAt: NOW }],
          end: { as: 'closed-without-sending', at: NOW, by: 'anna', reason: 'doppelt' },
        },
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('a run that waits for a second person', () => {
  const made = { ...makes(2), needsApproval: true } as const;
  const waiting = run({ made }, { asks: approve, pendingEffects: [TELLS], completedEffects: ['make:r2'] });
  const files = ['a', 'b'];
  const fixed = { version: 1, sha256: 'c' };
  const basis = { pipeline: fixed, plan: fixed };
  const yes = (more: object = {}): SubmissionEvent => ({ what: 'approved', revision: 2, ...more });
  const goes = { asks: GONE, pendingEffects: [HAND], completedEffects: ['make:r2', '!issue:approval:r2'] };
  const by = (more: object = {}) => ({
    ...{ ...ABOUT, made, approvedBy: 'anna' },
    ...more,
  });
  const approval = { by: 'anna', at: NOW, revision: 2, files };
  const approved = run({ ...by({ approval }), made }, { pendingEffects: [HAND] });
  const wanted = (more: object = {}): SubmissionEvent => ({
    what: 'approval-wanted',
    key: 'hand:r2',
    ...more,
  });
  const again = { run: { ...ABOUT, made }, asks: asked };
  const closed = { as: 'closed-without-sending', at: NOW, by: 'anna', reason: 'nein' };
  const [first, second] = made.files;
  it.each(
    cases([
      [
        'goes on, and who said yes to what is kept',
        waiting,
        yes({ files }),
        { ...goes, run: by({ approval }) },
      ],
      [
        'and what it was made with',
        waiting,
        yes({ files, basis }),
        { ...goes, run: by({ approval: { ...approval, basis } }) },
      ],
      ['of an earlier version, only who', waiting, yes(), { ...goes, run: by() }],
      ['is nobody’s yes when the app gives it', waiting, yes({ files }), goes, APP],
      [
        'does not stop people being told who are',
        { ...waiting, pendingEffects: [{ ...TELLS, tries: 1 }] },
        yes(),
        { asks: GONE, run: by(), pendingEffects: [{ ...TELLS, tries: 1 }, HAND] },
      ],
      ['not of another execution', waiting, yes({ revision: 1 }), {}],
      ['not once it was said', run({ made }, { pendingEffects: [HAND] }), yes(), {}],
      ['once more, as other bytes would go', approved, wanted(), { ...again, pendingEffects: [] }],
      [
        'once more, told by the issue on its way',
        { ...approved, pendingEffects: [HAND, ISSUE] },
        wanted({ tells: true }),
        { ...again, pendingEffects: [ISSUE] },
      ],
      [
        'once more, by an issue of its own',
        approved,
        wanted({ tells: true }),
        { ...again, pendingEffects: [pending(`issue:approval:${NOW}`, { kind: 'create-issue' })] },
      ],
      ['not of what is not handed over', waiting, wanted({ key: 'issue:approval:r2' }), {}],
      [
        'is closed, and its files are kept',
        waiting,
        { what: 'closed', reason: 'nein' },
        {
          ...{ asks: GONE, end: closed, pendingEffects: [] },
          completedEffects: ['make:r2', '!issue:approval:r2'],
          files: [
            { ...first?.file, revision: 201 },
            { ...second?.file, revision: 202 },
          ],
        },
      ],
      [
        'is closed, and its files have lives of their own',
        run({ made, children: ['c1'] }, { asks: approve, pendingEffects: [] }),
        { what: 'closed', reason: 'nein' },
        { asks: GONE, end: closed },
      ],
    ]),
  )('%s', (_, before, event, expected, h) => {
    expect(changes(before, event, h)).toStrictEqual(expected);
  });
});

describe('a run whose files have come to their ends', () => {
  const sent = run(
    { made: makes(2) },
    { pendingEffects: [HAND], attempts: [r1, { ...r2, state: 'pending' }] },
  );
  const told: Submission = { ...sent, issue: issue() };
  const cause = { code: 'run.count-differs', faults: [] };
  const over = (more: object = {}): SubmissionEvent => ({
    ...{ what: 'handed-over', key: 'hand:r2', as: 'delivered' },
    ...more,
  });
  const ends = (as = 'delivered', more: object = {}) => ({
    attempts: [r1, { ...r2, state: 'succeeded', endedAt: NOW, ...more }],
    ...{ end: { as, at: NOW }, completedEffects: ['hand:r2'] },
  });
  const closed = ends('closed-without-sending');
  const HANDED = { files: 2, delivered: 1 };
  const kept = file({ fileId: 'e2', name: 'Abschluss.csv', rows: 118, revision: 202 });
  const BEHIND = { source: 'run', code: 'run.bookings-behind', faults: [] } as const;
  const behind = {
    attempts: [r1, { ...r2, state: 'refused', endedAt: NOW, cause: BEHIND }],
    completedEffects: ['hand:r2'],
  };
  it.each(
    cases([
      ['is delivered', sent, over(), { ...ends(), pendingEffects: [] }],
      [
        'is delivered, told at its issue',
        told,
        over(),
        { ...ends(), pendingEffects: [comment('delivered:r2', { about: 'delivered', revision: 2 })] },
      ],
      ['is closed', sent, over({ as: 'closed' }), { ...closed, pendingEffects: [] }],
      [
        'is closed before its bookings were handed to anybody, and keeps them',
        sent,
        over({ as: 'closed', children: ['image'], keeps: true }),
        {
          ...closed,
          pendingEffects: [],
          run: { ...sent.run, children: ['image'] },
          files: [...sent.files, kept],
        },
      ],
      [
        'stopped before its bookings, because an image was closed: somebody decides, by an issue',
        sent,
        over({ as: 'closed', children: ['image'], keeps: true, cause: BEHIND }),
        {
          ...behind,
          pendingEffects: [ISSUE],
          run: { ...sent.run, children: ['image'] },
          files: [...sent.files, kept],
        },
      ],
      [
        'stopped before its bookings, told at its issue',
        told,
        over({ as: 'closed', children: ['image'], keeps: true, cause: BEHIND }),
        {
          ...behind,
          pendingEffects: [
            pending('property:10001:2', { kind: 'write-property' }),
            pending('fields:10001:2', { kind: 'write-fields' }),
            comment('failed:r2', { about: 'failed-again', revision: 2, cause: BEHIND }),
            pending('transition:failed:r2', { kind: 'transition', towards: 'back' }),
          ],
          run: { ...sent.run, children: ['image'] },
          files: [...sent.files, kept],
        },
      ],
      [
        'is closed after all were handed over, and keeps none',
        sent,
        over({ as: 'closed', children: ['image', 'batch'], keeps: true }),
        { ...closed, pendingEffects: [], run: { ...sent.run, children: ['image', 'batch'] } },
      ],
      [
        'is closed, told at its issue',
        told,
        over({ as: 'closed' }),
        { ...closed, pendingEffects: [comment('closed:r2', { about: 'closed' })] },
      ],
      [
        'is closed though a part of it arrived, told at its issue',
        told,
        over({ as: 'closed', handed: HANDED }),
        {
          ...closed,
          run: { ...sent.run, handed: HANDED },
          pendingEffects: [comment('closed:r2', { about: 'closed', handed: HANDED })],
        },
      ],
      [
        'needs no issue that was not begun',
        { ...sent, pendingEffects: [HAND, ISSUE] },
        over(),
        { ...ends(), pendingEffects: [], completedEffects: ['hand:r2', '!issue'] },
      ],
      [
        'is to be compared, by an issue',
        sent,
        over({ cause }),
        { ...ends('delivered', { cause }), pendingEffects: [ISSUE] },
      ],
      [
        'is to be compared, by the issue on its way about the approval',
        { ...sent, pendingEffects: [HAND, { ...TELLS, tries: 1 }] },
        over({ cause }),
        { ...ends('delivered', { cause }), pendingEffects: [{ ...TELLS, tries: 1 }] },
      ],
      [
        'is to be compared, told at its issue',
        told,
        over({ cause }),
        {
          ...ends('delivered', { cause }),
          pendingEffects: [comment('differs:r2', { about: 'failed-again', revision: 2, cause })],
        },
      ],
      [
        'knows which they are',
        sent,
        over({ children: ['c1'] }),
        { ...ends(), run: { ...ABOUT, made: makes(2), children: ['c1'] }, pendingEffects: [] },
      ],
      ['is one that handed them over', run(), over({ key: 'make:r2' }), {}],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('a run that is late', () => {
  const overdue = { what: 'overdue' } as const;
  const late = { run: { ...ABOUT, lateAt: NOW } };
  const because = { attempts: [r1, { ...r2, cause: { code: 'run.overdue', faults: [] } }] };
  it.each(
    cases([
      ['is told so by an issue', run(), overdue, { ...late, ...because, pendingEffects: [MAKE, ISSUE] }],
      [
        'is told so with its own cause, where it has one',
        run({}, { attempts: [r1, { ...r2, cause: CAUSE }] }),
        overdue,
        { ...late, pendingEffects: [MAKE, ISSUE] },
      ],
      ['is told so by the issue that it has', run({}, { issue: issue() }), overdue, late],
      [
        'is told so by the issue about the approval that it has',
        run({}, { issue: issue(), asks: approve }),
        overdue,
        { ...late, pendingEffects: [MAKE, comment(`approval-late:${NOW}`, { about: 'approval-late' })] },
      ],
      [
        'is told so where nobody was told of the approval',
        run({}, { asks: approve }),
        overdue,
        { ...late, ...because, pendingEffects: [MAKE, ISSUE] },
      ],
      ['by the issue about the approval on its way', run({}, { pendingEffects: [TELLS] }), overdue, late],
      ['by its files', run({ children: [] }), overdue, { run: { ...ABOUT, children: [], lateAt: NOW } }],
      [
        'by nobody, when it is only tried',
        run({ isDry: true }),
        overdue,
        { run: { ...ABOUT, isDry: true, lateAt: NOW } },
      ],
      ['once', run({ lateAt: T0 }), overdue, {}],
      ['not any more', run({}, { end: { as: 'delivered', at: T0 } }), overdue, {}],
      ['not as a file', submission(), overdue, {}],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});
