import { describe, expect, it } from 'vitest';
import { runActions } from '../../src/submissions/decisions/run-actions';
import type { Submission } from '../../src/submissions/submission';
import { begun, ran } from './run-life';

const run = ran(begun());
const tried = { ...run, end: { as: 'tried', at: '2026-12-01T09:00:00.000Z' } } as Submission;
const madeBy = (version: number) =>
  ({ ...tried, run: { ...tried.run, made: { ...tried.run?.made, version } } }) as Submission;
const lead = {
  pipeline: { version: 3, isOwn: true },
  ...{ mayAct: true, mayEdit: true, hasFailed: true, hasDrift: false, isMissingValues: false },
};
const NOT_NOW = { code: 'click.not-now' };
const NOT_ALLOWED = { code: 'access.not-allowed' };
const NOTHING = { remap: NOT_NOW, fill: NOT_NOW, send: NOT_NOW };

describe('the page of a run offers', () => {
  it.each([
    ['nothing where nothing is wrong and nothing was tried', run, {}, NOTHING],
    ['to map anew what changed at Looker', run, { hasDrift: true }, { fill: NOT_NOW, send: NOT_NOW }],
    ['that to firm leads only', run, { hasDrift: true, mayEdit: false }, { ...NOTHING, remap: NOT_ALLOWED }],
    ['nothing of it without its pipeline', run, { hasDrift: true, pipeline: undefined }, NOTHING],
    ['to fill in what is missing', run, { isMissingValues: true }, { remap: NOT_NOW, send: NOT_NOW }],
    ['not so after an execution that went well', run, { isMissingValues: true, hasFailed: false }, NOTHING],
    ['the same for real after a dry run', madeBy(3), {}, { remap: NOT_NOW, fill: NOT_NOW }],
    [
      'with word of a pipeline that has changed since',
      madeBy(2),
      {},
      { remap: NOT_NOW, fill: NOT_NOW, changed: { was: 2, now: 3 } },
    ],
    ['that to whoever may send only', madeBy(3), { mayAct: false }, { ...NOTHING, send: NOT_ALLOWED }],
    [
      'not where the pipeline is another Mandant’s now',
      madeBy(3),
      { pipeline: { version: 3, isOwn: false } },
      NOTHING,
    ],
    ['not where it is gone', madeBy(3), { pipeline: undefined }, NOTHING],
    [
      'not after a run for real',
      { ...tried, end: { ...tried.end, as: 'delivered' } } as Submission,
      {},
      NOTHING,
    ],
  ])('%s', (_, state, changed, expected) => {
    const { pipeline, ...beside } = { ...lead, ...changed };
    expect(runActions(state, { ...beside, ...(pipeline && { pipeline }) })).toEqual(expected);
  });
});
