import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AuditEntry, chain } from '../../src/audit/chain';
import { isIntact } from '../../src/audit/replay';
import { plusSeconds } from '../../src/kernel/instant';
import { eventOfRunClick } from '../../src/submissions/decisions/click';
import { onMove } from '../../src/submissions/decisions/decide';
import type { Happened, SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import { begin } from '../../src/submissions/life/begin';
import { isAboutEnd } from '../../src/submissions/life/late-issue';
import { dueAt, next } from '../../src/submissions/next';
import { phaseOf } from '../../src/submissions/phase';
import { inFlight } from '../../src/submissions/standing';
import { stateCodeOf } from '../../src/submissions/state-code';
import type { Submission } from '../../src/submissions/submission';
import { file, ISSUE, minutes, pendingKeys, T0, WITH_ISSUE } from './life';
import { begun, CAUSE, EXPECTED_BY, handed, made, makes, ran, refused } from './run-life';

const RETENTION = 30;
const at = (now: string) => ({ now, mayTransmit: true, retentionDays: RETENTION });
const NAMING = { fileName: () => 'x', referenceId: () => 'x' };
const PROBLEM = { code: 'looker.later', retry: 'later' } as const;

/** Code, phase and what is owed. */
function about(s: Submission): readonly [string, string, ...(readonly string[])] {
  return [stateCodeOf(s, false), phaseOf(s), ...pendingKeys(s)];
}

function move(s: Submission, meaning: 'resubmit' | 'close-without', history = '7'): SubmissionEvent {
  return onMove(s, { history, meaning }, { outside: true, naming: NAMING });
}

describe('the life of a run', () => {
  it('begins with its first execution', () => {
    const s = ran(begun());
    expect(about(s)).toEqual(['run-making', 'moving', 'make:r1']);
    expect(s).toMatchObject({ kind: 'run', origin: 'run', fileName: 'Erlöse 2026-11', files: [] });
    expect(s.attempts).toEqual([
      { revision: 1, referenceId: '', fileName: 'Erlöse 2026-11', state: 'sending' },
    ]);
  });

  it('goes on with what Looker was asked, later', () => {
    const progress = { version: 1, pdfs: [{ is: 'asked', id: '17', tries: 1 }] } as const;
    const trying = { what: 'trying', key: 'make:r1', leaseUntil: minutes(9) } as const;
    const s = ran(begun(), trying, {
      what: 'progressed',
      key: 'make:r1',
      notBefore: minutes(5),
      progress,
    });
    expect(s.run?.progress).toEqual(progress);
    expect(next(s, at(minutes(3)))).toEqual({ do: 'rest', until: minutes(5) });
    expect(next(s, at(minutes(5)))).toMatchObject({ do: 'try', pending: { key: 'make:r1' } });
  });

  it('keeps what it does not go on with, as long as what it made', () => {
    const there = (fileId: string) =>
      ({ is: 'there', file: file({ fileId, kind: 'document' }), guid: 'g' }) as const;
    const progress = (version: number, ...pdfs: ReturnType<typeof there>[]) =>
      ({ what: 'progressed', key: 'make:r1', notBefore: T0, progress: { version, pdfs } }) as const;
    const changed = ran(begun(), progress(1, there('old')), progress(2, there('new')));
    expect(changed.files.map(({ fileId }) => fileId)).toEqual(['old']);
    const anew = [progress(2, there('new')), progress(3, there('d1'))] as const;
    const s = ran(begun(), progress(1, there('old')), ...anew, made());
    expect(s.files.map(({ fileId }) => fileId)).toEqual(['old', 'new', 'report1']);
    expect(new Set(s.files.map(({ revision }) => revision)).size).toBe(3);
  });

  it('hands over what was made, and keeps the report', () => {
    const s = ran(begun(), made());
    expect(about(s)).toEqual(['run-handing', 'moving', 'hand:r1']);
    expect(s.run?.made).toEqual(makes());
    expect(s.run).not.toHaveProperty('progress');
    expect(s.files.map(({ fileId, revision }) => [fileId, revision])).toEqual([['report1', 100]]);
    expect(s.attempts[0]).toMatchObject({ state: 'pending', sentAt: minutes(1) });
  });

  it('ends a dry run there, with its files kept until retention is over', () => {
    const s = ran(begun({ isDry: true }), made());
    expect(about(s)).toEqual(['run-tried', 'closed']);
    expect(s.files.map(({ fileId }) => fileId)).toEqual(['report1', 'd1', 'e1']);
    const revisions = s.files.map(({ revision }) => revision);
    expect(new Set(revisions).size).toBe(3);
    const over = plusSeconds(minutes(1), RETENTION * 86_400);
    expect(next(s, at(minutes(60)))).toEqual({ do: 'rest', until: over });
    expect(next(s, at(over))).toEqual({ do: 'forget', revisions });
  });

  it('waits for the second person, and for nobody else', () => {
    const asked = ran(begun(), made(1, { needsApproval: true }));
    expect(about(asked)).toEqual(['run-approve', 'needs-you']);
    expect(asked.asks).toEqual({ what: 'approve-run', revision: 1, at: minutes(1) });
    const wrong = apply(asked, { what: 'approved', revision: 2 }, byAnna(2));
    expect(pendingKeys(wrong)).toEqual([]);
    const s = apply(asked, { what: 'approved', revision: 1 }, byAnna(3));
    expect(about(s)).toEqual(['run-handing', 'moving', 'hand:r1']);
    expect(s.run?.approvedBy).toBe('anna');
    expect(s.asks).toBeUndefined();
    const twice = apply(s, { what: 'approved', revision: 1 }, byAnna(4));
    expect(pendingKeys(twice)).toEqual(['hand:r1']);
  });

  it('is delivered with its last file, without any issue', () => {
    const s = ran(begun(), made(), handed());
    expect(about(s)).toEqual(['run-delivered', 'delivered']);
    expect(s.end).toEqual({ as: 'delivered', at: minutes(2) });
    expect(s.attempts[0]).toMatchObject({ state: 'succeeded', endedAt: minutes(2) });
  });

  it('knows its files when they had ended before anybody noted them', () => {
    const noted = ran(begun(), made(), {
      what: 'progressed',
      key: 'hand:r1',
      notBefore: minutes(5),
      children: ['c1'],
    });
    expect(noted.run?.children).toEqual(['c1']);
    expect(apply(noted, handed(), byAnna(9)).run?.children).toEqual(['c1']);
    const children = ['c1', 'c2'];
    expect(apply(noted, handed(1, { children }), byAnna(9)).run?.children).toEqual(children);
  });

  it('is closed when one of its files was', () => {
    const s = ran(begun(), made(), handed(1, { as: 'closed' }));
    expect(about(s)).toEqual(['closed', 'closed']);
    expect(s.run).not.toHaveProperty('handed');
  });

  it('knows how many of its files are at DATEV when another one was closed', () => {
    const handed2 = { files: 2, delivered: 1 };
    const s = ran(begun(), made(), handed(1, { as: 'closed', handed: handed2 }));
    expect(about(s)).toEqual(['closed', 'closed']);
    expect(s.run?.handed).toEqual(handed2);
  });

  it('whose bookings stayed behind is closed with what of its images arrived, also after another execution', () => {
    const cause = { source: 'run', code: 'run.bookings-behind', faults: [] } as const;
    const there = { files: 3, delivered: 1 };
    const left = handed(1, { as: 'closed', cause, handed: there });
    const closed = { what: 'closed', reason: 'doppelt' } as const;
    const note = { about: 'closed', reason: 'doppelt', handed: there };
    const noted = (s: Submission) => s.pendingEffects.map(({ effect }) => effect);
    const first = ran(begun(), made(), left, ...WITH_ISSUE, closed);
    const second = ran(begun(), made(), left, ...WITH_ISSUE, { what: 'run-ordered' }, refused(2), closed);
    for (const s of [first, second]) {
      expect(s.run?.handed).toEqual(there);
      expect(noted(s)).toContainEqual({ kind: 'comment', note });
    }
  });

  it('is delivered and asks a person to compare when DATEV counted other than we did', () => {
    const cause = { code: 'run.count-differs', faults: [], values: { sent: 118, datev: 117 } };
    const s = ran(begun(), made(), handed(1, { cause }));
    expect(about(s)).toEqual(['run-delivered', 'delivered', 'issue']);
    expect(s.attempts[0]?.cause).toEqual(cause);
    expect(pendingKeys(apply(s, { what: 'run-ordered' }, byAnna(9)))).toEqual(['issue']);
  });

  it('says so in the issue it has already', () => {
    const cause = { code: 'run.count-differs', faults: [], values: { sent: 118, datev: 117 } };
    const before = ran(begun(), refused(), ...WITH_ISSUE, { what: 'run-ordered', history: '5' }, made(2));
    const s = apply(before, handed(2, { cause }), byAnna(9));
    expect(stateCodeOf(s, false)).toBe('run-delivered');
    expect(s.pendingEffects.find(({ key }) => key === 'comment:differs:r2')?.effect).toMatchObject({
      note: { about: 'failed-again', revision: 2, cause },
    });
    expect(pendingKeys(s)).not.toContain('comment:delivered:r2');
  });

  it('opens one issue when it fails; what fails again is told there', () => {
    const failed = ran(begun(), refused());
    expect(about(failed)).toEqual(['rejected', 'needs-you', 'issue']);
    expect(failed.attempts[0]).toMatchObject({ state: 'refused', cause: CAUSE });
    const again = ran(begun(), refused(), ...WITH_ISSUE, { what: 'run-ordered', history: '5' }, refused(2));
    expect(about(again)).toEqual([
      ...['rejected', 'needs-you'],
      ...['property:10001:2', 'fields:10001:2', 'comment:failed:r2', 'transition:failed:r2'],
    ]);
    expect(again.issue?.id).toBe(ISSUE.id);
  });

  it('shows why a dry run failed, and opens no issue', () => {
    const s = ran(begun({ isDry: true }), refused(), { what: 'overdue' });
    expect(pendingKeys(s)).toEqual([]);
    expect(s.attempts[0]?.cause).toEqual(CAUSE);
  });

  it('is executed again after a failure only', () => {
    const ordered = { what: 'run-ordered', mayDiffer: true } as const;
    expect(pendingKeys(ran(begun(), ordered))).toEqual(['make:r1']);
    expect(pendingKeys(ran(begun(), made(), ordered))).toEqual(['hand:r1']);
    expect(pendingKeys(ran(begun(), made(), handed(), ordered))).toEqual([]);
    const s = ran(begun(), refused(), ordered, ordered);
    expect(pendingKeys(s)).toEqual(['issue', 'make:r2']);
    expect(s.attempts.map(({ revision, state, by }) => [revision, state, by])).toEqual([
      [1, 'refused', undefined],
      [2, 'sending', 'anna'],
    ]);
    expect(s.run?.mayDiffer).toBe(true);
    expect(ran(begun(), refused(), ordered, refused(2)).run).not.toHaveProperty('mayDiffer');
  });

  it('is told by an issue when it stops again, also where somebody closed it before the first one was begun', () => {
    const closed = ran(begun(), refused(), { what: 'closed', reason: 'Irrtum' });
    const now = { state: closed, by: 'anna', mayAct: true, isStopped: false, outside: false };
    const click = { click: 'again', mayDiffer: false } as const;
    const again = eventOfRunClick({ ...now, made: { run: undefined, authors: [] } }, click);
    expect(again).toEqual({ ok: true, value: { what: 'run-ordered', tells: true } });
    const begins = apply(closed, { what: 'run-ordered', tells: true }, byAnna(8));
    expect(pendingKeys(apply(begins, refused(2), byAnna(9)))).toEqual(['issue:r2']);
  });

  it('takes a late answer of an execution that is over for nothing', () => {
    const s = ran(begun(), refused(), { what: 'run-ordered' });
    for (const late of [made(), refused(), handed()]) {
      const after = apply(s, late, byAnna(9));
      expect({ ...after, changedAt: s.changedAt }).toEqual(s);
    }
  });
});

function byAnna(minute: number): Happened {
  return { at: minutes(minute), actor: { kind: 'person', id: 'anna' } };
}

describe('a run that is not delivered in time', () => {
  it('is told once, by an issue', () => {
    const s = ran(begun(), { what: 'postponed', key: 'make:r1', notBefore: minutes(9999), problem: PROBLEM });
    expect(dueAt(s, RETENTION)).toBe(EXPECTED_BY);
    expect(next(s, at(plusSeconds(EXPECTED_BY, -1)))).toEqual({ do: 'rest', until: EXPECTED_BY });
    expect(next(s, at(EXPECTED_BY))).toEqual({ do: 'tell-late' });
    const late = apply(s, { what: 'overdue' }, { at: EXPECTED_BY, actor: { kind: 'app' } });
    expect(about(late)).toEqual(['run-late', 'moving', 'make:r1', 'issue']);
    expect(late.run?.lateAt).toBe(EXPECTED_BY);
    const again = apply(late, { what: 'overdue' }, byAnna(99_999));
    expect(again).toEqual({ ...late, changedAt: minutes(99_999) });
    expect(next(late, at(EXPECTED_BY))).toMatchObject({ do: 'try', pending: { key: 'issue' } });
  });

  it.each([
    ['a delivered run', ran(begun(), made(), handed())],
    ['a closed one', ran(begun(), refused(), { what: 'closed', reason: 'doppelt' })],
    ['a dry run', ran(begun({ isDry: true }))],
    ['one that has its issue', ran(begun(), refused(), ...WITH_ISSUE)],
  ])('is not %s', (_, s) => {
    expect(next({ ...s, pendingEffects: [] }, at(plusSeconds(EXPECTED_BY, 60)))).not.toEqual({
      do: 'tell-late',
    });
    expect(pendingKeys(apply(s, { what: 'overdue' }, byAnna(9999)))).toEqual(pendingKeys(s));
  });

  it('is comforted by a comment when it is delivered after all', () => {
    const s = ran(begun(), { what: 'overdue' }, ...WITH_ISSUE, made(), handed());
    expect(about(s)).toEqual(['run-delivered', 'delivered', 'comment:delivered:r1']);
  });
});

describe('what a run ended with', () => {
  it('is what its issue is about where something is to be compared, not where it was closed, or was late', () => {
    const differs = { source: 'run', code: 'run.count-differs', faults: [] } as const;
    expect(isAboutEnd(ran(begun(), made(), handed(1, { cause: differs })))).toBe(true);
    expect(isAboutEnd(ran(begun(), made(), handed()))).toBe(false);
    const closed = apply(ran(begun(), refused()), { what: 'closed', reason: 'doppelt' }, byAnna(5));
    expect(isAboutEnd(closed)).toBe(false);
  });
});

describe('the issue of a stopped run that comes only when somebody has closed the run', () => {
  const trying = { what: 'trying', key: 'issue', leaseUntil: minutes(9) } as const;
  const there = { what: 'done', key: 'issue', issue: ISSUE, tells: true } as const;

  it('is told why it was closed, and rests where closed ones do', () => {
    const stopped = ran(begun(), refused(), trying);
    const closed = apply(stopped, { what: 'closed', reason: 'doppelt' }, byAnna(5));
    const keys = pendingKeys(apply(closed, there, byAnna(6)));
    expect(keys).toEqual(expect.arrayContaining([expect.stringMatching(/^comment:closed:/)]));
    expect(keys).toEqual(expect.arrayContaining([expect.stringMatching(/^transition:closed:/)]));
  });
});

describe('moving the issue of a run', () => {
  const failed = ran(begun(), refused(), ...WITH_ISSUE);

  it('to Done executes it again, once for each move', () => {
    const event = move(failed, 'resubmit');
    expect(event).toEqual({ what: 'run-ordered', history: '7' });
    const s = apply(failed, event, byAnna(9));
    expect(pendingKeys(s)).toEqual(['make:r2']);
    expect(s.handledHistory).toBe('7');
    expect(move(s, 'resubmit', '8')).toMatchObject({ what: 'move-ignored', why: 'in-flight' });
  });

  it('is executed again as whoever accepts what was unusual wants it', () => {
    const again = (event: SubmissionEvent) => apply(failed, event, byAnna(9)).run?.mayDiffer;
    expect(again({ what: 'run-ordered', mayDiffer: true })).toBe(true);
    expect(again({ what: 'run-ordered' })).toBeUndefined();
    const by = (actor: Happened['actor']) =>
      apply(failed, { what: 'run-ordered' }, { at: minutes(9), actor }).attempts.at(-1);
    expect(by({ kind: 'person', id: 'anna' })).toMatchObject({ revision: 2, by: 'anna' });
    expect(by({ kind: 'app' })).not.toHaveProperty('by');
  });

  it('to closing closes it; a later move to Done executes it again', () => {
    const closed = apply(failed, move(failed, 'close-without'), byAnna(9));
    expect(about(closed)).toEqual(['closed', 'closed', 'comment:closed:7']);
    const again = apply(closed, move(closed, 'resubmit', '8'), byAnna(10));
    expect(about(again)).toEqual(['run-making', 'moving', 'comment:closed:7', 'make:r2']);
  });

  it('to Done executes it not again where a later run of its period is there: the issue is closed again and says so', () => {
    const closed = apply(failed, move(failed, 'close-without'), byAnna(9));
    const newer = { ...ran(begun({ revision: 2 })), id: 'r2', issue: { ...ISSUE, key: 'BUCH-9' } };
    const how = { outside: true, naming: NAMING, newer };
    const event = onMove(closed, { history: '8', meaning: 'resubmit' }, how);
    expect(event).toEqual({ what: 'sent-back', history: '8', newer: { key: 'BUCH-9' } });
    const s = apply(closed, event, byAnna(10));
    expect(about(s)).toEqual([
      'closed',
      'closed',
      'comment:closed:7',
      'transition:back:8',
      'comment:newer:8',
    ]);
    expect(s.pendingEffects.map(({ effect }) => effect)).toEqual(
      expect.arrayContaining([
        { kind: 'transition', towards: 'closed' },
        { kind: 'comment', note: { about: 'newer-run', key: 'BUCH-9' } },
      ]),
    );
    expect(s.handledHistory).toBe('8');
    const open = apply(failed, onMove(failed, { history: '8', meaning: 'resubmit' }, how), byAnna(10));
    expect(open.pendingEffects).toMatchObject([{ effect: { towards: 'back' } }, {}]);
    expect(onMove(failed, { history: '8', meaning: 'close-without' }, how)).toMatchObject({ what: 'closed' });
  });

  it('to Done of what waits for approval says that a later run took its place, where one did', () => {
    const waits = ran(begun(), made(1, { needsApproval: true }), ...WITH_ISSUE);
    const newer = { ...ran(begun({ revision: 2 })), id: 'r2', issue: { ...ISSUE, key: 'BUCH-9' } };
    const moved = (later?: Submission) =>
      onMove(waits, { history: '8', meaning: 'resubmit' }, { outside: true, naming: NAMING, newer: later });
    expect(moved(newer)).toEqual({ what: 'sent-back', history: '8', newer: { key: 'BUCH-9' } });
    expect(moved()).toEqual({ what: 'sent-back', history: '8', unapproved: true });
  });

  it('answers no question: what begins as one is executed by a click', () => {
    const cause = { source: 'run', code: 'run.unfinished', faults: [] } as const;
    const asks = ran({ ...begun(), stopped: cause }, ...WITH_ISSUE);
    expect(about(asks)).toEqual(['rejected', 'needs-you']);
    const event = move(asks, 'resubmit');
    expect(event).toEqual({ what: 'sent-back', history: '7', asks: true });
    expect(apply(asks, event, byAnna(9)).pendingEffects.map(({ effect }) => effect)).toEqual([
      { kind: 'transition', towards: 'back' },
      { kind: 'comment', note: { about: 'asks-click' } },
    ]);
    const closed = apply(asks, move(asks, 'close-without'), byAnna(9));
    const back = apply(closed, move(closed, 'resubmit', '8'), byAnna(10));
    expect(back.pendingEffects.map(({ effect }) => effect)).toContainEqual({
      kind: 'transition',
      towards: 'closed',
    });
    // Once somebody has decided, it stops and goes on like any other.
    const failed = ran({ ...begun(), stopped: cause }, ...WITH_ISSUE, { what: 'run-ordered' }, refused(2));
    expect(move(failed, 'resubmit')).toEqual({ what: 'run-ordered', history: '7' });
  });

  it('to closing keeps what was made and never handed over, until retention is over', () => {
    const asking = ran(begun(), { what: 'overdue' }, ...WITH_ISSUE, made(1, { needsApproval: true }));
    const s = apply(asking, move(asking, 'close-without'), byAnna(9));
    expect(stateCodeOf(s, false)).toBe('closed');
    expect(s.asks).toBeUndefined();
    expect(s.files.map(({ fileId }) => fileId)).toEqual(['report1', 'd1', 'e1']);
    expect(new Set(s.files.map(({ revision }) => revision)).size).toBe(3);
    expect(pendingKeys(apply(s, { what: 'approved', revision: 1 }, byAnna(10)))).not.toContain('hand:r1');
    const over = plusSeconds(minutes(9), RETENTION * 86_400);
    expect(next({ ...s, pendingEffects: [] }, at(over))).toMatchObject({
      do: 'forget',
      revisions: [100, 101, 102],
    });
  });

  it('is ignored while its files are on their way, and after delivery', () => {
    const handing = ran(begun(), { what: 'overdue' }, ...WITH_ISSUE, made());
    for (const meaning of ['resubmit', 'close-without'] as const)
      expect(move(handing, meaning)).toMatchObject({ what: 'move-ignored', why: 'in-flight' });
    const delivered = apply(handing, handed(), byAnna(9));
    for (const meaning of ['resubmit', 'close-without'] as const)
      expect(move(delivered, meaning)).toMatchObject({ what: 'move-ignored', why: 'delivered' });
  });

  it('to closing while Looker works keeps the pictures that are there, until retention is over', () => {
    const there = { is: 'there', file: file({ fileId: 'p1', kind: 'document' }), guid: 'g' } as const;
    const progress = { version: 1, pdfs: [there, { is: 'asked', id: '17', tries: 1 }] } as const;
    const working = { what: 'progressed', key: 'make:r1', notBefore: T0, progress } as const;
    const late = ran(begun(), { what: 'overdue' }, ...WITH_ISSUE, working);
    const s = apply(late, move(late, 'close-without'), byAnna(9));
    expect(s.files.map(({ fileId }) => fileId)).toEqual(['p1']);
    const over = plusSeconds(minutes(9), RETENTION * 86_400);
    expect(next({ ...s, pendingEffects: [] }, at(over))).toMatchObject({ do: 'forget' });
  });

  it('to closing while Looker does not answer stops it: nothing is sent any more', () => {
    const late = ran(begun(), { what: 'overdue' }, ...WITH_ISSUE);
    expect(inFlight(late)).toBe(true);
    const s = apply(late, move(late, 'close-without'), byAnna(9));
    expect(about(s)).toEqual(['closed', 'closed', 'comment:closed:7']);
    expect(pendingKeys(apply(s, made(), byAnna(10)))).toEqual(['comment:closed:7']);
    expect(pendingKeys(apply(s, move(s, 'resubmit', '8'), byAnna(11)))).toContain('make:r2');
  });
});

// ---- whatever happens

type Told = { readonly state: Submission; readonly entries: readonly AuditEntry[] };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What may happen next: of anything owed, of something long over, or by a person. */
type Happening = (s: Submission, now: string) => SubmissionEvent;

const KEYS = ['make:r1', 'make:r2', 'make:r3', 'hand:r1', 'hand:r2', 'hand:r3', 'issue'];
const keyOf = (s: Submission, pick: number) => {
  const own = pendingKeys(s).filter((key) => /^(?:make|hand):/.test(key));
  const keys = [...own, ...own, ...own, ...own, ...own, ...own, ...pendingKeys(s), ...KEYS];
  return keys[pick % keys.length] ?? '';
};

/** What executing and handing over end in; sometimes told of the wrong one. */
function endsOf(key: string, revision: number, isWrong: boolean): readonly SubmissionEvent[] {
  const isMake = key.startsWith('make:') !== isWrong;
  return isMake
    ? [
        { ...made(revision), key },
        { ...made(revision, { needsApproval: true }), key },
        { ...refused(revision), key },
        { what: 'progressed', key, notBefore: T0, progress: { version: 1, pdfs: [] } },
      ]
    : [
        { ...handed(revision), key },
        { ...handed(revision, { as: 'closed' }), key },
        { ...handed(revision, { cause: { code: 'run.count-differs', faults: [] } }), key },
        { what: 'progressed', key, notBefore: T0, children: ['c1'] },
      ];
}

const effectEvents: fc.Arbitrary<Happening> = fc
  .record({ pick: fc.nat(60), seconds: fc.nat(90_000), kind: fc.nat(11), isWrong: fc.nat(9) })
  .map(({ pick, seconds, kind, isWrong }) => (s, now) => {
    const key = keyOf(s, pick);
    if (key === 'issue' && kind < 6) return { what: 'done', key, issue: ISSUE };
    const notBefore = plusSeconds(now, seconds);
    const ends = endsOf(key, Number(/r(\d)$/.exec(key)?.[1] ?? 1), isWrong === 0);
    const all: readonly SubmissionEvent[] = [
      { what: 'trying', key, leaseUntil: notBefore },
      { what: 'postponed', key, notBefore, problem: PROBLEM },
      { what: 'doubted', key, notBefore, problem: PROBLEM },
      { what: 'held', key, problem: { ...PROBLEM, retry: 'after-fix' } },
      { what: 'released', key },
    ];
    return all[kind - 7] ?? ends[kind % 4] ?? { what: 'overdue' };
  });

const personEvents: fc.Arbitrary<Happening> = fc
  .record({ kind: fc.nat(6), revision: fc.integer({ min: 1, max: 3 }), history: fc.nat(1000) })
  .map(({ kind, revision, history }) => (s) => {
    const all: readonly SubmissionEvent[] = [
      { what: 'run-ordered', mayDiffer: true },
      { what: 'approved', revision },
      { what: 'overdue' },
      { what: 'issue-deleted' },
      { what: 'bytes-deleted', revisions: [revision * 100] },
      move(s, 'resubmit', String(history)),
      move(s, 'close-without', String(history)),
    ];
    return all[kind] ?? { what: 'overdue' };
  });

const lives = fc.record({
  isDry: fc.nat(4).map((n) => n === 0),
  happenings: fc.array(
    fc.record({
      happening: fc.oneof({ weight: 3, arbitrary: effectEvents }, { weight: 1, arbitrary: personEvents }),
      after: fc.nat(40_000),
    }),
    { minLength: 5, maxLength: 40, size: 'max' },
  ),
});
type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never;

/** Every state of a life, with the history that led to it. */
function* told({ isDry, happenings }: Life): Generator<Told> {
  const event = begun(isDry ? { isDry } : {});
  let now = T0;
  let state = begin('r1', event, { at: now, actor: { kind: 'app' } });
  let entries: readonly AuditEntry[] = [
    chain<SubmissionEvent>(undefined, { subject: 'r1', at: now, actor: { kind: 'app' }, event }, sha256),
  ];
  yield { state, entries };
  for (const { happening, after } of happenings) {
    now = plusSeconds(now, after);
    const happened: Happened = { at: now, actor: { kind: 'person', id: 'anna' } };
    const happens = happening(state, now);
    state = apply(state, happens, happened);
    const last = entries.at(-1);
    entries = [...entries, chain(last, { subject: 'r1', ...happened, event: happens }, sha256)];
    yield { state, entries };
  }
}

/** How often each key came onto the list of what is owed. */
function timesOwed(states: readonly Submission[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  states.forEach((s, n) => {
    const before = new Set(n === 0 ? [] : pendingKeys(states[n - 1] ?? s));
    for (const key of pendingKeys(s)) if (!before.has(key)) times.set(key, (times.get(key) ?? 0) + 1);
  });
  return times;
}

it('lives of all kinds are tried', () => {
  const ends = fc.sample(lives, { numRuns: 500, seed: 1 }).map((life) => statesOf(life).at(-1)?.end?.as);
  for (const as of ['delivered', 'closed-without-sending', 'tried'] as const)
    expect(ends.filter((end) => end === as).length, as).toBeGreaterThan(25);
});

const statesOf = (life: Life) => [...told(life)].map(({ state }) => state);
const RUNS = { numRuns: 800 };

describe('whatever happens to a run', () => {
  it('its history gives its state', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { state, entries } = [...told(life)].at(-1) ?? { state: ran(begun()), entries: [] };
        const stored = JSON.parse(JSON.stringify({ state, entries })) as Told;
        expect(isIntact(stored.entries, stored.state, sha256)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('each revision is executed once and handed over once, and there is one issue', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const [key, times] of timesOwed(statesOf(life))) expect([key, times]).toEqual([key, 1]);
      }),
      RUNS,
    );
  });

  it('one execution at a time, never beside a transfer', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const s of statesOf(life)) {
          const own = s.pendingEffects.filter(({ effect }) => /^(?:make-run|hand-over)$/.test(effect.kind));
          expect(own.length).toBeLessThanOrEqual(1);
          if (own.length > 0) expect(s.end).toBeUndefined();
        }
      }),
      RUNS,
    );
  });

  it('what was delivered stays delivered and is never executed again', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const states = statesOf(life);
        const delivered = states.findIndex((s) => s.end?.as === 'delivered');
        if (delivered === -1) return;
        for (const s of states.slice(delivered)) {
          expect(s.end?.as).toBe('delivered');
          expect(pendingKeys(s).filter((key) => /^(?:make|hand):/.test(key))).toEqual([]);
          expect(s.attempts).toEqual(states[delivered]?.attempts);
        }
      }),
      RUNS,
    );
  });

  it('a dry run hands nothing over and opens no issue', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const s of statesOf({ ...life, isDry: true })) {
          expect(s.pendingEffects.filter(({ effect }) => effect.kind !== 'make-run')).toEqual([]);
          expect(s.end?.as).not.toBe('delivered');
        }
      }),
      RUNS,
    );
  });

  it('it is due no later than it has something to do', () => {
    fc.assert(
      fc.property(lives, fc.nat(200_000), (life, later) => {
        for (const s of statesOf(life)) {
          const now = plusSeconds(s.changedAt, later);
          const step = next(s, at(now));
          const wanted = step.do === 'rest' ? step.until : now;
          if (wanted !== undefined) expect((dueAt(s, RETENTION) ?? 'never') <= wanted).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('every state has its words and its phase', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const s of statesOf(life)) {
          const [code, phase] = about(s);
          expect(code).toMatch(/^(?:run-|rejected$|closed$|stuck$|issue-deleted$)/);
          // A dry run that stopped shows why on its page and waits for nobody.
          const isTried = s.run?.isDry === true && s.attempts.at(-1)?.state === 'refused';
          if (s.end === undefined) expect(isTried ? ['closed'] : ['needs-you', 'moving']).toContain(phase);
        }
      }),
      RUNS,
    );
  });
});
