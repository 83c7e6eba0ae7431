import { describe, expect, it } from 'vitest';
import { apply } from '../../src/submissions/life/apply';
import { expired, forgetAt, isLooseIn } from '../../src/submissions/retention';
import type { Submission } from '../../src/submissions/submission';
import { file, live, minutes, order, T0, UPLOADED } from './life';
import { begun, made, ran } from './run-life';

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
    const drop = { key: 'drop:j1', effect: { kind: 'drop-dxso', jobId: 'j1' } };
    const pending = { ...over, pendingEffects: [drop] } as unknown as Submission;
    expect(expired(pending, { now: daysOn(400), retentionDays: 30 })).toEqual([]);
  });

  it('are kept no longer by what is only to be said at the issue, which Jira may never show again', () => {
    const comment = { kind: 'comment', note: { about: 'delivered', revision: 1 } };
    const waits = { ...over, pendingEffects: [{ key: 'c', effect: comment }] } as unknown as Submission;
    expect(expired(waits, { now: daysOn(30), retentionDays: 30 })).toEqual([1]);
    const sends = { key: 'send:r1', effect: { kind: 'send-extf', revision: 1 } };
    expect(forgetAt({ ...waits, pendingEffects: [sends] } as unknown as Submission, 30)).toBeUndefined();
  });

  it('of a file that was given after the end and never went are kept from then, and go', () => {
    const candidate = file({ revision: 2, fileId: 'f2', at: daysOn(10) });
    const given = { ...over, files: [], candidate } as unknown as Submission;
    expect(forgetAt(given, 30)).toBe(daysOn(40));
    expect(expired(given, { now: daysOn(40), retentionDays: 30 })).toEqual([2]);
    const earlier = { ...given, candidate: { ...candidate, at: minutes(-5) } } as Submission;
    expect(forgetAt(earlier, 30)).toBe(daysOn(30));
  });

  it('are deleted once', () => {
    const gone = { ...over, files: [file({ deletedAt: daysOn(30) }), file({ revision: 2 })] } as Submission;
    expect(expired(gone, { now: daysOn(31), retentionDays: 30 })).toEqual([2]);
  });
});

describe('bytes that were stored for a run, or let go', () => {
  const of = (s: Submission, id: string) => isLooseIn(s, id);
  const making = ran(begun());
  const image = { is: 'there', file: file({ fileId: 'p1' }), guid: 'g' } as const;
  const progress = { version: 3, pdfs: [image, { is: 'asked', id: 'x', tries: 1 }] } as const;
  const reading = ran(begun(), { what: 'progressed', key: 'make:r1', notBefore: T0, progress });
  const closed = ran(begun(), { what: 'closed', history: '7' });
  const late = ran(begun(), { what: 'closed', history: '7' }, made());

  it.each([
    ['may still come on record while it is made', making, 'e1', 'open'],
    ['are on record as what Looker answered so far', reading, 'p1', 'held'],
    ['are on record as what was made', ran(begun(), made()), 'e1', 'held'],
    ['are on record as its report', ran(begun(), made()), 'report1', 'held'],
    ['are nobody’s once it was closed while it was made', closed, 'e1', 'loose'],
    ['are nobody’s, too, when it hears of them afterwards', late, 'report1', 'loose'],
    ['are nobody’s where it made others', ran(begun(), made()), 'e0', 'loose'],
  ] as const)('%s', (_, state, id, is) => {
    expect(of(state, id)).toBe(is);
  });

  it('of a run are nobody’s once its retention has deleted them, though it names what it made', () => {
    const s = ran(begun(), made());
    const one = s.run?.made?.files[0]?.file;
    if (one === undefined) throw new Error('nothing was made');
    const kept = (more: object) => ({ ...s, files: [{ ...one, ...more }] }) as Submission;
    expect(of(kept({}), one.fileId)).toBe('held');
    expect(of(kept({ deletedAt: T0 }), one.fileId)).toBe('loose');
  });

  it('are nobody’s when they are deleted, or not there', () => {
    const s = live(UPLOADED, order(1));
    expect(of(s, 'f1')).toBe('held');
    expect(
      of(apply(s, { what: 'bytes-deleted', revisions: [1] }, { at: T0, actor: { kind: 'app' } }), 'f1'),
    ).toBe('loose');
  });
});
