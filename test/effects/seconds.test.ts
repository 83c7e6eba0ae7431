import { describe, expect, it } from 'vitest';
import { secondsFor } from '../../src/effects/seconds';
import type { StoredFile } from '../../src/submissions/stored-file';
import { EFFECT_KINDS, type Effect, type PendingEffect } from '../../src/submissions/submission';

/** What the shortest invocation has left after settings, submission and storage's health were read slowly. */
const SHORTEST_SECONDS = 25 - 3;

const pending = (effect: object): PendingEffect => ({
  ...{ key: 'k', state: 'due', tries: 0, looks: 0 },
  effect: { revision: 1, ...effect } as Effect,
});
const files = (bytes: number) => ({ files: [{ revision: 1, bytes } as StoredFile] });

describe('the seconds of an effect', () => {
  it.each(EFFECT_KINDS)('%s fits into the shortest invocation', (kind) => {
    const { least, likes } = secondsFor({ do: 'try', pending: pending({ kind }) }, files(100_000));
    expect(least).toBeLessThanOrEqual(SHORTEST_SECONDS);
    expect(likes).toBeGreaterThanOrEqual(least);
    // Of the 300 s that the manifest asks for.
    expect(likes).toBeLessThanOrEqual(150);
  });

  it.each(['send-extf', 'put-document'])('%s takes a second more for each megabyte', (kind) => {
    const step = { do: 'try', pending: pending({ kind }) } as const;
    expect(secondsFor(step, files(50_000_000)).least - secondsFor(step, files(0)).least).toBe(50);
    expect(secondsFor(step, files(200_000_000))).toEqual({ least: 216, likes: 216 });
  });

  it('of a look do not depend on the file, and a package goes in as many pieces as fit', () => {
    const look = { do: 'look', pending: pending({ kind: 'send-extf' }) } as const;
    expect(secondsFor(look, files(50_000_000))).toEqual(secondsFor(look, files(0)));
    const fill = { do: 'try', pending: pending({ kind: 'fill-dxso' }) } as const;
    expect(secondsFor(fill, files(50_000_000))).toEqual(secondsFor(fill, files(0)));
  });
});
