import { describe, expect, it } from 'vitest';
import { whyNoFile } from '../../src/submissions/decisions/may';
import { settleSend } from '../../src/submissions/life/apply-send';
import { lapsesOf } from '../../src/submissions/life/effort';
import { deliveredLately, noTally } from '../../src/submissions/lists/tally';
import { phaseOf } from '../../src/submissions/phase';
import { inFlight, isStuck, isUnordered } from '../../src/submissions/standing';
import { stateCodeOf } from '../../src/submissions/state-code';
import type { Attempt, PendingEffect, Submission } from '../../src/submissions/submission';
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
