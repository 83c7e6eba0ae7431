import { describe, it } from 'vitest';
import { faultsAt, named, OF_THE_TABLE, POINTS, survives } from '../support/crash-run';

describe.each(named(POINTS))('a run with a fault at %s', (_, point) => {
  it.each(faultsAt(point))('%s is delivered once all the same', (what) => survives('b', point, what));
});

describe.each(named(OF_THE_TABLE))('a run whose worker is really killed at %s', (_, point) => {
  it.each(['crash-before', 'crash-after'] as const)('(%s) is delivered once all the same', (what) =>
    survives('a', point, what),
  );
});
