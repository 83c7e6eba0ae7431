import { describe, expect, it } from 'vitest';
import type { SubmissionEvent } from '../../src/submissions/events';
import { DISCOVERED, live, minutes, WITH_ISSUE } from './life';

/** A reminder is no work on a file; what an earlier version put on record is replayed as it was read then. */
const reminded = (quiet?: true): SubmissionEvent => ({
  ...{ what: 'reminded', since: minutes(0), step: 1, days: 2 },
  ...(quiet === undefined ? {} : { quiet }),
});
const COMMENTED: SubmissionEvent = { what: 'done', key: `comment:overdue:${minutes(0)}:1` };
const LAST = WITH_ISSUE.length;

describe('when a file was changed last', () => {
  it('is not when somebody was reminded of it, nor when that was said', () => {
    expect(live(DISCOVERED, ...WITH_ISSUE, reminded(true), COMMENTED).changedAt).toBe(minutes(LAST));
  });

  it('of records of an earlier version is when they say', () => {
    expect(live(DISCOVERED, ...WITH_ISSUE, reminded()).changedAt).toBe(minutes(LAST + 1));
    expect(live(DISCOVERED, ...WITH_ISSUE, reminded(), COMMENTED).changedAt).toBe(minutes(LAST + 2));
  });
});
