import { describe, expect, it } from 'vitest';
import { stuckAfterEnd } from '../../src/submissions/stuck';
import type { PendingEffect, Submission } from '../../src/submissions/submission';
import { DISCOVERED, live } from './life';

const END = '2026-12-01T09:00:00.000Z';
const waits = (key: string, effect: PendingEffect['effect'], state: PendingEffect['state'] = 'held') =>
  ({ key, effect, state, tries: 1, looks: 0 }) as const;
const PENDING = [
  waits('issue', { kind: 'create-issue' }),
  waits('send:r2', { kind: 'send-extf', revision: 2 }),
  waits('put:r2', { kind: 'put-document', revision: 2 }),
  waits('make:r1', { kind: 'make-run', revision: 1 }),
  waits('fields', { kind: 'write-fields' }, 'due'),
  waits('transition:failed:r2', { kind: 'transition', towards: 'back' }),
  waits('comment:failed:r2', { kind: 'comment', note: { about: 'failed-again', revision: 2 } as never }),
];
const submission = (end?: Submission['end']): Submission => ({
  ...live(DISCOVERED),
  ...(end === undefined ? {} : { end }),
  pendingEffects: PENDING,
});

describe('what waits for somebody whom nobody asks any more', () => {
  it.each(['delivered', 'closed-without-sending'] as const)(
    'is the issue of a file that is %s: no move back, no question, nothing for DATEV',
    (as) => {
      expect(stuckAfterEnd(submission({ as, at: END }), '2026-12-02T09:00:00.000Z')).toEqual(['issue']);
    },
  );

  it('is nothing while somebody is asked', () => {
    expect(stuckAfterEnd(submission(), '2026-12-02T09:00:00.000Z')).toEqual([]);
  });

  it('is tried for thirty days', () => {
    const ended = submission({ as: 'delivered', at: END });
    expect(stuckAfterEnd(ended, '2026-12-31T09:00:00.000Z')).toEqual(['issue']);
    expect(stuckAfterEnd(ended, '2026-12-31T09:00:00.001Z')).toEqual([]);
  });
});
