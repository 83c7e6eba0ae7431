import { describe, expect, it } from 'vitest';
import type { SubmissionEvent } from '../../src/submissions/events';
import type { Submission } from '../../src/submissions/submission';
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
import { file, minutes, T0 } from './life';

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
  const no = { what: 'overturned', revision: 1, jobId: 'job-9', cause: CAUSE } as const;
  const failed = { ...r1, state: 'failed', jobId: 'job-9', cause: CAUSE, endedAt: NOW } as const;
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
            { ...TOLD, completedEffects, attempts: [attempt({ state: 'failed', cause: CAUSE, ...over })] },
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
            comment('failed:r1', { about: 'failed-again', revision: 1, jobId: 'job-9', cause: CAUSE }),
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
