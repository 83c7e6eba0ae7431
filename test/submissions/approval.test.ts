import { describe, expect, it } from 'vitest';
import {
  mayHandOver,
  mayLeave,
  needsApproval,
  partIn,
  wantsApproval,
} from '../../src/submissions/decisions/approval';
import type { Approval, Basis } from '../../src/submissions/run';
import type { Submission } from '../../src/submissions/submission';
import { file } from './life';
import { begun, made, makes, ran } from './run-life';

const BASIS: Basis = {
  pipeline: { version: 3, sha256: 'a'.repeat(64) },
  plan: { version: 1, sha256: 'b'.repeat(64) },
};
const FILES = makes().files.map(({ file: one }) => one.sha256);
const approval = (over: Partial<Approval> = {}): Approval => ({
  ...{ by: 'karla', at: '2026-12-01T10:00:00.000Z', revision: 1, files: FILES, basis: BASIS },
  ...over,
});

/** A run that made its files and was approved so. */
function approved(over: Partial<Approval> | null = {}): Submission {
  const state = ran(begun(), made());
  if (state.run === undefined) throw new Error('This is no run.');
  const run = { ...state.run, made: { ...makes(), basis: BASIS, needsApproval: true } as const };
  return { ...state, run: over === null ? run : { ...run, approval: approval(over) } };
}

describe('what an approval is worth', () => {
  it('all of it, when it is exactly what is handed over', () => {
    expect(mayHandOver(approved())).toBe(true);
  });

  it.each([
    ['there is none', null],
    ['it was for another execution', { revision: 2 }],
    ['a file is another', { files: [FILES[0] ?? '', 'c'.repeat(64)] }],
    ['a file is missing', { files: FILES.slice(0, 1) }],
    ['a file came', { files: [...FILES, 'c'.repeat(64)] }],
    ['the pipeline had another number', { basis: { ...BASIS, pipeline: { ...BASIS.pipeline, version: 4 } } }],
    ['the pipeline was another', { basis: { ...BASIS, pipeline: { version: 3, sha256: 'c'.repeat(64) } } }],
    ['the plan was another', { basis: { ...BASIS, plan: { version: 1, sha256: 'c'.repeat(64) } } }],
  ] satisfies readonly (readonly [string, Partial<Approval> | null])[])('nothing, when %s', (_, over) => {
    expect(mayHandOver(approved(over))).toBe(false);
  });

  it('is not asked where the execution needed none, whatever the pipeline says now', () => {
    const free = ran(begun(), made());
    expect([needsApproval(free), mayHandOver(free)]).toEqual([false, true]);
  });

  it('nothing either, when an earlier version of the app noted only who', () => {
    const state = approved(null);
    const old = { ...state, run: { ...state.run, approvedBy: 'karla', made: makes() } } as Submission;
    expect([needsApproval(old), mayHandOver(old)]).toEqual([true, false]);
  });

  it('nothing, when nothing is there that it could be for', () => {
    const { made: _, ...about } = approved().run ?? begun().run;
    expect(mayHandOver({ ...approved(), run: { ...about, approvedBy: 'karla' } })).toBe(false);
  });

  it('is asked of an older run by the question alone, and of no file', () => {
    const free = ran(begun(), made());
    const asking: Submission = { ...free, asks: { what: 'approve-run', revision: 1, at: '' } };
    expect([needsApproval(asking), mayHandOver(asking)]).toEqual([true, false]);
    const { run: _, ...own } = free;
    expect([needsApproval(own), mayHandOver(own)]).toEqual([false, true]);
  });
});

describe('a file of its own', () => {
  const PARTS = ['d'.repeat(64), 'e'.repeat(64)];
  const run = approved({ files: PARTS });
  const from = { run: 's1', pipeline: 'p1', period: '2026-11', part: 2, of: 2 };
  const child = (sha256: string, more: object = {}) =>
    ({ ...run, kind: 'extf', from, files: [{ ...file(), revision: 1, sha256, ...more }] }) as Submission;
  const send = { kind: 'send-extf', revision: 1 } as const;

  it('leaves as what was approved for its part, or as what a second person approved instead', () => {
    const own = child(PARTS[1] ?? '');
    expect(mayLeave(send, { child: own, run })).toBe(true);
    expect(mayLeave(send, { child: child(PARTS[0] ?? ''), run })).toBe(false);
    const other = child('c'.repeat(64));
    expect(mayLeave(send, { child: other, run })).toBe(false);
    const instead = child('c'.repeat(64), { approved: { by: 'lena', at: '' } });
    expect(mayLeave(send, { child: instead, run })).toBe(true);
  });

  it('does not leave when its run cannot be found', () => {
    expect(mayLeave(send, { child: child(PARTS[1] ?? ''), run: undefined })).toBe(false);
  });

  it('is nobody’s business when no run made it, or when it is no sending', () => {
    const { from: _, ...own } = child('c'.repeat(64));
    expect(wantsApproval(file(), { child: own, run: undefined })).toBe(false);
    for (const effect of [{ kind: 'create-issue' }, { kind: 'hand-over', revision: 1 }] as const)
      expect(mayLeave(effect, { child: child('c'.repeat(64)), run })).toBe(true);
    expect(mayLeave({ ...send, revision: 2 }, { child: child('c'.repeat(64)), run })).toBe(true);
  });

  it('is free where its run needed no approval', () => {
    const free = ran(begun(), made());
    expect(wantsApproval(file({ sha256: 'c'.repeat(64) }), { child: child(''), run: free })).toBe(false);
  });
});

describe('who may approve', () => {
  const waiting = approved();
  const run: Submission = {
    ...waiting,
    run: {
      ...(waiting.run ?? begun().run),
      made: { ...makes(), needsApproval: true, givenBy: ['doris', 'berta'] },
    },
    startedBy: 'petra',
    attempts: [
      { revision: 1, referenceId: '', fileName: '', state: 'refused' },
      { revision: 2, referenceId: '', fileName: '', state: 'pending', by: 'otto' },
    ],
  };
  it.each([
    ['petra', 'started'],
    ['otto', 'ordered'],
    ['anna', 'author'],
    ['berta', 'image'],
    ['bernd', 'handed-in'],
    ['albert', 'handed-in'],
    ['karla', undefined],
  ] as const)('%s: %s', (by, part) => {
    expect(partIn({ run, authors: ['anna'], file: file({ by: 'bernd', author: 'albert' }) }, by)).toBe(part);
  });
});
