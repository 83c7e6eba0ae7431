import { expect, it } from 'vitest';
import { joined } from '../../static/panel/joined-timeline';

const entries = (...seqs: number[]) =>
  seqs.map((seq) => ({
    ...{ seq, at: '2026-12-01T08:00:00.000Z', text: `Entry ${seq}`, tone: 'moved' as const },
    actor: { kind: 'app' as const, name: 'DATEV for Jira' },
  }));
const seqsOf = (newest: number[], asked: number[]) => {
  const { entries: all, before } = joined(entries(...newest), entries(...asked));
  return { seqs: all.map(({ seq }) => seq), before };
};

it('joins what was asked for to the newest, each once', () => {
  expect(seqsOf([9, 8, 7], [])).toEqual({ seqs: [9, 8, 7], before: 7 });
  expect(seqsOf([9, 8, 7], [9, 8, 7, 6, 5])).toEqual({ seqs: [9, 8, 7, 6, 5], before: 5 });
});

it('keeps it when the newest moved on, as long as there is no gap', () => {
  expect(seqsOf([11, 10, 9], [9, 8, 7, 6, 5])).toEqual({ seqs: [11, 10, 9, 8, 7, 6, 5], before: 5 });
  expect(seqsOf([20, 19, 18], [9, 8, 7, 6, 5])).toEqual({ seqs: [20, 19, 18], before: 18 });
});

it('ends at the first entry', () => {
  expect(seqsOf([3, 2, 1], [])).toEqual({ seqs: [3, 2, 1], before: undefined });
  expect(seqsOf([], [])).toEqual({ seqs: [], before: undefined });
});
