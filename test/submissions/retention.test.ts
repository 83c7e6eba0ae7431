import { describe, expect, it } from 'vitest';
import { expired, forgetAt } from '../../src/submissions/retention';
import type { Submission } from '../../src/submissions/submission';
import { file, T0 } from './life';

const DAY = 86_400_000;
const daysOn = (days: number) => new Date(Date.parse(T0) + days * DAY).toISOString();
const over = {
  files: [file()],
  pendingEffects: [],
  end: { is: 'delivered', at: T0 },
} as unknown as Submission;

describe('the bytes of a file', () => {
  it('are kept to the day', () => {
    expect(forgetAt(over, 30)).toBe(daysOn(30));
    expect(expired(over, { now: daysOn(29.999), retentionDays: 30 })).toEqual([]);
    expect(expired(over, { now: daysOn(30), retentionDays: 30 })).toEqual([1]);
  });

  it('stay as long as it has not ended or something is still to happen', () => {
    const { end: _, ...open } = over;
    expect(forgetAt(open as Submission, 30)).toBeUndefined();
    const pending = { ...over, pendingEffects: [{ key: 'comment:delivered' }] } as unknown as Submission;
    expect(expired(pending, { now: daysOn(400), retentionDays: 30 })).toEqual([]);
  });

  it('are deleted once', () => {
    const gone = { ...over, files: [file({ deletedAt: daysOn(30) }), file({ revision: 2 })] } as Submission;
    expect(expired(gone, { now: daysOn(31), retentionDays: 30 })).toEqual([2]);
  });
});
