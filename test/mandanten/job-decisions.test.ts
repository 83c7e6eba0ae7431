import { describe, expect, it } from 'vitest';
import type { DatevJob } from '../../src/datev/extf-files/job';
import {
  type EndedPackage,
  mayStillEnd,
  packageEnd,
  settlement,
  silence,
  supersession,
} from '../../src/mandanten/job-decisions';
import type { SubmissionEvent } from '../../src/submissions/events';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, live, minutes, RESENT, T0 } from '../submissions/life';

const MANDANT = '455148-1';
/** Another program's failed file, corrected and sent again by us: revision 2 is at DATEV. */
const SENT = live(DISCOVERED, ...RESENT);
const WAITING = live(DISCOVERED);

function job(result: DatevJob['result'], over: Partial<DatevJob> = {}): DatevJob {
  return { id: 'job-2', fileName: 'EXTF_Januar.csv', result, timestamp: minutes(9), ...over };
}
const after = (event: SubmissionEvent) => live(DISCOVERED, ...RESENT, event);
const DELIVERED = after({ what: 'job-succeeded', revision: 2, jobId: 'job-2' });
const FAILED = after({
  ...{ what: 'job-failed', revision: 2, jobId: 'job-2', cause: { code: 'x', faults: [] } },
});
const SILENT = after({ what: 'job-silent', revision: 2 });

describe('the end of a job of ours in DATEV’s list', () => {
  const about = { mandant: MANDANT, revision: 2 };

  it.each([
    ['is a delivery', SENT, job('succeeded'), about, 'job-succeeded'],
    ['is a rejection', SENT, job('failed'), about, 'job-failed'],
    ['counts although it was given up for a day', SILENT, job('succeeded'), about, 'job-succeeded'],
    ['is none while it is pending', SENT, job('pending'), about, undefined],
    ['counts once: a delivery stays one', DELIVERED, job('failed'), about, undefined],
    ['counts once: a rejection stays one', FAILED, job('succeeded'), about, undefined],
    ['of a revision that never was is not ours', SENT, job('failed'), { ...about, revision: 3 }, undefined],
    [
      'of another Mandant is not this one’s',
      SENT,
      job('failed'),
      { ...about, mandant: '455148-2' },
      undefined,
    ],
  ] as const)('%s', (_, state, told, which, what) => {
    expect(settlement(state, told, which)?.what).toBe(what);
  });

  it('belongs to the storm that it was rejected in', () => {
    expect(settlement(SENT, job('failed'), { ...about, storm: 'a' })).toMatchObject({ storm: 'a' });
  });
});

describe('a good file of the same name', () => {
  const good = job('succeeded', { id: 'job-9', program: 'Kanzlei-Export' });
  const asked = live(DISCOVERED, { what: 'superseded', jobId: 'job-9', program: 'Kanzlei-Export' });

  it('of the same program makes the correction needless', () => {
    expect(supersession(WAITING, good)).toEqual({
      ...{ what: 'superseded', jobId: 'job-9', program: 'Kanzlei-Export' },
    });
  });

  it('without the name of a program goes by the one of the vendor, or by none at all', () => {
    const { program: _, ...unnamed } = good;
    expect(supersession(WAITING, { ...unnamed, vendor: 'Kanzlei-Export' })).toBeDefined();
    expect(supersession({ ...WAITING, program: '' }, unnamed)).toBeDefined();
    expect(supersession(WAITING, unnamed)).toBeUndefined();
  });

  it.each([
    ['of another program', WAITING, { ...good, program: 'Lohn' }],
    ['for a file that we sent ourselves', { ...WAITING, origin: 'upload' as const }, good],
    ['for one that is closed', { ...WAITING, end: { as: 'closed-without-sending' as const, at: T0 } }, good],
    ['for one that was corrected and sent since', SENT, good],
    ['that came before the failed one', WAITING, { ...good, timestamp: '2026-12-01T07:00:00.000Z' }],
    ['that came in the same instant', WAITING, { ...good, timestamp: T0 }],
    ['that was asked about already', asked, good],
  ])('%s says nothing', (_, state, told) => {
    expect(supersession(state, told)).toBeUndefined();
  });

  it('that is another one than was asked about is asked about anew', () => {
    expect(supersession(asked, { ...good, id: 'job-10' })).toMatchObject({ jobId: 'job-10' });
  });

  it('for one of which nobody knows when it came counts', () => {
    const [first] = WAITING.attempts;
    if (first === undefined) throw new Error('There is no attempt.');
    const { sentAt: _, ...undated } = first;
    expect(supersession({ ...WAITING, attempts: [undated] }, good)).toBeDefined();
  });
});

describe('no result for a day', () => {
  it('is for a person to look into, of what we sent', () => {
    expect(silence(SENT, 2)).toEqual({ what: 'job-silent', revision: 2 });
  });

  it.each([
    ['of a job that has ended', DELIVERED, 2],
    ['that was told already', SILENT, 2],
    ['of another program’s job', { ...SENT, files: [] }, 2],
    ['of another revision', SENT, 1],
    ['of one that never was', SENT, 3],
  ] as const)('says nothing %s', (_, state, revision) => {
    expect(silence(state, revision)).toBeUndefined();
  });
});

describe('a package', () => {
  const ERROR = { type: 'error', text: 'Fehler' } as EndedPackage['entries'][number];
  const NOTE = { ...ERROR, type: 'information' } as EndedPackage['entries'][number];
  const end = (status: EndedPackage['status'], entries: EndedPackage['entries'] = []) =>
    ({ revision: 2, jobId: 'job-2', status, entries }) satisfies EndedPackage;
  const told = (state: Submission, ended: EndedPackage) =>
    packageEnd(state, ended, async () => ({ arrived: 2, missing: 1 }));
  const foreign: Submission = { ...SENT, files: [] };
  const inPart = { code: 'dxso-4', arrived: 2, missing: 1 };

  it.each([
    ['that was processed is delivered', end(2, [NOTE]), { what: 'job-succeeded' }],
    ['that was not processed failed', end(3), { what: 'job-failed', cause: { code: 'dxso-3' } }],
    ['that was cancelled failed', end(5), { what: 'job-failed', cause: { code: 'dxso-5' } }],
    ['that was processed in part failed, and says how much arrived', end(4), { cause: inPart }],
    [
      'that could not be cancelled is delivered where nothing was wrong',
      end(6, [NOTE]),
      { what: 'job-succeeded' },
    ],
    [
      'that could not be cancelled arrived in part where something was',
      end(6, [NOTE, ERROR]),
      { cause: inPart },
    ],
    [
      'of ours that DATEV forgot is for a person to decide',
      end('gone'),
      { what: 'job-silent', isLost: true },
    ],
  ])('%s', async (_, ended, event) => {
    expect(await told(SENT, ended)).toMatchObject({ revision: 2, ...event });
  });

  it('of another program that DATEV forgot is for its sender to send again', async () => {
    expect(await told(foreign, end('gone'))).toMatchObject({
      what: 'job-failed',
      cause: { code: 'dxso-lost' },
    });
  });

  it.each([
    ['has ended well', DELIVERED, end(3)],
    ['has failed', FAILED, end(2)],
    ['has no such revision', SENT, { ...end(2), revision: 3 }],
    ['is told to be forgotten already', SILENT, end('gone')],
  ])('that %s is not told again', async (_, state, ended) => {
    expect(await told(state, ended)).toBeUndefined();
  });

  it('that nobody could say of is delivered when DATEV says so after all', async () => {
    expect(await told(SILENT, end(2))).toMatchObject({ what: 'job-succeeded' });
  });

  it('may still end until it has, also when it is given up', () => {
    expect([SENT, SILENT].map((state) => mayStillEnd(state, 2))).toEqual([true, true]);
    expect([DELIVERED, FAILED].map((state) => mayStillEnd(state, 2))).toEqual([false, false]);
    expect([mayStillEnd(undefined, 2), mayStillEnd(SENT, 3)]).toEqual([false, false]);
  });
});
