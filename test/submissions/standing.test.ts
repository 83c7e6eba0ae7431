import { describe, expect, it } from 'vitest';
import { whyNoFile } from '../../src/submissions/decisions/may';
import { settleSend } from '../../src/submissions/life/apply-send';
import { lapsesOf } from '../../src/submissions/life/effort';
import { deliveredLately, noTally } from '../../src/submissions/lists/tally';
import { nextRevision } from '../../src/submissions/parts';
import { phaseOf } from '../../src/submissions/phase';
import { fileAtDatev, fileInQuestion, isAsMade } from '../../src/submissions/shown-file';
import {
  hasNotGone,
  inFlight,
  isMaking,
  isStuck,
  isUnordered,
  sendable,
  standsSince,
} from '../../src/submissions/standing';
import { stateCodeOf } from '../../src/submissions/state-code';
import { stuckAfterEnd } from '../../src/submissions/stuck';
import {
  type Attempt,
  EFFECT_KINDS,
  holds,
  isAtJira,
  isSend,
  type PendingEffect,
  type Submission,
} from '../../src/submissions/submission';
import { file, ISSUE, live, minutes, order, T0, UPLOADED } from './life';
import { begun, ran } from './run-life';

const UPLOAD = live(UPLOADED);
const RUN = ran(begun());
const effect = (
  state: PendingEffect['state'],
  of: PendingEffect['effect'] = { kind: 'write-property' },
): PendingEffect => ({ key: `${of.kind}:${state}`, effect: of, state, tries: 1, looks: 0 });
const SEND = { kind: 'send-extf', revision: 1 } as const;
const attempt = (state: Attempt['state'], more: Partial<Attempt> = {}): Attempt => ({
  ...{ revision: 1, referenceId: 'r', fileName: 'EXTF_a.csv', state, ...more },
});
const upload = (over: Partial<Submission>): Submission => ({
  ...{ ...UPLOAD, attempts: [], pendingEffects: [] },
  ...over,
});
const run = (over: Partial<Submission>): Submission => ({ ...RUN, pendingEffects: [], ...over });
const REFUSED = [attempt('refused')];
const ORIGIN = { run: 'r', part: 1, of: 1 } as unknown as NonNullable<Submission['from']>;
const { candidate: _, ...BARE } = UPLOAD;
const bare = (over: Partial<Submission>): Submission => ({ ...BARE, pendingEffects: [], ...over });
const HELD = [effect('held')];
const hidden = { ...ISSUE, hidden: T0 } as unknown as NonNullable<Submission['issue']>;
const asks = (what: 'close-superseded' | 'send-unchanged' | 'approve-run') =>
  ({ what, at: T0, jobId: 'j', revision: 1, history: '7' }) as unknown as NonNullable<Submission['asks']>;
const faulty = file({ errors: 2 } as object);

describe('where a submission stands', () => {
  it.each<[string, Submission, string, string, boolean]>([
    ['a file that nobody sent yet', upload({}), 'ready', 'needs-you', false],
    ['a file that was withdrawn before anybody sent it', bare({}), 'withdrawn', 'needs-you', false],
    ['one that a run made and has not ordered', upload({ from: ORIGIN }), 'ready', 'moving', false],
    [
      'one that goes',
      upload({ attempts: [attempt('sending')], pendingEffects: [effect('due', SEND)] }),
      ...(['sending', 'moving', true] as const),
    ],
    [
      'one whose sending waits for somebody',
      upload({ attempts: [attempt('sending')], pendingEffects: [effect('held', SEND)] }),
      ...(['stuck', 'needs-you', true] as const),
    ],
    ['one that DATEV works on', bare({ attempts: [attempt('pending')] }), 'pending', 'moving', true],
    [
      'one that DATEV works on, of which a step at Jira waits',
      bare({ attempts: [attempt('pending')], pendingEffects: HELD }),
      ...(['pending', 'needs-you', true] as const),
    ],
    [
      'a job that DATEV lost',
      bare({ attempts: [attempt('unknown', { isLost: true })] }),
      'lost',
      'needs-you',
      true,
    ],
    ['a step that waits', bare({ attempts: REFUSED, pendingEffects: HELD }), 'stuck', 'needs-you', false],
    [
      'what another program sent',
      bare({ attempts: REFUSED, asks: asks('close-superseded') }),
      ...(['superseded', 'needs-you', false] as const),
    ],
    [
      'a corrected file',
      upload({ attempts: REFUSED, candidate: file({ revision: 2 }) }),
      ...(['rejected-has-file', 'needs-you', false] as const),
    ],
    [
      'the same bytes',
      bare({ attempts: REFUSED, asks: asks('send-unchanged') }),
      ...(['asks-unchanged', 'needs-you', false] as const),
    ],
    ['no file', bare({ attempts: REFUSED }), 'rejected', 'needs-you', false],
    [
      'an issue that was deleted',
      bare({ attempts: REFUSED, issue: { ...ISSUE, deletedAt: T0 } }),
      ...(['issue-deleted', 'needs-you', false] as const),
    ],
    [
      'an issue that Jira does not show',
      bare({ attempts: REFUSED, issue: hidden }),
      ...(['issue-hidden', 'needs-you', false] as const),
    ],
    [
      'one that is delivered although Jira does not show its issue',
      bare({ attempts: [attempt('succeeded')], issue: hidden, end: { as: 'delivered', at: T0 } }),
      ...(['delivered', 'delivered', false] as const),
    ],
    [
      'one that is closed',
      bare({ attempts: REFUSED, end: { as: 'closed-without-sending', at: T0 } }),
      ...(['closed', 'closed', false] as const),
    ],
    ['a run that is made', RUN, 'run-making', 'moving', true],
    [
      'a run that is late',
      run({ run: { ...RUN.run, lateAt: T0 } as NonNullable<Submission['run']> }),
      'run-late',
      'moving',
      true,
    ],
    ['a run of which a step waits', run({ pendingEffects: HELD }), 'stuck', 'needs-you', true],
    [
      'a run that asks, whatever waits beside it',
      run({ asks: asks('approve-run'), pendingEffects: HELD, attempts: [attempt('pending')] }),
      ...(['run-approve', 'needs-you', false] as const),
    ],
    ['a run that hands over', run({ attempts: [attempt('pending')] }), 'run-handing', 'moving', true],
    [
      'a run that failed, of which a step waits',
      run({ attempts: REFUSED, pendingEffects: HELD }),
      ...(['rejected', 'needs-you', false] as const),
    ],
    [
      'a run that failed, whose issue was deleted',
      run({ attempts: REFUSED, issue: { ...ISSUE, deletedAt: T0 } }),
      ...(['issue-deleted', 'needs-you', false] as const),
    ],
  ])('%s', (_name, s, code, phase, flies) => {
    expect([stateCodeOf(s, false), phaseOf(s), inFlight(s)]).toEqual([code, phase, flies]);
  });

  it('with a file that has errors is said so, whatever was before', () => {
    expect(stateCodeOf(upload({ candidate: faulty }), false)).toBe('file-has-errors');
    expect(stateCodeOf(upload({ candidate: faulty, attempts: REFUSED }), false)).toBe('file-has-errors');
  });
});

describe('a file that a run made', () => {
  it('is ordered once it was tried, and no more when it was closed', () => {
    expect(isUnordered(upload({ from: ORIGIN }))).toBe(true);
    expect(isUnordered(upload({}))).toBe(false);
    expect(isUnordered(upload({ from: ORIGIN, attempts: REFUSED }))).toBe(false);
    expect(isUnordered(upload({ from: ORIGIN, end: { as: 'closed-without-sending', at: T0 } }))).toBe(false);
  });

  it('takes no corrected file before it is ordered, and a run none at all', () => {
    expect(whyNoFile(upload({ from: ORIGIN }))).toEqual({ code: 'click.in-flight' });
    expect(whyNoFile(upload({ from: ORIGIN, attempts: REFUSED }))).toBeUndefined();
    expect(whyNoFile(upload({}))).toBeUndefined();
    expect(whyNoFile(run({ attempts: REFUSED }))).toMatchObject({ code: expect.any(String) });
  });
});

describe('a step', () => {
  const problem = { code: 'jira.later', retry: 'later' } as const;

  it('may be tried at once when it waits for a person or keeps failing', () => {
    const s = upload({ pendingEffects: [...HELD, { ...effect('due'), problem }, effect('trying')] });
    const keys = ['held', 'due', 'trying', 'none'].map((state) => `write-property:${state}`);
    expect(keys.map((key) => isStuck(s, key))).toEqual([true, true, false, false]);
    expect(isStuck(upload({ pendingEffects: [effect('due')] }), 'write-property:due')).toBe(false);
  });

  it('counts a death when somebody begins while another one still holds it', () => {
    const at = { state: 'due', tries: 1, looks: 0 } as const;
    expect(lapsesOf({ key: 'k', ...at })).toBe(0);
    expect(lapsesOf({ key: 'k', ...at, lapses: 2 })).toBe(2);
    expect(lapsesOf({ key: 'k', ...at, state: 'trying', lapses: 2, leaseUntil: minutes(1) })).toBe(3);
    expect(lapsesOf({ key: 'k', ...at, state: 'trying' })).toBe(1);
    expect(lapsesOf({ key: 'k', ...at, state: 'doubtful', lookingUntil: minutes(1) })).toBe(1);
  });
});

describe('DATEV’s answer', () => {
  const fill = (jobId: string, revision = 1): PendingEffect => ({
    ...effect('due', { kind: 'fill-dxso', revision, jobId, from: 0 }),
    key: `fill:r${revision}:${jobId}:0`,
  });
  const owed = (...all: readonly PendingEffect[]) =>
    settleSend(upload({ kind: 'dxso', pendingEffects: all }), 1, 'job').pendingEffects.map(({ key }) => key);

  it('settles what was owed for the revision, and throws away another job that was being filled', () => {
    expect(owed(fill('job'))).toEqual([]);
    expect(owed(fill('other'))).toEqual(['drop:other']);
    expect(owed(fill('job'), fill('later', 2), effect('due'))).toEqual([
      'fill:r2:later:0',
      'write-property:due',
    ]);
    expect(owed(effect('due', { kind: 'open-dxso', revision: 1 }))).toEqual([]);
  });
});

describe('who ordered', () => {
  it('approves the file only as the second person that a click is', () => {
    const approved = (more: object) => live(UPLOADED, { ...order(1), ...more } as never).files[0]?.approved;
    expect(approved({ approves: true })).toEqual({ by: 'anna', at: minutes(1) });
    expect(approved({})).toBeUndefined();
  });

  it('closed is by whom', () => {
    expect(live(UPLOADED, { what: 'closed', reason: 'doppelt' }).end).toEqual({
      ...{ as: 'closed-without-sending', at: minutes(1), by: 'anna', reason: 'doppelt' },
    });
  });
});

it('delivered lately is what was delivered in the last thirty days, the first of them included', () => {
  const days = { '2026-10-31': 1, '2026-11-01': 2, '2026-11-02': 4, '2026-12-01': 8 };
  expect(deliveredLately({ ...noTally('m'), days }, '2026-12-01T12:00:00.000Z')).toBe(14);
});

describe('what every decision begins with', () => {
  const one = file();
  const failed = attempt('failed');

  it.each<readonly [string, Partial<Submission>, boolean, string | undefined]>([
    [
      'the same bytes, where the file is not to blame',
      { files: [one], attempts: [failed] },
      true,
      'unchanged',
    ],
    ['those that were refused', { files: [one], attempts: REFUSED }, true, 'unchanged'],
    ['nothing, where it is', { files: [one], attempts: [failed] }, false, undefined],
    ['nothing of what did not fail', { files: [one], attempts: [attempt('succeeded')] }, true, undefined],
    ['nothing that is not kept', { files: [file({ deletedAt: T0 })], attempts: [failed] }, true, undefined],
    [
      'nothing that another one has failed',
      { files: [one], attempts: [{ ...failed, revision: 2 }] },
      true,
      undefined,
    ],
    ['nothing where we have none', { attempts: [failed] }, true, undefined],
    ['the corrected one first', { files: [one], attempts: [failed], candidate: one }, true, 'file'],
    ['nothing of a run', { kind: 'run', files: [one], attempts: [failed], candidate: one }, true, undefined],
  ])('goes next: %s', (_name, over, outside, mode) => {
    expect(sendable(bare(over), outside)?.mode).toBe(mode);
  });

  it('has a number, from 1', () => {
    expect(nextRevision(bare({}))).toBe(1);
    expect(nextRevision(bare({ attempts: [{ ...failed, revision: 3 }], files: [one] }))).toBe(4);
    expect(nextRevision(bare({ attempts: [failed], files: [file({ revision: 5 })] }))).toBe(6);
  });

  it('stands so since its delivery, else since its last change', () => {
    const changedAt = minutes(5);
    expect([standsSince({ changedAt }), standsSince({ changedAt, end: { at: T0 } })]).toEqual([
      changedAt,
      T0,
    ]);
  });

  it('is executed as long as one of its steps is that', () => {
    const makes = effect('due', { kind: 'make-run', revision: 1 });
    expect([
      isMaking(run({ pendingEffects: [effect('due'), makes] })),
      isMaking(run({ pendingEffects: HELD })),
    ]).toEqual([true, false]);
  });

  it('is not stuck while somebody is at it, whatever was before', () => {
    const problem = { code: 'jira.later', retry: 'later' } as const;
    expect(
      isStuck(upload({ pendingEffects: [{ ...effect('trying'), problem }] }), 'write-property:trying'),
    ).toBe(false);
    const makes = { ...effect('due', { kind: 'create-issue' }), key: 'due' };
    const ended = bare({
      end: { as: 'delivered', at: T0 },
      pendingEffects: [makes, { ...makes, key: 'held', state: 'held' }],
    });
    expect(stuckAfterEnd(ended, minutes(5))).toEqual(['held']);
  });

  it('is a dry run that stopped: nobody has to do anything', () => {
    const dry = { ...RUN.run, isDry: true } as NonNullable<Submission['run']>;
    const attempts = [attempt('pending'), { ...attempt('refused'), revision: 2 }];
    expect(phaseOf(run({ run: dry, attempts, pendingEffects: HELD }))).toBe('closed');
    expect(phaseOf(run({ run: dry, attempts: attempts.toReversed() }))).toBe('moving');
    expect(phaseOf(run({ attempts }))).toBe('needs-you');
  });

  it('takes long where DATEV knows one of those that nobody knows the end of', () => {
    const unknown = (...jobs: readonly (string | undefined)[]) =>
      stateCodeOf(
        bare({ attempts: jobs.map((jobId) => attempt('unknown', jobId === undefined ? {} : { jobId })) }),
        false,
      );
    expect([unknown(undefined), unknown('j', undefined)]).toEqual(['unknown', 'pending-long']);
    const failedFirst = bare({ attempts: [attempt('failed', { jobId: 'j' }), attempt('unknown')] });
    expect(stateCodeOf(failedFirst, false)).toBe('unknown');
  });

  it('keeps the bytes of a file as long as it waits, or is not deleted', () => {
    const s = bare({
      candidate: file({ fileId: 'new' }),
      files: [one, file({ fileId: 'old', deletedAt: T0 })],
    });
    expect(['new', 'f1', 'old', 'none'].map((id) => holds(s, id))).toEqual([true, true, false, false]);
  });

  it('reaches DATEV by four effects, Looker and DATEV by three more, Jira by all others', () => {
    const sends = EFFECT_KINDS.filter((kind) => isSend({ kind }));
    expect(sends).toEqual(['send-extf', 'open-dxso', 'fill-dxso', 'put-document']);
    const elsewhere = EFFECT_KINDS.filter((kind) => !isAtJira({ kind } as PendingEffect['effect']));
    expect(elsewhere).toEqual([
      ...['send-extf', 'open-dxso', 'fill-dxso', 'drop-dxso', 'put-document', 'make-run', 'hand-over'],
    ]);
  });
});

describe('the file that people are told of', () => {
  const sent = attempt('failed', { sha256: 'sent', jobId: 'j', records: 7 });
  const waits = file({ revision: 2, name: 'EXTF_neu.csv', sha256: 'new', rows: 3, label: 'Neu' });
  const both = bare({ files: [file({ rows: 12, label: 'Alt' })], attempts: [sent], candidate: waits });
  const old = { fileName: 'EXTF_a.csv', label: 'Alt', jobId: 'j', rows: 12, bytes: 900, sha256: 'sent' };
  const next = { fileName: 'EXTF_neu.csv', label: 'Neu', rows: 3, bytes: 900, sha256: 'new' };

  it.each<readonly [string, Submission, object]>([
    ['what DATEV was given last', both, old],
    [
      'of what only DATEV has, what DATEV says',
      bare({ attempts: [sent], label: 'Dort' }),
      { fileName: 'EXTF_a.csv', label: 'Dort', jobId: 'j', rows: 7, sha256: 'sent' },
    ],
    ['before the first time, what waits', bare({ candidate: waits }), next],
    [
      'of a run, its name',
      run({ attempts: [sent], fileName: 'Erlöse', label: 'Erlöse' }),
      { fileName: 'Erlöse', label: 'Erlöse' },
    ],
  ])('is %s', (_name, s, shown) => {
    expect(fileAtDatev(s)).toStrictEqual(shown);
  });

  it('is the one that waits, where it is said of that', () => {
    expect(fileInQuestion(both, 'ready')).toStrictEqual(next);
    expect(fileInQuestion(both, 'file-has-errors')).toStrictEqual(next);
    expect(fileInQuestion(both, 'rejected-has-file')).toStrictEqual(old);
  });

  it('is as it was made only where its hash says so', () => {
    const of = (...hashes: readonly (string | undefined)[]) =>
      hashes.map((sha256, n) => ({
        ...attempt('failed', sha256 === undefined ? {} : { sha256 }),
        revision: n + 1,
      }));
    const is = (...hashes: readonly (string | undefined)[]) =>
      isAsMade({ from: ORIGIN, attempts: of(...hashes) });
    expect([is('a', 'a'), is('a', 'b', 'a'), is('a', 'b'), is(undefined), is()]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(isAsMade({ from: ORIGIN, attempts: of('a', 'b') }, 1)).toBe(true);
  });
});

describe('what was ordered and has not gone', () => {
  const sending = (over: Partial<Attempt> = {}) => [attempt('sending', over)];
  const send = (over: Partial<PendingEffect> = {}, of: PendingEffect['effect'] = SEND): PendingEffect => ({
    ...{ key: 'send:r1', effect: of, state: 'due', tries: 0, looks: 0 },
    ...over,
  });
  const ordered = (pending: readonly PendingEffect[], over: Partial<Attempt> = {}) =>
    bare({ attempts: sending(over), files: [file()], pendingEffects: pending });
  const open = { kind: 'open-dxso', revision: 1 } as const;
  const fill = { kind: 'fill-dxso', revision: 1, jobId: 'j', from: 0 } as const;
  const put = { kind: 'put-document', revision: 1 } as const;
  const AGAIN = { tries: 2, marks: true } as const;

  it.each<[string, Submission, boolean]>([
    ['and nobody has tried', ordered([send()]), true],
    ['as an image', ordered([send({}, put)]), true],
    ['as a package without a job', ordered([send({}, open)]), true],
    ['and was stopped right before its call', ordered([send({ tries: 1, marks: true })]), true],
    ['and waits for somebody', ordered([send({ state: 'held', tries: 1, marks: true })]), true],
    ['beside a step at Jira', ordered([effect('held'), send()]), true],
    ['is at it', ordered([send({ state: 'trying', tries: 1, marks: true })]), false],
    ['may have gone', ordered([send({ state: 'doubtful', tries: 1 })]), false],
    ['may have gone, and waits for somebody', ordered([send({ state: 'held', inDoubt: true })]), false],
    ['was called once', ordered([send({ tries: 1, marks: true, left: true })]), false],
    ['was tried by an earlier version', ordered([send({ tries: 1 })]), false],
    ['was tried before, and left once', ordered([send({ ...AGAIN, earlier: 'may-have-gone' })]), false],
    ['was tried before, and an earlier version noted nothing of it', ordered([send(AGAIN)]), false],
    ['was tried before, and never left', ordered([send({ ...AGAIN, earlier: 'stayed' })]), true],
    ['left at last', ordered([send({ ...AGAIN, earlier: 'stayed', left: true })]), false],
    ['was let go on, and had left', ordered([send({ earlier: 'may-have-gone' })]), false],
    ['as a package whose job could not be made', ordered([send({ state: 'held', tries: 3 }, open)]), true],
    [
      'as a package, by a try that died and died',
      ordered([send({ state: 'held', inDoubt: true }, open)]),
      false,
    ],
    ['as a package that is being filled', ordered([send({}, fill)]), false],
    ['again, after nobody knew whether it had arrived', ordered([send()], { vouchedBy: 'anna' }), false],
    ['again, after it had a job', ordered([send()], { jobId: 'j' }), false],
    ['again, after it was sent', ordered([send()], { sentAt: T0 }), false],
    ['and is at DATEV', bare({ attempts: [attempt('pending')] }), false],
    ['by a run that is made', RUN, false],
    ['by nobody', upload({}), false],
  ])('%s', (_, s, is) => {
    expect(hasNotGone(s)).toBe(is);
  });
});
