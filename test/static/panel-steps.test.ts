import { describe, expect, it } from 'vitest';
import { fileWord, handInWord } from '../../static/panel/file-words';
import { stepsOf } from '../../static/panel/steps';
import { told } from '../../static/panel/told-timeline';

const said = (view: Parameters<typeof stepsOf>[0]) => stepsOf(view).map(({ word, is }) => `${word}: ${is}`);
const cause = { code: '1008834' };
const first = { revision: 1 };
const file = { errors: 0 } as NonNullable<Parameters<typeof stepsOf>[0]['candidate']>;

describe('a file', () => {
  const words = (view: object) => {
    const known = { files: [], facts: {}, ...view };
    return [handInWord(known), fileWord(known)];
  };

  it.each<[string, object, readonly string[]]>([
    ['that waits to be sent for the first time', { candidate: file }, ['chooseSame', 'fileToSend']],
    ['that was withdrawn before it was sent', {}, ['chooseSame', 'fileToSend']],
    ['that was sent', { files: [file], candidate: file }, ['chooseCorrected', 'corrected']],
    ['of another program that DATEV refused', { cause }, ['chooseCorrected', 'corrected']],
    ['that DATEV has', { facts: { jobId: 'j1' } }, ['chooseCorrected', 'corrected']],
    ['that is not to blame', { cause, isFileFine: true }, ['chooseSame', 'fileToSend']],
    [
      'put in place of one that is not',
      { cause, isFileFine: true, candidate: file },
      ['chooseSame', 'corrected'],
    ],
  ])('%s is called what it is', (_, view, called) => {
    expect(words(view)).toEqual(called);
  });
});

describe('the way of a file', () => {
  it('goes from sent over rejected and corrected to delivered', () => {
    const way = [
      said({ state: 'rejected', cause, facts: first }),
      said({ state: 'rejected-has-file', cause, facts: first, candidate: file }),
      said({ state: 'sending', cause, facts: first, candidate: file }),
      said({ state: 'pending', facts: { revision: 2 } }),
      said({ state: 'delivered', facts: { revision: 2 } }),
    ];
    expect(way).toEqual([
      ['stepSent: done', 'stepRejected: bad', 'stepCorrected: ahead', 'stepDelivered: ahead'],
      ['stepSent: done', 'stepRejected: bad', 'stepCorrected: here', 'stepDelivered: ahead'],
      ['stepSent: done', 'stepRejected: bad', 'stepCorrected: done', 'stepOnItsWay: here'],
      ['stepSent: done', 'stepRejected: bad', 'stepCorrected: done', 'stepOnItsWay: here'],
      ['stepSent: done', 'stepRejected: bad', 'stepCorrected: done', 'stepDelivered: done'],
    ]);
  });

  it('of a package that DATEV took in part does not say that it was rejected', () => {
    const partly = { state: 'rejected', cause: { code: 'dxso-4' }, facts: first } as const;
    expect(said(partly).slice(0, 2)).toEqual(['stepSent: done', 'stepPartly: bad']);
    expect(said({ ...partly, state: 'closed' }).slice(0, 2)).toEqual(['stepSent: done', 'stepPartly: bad']);
  });

  it('of a file that was never rejected has no such station', () => {
    expect(said({ state: 'ready', facts: first, candidate: file })).toEqual([
      'stepHandedIn: here',
      'stepSent: ahead',
      'stepDelivered: ahead',
    ]);
    expect(said({ state: 'withdrawn', facts: first })).toEqual([
      'stepHandedIn: ahead',
      'stepSent: ahead',
      'stepDelivered: ahead',
    ]);
    expect(said({ state: 'file-has-errors', facts: first, candidate: file })[0]).toBe('stepHandedIn: bad');
    expect(said({ state: 'doubtful', facts: first })).toEqual([
      'stepHandedIn: done',
      'stepOnItsWay: here',
      'stepDelivered: ahead',
    ]);
    expect(said({ state: 'delivered', facts: first })).toEqual(['stepSent: done', 'stepDelivered: done']);
  });

  it('ends where somebody closed it without sending', () => {
    expect(said({ state: 'closed', cause, facts: first }).at(-1)).toBe('stepClosed: here');
    expect(said({ state: 'closed', facts: first })).toEqual(['stepHandedIn: done', 'stepClosed: here']);
  });

  it('is at one place, and never says that anything is booked', () => {
    for (const state of ['rejected', 'stuck', 'superseded', 'unknown', 'stopped', 'issue-deleted'] as const)
      for (const facts of [first, { revision: 2 }])
        for (const more of [{}, { cause }]) {
          const steps = stepsOf({ state, facts, ...more });
          expect(steps.filter(({ is }) => is === 'here').length).toBeLessThanOrEqual(1);
          expect(steps.some(({ word }) => /book/i.test(word))).toBe(false);
        }
  });
});

describe('the history', () => {
  const entry = (seq: number, step?: string) => ({
    ...{ seq, at: '2026-12-01T08:00:00.000Z', text: `Entry ${seq}`, tone: 'moved' as const },
    actor: { kind: 'app' as const, name: 'DATEV for Jira' },
    ...(step === undefined ? {} : { step }),
  });
  const all = [entry(6), entry(5, 'a'), entry(4, 'b'), entry(3, 'a'), entry(2, 'b'), entry(1)];

  it('tells what people and DATEV did, and how many steps of the app there are besides', () => {
    expect(told(all, false)).toEqual({ shown: [entry(6), entry(1)], steps: 2 });
  });

  it('tells a step once, by its newest word', () => {
    expect(told(all, true).shown.map(({ seq }) => seq)).toEqual([6, 5, 4, 1]);
  });
});
