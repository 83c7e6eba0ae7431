import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { SERVICES } from '../../src/datev/preflight';
import { dropDxso, fillDxso, openDxso } from '../../src/effects/send-dxso';
import { partsReader } from '../../src/files/parts-store';
import { takeLane } from '../../src/mandanten/lane-store';
import type { StoredFile } from '../../src/submissions/stored-file';
import { SLICE } from '../../src/submissions/submission';
import { file, live, order, UPLOADED } from '../submissions/life';
import { seen } from '../support/forge-globals';
import { CLIENT, dco, loggedIn, MANDANT, onRecord, watched } from './datev';
import {
  type Case,
  DROP,
  filled,
  filling,
  JOB,
  OPEN,
  PACKAGE,
  STATUS,
  TAKEN,
  type Table,
  uploaded,
} from './dxso';
import {
  about,
  called,
  carried,
  leave,
  loginPage,
  lost,
  no,
  nothing,
  ok,
  problem,
  stage,
  wanted,
} from './stage';

describe('a job for a package', () => {
  const act = async (
    {
      says = {},
      over = {},
      isLoggedIn = true,
      watch = watched(),
    }: {
      says?: Table;
      over?: Partial<StoredFile>;
      isLoggedIn?: boolean;
      watch?: ReturnType<typeof watched>;
    } = {},
    revision = 1,
  ) => {
    stage({ [OPEN]: ok({ id: JOB }), ...says });
    if (isLoggedIn) await loggedIn();
    const given = file({ kind: 'dxso', package: PACKAGE, ...over });
    const subject = about(live(uploaded(given), order(1)), { watch });
    return openDxso.act(subject, wanted({ kind: 'open-dxso', revision }, 'open:r1:1'), leave);
  };

  it('is made for its kind of ledger and its month', async () => {
    expect(await act()).toEqual({ is: 'done', jobId: JOB });
    const [body] = carried(OPEN);
    expect(JSON.parse(new TextDecoder().decode(body as Uint8Array))).toEqual({
      ...{ import_type: 'accountsPayableLedgerImport', accounting_month: '2026-11' },
    });
  });

  it.each([
    ['the package is not there', {}, 2],
    ['its bytes were deleted', { deletedAt: '2026-12-01T08:00:00.000Z' }, 1],
    ['it is none', { package: undefined } as never, 1],
  ])('is not made where %s', async (_why, over, revision) => {
    expect(await act({ over }, revision)).toMatchObject(problem('file.gone', 'after-fix'));
    expect(called()).toEqual([]);
  });

  it('is not made while another one of this kind and month is under way, nor where nobody is logged in', async () => {
    stage();
    const other = await onRecord('s0', uploaded(file({ kind: 'dxso', package: PACKAGE })), order(1));
    expect(await takeLane(other, PACKAGE)).toBe(true);
    const subject = about(live(uploaded(file({ kind: 'dxso', package: PACKAGE })), order(1)), {
      watch: watched(),
    });
    const pending = wanted({ kind: 'open-dxso', revision: 1 } as const, 'open:r1:1');
    expect(await openDxso.act(subject, pending, leave)).toMatchObject({
      is: 'problem',
      problem: { code: 'datev.lane-busy', retry: 'later', retryAfterSeconds: 120 },
    });
    expect(await act({ isLoggedIn: false })).toMatchObject(problem('datev.not-connected', 'later'));
    expect(called()).toEqual([]);
  });

  it('is not made where the service is not booked', async () => {
    const known = { at: new Date().toISOString(), services: [SERVICES.extf] };
    const client = { id: MANDANT, name: 'x', consultant_number: 455_148, client_number: 1, services: [] };
    const outcome = await act({ says: { [CLIENT]: ok(client) }, watch: watched({ known }) });
    expect(outcome).toMatchObject({ is: 'refused', cause: { code: 'preflight-dxso-service' } });
    expect(called()).toEqual([CLIENT]);
  });

  it.each([
    ['the new Belege online', dco(400, 'DCO01301'), { is: 'refused', cause: { code: 'DCO01301' } }],
    ['trouble', no(500), problem('datev.unavailable', 'later')],
    ['a page', loginPage, problem('datev.unreadable', 'later')],
    ['no id', ok({}), problem('datev.unreadable', 'later')],
    ['nothing', lost, problem('platform.unreachable', 'later')],
  ])('may be made once more after what is no answer: %s', async (_what, says, outcome) => {
    expect(await act({ says: { [OPEN]: says } })).toMatchObject(outcome);
  });
});

describe('a package in doubt', () => {
  const look = async (says: Table, of: Case & { readonly why?: { code: string; retry: string } } = {}) => {
    const subject = await filled({ ...of, says });
    const pending = filling(of.fill);
    return fillDxso(partsReader()).lookUp?.(
      subject,
      of.why === undefined ? pending : { ...pending, problem: of.why as never },
    );
  };
  const state = (status: number) => ({ [STATUS]: ok({ status }) });
  const INTERRUPTED = { code: 'datev.job-interrupted', retry: 'later' };

  it.each([1, 2, 3, 4, 5, 6])(
    'was finished where DATEV works on it or has done so: status %i',
    async (status) => {
      expect(await look(state(status))).toEqual({ ...TAKEN, is: 'found' });
      expect(called()).toEqual([STATUS]);
    },
  );

  it('that was not finished is thrown away and begun anew, and what was wrong is kept', async () => {
    expect(await look({ ...state(0), [DROP]: nothing })).toEqual({ is: 'start-over', problem: INTERRUPTED });
    expect(called()).toEqual([STATUS, DROP]);
    const why = { code: 'datev.unavailable', retry: 'look-up' };
    expect(await look({ ...state(0), [DROP]: no(404) }, { why })).toMatchObject({
      is: 'start-over',
      problem: { code: 'datev.unavailable' },
    });
  });

  it('that cannot be thrown away stays in doubt', async () => {
    expect(await look({ ...state(0), [DROP]: no(503) })).toMatchObject(problem('datev.later', 'look-up'));
  });

  it('of a job that DATEV does not know is begun anew, but where it may have been finished: a person decides', async () => {
    const gone = { [STATUS]: no(404) };
    expect(await look(gone)).toEqual({ is: 'give-up' });
    expect(await look(gone, { parts: SLICE + 2 })).toEqual({ is: 'start-over', problem: INTERRUPTED });
    expect(await look(gone, { parts: SLICE + 2, fill: { from: SLICE } })).toEqual({ is: 'give-up' });
  });

  it.each([
    ['DATEV is away', { [STATUS]: no(503) }, 'datev.later'],
    ['a page comes', { [STATUS]: loginPage }, 'datev.unreadable'],
    ['a status comes that nobody knows', { [STATUS]: ok({ status: 9 }) }, 'datev.unreadable'],
  ])('stays so while %s', async (_when, says, code) => {
    expect(await look(says)).toMatchObject(problem(code, 'later'));
  });

  it('stays so while nobody is logged in', async () => {
    expect(await look({}, { isLoggedIn: false })).toMatchObject(problem('datev.not-connected', 'later'));
  });
});

describe('a job that will never be finished', () => {
  const drop = async (says: Table, isLoggedIn = true) => {
    stage(says);
    if (isLoggedIn) await loggedIn();
    const subject = about(live(UPLOADED, order(1)));
    return dropDxso.act(subject, wanted({ kind: 'drop-dxso', jobId: JOB }, `drop:${JOB}`), leave);
  };

  it.each([
    ['is thrown away', nothing, { is: 'done' }],
    ['is thrown away where it is gone already', no(404), { is: 'done' }],
    ['stays where DATEV refuses it, for good', dco(400, 'DCO01007'), problem('datev.refused', 'never')],
    ['waits for the right', dco(403, 'DCO01001'), problem('datev.no-permission', 'after-fix')],
    ['is tried again', no(503), problem('datev.later', 'later')],
    ['is tried again after a lost answer', lost, problem('platform.unreachable', 'later')],
  ])('%s', async (_what, says, outcome) => {
    expect(await drop({ [DROP]: says })).toMatchObject(outcome);
  });

  it('waits for a login', async () => {
    expect(await drop({}, false)).toMatchObject(problem('datev.not-connected', 'later'));
    expect(seen().some(({ to }) => to === 'web')).toBe(false);
  });
});
