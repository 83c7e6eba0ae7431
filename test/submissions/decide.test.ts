import { describe, expect, it } from 'vitest';
import { whyStopped } from '../../src/submissions/decisions/before-move';
import { onMove, order as ordering } from '../../src/submissions/decisions/decide';
import { apply } from '../../src/submissions/life/apply';
import { stateCodeOf } from '../../src/submissions/state-code';
import { DISCOVERED, file, live, order, RESENT, T0, UPLOADED, WITH_ISSUE } from './life';
import { begun, made, ran, refused } from './run-life';

const naming = {
  fileName: (_: unknown, r: number) => `EXTF_r${r}.csv`,
  referenceId: (_: unknown, r: number) => `ref-r${r}`,
};
const resubmit = { history: '5', meaning: 'resubmit' } as const;

describe('what moving an issue asks for', () => {
  it('sends the corrected file under the next revision', () => {
    const s = live(DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: file({ revision: 2 }) });
    expect(onMove(s, resubmit, { outside: false, naming })).toEqual({
      what: 'ordered',
      mode: 'file',
      history: '5',
      fileName: 'EXTF_r2.csv',
      referenceId: 'ref-r2',
    });
  });

  it('goes back with a file that has errors, until an allowed person overrules exactly that file', () => {
    const given = { what: 'file-given', file: file({ revision: 2, errors: 3 }) } as const;
    const faulty = live(DISCOVERED, ...WITH_ISSUE, given);
    const sentBack = { what: 'sent-back', history: '5', errors: 3 };
    expect(onMove(faulty, resubmit, { outside: false, naming })).toEqual(sentBack);
    const overruled = (sha256: string) =>
      apply(
        faulty,
        { what: 'overruled', sha256, errors: 3, reason: 'mit der Kanzlei besprochen' },
        { at: T0, actor: { kind: 'person', id: 'anna' } },
      );
    expect(onMove(overruled('b'.repeat(64)), resubmit, { outside: false, naming })).toEqual(sentBack);
    const released = overruled('a'.repeat(64));
    expect(onMove(released, resubmit, { outside: false, naming })).toMatchObject({ what: 'ordered' });
    expect([stateCodeOf(faulty, false), stateCodeOf(released, false)]).toEqual([
      'file-has-errors',
      'rejected-has-file',
    ]);
    const replaced = apply(released, given, { at: T0, actor: { kind: 'person', id: 'bert' } });
    expect(onMove(replaced, resubmit, { outside: false, naming })).toEqual(sentBack);
  });

  it('sends nothing and goes back without a corrected file', () => {
    expect(onMove(live(DISCOVERED, ...WITH_ISSUE), resubmit, { outside: true, naming })).toEqual({
      what: 'sent-back',
      history: '5',
    });
  });

  it('asks for one click when our own bytes may go unchanged', () => {
    const s = live(
      UPLOADED,
      order(1),
      { what: 'done', key: 'send:r1', jobId: 'j' },
      { what: 'job-failed', revision: 1, jobId: 'j', cause: { code: '1008838', faults: [] } },
    );
    expect(onMove(s, resubmit, { outside: true, naming })).toEqual({ what: 'unchanged-asked', history: '5' });
    expect(onMove(s, resubmit, { outside: false, naming })).toEqual({ what: 'sent-back', history: '5' });
  });

  it('does nothing while DATEV has a file, or after delivery', () => {
    expect(onMove(live(DISCOVERED, ...RESENT), resubmit, { outside: false, naming })).toMatchObject({
      what: 'move-ignored',
      why: 'in-flight',
    });
    const delivered = live(DISCOVERED, ...RESENT, { what: 'job-succeeded', revision: 2, jobId: 'job-2' });
    expect(onMove(delivered, resubmit, { outside: false, naming })).toMatchObject({
      what: 'move-ignored',
      why: 'delivered',
    });
  });

  it('closes without sending on the other meaning', () => {
    expect(
      onMove(
        live(DISCOVERED, ...WITH_ISSUE),
        { history: '5', meaning: 'close-without' },
        { outside: false, naming },
      ),
    ).toEqual({ what: 'closed', history: '5' });
  });
});

describe('a move of what was ordered and waits', () => {
  const waits = live(DISCOVERED, ...RESENT.slice(0, -2));
  const goes = live(DISCOVERED, ...RESENT.slice(0, -1));
  const close = { history: '5', meaning: 'close-without' } as const;
  const how = { outside: false, naming };

  it('closes it, and orders nothing a second time', () => {
    expect(onMove(waits, close, how)).toEqual({ what: 'closed', history: '5', unorders: true });
    expect(onMove(waits, resubmit, how)).toMatchObject({ what: 'move-ignored', why: 'in-flight' });
  });

  it('does nothing once somebody is at it', () => {
    expect(onMove(goes, close, how)).toMatchObject({ what: 'move-ignored', why: 'in-flight' });
  });
});

describe('a move of what a run made, and of a run', () => {
  const from = { run: 'r1', pipeline: 'p1', period: '2026-11', part: 1, of: 1 };
  const given = { what: 'file-given', file: file({ revision: 3, sha256: 'b'.repeat(64) }) } as const;
  const corrected = live(DISCOVERED, ...WITH_ISSUE, given);
  const replaced = { ...corrected, from };
  const ordered = {
    what: 'ordered',
    mode: 'file',
    fileName: 'EXTF_r3.csv',
    referenceId: 'ref-r3',
    history: '5',
  };
  const back = { what: 'sent-back', history: '5' };
  const free = ran(begun(), made());
  const approved = ran(begun(), made(1, { needsApproval: true }));
  const by = { ...resubmit, byAutomation: true } as const;
  const again = { what: 'run-ordered', history: '5' };

  it.each([
    ['a corrected file', corrected, resubmit, undefined, ordered],
    ['by Automation', corrected, by, undefined, { ...ordered, byAutomation: true }],
    ['instead of one that nobody had to approve', replaced, resubmit, free, ordered],
    ['instead of one that was approved', replaced, resubmit, approved, { ...back, unapproved: true }],
    ['instead of one whose run is gone', replaced, resubmit, undefined, { ...back, unapproved: true }],
    ['a run that stopped', ran(begun(), refused()), resubmit, undefined, again],
    ['a run, by Automation', ran(begun(), refused()), by, undefined, { ...again, byAutomation: true }],
    ['a run that waits for approval', approved, resubmit, approved, { ...back, unapproved: true }],
  ] as const)('%s', (_, s, move, its, event) => {
    expect(onMove(s, move, { outside: false, naming, made: its })).toStrictEqual(event);
  });

  it('is stopped before where the file has to be approved', () => {
    const how = { outside: false, naming };
    expect(whyStopped(replaced, { ...how, made: approved })).toBe('run.not-approved');
    expect(whyStopped(replaced, { ...how, made: free })).toBeUndefined();
  });

  it('goes under the number that its file has, the same bytes under the next', () => {
    const name = (s: typeof corrected, mode: 'file' | 'unchanged') => ordering(s, mode, naming).fileName;
    expect([name(corrected, 'file'), name(corrected, 'unchanged')]).toEqual(['EXTF_r3.csv', 'EXTF_r2.csv']);
    expect(name(live(DISCOVERED), 'file')).toBe('EXTF_r2.csv');
  });
});

describe('before an issue moves', () => {
  const how = { outside: false, naming, made: undefined };
  const rejected = live(DISCOVERED, ...WITH_ISSUE);
  const given = (errors: number) =>
    live(DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: file({ revision: 2, errors }) });

  it('is stopped exactly what would be sent back for want of a file', () => {
    expect(whyStopped(rejected, how)).toBe('click.no-file');
    expect(whyStopped(given(3), how)).toBe('click.file-errors');
    expect(whyStopped(given(0), how)).toBeUndefined();
    const closed = { what: 'closed', history: '5' } as const;
    expect(whyStopped(live(DISCOVERED, ...WITH_ISSUE, closed), how)).toBeUndefined();
  });

  it('a run has its own ways, executed again or approved', () => {
    expect(whyStopped(ran(begun(), refused()), how)).toBeUndefined();
    expect(whyStopped(ran(begun(), made(1, { needsApproval: true })), how)).toBeUndefined();
  });
});
