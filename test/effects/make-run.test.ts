import { expect, it } from 'vitest';
import { sameQuestion } from '../../src/effects/make-run';
import { begun } from '../submissions/run-life';

it('what Looker was asked with another version of the pipeline is asked anew: a changed filter must not book the old rows', () => {
  const { run } = begun();
  const progress = { version: 3, pdfs: [{ is: 'asked', id: '17', tries: 1 }] } as const;
  expect(sameQuestion({ ...run, progress }, { version: 3 })).toEqual({ ...run, progress });
  expect(sameQuestion({ ...run, progress }, { version: 4 })).toEqual(run);
  expect(sameQuestion(run, { version: 3 })).toEqual(run);
});
