import { describe, expect, it } from 'vitest';
import { order } from '../../src/submissions/decisions/decide';
import type { SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import { staysOpen } from '../../src/submissions/life/apply-issue';
import type { IssueLink, Submission } from '../../src/submissions/submission';
import { ANNA, attempt, cases, changes, comment, GONE, issue, NOW, pending, submission } from './changes';
import { DISCOVERED, file, live, minutes, T0, UPLOADED } from './life';

const cause = { code: '1008834', faults: [] };
const FAILED = submission({ attempts: [attempt({ state: 'failed', cause })] });
const TOLD: Submission = { ...FAILED, issue: issue() };
const DELETED: Submission = { ...FAILED, issue: issue({ deletedAt: T0 }) };
const MAKES = pending('issue', { kind: 'create-issue' });
const FIELDS = pending('fields:10001:1', { kind: 'write-fields' });
const DROP = pending('drop:job', { kind: 'drop-dxso', jobId: 'job' });
const SEND = pending('send:r1', { kind: 'send-extf', revision: 1 });
const LATER = { code: 'jira.later', retry: 'later' } as const;
const back = (which: string, towards: 'back' | 'closed' | 'delivered' = 'back') =>
  pending(`transition:${which}`, { kind: 'transition', towards });
const twins = (hours: number) =>
  pending(`twins:10001:${hours}h`, { kind: 'close-duplicates' }, { notBefore: minutes(60 + 60 * hours) });

describe('an issue that is made', () => {
  const made = (more: object = {}): SubmissionEvent => ({
    what: 'done',
    key: 'issue',
    issue: issue(),
    ...more,
  });
  const making = (tries: number, ...others: Submission['pendingEffects']) => ({
    ...FAILED,
    pendingEffects: [{ ...MAKES, tries }, ...others],
  });
  const there = { issue: issue(), completedEffects: ['issue'] };
  const ofStorm = pending('issue', { kind: 'create-issue', parent: 'BUCH-7' });
  it.each(
    cases([
      ['gets the app’s own fields', making(1), made(), { ...there, pendingEffects: [FIELDS] }],
      [
        'gets ordinary fields that its screen did not take',
        making(1),
        made({ unwritten: true }),
        { ...there, pendingEffects: [FIELDS, pending('mapped:10001:1', { kind: 'edit-fields' })] },
      ],
      [
        'is linked to that of its storm',
        { ...FAILED, pendingEffects: [ofStorm] },
        made(),
        {
          ...there,
          pendingEffects: [FIELDS, pending('parent:10001', { kind: 'link-parent', parent: 'BUCH-7' })],
        },
      ],
      [
        'may be a second one, when it was tried twice',
        making(2, { ...SEND, tries: 0 }),
        made(),
        { ...there, pendingEffects: [{ ...SEND, tries: 0 }, FIELDS, twins(1), twins(24)] },
      ],
      [
        'may be so whichever of two tries made it',
        making(1, pending('issue:x', { kind: 'create-issue' }, { tries: 2 })),
        made(),
        {
          ...there,
          pendingEffects: [
            pending('issue:x', { kind: 'create-issue' }, { tries: 2 }),
            ...[FIELDS, twins(1), twins(24)],
          ],
        },
      ],
      [
        'is the only one, however often something else was tried',
        making(1, { ...SEND, tries: 5 }),
        made(),
        { ...there, pendingEffects: [{ ...SEND, tries: 5 }, FIELDS] },
      ],
      [
        'is not linked where nobody said which it is',
        making(1),
        { what: 'done', key: 'issue' },
        { pendingEffects: [], completedEffects: ['issue'] },
      ],
      ['is made once', { ...TOLD, completedEffects: ['issue'] }, made(), {}],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });

  it.each([
    ['issue', {}],
    ['nothing', { completedEffects: ['issue'] }],
    ['nothing', { completedEffects: ['!issue'] }],
    ['nothing', { pendingEffects: [{ ...MAKES, tries: 3 }] }],
  ] as const)('is owed once, done, dropped or under way: %s', (owed, over) => {
    const sending = submission({ attempts: [attempt({ state: 'pending' })], ...over });
    const failed = { what: 'job-failed', revision: 1, jobId: 'j', cause } as const;
    expect(changes(sending, failed)['pendingEffects']).toEqual(owed === 'issue' ? [MAKES] : undefined);
  });
});

describe('an issue that was settled before it was begun, because somebody closed the file', () => {
  const naming = { fileName: () => 'EXTF_r2.csv', referenceId: () => 'ref-2' };
  const closed = live(
    { ...DISCOVERED, storm: 's1' } as typeof DISCOVERED,
    { what: 'closed', reason: 'Irrtum' },
    { what: 'file-given', file: file({ revision: 2 }) },
  );
  const ANEW = pending('issue:r2', { kind: 'create-issue' });
  const orderOf = (s: Submission) => order(s, 'file', naming);
  const failed: readonly SubmissionEvent[] = [
    { what: 'done', key: 'send:r2', jobId: 'job-2' },
    { what: 'job-failed', revision: 2, jobId: 'job-2', cause },
  ];
  const then = (s: Submission, ...events: readonly SubmissionEvent[]) =>
    events.reduce((state, event) => apply(state, event, ANNA), s);
  const owed = ({ pendingEffects }: Submission) => pendingEffects.map(({ key }) => key);

  it('is owed anew when what is sent then fails: at once, or in its turn', () => {
    expect(then(closed, orderOf(closed), ...failed).pendingEffects).toEqual([ANEW]);
    const [sent, rejected] = failed;
    const storm = { ...rejected, storm: 's2' } as SubmissionEvent;
    const waits = then(closed, orderOf(closed), sent as SubmissionEvent, storm);
    expect(waits.pendingEffects).toEqual([{ ...ANEW, turn: true }]);
  });

  it('is owed anew when DATEV refuses it, and when nobody knows whether it is there', () => {
    expect(owed(then(closed, orderOf(closed), { what: 'refused', key: 'send:r2', cause }))).toEqual([
      'issue:r2',
    ]);
    expect(owed(then(closed, orderOf(closed), { what: 'gave-up', key: 'send:r2' }))).toEqual(['issue:r2']);
  });

  it('is not owed in what an earlier version of the app ordered', () => {
    const { tells, ...old } = orderOf(closed);
    expect(tells).toBe(true);
    expect(owed(then(closed, old, ...failed))).toEqual([]);
  });

  it('is owed anew also where it was to stand for one that was deleted', () => {
    const wanted = then(
      { ...DELETED, completedEffects: ['issue'] },
      { what: 'issue-wanted' },
      { what: 'closed', reason: 'Irrtum' },
      { what: 'file-given', file: file({ revision: 2 }) },
    );
    expect(owed(then(wanted, orderOf(wanted), ...failed))).toEqual(['issue:r2']);
  });

  it.each([
    ['it is there', { issue: issue(), completedEffects: ['issue'] }],
    ['a person deleted it', { issue: issue({ deletedAt: T0 }), completedEffects: ['issue'] }],
    ['another one is on its way', { pendingEffects: [MAKES], completedEffects: ['!issue'] }],
    ['none was ever settled', {}],
  ] as const)('counts as before where %s', (_, over) => {
    expect(orderOf({ ...FAILED, candidate: file({ revision: 2 }), ...over })).not.toHaveProperty('tells');
  });
});

describe('the turn of an issue', () => {
  const waiting = {
    ...FAILED,
    pendingEffects: [{ ...MAKES, turn: true } as const, { ...SEND, turn: true } as const],
  };
  const [, other] = waiting.pendingEffects;
  it.each(
    cases([
      ['comes', waiting, { what: 'admitted', key: 'issue' }, { pendingEffects: [MAKES, other] }],
      [
        'comes, and its storm has an issue',
        waiting,
        { what: 'admitted', key: 'issue', parent: 'BUCH-7' },
        { pendingEffects: [pending('issue', { kind: 'create-issue', parent: 'BUCH-7' }), other] },
      ],
      ['is that of nothing else', waiting, { what: 'admitted', key: 'send:r1', parent: 'BUCH-7' }, {}],
      [
        'has come already',
        { ...FAILED, pendingEffects: [MAKES] },
        { what: 'admitted', key: 'issue', parent: 'BUCH-7' },
        {},
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('an issue that Jira does not show', () => {
  const hidden = (looks: number, seconds: number): IssueLink =>
    issue({ hidden: { since: T0, looks, at: new Date(Date.parse(NOW) + seconds * 1000).toISOString() } });
  const hiddenSince = (looks: number): Submission => ({ ...TOLD, issue: hidden(looks, 0) });
  const noted = comment('sent:r1', { about: 'sent', revision: 1 });
  const tried = { ...noted, tries: 2, looks: 1, state: 'doubtful', triedAt: T0, problem: LATER } as const;
  const looking = { ...tried, notBefore: T0, lookingUntil: minutes(90) };
  it.each(
    cases([
      [
        'is looked for in five minutes',
        TOLD,
        { what: 'issue-hidden' },
        { issue: issue({ hidden: { since: NOW, looks: 1, at: minutes(65) } }) },
      ],
      ['then ever later', hiddenSince(1), { what: 'issue-hidden' }, { issue: hidden(2, 600) }],
      ['and later', hiddenSince(8), { what: 'issue-hidden' }, { issue: hidden(9, 76_800) }],
      ['once a day at least', hiddenSince(9), { what: 'issue-hidden' }, { issue: hidden(10, 86_400) }],
      ['for years', hiddenSince(2000), { what: 'issue-hidden' }, { issue: hidden(2001, 86_400) }],
      [
        'has the step wait that met it, and no other',
        { ...hiddenSince(1), pendingEffects: [looking, FIELDS] },
        { what: 'issue-hidden', key: noted.key },
        { issue: hidden(2, 600), pendingEffects: [{ ...noted, tries: 2 }, FIELDS] },
      ],
      [
        'leaves in doubt what may have happened',
        { ...hiddenSince(1), pendingEffects: [looking, FIELDS] },
        { what: 'issue-hidden', key: noted.key, inDoubt: true },
        { issue: hidden(2, 600), pendingEffects: [tried, FIELDS] },
      ],
      ['is none where there is none', FAILED, { what: 'issue-hidden' }, {}],
      ['is none where it was deleted', DELETED, { what: 'issue-hidden' }, {}],
      ['is shown again', hiddenSince(3), { what: 'issue-seen' }, { issue: issue() }],
      ['is shown where there is none', FAILED, { what: 'issue-seen' }, {}],
      [
        'is moved, and that is no work on the file',
        hiddenSince(3),
        { what: 'issue-moved', key: 'TEAM-7', projectId: '10001' },
        {
          issue: { ...hiddenSince(3).issue, key: 'TEAM-7', projectId: '10001' },
          changedAt: hiddenSince(3).changedAt,
        },
      ],
      [
        'is moved where there is none',
        FAILED,
        { what: 'issue-moved', key: 'TEAM-7', projectId: '10001' },
        { changedAt: FAILED.changedAt },
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('an issue that somebody deletes', () => {
  const asks = { what: 'decide-unknown', revision: 1, at: T0 } as const;
  const gone = { issue: issue({ deletedAt: NOW }) };
  const hand = pending('hand:r1', { kind: 'hand-over', revision: 1 });
  const approve = { what: 'approve-run', revision: 1, at: T0 } as const;
  const run: Submission = { ...TOLD, kind: 'run', asks: approve, pendingEffects: [hand, FIELDS] };
  const told = ['issue:approval:r1'];
  it.each(
    cases([
      [
        'takes with it what was to happen there, and what was asked; not what goes to DATEV',
        { ...TOLD, asks, pendingEffects: [SEND, FIELDS, DROP, hand] },
        { what: 'issue-deleted' },
        {
          ...gone,
          asks: GONE,
          pendingEffects: [SEND, DROP],
          completedEffects: ['!fields:10001:1', '!hand:r1'],
        },
      ],
      [
        'that only told of an approval leaves the run as it is',
        { ...run, completedEffects: told },
        { what: 'issue-deleted' },
        { ...gone, pendingEffects: [hand], completedEffects: [...told, '!fields:10001:1'] },
      ],
      [
        'that told of something else, too, does not',
        run,
        { what: 'issue-deleted' },
        { ...gone, asks: GONE, pendingEffects: [], completedEffects: ['!hand:r1', '!fields:10001:1'] },
      ],
      [
        'takes other questions with it',
        { ...run, asks, pendingEffects: [], completedEffects: told },
        { what: 'issue-deleted' },
        { ...gone, asks: GONE },
      ],
      [
        'is hidden no more',
        { ...TOLD, issue: issue({ hidden: { since: T0, looks: 1, at: NOW } }) },
        { what: 'issue-deleted' },
        gone,
      ],
      ['is deleted once', { ...DELETED, asks }, { what: 'issue-deleted' }, {}],
      ['was none', { ...FAILED, asks, pendingEffects: [MAKES] }, { what: 'issue-deleted' }, {}],
      [
        'is made anew when somebody wants it',
        DELETED,
        { what: 'issue-wanted' },
        { issue: GONE, pendingEffects: [pending(`issue:${NOW}`, { kind: 'create-issue' })] },
      ],
      [
        'is wanted where none was made',
        FAILED,
        { what: 'issue-wanted' },
        { pendingEffects: [pending(`issue:${NOW}`, { kind: 'create-issue' })] },
      ],
      ['is not wanted while it is there', TOLD, { what: 'issue-wanted' }, {}],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('what is not work on the file', () => {
  const reminds = (quiet?: true): SubmissionEvent => ({
    ...{ what: 'reminded', since: T0, step: 1, days: 3 },
    ...(quiet === undefined ? {} : { quiet }),
  });
  const key = `overdue:${T0}:1`;
  const note = { about: 'overdue', step: 1, days: 3 } as const;
  const reminded = { since: T0, step: 1, quiet: true } as const;
  const remindedOnce: Submission = { ...TOLD, reminded, pendingEffects: [comment(key, note), FIELDS] };
  const done = (what: string): SubmissionEvent => ({ what: 'done', key: what });
  it.each(
    cases([
      [
        'a reminder lets it lie as long as it did',
        TOLD,
        reminds(true),
        { changedAt: T0, reminded, pendingEffects: [comment(key, note)] },
      ],
      [
        'one of an earlier version did not',
        TOLD,
        reminds(),
        { reminded: { since: T0, step: 1 }, pendingEffects: [comment(key, note)] },
      ],
      [
        'that it is told does so, too',
        remindedOnce,
        done(`comment:${key}`),
        { changedAt: T0, pendingEffects: [FIELDS], completedEffects: [`comment:${key}`] },
      ],
      [
        'anything else does not',
        remindedOnce,
        done('fields:10001:1'),
        { pendingEffects: [comment(key, note)], completedEffects: ['fields:10001:1'] },
      ],
      [
        'nor what has no step',
        remindedOnce,
        { what: 'issue-hidden' },
        { issue: issue({ hidden: { since: NOW, looks: 1, at: minutes(65) } }) },
      ],
      ['nor what could have one', remindedOnce, { what: 'issue-seen' }, {}],
      ['what was, cannot begin again', TOLD, UPLOADED, {}],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('a move of the issue', () => {
  const asks = { what: 'close-superseded', jobId: 'job-9', at: T0 } as const;
  const at: Submission = { ...TOLD, asks, candidate: file({ revision: 2 }), files: [file({ revision: 3 })] };
  const moved = { handledHistory: '77' };
  const sentBack = (more: object = {}): SubmissionEvent => ({ what: 'sent-back', history: '77', ...more });
  const returns = (about: string, note: Parameters<typeof comment>[1]) => ({
    ...moved,
    pendingEffects: [back('back:77'), comment(`${about}:77`, note)],
  });
  const WAITS = submission({
    fileName: 'EXTF_r1.csv',
    attempts: [attempt({ fileName: 'EXTF_r1.csv' })],
    files: [file({ name: 'EXTF_1.csv' })],
    pendingEffects: [pending('send:r1', { kind: 'send-extf', revision: 1 })],
  });
  const closed = (more: object = {}) => ({ as: 'closed-without-sending', at: NOW, by: 'anna', ...more });
  const closes = { asks: GONE, candidate: GONE };
  it.each(
    cases([
      ['is ignored, and that once', at, { what: 'move-ignored', history: '77', why: 'in-flight' }, moved],
      ['goes back: no file', at, sentBack(), returns('no-file', { about: 'no-file', moved: true })],
      [
        'goes back: errors in it',
        at,
        sentBack({ errors: 3 }),
        returns('file-errors', { about: 'file-errors', errors: 3, moved: true }),
      ],
      [
        'goes back: not approved',
        at,
        sentBack({ unapproved: true }),
        returns('not-approved', { about: 'not-approved' }),
      ],
      [
        'goes back: not allowed, whatever else',
        at,
        sentBack({ notAllowed: true, unapproved: true, errors: 3 }),
        returns('not-allowed', { about: 'not-allowed' }),
      ],
      [
        'asks whether the same bytes go again, by their number',
        at,
        { what: 'unchanged-asked', history: '77' },
        {
          ...{ ...moved, asks: { what: 'send-unchanged', revision: 3, at: NOW } },
          pendingEffects: [comment('asks:77', { about: 'asks-unchanged', revision: 3 })],
        },
      ],
      [
        'asks so of the first where an earlier version noted none',
        { ...at, files: [] },
        { what: 'unchanged-asked', history: '77' },
        {
          ...{ ...moved, asks: { what: 'send-unchanged', revision: 1, at: NOW } },
          pendingEffects: [comment('asks:77', { about: 'asks-unchanged', revision: 1 })],
        },
      ],
      [
        'closes, and asks why',
        at,
        { what: 'closed', history: '77' },
        {
          ...{ ...closes, ...moved, end: closed() },
          pendingEffects: [comment('closed:77', { about: 'reason-wanted' })],
        },
      ],
      [
        'closed by a click with a reason, the issue rests where closed ones do',
        at,
        { what: 'closed', reason: 'doppelt' },
        {
          ...{ ...closes, end: closed({ reason: 'doppelt' }) },
          pendingEffects: [
            comment(`closed:${NOW}`, { about: 'closed', reason: 'doppelt' }),
            back(`closed:${NOW}`, 'closed'),
          ],
        },
      ],
      [
        'closed while what was ordered waits: it was never ordered',
        WAITS,
        { what: 'closed', reason: 'doppelt', unorders: true },
        {
          end: closed({ reason: 'doppelt' }),
          ...{ fileName: 'EXTF_1.csv', attempts: [], files: [], pendingEffects: [] },
        },
      ],
      [
        'closed while the same bytes wait a second time: the first stay',
        {
          ...WAITS,
          attempts: [attempt({ state: 'failed' }), attempt({ revision: 2, fileName: 'EXTF_r2.csv' })],
          files: [file(), file({ revision: 2 })],
          pendingEffects: [pending('send:r2', { kind: 'send-extf', revision: 2 })],
        },
        { what: 'closed', reason: 'doppelt', unorders: true },
        {
          end: closed({ reason: 'doppelt' }),
          ...{ fileName: 'EXTF_1.csv', pendingEffects: [] },
          ...{ attempts: [attempt({ state: 'failed' })], files: [file()] },
        },
      ],
      [
        'closed before its issue was begun, none is made',
        { ...FAILED, pendingEffects: [MAKES, DROP] },
        { what: 'closed', reason: 'doppelt' },
        { end: closed({ reason: 'doppelt' }), pendingEffects: [DROP], completedEffects: ['!issue'] },
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });

  it('closes in nobody’s name where the app noted it', () => {
    const event = { what: 'closed', history: '77' } as const;
    const byApp = { ...ANNA, actor: { kind: 'app' } as const };
    expect(changes(at, event, byApp)['end']).toStrictEqual({ as: 'closed-without-sending', at: NOW });
  });
});

describe('a step at the issue that comes to its end', () => {
  const delivered = back('delivered:r1', 'delivered');
  const deliveredNote = comment('delivered:r1', { about: 'delivered', revision: 1 });
  const dropped = (key: string): SubmissionEvent => ({
    what: 'dropped',
    key,
    problem: { code: 'x', retry: 'never' },
  });
  const owes = { ...TOLD, pendingEffects: [delivered, back('back:77'), FIELDS, deliveredNote] };
  const without = (key: string) => owes.pendingEffects.filter((one) => one.key !== key);
  const told = (settles?: 'title' | 'title-and-status'): SubmissionEvent => ({
    ...{ what: 'done', key: deliveredNote.key },
    ...(settles === undefined ? {} : { settles }),
  });
  const said = { completedEffects: [deliveredNote.key] };
  const title = pending('title:delivered:r1', { kind: 'retitle' });
  it.each(
    cases([
      [
        'told that it stays open, where Jira lets nobody move it',
        owes,
        dropped('transition:delivered:r1'),
        {
          pendingEffects: [
            ...without('transition:delivered:r1'),
            comment('stays-open:transition:delivered:r1', { about: 'stays-open' }),
          ],
          completedEffects: ['!transition:delivered:r1'],
        },
      ],
      [
        'nothing told of another move',
        owes,
        dropped('transition:back:77'),
        { pendingEffects: without('transition:back:77'), completedEffects: ['!transition:back:77'] },
      ],
      [
        'nor of something else',
        owes,
        dropped('fields:10001:1'),
        { pendingEffects: without('fields:10001:1'), completedEffects: ['!fields:10001:1'] },
      ],
      ['nor twice', owes, dropped('transition:delivered:r7'), {}],
      [
        'told of the delivery, and no more',
        owes,
        told(),
        { ...said, pendingEffects: without(deliveredNote.key) },
      ],
      [
        'and its summary says so',
        owes,
        told('title'),
        { ...said, pendingEffects: [...without(deliveredNote.key), title] },
      ],
      [
        'and its status',
        { ...TOLD, pendingEffects: [deliveredNote] },
        told('title-and-status'),
        { ...said, pendingEffects: [title, delivered] },
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });

  it.each([
    ['stays open', ['send:r1', '!transition:delivered:r1'], true],
    ['does not', ['transition:delivered:r1', '!transition:back:77'], false],
    ['does not', [], false],
  ])('%s', (_, completedEffects, is) => {
    expect(staysOpen({ completedEffects })).toBe(is);
  });
});

describe('a file that comes, and one that goes', () => {
  const asks = { what: 'send-unchanged', revision: 1, at: T0 } as const;
  const waiting = file({ revision: 2, fileId: 'f2', sha256: 'b'.repeat(64), errors: 2 });
  const over = submission({ end: { as: 'closed-without-sending', at: T0 } });
  const at: Submission = { ...TOLD, asks, candidate: waiting };
  const given = file({ revision: 2, fileId: 'f3' });
  const seen = { id: '5', name: 'EXTF_x.csv' };
  const taken = (name: string) => ({
    ...{ asks: GONE, candidate: given },
    warnedAttachments: [
      { id: '6', name: 'EXTF_y.csv' },
      { id: '5', name, gone: true },
    ],
    pendingEffects: [
      pending('remove:5', { kind: 'remove-attachment', attachmentId: '5' }),
      comment('taken:5', { about: 'attachment-taken', name }),
    ],
  });
  const others = [{ id: '6', name: 'EXTF_y.csv' }];
  const overruled = (sha256: string): SubmissionEvent => ({
    what: 'overruled',
    sha256,
    errors: 2,
    reason: 'ok',
  });
  it.each(
    cases([
      ['instead of another', at, { what: 'file-given', file: given }, { asks: GONE, candidate: given }],
      ['taken back', at, { what: 'file-withdrawn' }, { candidate: GONE }],
      [
        'in spite of its errors',
        at,
        overruled(waiting.sha256),
        { candidate: { ...waiting, overruled: { by: 'anna', at: NOW, reason: 'ok' } } },
      ],
      ['not another one', at, overruled('c'.repeat(64)), {}],
      [
        'attached: told of it',
        { ...at, warnedAttachments: others },
        { what: 'attachment-seen', ...seen },
        {
          warnedAttachments: [...others, seen],
          pendingEffects: [comment('attachment:5', { about: 'attachment', name: 'EXTF_x.csv' })],
        },
      ],
      [
        'attached: told once',
        { ...at, warnedAttachments: [...others, seen] },
        { what: 'attachment-seen', ...seen },
        {},
      ],
      [
        'attached, and taken from there',
        { ...at, warnedAttachments: [seen, ...others] },
        { what: 'attachment-taken', id: '5', file: given },
        taken('EXTF_x.csv'),
      ],
      [
        'attached, and taken before anybody was told of it',
        { ...at, warnedAttachments: others },
        { what: 'attachment-taken', id: '5', file: given },
        taken(given.name),
      ],
      [
        'handed in for what was closed and had never gone: it is open again',
        over,
        { what: 'file-given', file: file(), reopens: true },
        { candidate: file(), end: GONE },
      ],
      [
        'handed in for what was closed, as earlier versions noted it',
        over,
        { what: 'file-given', file: file() },
        { candidate: file() },
      ],
      [
        'deleted once it was kept long enough',
        { ...at, files: [file(), file({ revision: 2 })] },
        { what: 'bytes-deleted', revisions: [2] },
        { files: [file(), file({ revision: 2, deletedAt: NOW })] },
      ],
      [
        'deleted with the one that was given after the end and never went',
        { ...at, files: [file()], candidate: file({ revision: 2 }) },
        { what: 'bytes-deleted', revisions: [1, 2], waiting: true },
        { files: [file({ deletedAt: NOW })], candidate: GONE },
      ],
      [
        'deleted, and the one that waits stays',
        { ...at, files: [file()], candidate: file({ revision: 2 }) },
        { what: 'bytes-deleted', revisions: [1, 2] },
        { files: [file({ deletedAt: NOW })] },
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });

  it('in spite of its errors only by a person', () => {
    const byApp = { ...ANNA, actor: { kind: 'app' } as const };
    expect(changes(at, overruled(waiting.sha256), byApp)).toEqual({});
  });
});

describe('what a person has put right', () => {
  const put = (repair: Extract<SubmissionEvent, { what: 'put-right' }>['repair']): SubmissionEvent => ({
    what: 'put-right',
    repair,
  });
  const marks = [
    pending(`property:10001:${NOW}`, { kind: 'write-property' }),
    pending(`fields:10001:${NOW}`, { kind: 'write-fields' }),
  ];
  const title = pending(`title:${NOW}`, { kind: 'retitle' });
  const mapped = pending(`mapped:10001:${NOW}`, { kind: 'edit-fields' });
  const r1 = attempt({ state: 'succeeded', jobId: 'job-1' });
  const delivered: Submission = { ...TOLD, attempts: [r1], end: { as: 'delivered', at: T0 } };
  const no = { what: 'overturned', revision: 1, jobId: 'job-9', cause } as const;
  const failed = { ...r1, state: 'failed', jobId: 'job-9', cause, endedAt: NOW } as const;
  it.each(
    cases([
      ['asked again: nothing', TOLD, put('ask-again'), {}],
      [
        'joined',
        TOLD,
        put('join'),
        { pendingEffects: [pending(`twins:10001:${NOW}`, { kind: 'close-duplicates' })] },
      ],
      ['marks', TOLD, put('write-marks'), { pendingEffects: [...marks, title] }],
      [
        'marks, with ordinary fields',
        { ...TOLD, issue: issue({ mapped: true }) },
        put('write-marks'),
        { pendingEffects: [...marks, mapped, title] },
      ],
      [
        'back, and told what came of it',
        TOLD,
        { what: 'put-right', repair: 'move-back', movesFirst: true },
        {
          pendingEffects: [back(`back:${NOW}`), comment(`back:${NOW}`, { about: 'not-over', moved: true })],
        },
      ],
      [
        'back, once more where Jira did not let us: it was told',
        { ...TOLD, completedEffects: [`!transition:back:${T0}`, `comment:back:${T0}`] },
        { what: 'put-right', repair: 'move-back', movesFirst: true },
        { pendingEffects: [back(`back:${NOW}`)] },
      ],
      ...(
        [
          ['once more where Jira let us', [`transition:back:${T0}`], {}],
          ['after a move that was sent back', ['!transition:back:77'], {}],
          ['where something was sent since', [`!transition:back:${T0}`], { endedAt: minutes(1) }],
        ] as const
      ).map(
        ([words, completedEffects, over]) =>
          [
            `back, and told, ${words}`,
            { ...TOLD, completedEffects, attempts: [attempt({ state: 'failed', cause, ...over })] },
            { what: 'put-right', repair: 'move-back', movesFirst: true },
            {
              pendingEffects: [
                back(`back:${NOW}`),
                comment(`back:${NOW}`, { about: 'not-over', moved: true }),
              ],
            },
          ] satisfies readonly [string, Submission, SubmissionEvent, object],
      ),
      [
        'back, as earlier versions did',
        TOLD,
        put('move-back'),
        { pendingEffects: [comment(`back:${NOW}`, { about: 'not-over' }), back(`back:${NOW}`)] },
      ],
      ['on', TOLD, put('move-on'), { pendingEffects: [back(`delivered:${NOW}`, 'delivered')] }],
      ['closed', TOLD, put('move-closed'), { pendingEffects: [back(`closed:${NOW}`, 'closed')] }],
      ['nothing without an issue', FAILED, put('join'), {}],
      ['nothing at one that was deleted', DELETED, put('join'), {}],
      [
        'an issue, taken up again',
        { ...DELETED, pendingEffects: [MAKES] },
        {
          what: 'issue-taken',
          issue: issue({ mapped: true, deletedAt: T0, hidden: { since: T0, looks: 1, at: T0 } }),
        },
        {
          issue: issue({ mapped: true }),
          ...{ pendingEffects: [...marks, mapped, title], completedEffects: ['!issue'] },
        },
      ],
      [
        '“delivered”, taken back',
        { ...delivered, asks: { what: 'close-superseded', jobId: 'j', at: T0 } },
        no,
        {
          ...{ asks: GONE, end: GONE, attempts: [failed] },
          pendingEffects: [
            pending('property:10001:1', { kind: 'write-property' }),
            FIELDS,
            comment('failed:r1', { about: 'failed-again', revision: 1, jobId: 'job-9', cause }),
            back('failed:r1'),
            title,
          ],
        },
      ],
      [
        '“delivered”, of which the issue was deleted',
        { ...delivered, issue: issue({ deletedAt: T0 }) },
        { ...no, tells: true },
        {
          ...{ end: GONE, attempts: [failed], issue: GONE },
          pendingEffects: [pending(`issue:${NOW}`, { kind: 'create-issue' })],
        },
      ],
      [
        '“delivered”, of a newer number that failed',
        { ...delivered, attempts: [r1, attempt({ revision: 2, state: 'failed' })] },
        no,
        {},
      ],
    ]),
  )('%s', (_, before, event, expected) => {
    expect(changes(before, event)).toStrictEqual(expected);
  });
});

describe('another program that sent the same', () => {
  const event = { what: 'superseded', jobId: 'job-9', program: 'Kanzlei' } as const;
  const asks = { what: 'close-superseded', jobId: 'job-9', at: NOW };
  const { what: about, ...rest } = event;
  it.each(
    cases([
      ['is asked about', FAILED, event, { asks }],
      [
        'is told at the issue',
        TOLD,
        event,
        { asks, pendingEffects: [comment('superseded:job-9', { about, ...rest })] },
      ],
      ['was told', { ...TOLD, completedEffects: ['comment:superseded:job-9'] }, event, {}],
      ['is nothing to what has ended', { ...TOLD, end: { as: 'delivered', at: T0 } }, event, {}],
    ]),
  )('%s', (_, before, what, expected) => {
    expect(changes(before, what)).toStrictEqual(expected);
  });
});
