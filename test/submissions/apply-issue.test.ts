import { describe, expect, it } from 'vitest';
import { order } from '../../src/submissions/decisions/decide';
import type { SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import { staysOpen } from '../../src/submissions/life/apply-issue';
import type { IssueLink, Submission } from '../../src/submissions/submission';
import {
  ANNA,
  attempt,
  back,
  CAUSE,
  cases,
  changes,
  comment,
  DELETED,
  DROP,
  FAILED,
  FIELDS,
  GONE,
  issue,
  MAKES,
  NOW,
  pending,
  submission,
  TOLD,
} from './changes';
import { DISCOVERED, file, live, minutes, T0, UPLOADED } from './life';

const SEND = pending('send:r1', { kind: 'send-extf', revision: 1 });
const LATER = { code: 'jira.later', retry: 'later' } as const;
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
    const failed = { what: 'job-failed', revision: 1, jobId: 'j', cause: CAUSE } as const;
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
    { what: 'job-failed', revision: 2, jobId: 'job-2', cause: CAUSE },
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
    expect(owed(then(closed, orderOf(closed), { what: 'refused', key: 'send:r2', cause: CAUSE }))).toEqual([
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
