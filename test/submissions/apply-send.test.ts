import { describe, expect, it } from 'vitest';
import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import { isLast, settleSend } from '../../src/submissions/life/apply-send';
import type { Submission } from '../../src/submissions/submission';
import { APP, attempt, cases, changes, comment, GONE, issue, NOW, pending, submission } from './changes';
import { file, minutes, T0 } from './life';

const SENT = file();
const NEXT = file({ revision: 3, fileId: 'f3', sha256: 'c'.repeat(64), label: 'Februar' });
const cause = { code: '1008834', faults: [] };
const send = (revision: number) => pending(`send:r${revision}`, { kind: 'send-extf', revision });

describe('a file that somebody orders', () => {
  const rejected = submission({
    files: [SENT],
    attempts: [attempt({ state: 'failed', cause })],
    issue: issue(),
    completedEffects: ['send:r1'],
  });
  const waiting: Submission = {
    ...rejected,
    candidate: NEXT,
    asks: { what: 'send-unchanged', revision: 1, at: T0 },
    end: { as: 'closed-without-sending', at: T0 },
  };
  const order = (over: Partial<EventOf<'ordered'>> = {}): EventOf<'ordered'> => ({
    ...{ what: 'ordered', mode: 'file', fileName: 'EXTF_neu.csv', referenceId: 'ref-neu' },
    ...over,
  });
  const tried = { referenceId: 'ref-neu', fileName: 'EXTF_neu.csv', state: 'sending' } as const;
  const going = (more: object = {}) => ({
    ...{ candidate: GONE, asks: GONE, end: GONE, label: 'Februar', fileName: 'EXTF_neu.csv' },
    files: [SENT, NEXT],
    attempts: [...waiting.attempts, { ...tried, revision: 3, sha256: NEXT.sha256, ...more }],
    pendingEffects: [send(3)],
  });
  const again = {
    fileName: 'EXTF_neu.csv',
    files: [SENT, { ...SENT, revision: 2 }],
    attempts: [...rejected.attempts, { ...tried, revision: 2, sha256: SENT.sha256, by: 'anna' }],
    pendingEffects: [send(2)],
  };
  const approved = { ...NEXT, approved: { by: 'anna', at: NOW } };
  it.each(
    cases([
      ['the corrected one goes under its number', waiting, order(), going({ by: 'anna' })],
      [
        'by a move, which counts once',
        waiting,
        order({ history: '77' }),
        { ...going({ by: 'anna' }), handledHistory: '77' },
      ],
      ['nobody’s, when the app does so', waiting, order(), going(), APP],
      ['by Automation', waiting, order({ byAutomation: true }), going({ by: 'anna', byAutomation: true })],
      ['by a rule as a person', waiting, order({ byRule: true }), going({ by: 'anna', byRule: true })],
      [
        'and approves with it',
        waiting,
        order({ approves: true }),
        { ...going({ by: 'anna' }), files: [SENT, approved] },
      ],
      ['which only a person can', waiting, order({ approves: true }), going(), APP],
      ['the same bytes go under the next number', rejected, order({ mode: 'unchanged' }), again],
      ['a corrected one that is not there does not go', rejected, order(), {}],
      ['nor the same bytes of what has none', submission(), order({ mode: 'unchanged' }), {}],
      [
        'an image goes as it is',
        { ...waiting, kind: 'document' },
        order(),
        {
          ...going({ by: 'anna' }),
          pendingEffects: [pending('put:r3', { kind: 'put-document', revision: 3 })],
        },
      ],
      [
        'a package needs a job, the third of its number',
        { ...waiting, kind: 'dxso', completedEffects: ['open:r3:1', '!open:r3:2', 'open:r1:1', 'link:r3'] },
        order(),
        {
          ...going({ by: 'anna' }),
          pendingEffects: [pending('open:r3:3', { kind: 'open-dxso', revision: 3 })],
        },
      ],
    ]),
  )('%s', (_, before, event, expected, h) => {
    expect(changes(before, event, h)).toStrictEqual(expected);
  });
});

describe('what becomes of a transmission', () => {
  const SENDING = submission({ files: [SENT], attempts: [attempt()], pendingEffects: [send(1)] });
  const told = { ...SENDING, issue: issue() };
  const done = { what: 'done', key: 'send:r1', jobId: 'job-1' } as const;
  const refused = (key: string): SubmissionEvent => ({ what: 'refused', key, cause });
  const no = { state: 'refused', endedAt: NOW, cause } as const;
  const over = { pendingEffects: [], completedEffects: ['send:r1'] };
  const pendingIssue = pending('issue', { kind: 'create-issue' });
  const open = pending('open:r1:1', { kind: 'open-dxso', revision: 1 });
  const fill = (jobId: string, from: number, more: object = {}) =>
    pending(`fill:r1:${jobId}:${from}`, { kind: 'fill-dxso', revision: 1, jobId, from }, more);
  const box: Submission = {
    ...SENDING,
    kind: 'dxso',
    attempts: [attempt({ jobId: 'job' })],
    pendingEffects: [fill('job', 0)],
    completedEffects: ['open:r1:1', '!fill:r1:job:2', 'drop:x:job:1', 'fill:r1:other:0'],
  };
  const drop = pending('drop:job', { kind: 'drop-dxso', jobId: 'job' });
  const forgotten = ['open:r1:1', 'drop:x:job:1', 'fill:r1:other:0'];
  const stateOf = (more: object) => ({ attempts: [attempt(more)] });
  it.each(
    cases([
      [
        'taken: DATEV works on it',
        SENDING,
        done,
        { ...over, ...stateOf({ state: 'pending', sentAt: NOW, jobId: 'job-1' }) },
      ],
      [
        'told at the issue',
        told,
        done,
        {
          ...{ ...over, ...stateOf({ state: 'pending', sentAt: NOW, jobId: 'job-1' }) },
          pendingEffects: [comment('sent:r1', { about: 'sent', revision: 1 })],
        },
      ],
      [
        'not at each of a storm',
        { ...told, storm: 'st1' },
        done,
        { ...over, ...stateOf({ state: 'pending', sentAt: NOW, jobId: 'job-1' }) },
      ],
      [
        'sent when it was sent first, where somebody let it go again',
        { ...SENDING, attempts: [attempt({ sentAt: T0 })] },
        done,
        { ...over, ...stateOf({ state: 'pending', sentAt: T0, jobId: 'job-1' }) },
      ],
      [
        'found after all, although nobody knew',
        { ...SENDING, attempts: [attempt({ state: 'unknown' })] },
        done,
        { ...over, ...stateOf({ state: 'pending', sentAt: NOW, jobId: 'job-1' }) },
      ],
      [
        'a late answer brings nothing back that has failed',
        { ...SENDING, attempts: [attempt({ state: 'failed', cause })] },
        done,
        over,
      ],
      [
        'refused: a person is asked, and what was known of a job is kept',
        { ...SENDING, attempts: [attempt({ jobId: 'job-0' })] },
        refused('send:r1'),
        {
          ...stateOf({ jobId: 'job-0', ...no }),
          ...{ pendingEffects: [pendingIssue], completedEffects: ['!send:r1'] },
        },
      ],
      [
        'nothing is refused that is not to be sent',
        { ...SENDING, pendingEffects: [pendingIssue] },
        refused('issue'),
        {},
      ],
      ['nor what is over', SENDING, refused('send:r2'), {}],
      [
        'a package that is refused leaves no job behind',
        box,
        refused('fill:r1:job:0'),
        {
          ...stateOf(no),
          ...{
            pendingEffects: [drop, pendingIssue],
            completedEffects: [...box.completedEffects, '!fill:r1:job:0'],
          },
        },
      ],
      [
        'a package without a job yet has none to leave',
        { ...box, pendingEffects: [open], completedEffects: [] },
        refused('open:r1:1'),
        {
          ...stateOf({ jobId: 'job', ...no }),
          ...{ pendingEffects: [pendingIssue], completedEffects: ['!open:r1:1'] },
        },
      ],
      [
        'a job is on record before anything goes into it',
        { ...box, attempts: [attempt()], pendingEffects: [open], completedEffects: [] },
        { what: 'done', key: 'open:r1:1', jobId: 'job' },
        { ...stateOf({ jobId: 'job' }), pendingEffects: [fill('job', 0)], completedEffects: ['open:r1:1'] },
      ],
      [
        'a job whose id did not come is made again',
        { ...box, attempts: [attempt()], pendingEffects: [open], completedEffects: [] },
        { what: 'done', key: 'open:r1:1' },
        {
          pendingEffects: [pending('open:r1:2', { kind: 'open-dxso', revision: 1 })],
          completedEffects: ['open:r1:1'],
        },
      ],
      [
        'a slice that is in is forgotten, when the next one goes; of other jobs nothing is',
        box,
        { what: 'done', key: 'fill:r1:job:0', filled: 88 },
        { pendingEffects: [fill('job', 88)], completedEffects: forgotten },
      ],
      [
        'the last slice finishes the job',
        { ...box, completedEffects: [] },
        { what: 'done', key: 'fill:r1:job:0', jobId: 'job' },
        {
          ...stateOf({ jobId: 'job', state: 'pending', sentAt: NOW }),
          ...{ pendingEffects: [], completedEffects: ['fill:r1:job:0'] },
        },
      ],
      [
        'nothing is begun anew but a package',
        SENDING,
        { what: 'started-over', key: 'send:r1', problem: { code: 'x', retry: 'later' } },
        {},
      ],
    ]),
  )('%s', (_, before, event, expected, h) => {
    expect(changes(before, event, h)).toStrictEqual(expected);
  });

  it('a job of which DATEV tells settles what is owed for its number, and another one that was being filled is thrown away', () => {
    const link = pending('fields:1:1', { kind: 'write-fields' });
    const two = { ...box, pendingEffects: [fill('job', 0), send(2), open, link], completedEffects: [] };
    const other = settleSend(two, 1, 'other');
    expect([other.pendingEffects, other.completedEffects]).toEqual([
      [send(2), link, drop],
      ['fill:r1:job:0', 'open:r1:1'],
    ]);
    expect(settleSend(two, 1, 'job').pendingEffects).toEqual([send(2), link]);
  });

  it('a package of which nobody knows how large it is ends with the slice that goes', () => {
    const slice = { revision: 1, jobId: 'job', from: 0, left: [] };
    expect(isLast(box, slice)).toBe(true);
    const large = { ledger: 'cashLedger', month: '2026-11', parts: 500 } as const;
    const of = (revision: number) => ({ ...box, files: [file({ revision, package: large })] });
    expect([isLast(of(1), slice), isLast(of(2), slice)]).toEqual([false, true]);
  });
});

describe('how DATEV’s job ended', () => {
  const AT_DATEV = submission({ attempts: [attempt({ state: 'pending', jobId: 'job-1', sentAt: T0 })] });
  const told = { ...AT_DATEV, issue: issue() };
  const doubtful = pending('send:r1', { kind: 'send-extf', revision: 1 }, { state: 'doubtful', tries: 1 });
  const begun = pending('issue', { kind: 'create-issue' }, { tries: 1 });
  const unstarted = pending('issue', { kind: 'create-issue' });
  const ok = (more: object = {}) =>
    ({ what: 'job-succeeded', revision: 1, jobId: 'job-1', ...more }) as const;
  const no = (more: object = {}) =>
    ({ what: 'job-failed', revision: 1, jobId: 'job-1', cause, ...more }) as const;
  const silent = { what: 'job-silent', revision: 1 } as const;
  const asks = { what: 'decide-unknown', revision: 1, at: NOW };
  const ended = { jobId: 'job-1', sentAt: T0, endedAt: NOW };
  const is = (more: object) => ({ attempts: [attempt(more)] });
  const delivered = { end: { as: 'delivered', at: NOW }, ...is({ ...ended, state: 'succeeded' }) };
  it.each(
    cases([
      [
        'well: delivered, whatever was asked and owed',
        {
          ...AT_DATEV,
          asks: { what: 'decide-unknown', revision: 1, at: T0 },
          pendingEffects: [doubtful, unstarted],
        },
        ok(),
        { ...delivered, asks: GONE, pendingEffects: [], completedEffects: ['send:r1', '!issue'] },
      ],
      ['well, while the issue is being made', { ...AT_DATEV, pendingEffects: [begun] }, ok(), delivered],
      [
        'well, told with what DATEV says of it',
        told,
        ok({ label: 'Januar', records: 12 }),
        {
          ...{ ...delivered, ...is({ ...ended, state: 'succeeded', records: 12 }) },
          pendingEffects: [
            comment('delivered:r1', { about: 'delivered', revision: 1, label: 'Januar', records: 12 }),
          ],
        },
      ],
      ['of a number that we do not know', told, ok({ revision: 2 }), {}],
      [
        'well, said twice',
        {
          ...told,
          attempts: [attempt({ state: 'succeeded', endedAt: T0 })],
          end: { as: 'delivered', at: T0 },
        },
        ok(),
        {},
      ],
      [
        'badly: an issue is to be made, which waits for its turn in a storm',
        AT_DATEV,
        no({ storm: 'st1' }),
        {
          ...is({ ...ended, state: 'failed', cause }),
          ...{ storm: 'st1', pendingEffects: [pending('issue', { kind: 'create-issue' }, { turn: true })] },
        },
      ],
      [
        'badly, while an issue is being made, which is then of no storm',
        { ...AT_DATEV, pendingEffects: [begun] },
        no({ storm: 'st1' }),
        is({ ...ended, state: 'failed', cause }),
      ],
      ['badly, said twice', { ...told, attempts: [attempt({ state: 'failed', endedAt: T0 })] }, no(), {}],
      [
        'badly, after it was delivered',
        { ...told, attempts: [attempt({ state: 'succeeded', endedAt: T0 })] },
        no(),
        {},
      ],
      [
        'badly, and the issue somebody deleted stays deleted',
        { ...AT_DATEV, issue: issue({ deletedAt: T0 }) },
        no(),
        is({ ...ended, state: 'failed', cause }),
      ],
      [
        'badly, with ordinary fields that follow',
        {
          ...AT_DATEV,
          issue: issue({ mapped: true }),
          asks: { what: 'decide-unknown', revision: 1, at: T0 },
        },
        no(),
        {
          asks: GONE,
          ...is({ ...ended, state: 'failed', cause }),
          pendingEffects: [
            pending('property:10001:1', { kind: 'write-property' }),
            pending('fields:10001:1', { kind: 'write-fields' }),
            pending('mapped:10001:1', { kind: 'edit-fields' }),
            comment('failed:r1', { about: 'failed-again', revision: 1, cause, jobId: 'job-1' }),
            pending('transition:failed:r1', { kind: 'transition', towards: 'back' }),
          ],
        },
      ],
      [
        'nobody knows how: a person is asked by an issue',
        AT_DATEV,
        silent,
        { asks, ...is({ jobId: 'job-1', sentAt: T0, state: 'unknown' }), pendingEffects: [unstarted] },
      ],
      [
        'nobody knows how, as DATEV does not know it any more',
        told,
        { ...silent, isLost: true },
        {
          ...{ asks, ...is({ jobId: 'job-1', sentAt: T0, state: 'unknown', isLost: true }) },
          pendingEffects: [comment('unknown:r1', { about: 'unknown', revision: 1 })],
        },
      ],
      ['nothing is silent that is not at DATEV', { ...told, attempts: [attempt()] }, silent, {}],
      [
        'whether it arrived, nobody found out',
        { ...told, attempts: [attempt()], pendingEffects: [doubtful] },
        { what: 'gave-up', key: 'send:r1' },
        {
          ...{ asks, ...is({ state: 'unknown' }), completedEffects: ['!send:r1'] },
          pendingEffects: [comment('unknown:r1', { about: 'unknown', revision: 1 })],
        },
      ],
      [
        'whether a package is whole, nobody found out',
        {
          ...{ ...told, kind: 'dxso' },
          attempts: [attempt({ jobId: 'job' })],
          pendingEffects: [pending('fill', { kind: 'fill-dxso', revision: 1, jobId: 'job', from: 0 })],
        },
        { what: 'gave-up', key: 'fill' },
        {
          ...{ asks, ...is({ jobId: 'job', state: 'unknown', isLost: true }), completedEffects: ['!fill'] },
          pendingEffects: [comment('unknown:r1', { about: 'unknown', revision: 1 })],
        },
      ],
      [
        'whether something else happened, nobody found out: it is left',
        { ...told, pendingEffects: [pending('fields:10001:1', { kind: 'write-fields' })] },
        { what: 'gave-up', key: 'fields:10001:1' },
        { pendingEffects: [], completedEffects: ['!fields:10001:1'] },
      ],
      ['nothing is given up twice', told, { what: 'gave-up', key: 'send:r1' }, {}],
      [
        'an image that is taken is delivered, under DATEV’s id for it',
        {
          ...AT_DATEV,
          kind: 'document',
          attempts: [attempt()],
          pendingEffects: [pending('put:r1', { kind: 'put-document', revision: 1 })],
        },
        { what: 'done', key: 'put:r1', jobId: 'guid' },
        {
          ...{ end: { as: 'delivered', at: NOW }, pendingEffects: [], completedEffects: ['put:r1'] },
          ...is({ state: 'succeeded', jobId: 'guid', sentAt: NOW, endedAt: NOW }),
        },
      ],
      [
        'an image of which an earlier version noted no id is delivered, too',
        {
          ...AT_DATEV,
          kind: 'document',
          attempts: [attempt()],
          pendingEffects: [pending('put:r1', { kind: 'put-document', revision: 1 })],
        },
        { what: 'done', key: 'put:r1' },
        {
          ...{ end: { as: 'delivered', at: NOW }, pendingEffects: [], completedEffects: ['put:r1'] },
          ...is({ state: 'succeeded', jobId: '', sentAt: NOW, endedAt: NOW }),
        },
      ],
    ]),
  )('%s', (_, before, event, expected, h) => {
    expect(changes(before, event, h)).toStrictEqual(expected);
  });
});

describe('a person decides what nobody knows', () => {
  const unknown = submission({
    attempts: [attempt({ state: 'unknown', jobId: 'job-1', isLost: true, sentAt: T0 })],
    issue: issue(),
    asks: { what: 'decide-unknown', revision: 1, at: T0 },
    completedEffects: ['send:r1', '!send:r1', 'comment:unknown:r1', 'send:r11'],
  });
  const again = { what: 'decided', decision: 'send-again' } as const;
  const there = { what: 'decided', decision: 'delivered' } as const;
  const known = { jobId: 'job-1', isLost: true, sentAt: T0 } as const;
  const sends = {
    ...{ asks: GONE, completedEffects: ['comment:unknown:r1', 'send:r11'], pendingEffects: [send(1)] },
  };
  const delivered = { asks: GONE, attempts: [attempt({ ...known, state: 'succeeded', endedAt: NOW })] };
  it.each(
    cases([
      [
        'again, by their word',
        unknown,
        again,
        { ...sends, attempts: [attempt({ ...known, vouchedBy: 'anna' })] },
      ],
      [
        'a document again',
        { ...unknown, kind: 'document', completedEffects: ['!put:r1'] },
        again,
        {
          ...{ asks: GONE, completedEffects: [], attempts: [attempt({ ...known, vouchedBy: 'anna' })] },
          pendingEffects: [pending('put:r1', { kind: 'put-document', revision: 1 })],
        },
      ],
      ['again, by nobody’s word', unknown, again, { ...sends, attempts: [attempt(known)] }, APP],
      [
        'a package again, in a job of its own',
        { ...unknown, kind: 'dxso', completedEffects: ['open:r1:1'] },
        again,
        {
          ...{ asks: GONE, attempts: [attempt({ sentAt: T0, vouchedBy: 'anna' })] },
          pendingEffects: [pending('open:r1:2', { kind: 'open-dxso', revision: 1 })],
        },
      ],
      ['it is there', unknown, there, { ...delivered, end: { as: 'delivered', at: NOW, by: 'anna' } }],
      ['it is there, nobody says', unknown, there, { ...delivered, end: { as: 'delivered', at: NOW } }, APP],
      [
        'it is there, and the issue is told',
        unknown,
        { ...there, tells: true },
        {
          ...{ ...delivered, end: { as: 'delivered', at: NOW, by: 'anna' } },
          pendingEffects: [comment('delivered:r1', { about: 'delivered', revision: 1 })],
        },
      ],
      ['nothing, once it is known', { ...unknown, attempts: [attempt({ state: 'pending' })] }, again, {}],
      ['nothing, of what was never sent', { ...unknown, attempts: [] }, there, {}],
    ]),
  )('%s', (_, before, event, expected, h) => {
    expect(changes(before, event, h)).toStrictEqual(expected);
  });
});

describe('a step that somebody lets go on', () => {
  const held = { state: 'held', tries: 2 } as const;
  const problem = { code: 'datev.later', retry: 'later' } as const;
  const waiting = submission({
    files: [SENT, { ...SENT, revision: 2 }],
    attempts: [attempt(), attempt({ revision: 2 })],
    pendingEffects: [
      pending('send:r2', { kind: 'send-extf', revision: 2 }, held),
      pending('issue', { kind: 'create-issue' }, held),
    ],
  });
  const [sending, making] = waiting.pendingEffects;
  const vouched = [attempt(), attempt({ revision: 2, vouchedBy: 'anna' })];
  const goes = { pendingEffects: [send(2), making] };
  const approved = { by: 'anna', at: NOW };
  const release = (key: string, more: object = {}) => ({ what: 'released', key, ...more }) as const;
  it.each(
    cases([
      ['goes by their right from here on', waiting, release('send:r2'), { ...goes, attempts: vouched }],
      ['goes by nobody’s, when the app lets it', waiting, release('send:r2'), goes, APP],
      [
        'and its file is approved with that, no other',
        waiting,
        release('send:r2', { approves: true }),
        { ...goes, attempts: vouched, files: [SENT, { ...SENT, revision: 2, approved }] },
      ],
      ['which only a person can', waiting, release('send:r2', { approves: true }), goes, APP],
      [
        'is nobody’s word for a file where it sends none',
        waiting,
        release('issue', { approves: true }),
        { pendingEffects: [sending, pending('issue', { kind: 'create-issue' })] },
      ],
      ['is none that is over', waiting, release('send:r1', { approves: true }), {}],
      [
        'is not, where somebody only has it wait',
        waiting,
        { what: 'postponed', key: 'send:r2', notBefore: minutes(90), problem },
        {
          pendingEffects: [
            pending(
              'send:r2',
              { kind: 'send-extf', revision: 2 },
              { tries: 2, notBefore: minutes(90), problem },
            ),
            making,
          ],
        },
      ],
    ]),
  )('%s', (_, before, event, expected, h) => {
    expect(changes(before, event, h)).toStrictEqual(expected);
  });
});
