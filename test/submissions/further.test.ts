import { describe, expect, it } from 'vitest';
import { needsFile } from '../../src/submissions/decisions/before-move';
import { furtherRun } from '../../src/submissions/decisions/further-run';
import { inPhase, inStorms, stormIn } from '../../src/submissions/lists/tally';
import { phaseFor } from '../../src/submissions/phase';
import { fileAtDatev, fileInQuestion, isAsMade } from '../../src/submissions/shown-file';
import type { Attempt, Submission } from '../../src/submissions/submission';
import { file, live, order, UPLOADED } from './life';
import { begun, ran } from './run-life';

describe('a move before which a checked file should be there', () => {
  const meanings = { resubmit: ['done'], closeWithout: ['closed'], deliveredTo: 'rests' };

  it.each([
    [{ from: 'open', to: 'done' }, true],
    [{ from: 'closed', to: 'done' }, true],
    [{ from: 'open', to: 'review' }, true],
    [{ from: 'open', to: 'closed' }, false],
    [{ from: 'done', to: 'open' }, false],
    [{ from: 'closed', to: 'open' }, false],
    [{ from: 'rests', to: 'open' }, false],
  ])('%o: %s', (move, needs) => {
    expect(needsFile(move, meanings)).toBe(needs);
  });

  it('is any, where no status means anything', () => {
    expect(needsFile({ from: 'open', to: 'done' }, undefined)).toBe(true);
  });
});

describe('another run of a period', () => {
  const ended = { ...ran(begun()), end: { as: 'closed-without-sending', at: '' } } as Submission;
  const sent = (attempt: Partial<Attempt>): Submission => {
    const s = live(UPLOADED, order(1));
    return { ...s, attempts: s.attempts.map((one) => ({ ...one, ...attempt })) };
  };
  const cause = { code: 'x', faults: [] };

  it('waits for the end of this one', () => {
    expect(furtherRun(ran(begun()), [])).toBe('not-yet');
  });

  it.each([
    ['refused', { state: 'refused' }, 'nothing-sent'],
    ['failed', { state: 'failed', cause }, 'nothing-sent'],
    ['failed after documents had arrived', { state: 'failed', cause: { ...cause, arrived: 1 } }, 'sent'],
    ['delivered', { state: 'succeeded' }, 'sent'],
    ['on its way once more', { state: 'pending' }, 'not-yet'],
  ] as const)('is told by what became of the files: %s', (_, attempt, further) => {
    expect(furtherRun(ended, [sent(attempt)])).toBe(further);
  });

  it('is not told by images, which are no bookings', () => {
    const image: Submission = { ...sent({ state: 'succeeded' }), kind: 'document' };
    expect(furtherRun(ended, [image])).toBe('nothing-sent');
    expect(furtherRun(ended, [image, sent({ state: 'succeeded' })])).toBe('sent');
  });

  it('is told by any of the files, and any of what went of one', () => {
    const refused = sent({ state: 'refused' });
    const there = sent({ state: 'succeeded' });
    const both = { ...refused, attempts: [...refused.attempts, ...there.attempts] };
    expect(furtherRun(ended, [refused, there])).toBe('sent');
    expect(furtherRun(ended, [both])).toBe('sent');
    expect(furtherRun(ended, [])).toBe('nothing-sent');
  });
});

describe('what is counted', () => {
  const series = { 'oa@0': 3, 'qa@0': 2, 'ob@0': -1, 'x@0': 9 };

  it('of a storm is what is open and what waits for its turn, of all of them together never less than nothing', () => {
    expect(stormIn({ series }, 'a')).toEqual({ open: 3, waiting: 2 });
    expect(stormIn({ series }, 'c')).toEqual({ open: 0, waiting: 0 });
    expect(inStorms([{ series }, { series }])).toEqual({ open: 6, waiting: 4 });
    expect(inStorms([])).toEqual({ open: 0, waiting: 0 });
  });

  it('in a phase nobody is in is nothing', () => {
    expect(inPhase(undefined, 'needs-you')).toBe(0);
  });
});

describe('a run that waits for an approval', () => {
  const others = new Set(['r']);

  it('is under way for whoever may not give it, and needs whoever may', () => {
    expect(phaseFor({ id: 'r', phase: 'needs-you' }, others)).toBe('moving');
    expect(phaseFor({ id: 'other', phase: 'needs-you' }, others)).toBe('needs-you');
    expect(phaseFor({ id: 'r', phase: 'delivered' }, others)).toBe('delivered');
  });
});

describe('bytes as a run made them', () => {
  const attempt = (revision: number, sha256: string): Attempt => ({
    ...{ revision, sha256, referenceId: 'r', fileName: 'f', state: 'succeeded' },
  });
  const made = {
    from: { run: 'r', part: 1, of: 1 } as unknown as NonNullable<Submission['from']>,
    attempts: [attempt(1, 'a'), attempt(2, 'b')],
  };

  it('are told by the revision that is asked for, else by the last one', () => {
    expect([isAsMade(made, 1), isAsMade(made, 2), isAsMade(made)]).toEqual([true, false, false]);
    expect(isAsMade({ attempts: made.attempts }, 1)).toBe(false);
  });
});

describe('the label of a file', () => {
  const named = { ...live(UPLOADED, order(1)), label: 'Kasse Oktober' };

  it.each([
    ['extf', undefined, undefined],
    ['extf', 'Im Stapel', 'Im Stapel'],
    ['dxso', undefined, 'Kasse Oktober'],
    ['document', undefined, 'Kasse Oktober'],
  ] as const)('of %s that has %s in it is %s', (kind, label, wanted) => {
    const its = file(label === undefined ? {} : { label });
    expect(fileAtDatev({ ...named, kind, files: [its] }).label).toBe(wanted);
    expect(fileInQuestion({ ...named, kind, candidate: its }, 'ready').label).toBe(wanted);
  });
});
