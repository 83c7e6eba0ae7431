import { describe, expect, it } from 'vitest';
import type { SubmissionEvent } from '../../src/submissions/events';
import { isLast } from '../../src/submissions/life/apply-send';
import { SLICE, type Submission } from '../../src/submissions/submission';
import { file, live, order, pendingKeys, UPLOADED } from './life';

const FILES = 2 * SLICE + 10;
const PACKAGE = {
  ...UPLOADED,
  file: file({
    kind: 'dxso',
    package: { ledger: 'accountsPayableLedger', month: '2026-11', parts: FILES },
  }),
};
const OPENED: readonly SubmissionEvent[] = [order(1), { what: 'done', key: 'open:r1:1', jobId: 'job' }];

/** A package of which these slices came to what is said. */
function filled(...events: readonly SubmissionEvent[]): Submission {
  return live(PACKAGE, ...OPENED, ...events);
}

function fillOf(s: Submission) {
  const [pending] = s.pendingEffects;
  if (pending?.effect.kind !== 'fill-dxso') throw new Error('Nothing is to be filled.');
  return { ...pending, effect: pending.effect };
}

describe('a package that is filled in slices', () => {
  it('goes on behind what is in the job', () => {
    const s = filled({ what: 'done', key: 'fill:r1:job:0', filled: SLICE });
    expect(fillOf(s)).toMatchObject({ key: `fill:r1:job:${SLICE}`, effect: { from: SLICE } });
    expect(fillOf(s).effect).not.toHaveProperty('left');
  });

  it('keeps in mind which were left although files behind them are in the job', () => {
    const s = filled({
      what: 'done',
      key: 'fill:r1:job:0',
      filled: 10,
      left: [4, 7],
      problem: { code: 'datev.later', retry: 'later' },
      notBefore: '2026-12-01T09:00:00.000Z',
    });
    expect(fillOf(s)).toMatchObject({
      key: 'fill:r1:job:10',
      effect: { from: 12, left: [4, 7] },
      notBefore: '2026-12-01T09:00:00.000Z',
    });
  });

  it('owes a step of another name when only what was left went', () => {
    const s = filled(
      { what: 'done', key: 'fill:r1:job:0', filled: 10, left: [4, 7] },
      { what: 'done', key: 'fill:r1:job:10', filled: 11, left: [7] },
      { what: 'done', key: 'fill:r1:job:11', filled: 12 },
    );
    expect(pendingKeys(s)).toEqual(['fill:r1:job:12']);
    expect(fillOf(s).effect).toEqual({ kind: 'fill-dxso', revision: 1, jobId: 'job', from: 12 });
  });

  it('is begun in another job ever later when one came to nothing, and held after eight', () => {
    const problem = { code: 'datev.gone', retry: 'later' } as const;
    const turn = (n: number): readonly SubmissionEvent[] => [
      { what: 'done', key: `open:r1:${n}`, jobId: `job-${n}` },
      { what: 'started-over', key: `fill:r1:job-${n}:0`, problem },
    ];
    const waits = Array.from({ length: 8 }, (_, n) => {
      const turns = Array.from({ length: n + 1 }, (__, one) => turn(one + 1)).flat();
      const s = live(PACKAGE, order(1), ...turns);
      const [open] = s.pendingEffects;
      return [open?.state, (Date.parse(open?.notBefore ?? '') - Date.parse(s.changedAt)) / 1000];
    });
    expect(waits).toEqual([
      ...[60, 120, 240, 480, 960, 1920, 3600].map((seconds) => ['due', seconds]),
      ['held', 3600],
    ]);
  });

  it('that DATEV refuses is in no job any more, and the job goes', () => {
    const refused = { what: 'refused', key: 'fill:r1:job:0', cause: { code: 'x', faults: [] } } as const;
    const before = filled();
    expect(before.attempts[0]?.jobId).toBe('job');
    const s = filled(refused);
    expect(s.attempts[0]).toMatchObject({ state: 'refused' });
    expect(s.attempts[0]).not.toHaveProperty('jobId');
    expect(pendingKeys(s)).toContain('drop:job');
  });

  it('is finished by the slice that has all that is missing', () => {
    const s = filled();
    const fill = (from: number, left: readonly number[]) => ({ revision: 1, jobId: 'job', from, left });
    expect(isLast(s, fill(FILES - SLICE - 1, []))).toBe(false);
    expect(isLast(s, fill(FILES - SLICE, []))).toBe(true);
    expect(isLast(s, fill(FILES - SLICE, [3]))).toBe(false);
    expect(isLast(s, fill(FILES - SLICE + 1, [3]))).toBe(true);
  });
});
