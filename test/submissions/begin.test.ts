import { describe, expect, it } from 'vitest';
import { environmentOf, isElsewhere } from '../../src/submissions/environment';
import { type BeginEvent, begin } from '../../src/submissions/life/begin';
import { ANNA, APP, attempt, issue, NOW, pending } from './changes';
import { DISCOVERED, file, UPLOADED } from './life';
import { begun } from './run-life';

const common = {
  ...{ v: 1, id: 's1', mandant: '455148-1', startedAt: NOW, changedAt: NOW, files: [], attempts: [] },
  ...{ pendingEffects: [], completedEffects: [], warnedAttachments: [] },
};
const OURS = 'DATEV for Jira';
const mandant = '455148-1';
const { attempt: FAILED } = DISCOVERED;
const labelled = file({ label: 'Februar' });
const boxed = file({ kind: 'dxso', name: 'Paket' });
const from = { run: 'r1', pipeline: 'p1', period: '2026-11', part: 2, of: 2 };
const discovered = {
  ...{ ...common, kind: 'extf', program: 'Kanzlei-Export', origin: 'discovered', label: 'Januar' },
  ...{ fileName: FAILED.fileName, attempts: [FAILED] },
};
const makes = pending('issue', { kind: 'create-issue' });
const watched = (name: string) => ({
  ...{ ...common, kind: 'dxso', program: '', origin: 'discovered', fileName: name },
  attempts: [attempt({ referenceId: '', fileName: name, jobId: 'job-7', state: 'pending' })],
});

it('it belongs to the environment that was chosen, for good; what an earlier version began goes with what is chosen', () => {
  const bound = begin('s1', { ...UPLOADED, environment: 'sandbox' }, ANNA);
  expect(bound).toMatchObject({ environment: 'sandbox' });
  expect([isElsewhere(bound, 'production'), isElsewhere(bound, 'sandbox')]).toEqual([true, false]);
  expect(environmentOf(bound, 'production')).toBe('sandbox');
  const old = begin('s1', UPLOADED, ANNA);
  expect(old).not.toHaveProperty('environment');
  expect([isElsewhere(old, 'production'), isElsewhere(old, 'sandbox')]).toEqual([false, false]);
  expect(environmentOf(old, 'production')).toBe('production');
});

describe('a submission begins', () => {
  it.each<readonly [string, BeginEvent, object]>([
    [
      'with a file',
      UPLOADED,
      {
        ...common,
        kind: 'extf',
        program: OURS,
        origin: 'upload',
        fileName: 'EXTF_neu.csv',
        candidate: file(),
      },
    ],
    [
      'with a file that has a name in DATEV',
      { ...UPLOADED, file: labelled },
      {
        ...{ ...common, kind: 'extf', program: OURS, origin: 'upload', fileName: 'EXTF_neu.csv' },
        ...{ candidate: labelled, label: 'Februar' },
      },
    ],
    [
      'with a package',
      { ...UPLOADED, file: boxed },
      { ...common, kind: 'dxso', program: OURS, origin: 'upload', fileName: 'Paket', candidate: boxed },
    ],
    [
      'with a job that failed elsewhere, and owes an issue',
      DISCOVERED,
      { ...discovered, pendingEffects: [makes] },
    ],
    [
      'with one of many, whose issue waits for its turn',
      { ...DISCOVERED, storm: 'st1' },
      { ...discovered, storm: 'st1', pendingEffects: [{ ...makes, turn: true }] },
    ],
    [
      'with a job whose record is lost, and its issue is not',
      { ...DISCOVERED, storm: 'st1', issue: issue({ deletedAt: NOW }) },
      {
        ...{ ...discovered, issue: issue() },
        pendingEffects: [
          pending(`property:10001:${NOW}`, { kind: 'write-property' }),
          pending(`fields:10001:${NOW}`, { kind: 'write-fields' }),
          pending(`title:${NOW}`, { kind: 'retitle' }),
        ],
      },
    ],
    [
      'with a job that somebody wants to know the end of',
      { what: 'job-watched', mandant, jobId: 'job-7' },
      watched('job-7'),
    ],
    [
      'with one that has a name',
      { what: 'job-watched', mandant, jobId: 'job-7', label: 'Belege' },
      { ...watched('Belege'), label: 'Belege' },
    ],
    [
      'with a run',
      begun(),
      {
        ...{ ...common, kind: 'run', program: OURS, origin: 'run', run: begun().run },
        ...{ fileName: 'Erlöse 2026-11', label: 'Erlöse 2026-11' },
        attempts: [attempt({ referenceId: '', fileName: 'Erlöse 2026-11' })],
        pendingEffects: [pending('make:r1', { kind: 'make-run', revision: 1 })],
      },
    ],
    [
      'with a file that a run made',
      { what: 'produced', mandant, program: OURS, kind: 'extf', file: labelled, from },
      {
        ...{ ...common, kind: 'extf', program: OURS, origin: 'run', fileName: 'EXTF_neu.csv', from },
        ...{ candidate: labelled, label: 'Februar' },
      },
    ],
  ])('%s', (_, event, state) => {
    expect(begin('s1', event, APP)).toStrictEqual(state);
    expect(begin('s1', event, ANNA)).toStrictEqual({ ...state, startedBy: 'anna' });
  });
});
