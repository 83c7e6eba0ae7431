import { expect, it } from 'vitest';
import { stamp } from '../../../packages/sandbox/jira/time';

it('says the same offset whichever second of the quarter hour is asked about first', () => {
  const at = Date.parse('2026-12-03T09:26:45.593Z');
  expect(stamp(at, 'Europe/Berlin')).toBe('2026-12-03T10:26:45.593+0100');
  expect(stamp(at - 40_000, 'Europe/Berlin')).toBe('2026-12-03T10:26:05.593+0100');
});
