import { describe, expect, it } from 'vitest';
import { eventOfClick } from '../../src/submissions/decisions/click';
import { isHeld } from '../../src/submissions/shown-file';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, file, live, order, RESENT, UPLOADED, WITH_ISSUE } from './life';

const NAMING = { fileName: () => 'EXTF_r.csv', referenceId: () => 'ref' };
const FAULTY = {
  what: 'file-given',
  file: file({ revision: 2, sha256: 'c'.repeat(64), errors: 3 }),
} as const;
const waiting = live(DISCOVERED, ...WITH_ISSUE, FAULTY);

function overruled(state: Submission, sha256: string, mayAct = true) {
  const now = { state, by: 'anna', mayAct, isStopped: false, outside: false };
  const click = { click: 'overrule', sha256, reason: 'besprochen' } as const;
  const done = eventOfClick({ ...now, made: { run: undefined, authors: [] } }, click, NAMING);
  return done.ok ? done.value : done.problem.code;
}

describe('errors of a file that somebody overrules', () => {
  it('are those of the file that the person saw', () => {
    const event = { what: 'overruled', sha256: 'c'.repeat(64), errors: 3, reason: 'besprochen' };
    expect(overruled(waiting, 'c'.repeat(64))).toEqual(event);
    expect(overruled(waiting, 'd'.repeat(64))).toBe('click.changed');
  });

  it('are none where nothing may be done, and that is said, not that the file is another', () => {
    expect(overruled(waiting, 'd'.repeat(64), false)).toBe('access.not-allowed');
    expect(overruled(live(DISCOVERED, ...RESENT), 'c'.repeat(64))).toBe('click.in-flight');
    expect(overruled(live(DISCOVERED, ...WITH_ISSUE), 'c'.repeat(64))).toBe('click.not-now');
  });
});

it('only a file that somebody handed in can be taken back, and only while it waits', () => {
  const withdrawn = (state: Submission) => {
    const now = { state, by: 'anna', mayAct: true, isStopped: false, outside: false };
    const made = { run: undefined, authors: [] };
    const done = eventOfClick({ ...now, made }, { click: 'withdraw' }, NAMING);
    return done.ok ? done.value.what : done.problem.code;
  };
  expect(withdrawn(waiting)).toBe('file-withdrawn');
  expect(withdrawn(live(DISCOVERED, ...WITH_ISSUE))).toBe('click.not-now');
  const from = { run: 'r1', pipeline: 'p', period: '2026-11' } as unknown as NonNullable<Submission['from']>;
  expect(withdrawn({ ...live(UPLOADED), from })).toBe('click.not-now');
});

it('the bytes that DATEV was given last are here until retention deletes them, whatever else is here', () => {
  const sent = live(UPLOADED, order(1));
  expect(isHeld(sent)).toBe(true);
  expect(isHeld(live(UPLOADED, order(1), { what: 'bytes-deleted', revisions: [1] }))).toBe(false);
  expect(isHeld(live(DISCOVERED))).toBe(false);
  const [own = file()] = sent.files;
  expect(isHeld({ ...sent, files: [{ ...own, revision: 2 }] })).toBe(false);
});
