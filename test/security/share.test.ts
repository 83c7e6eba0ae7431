import { describe, expect, it } from 'vitest';
import {
  againIn,
  isUsedUp,
  kindOf,
  mayRemember,
  sampled,
  UNUSED,
  withRefusal,
  withUnits,
} from '../../src/security/share';

const AT = 1000 * 60_000;
const used = (read: number, write = 0) => withUnits(UNUSED, { read, write }, AT);

describe('the share of screens', () => {
  it('ends looking before acting, and both before what is left for the rest', () => {
    const ended = [1499, 1500, 2499, 2500].map((read) =>
      (['look', 'act'] as const).map((kind) => isUsedUp(used(read), kind, AT)),
    );
    expect(ended).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ]);
    expect(isUsedUp(used(0, 2500), 'act', AT)).toBe(true);
  });

  it('is there again in the next minute', () => {
    expect(isUsedUp(used(9000), 'look', AT + 59_999)).toBe(true);
    expect(isUsedUp(used(9000), 'look', AT + 60_000)).toBe(false);
    expect(withUnits(used(9000), { read: 3, write: 0 }, AT + 60_000)).toMatchObject({ read: 3 });
  });

  it('is asked for again in the next minute, not by all in the same second', () => {
    expect([againIn(AT + 59_000, 0), againIn(AT + 59_000, 0.999), againIn(AT, 0.5)]).toEqual([1, 21, 70]);
  });

  it('is noted rarely, and right on the whole', () => {
    let sum = 0;
    let writes = 0;
    for (let n = 0; n < 10_000; n += 1) {
      const noted = sampled({ read: 4, write: 1 }, ((n * 7919) % 10_000) / 10_000);
      sum += noted?.read ?? 0;
      writes += noted === undefined ? 0 : 1;
    }
    expect(sum).toBeCloseTo(40_000, -2);
    expect(writes).toBe(1000);
    expect(sampled({ read: 280, write: 0 }, 0.999)).toEqual({ read: 280, write: 0 });
    expect(sampled({ read: 0, write: 0 }, 0)).toBeUndefined();
  });

  it('remembers for a minute that somebody was refused, whatever is used meanwhile', () => {
    expect(mayRemember(UNUSED, AT)).toBe(false);
    const refused = withRefusal(used(3), AT + 59_999);
    expect(withRefusal(refused, AT + 59_999)).toBe(refused);
    const later = withUnits(refused, { read: 5, write: 0 }, AT + 60_000);
    expect(later).toMatchObject({ read: 5 });
    expect(mayRemember(later, AT + 119_999)).toBe(true);
    expect(mayRemember(later, AT + 120_000)).toBe(false);
  });

  it('knows who only looks', () => {
    const looks = ['desk.view', 'submission.version', 'run.rows', 'jira.users', 'pipeline.changes'];
    const acts = ['submission.resubmit', 'file.put', 'file.state', 'submission.presence', 'admin.save'];
    expect(looks.map(kindOf)).toEqual(looks.map(() => 'look'));
    expect(acts.map(kindOf)).toEqual(acts.map(() => 'act'));
  });
});
