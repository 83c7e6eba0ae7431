import { describe, expect, it } from 'vitest';
import { named, OF_THE_TABLE, survives } from '../support/crash-run';
import { callsOf, reallyKilled } from '../support/effects';

/** Every call of the run's effects; every other call of it, all faults and all kills: `npm run simulate`. */

it('makes every call of the table', () => {
  expect(OF_THE_TABLE.map(({ operation }) => operation)).toEqual(callsOf('run').map(([, , name]) => name));
});

describe.each(named(OF_THE_TABLE))('a run with a fault at %s', (_, point) => {
  it.each(['crash-before', 'crash-after', 'lost-response'] as const)(
    '%s is delivered once all the same',
    (what) => survives('b', point, what),
  );
});

describe.each(named(reallyKilled(OF_THE_TABLE, ({ service }) => service)))(
  'a run whose worker is really killed at %s',
  (_, point) => {
    it('is delivered once all the same', () => survives('a', point, 'crash-after'));
  },
);
