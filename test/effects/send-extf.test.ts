import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { SERVICES } from '../../src/datev/preflight';
import type { Leave } from '../../src/effects/effect-handler';
import { sendExtf } from '../../src/effects/send-extf';
import { plusSeconds } from '../../src/kernel/instant';
import type { StoredFile } from '../../src/submissions/stored-file';
import type { Submission } from '../../src/submissions/submission';
import { live, order, UPLOADED } from '../submissions/life';
import { empty, json, seen } from '../support/forge-globals';
import { CLIENT, loggedIn, MANDANT, refusal, stored, watched } from './datev';
import {
  about,
  called,
  leave,
  loginPage,
  lost,
  NOW,
  no,
  ok,
  problem,
  type Says,
  stage,
  wanted,
} from './stage';

const IMPORT = `POST accounting-extf-files/clients/${MANDANT}/extf-files/import`;
const LIST = `GET accounting-extf-files/clients/${MANDANT}/extf-files/jobs`;
const BYTES = new TextEncoder().encode('"EXTF";700;21');
const EFFECT = wanted({ kind: 'send-extf', revision: 1 }, 'send:r1');
const taken: Says = () =>
  empty(202, { location: `/clients/${MANDANT}/extf-files/jobs/8a77-1`, 'retry-after': '5' });

type Case = {
  readonly says?: Readonly<Record<string, Says | readonly Says[]>>;
  readonly isLoggedIn?: boolean;
  readonly watch?: ReturnType<typeof watched>;
  readonly file?: Partial<StoredFile>;
  readonly without?: 'file' | 'attempt' | 'bytes';
  readonly leave?: Leave;
};
async function subjectOf({ says = {}, isLoggedIn = true, watch = watched(), file: over, without }: Case) {
  stage(says);
  if (isLoggedIn) await loggedIn();
  const file = await stored(BYTES, { ...over, ...(without === 'bytes' ? { chunks: 2 } : {}) });
  const ordered = live({ ...UPLOADED, file } as never, order(1));
  const files = without === 'file' ? [{ ...file, revision: 2 }] : ordered.files;
  const submission: Submission = {
    ...ordered,
    files,
    attempts: without === 'attempt' ? [] : ordered.attempts,
  };
  return about(submission, { watch });
}
const act = async (of: Case = {}) => sendExtf.act(await subjectOf(of), EFFECT, of.leave ?? leave);
const look = async (of: Case = {}, looks = 0) => sendExtf.lookUp?.(await subjectOf(of), { ...EFFECT, looks });
const LAST = 3;
const imports = () => seen().filter(({ path }) => path.endsWith('/import'));

describe('a batch goes to DATEV', () => {
  it('as it was checked, byte by byte, under its name and its reference', async () => {
    expect(await act({ says: { [IMPORT]: taken } })).toEqual({
      is: 'done',
      sent: { jobId: '8a77-1', retryAfterSeconds: 5 },
    });
    expect(called()).toEqual([IMPORT]);
    expect(imports()).toMatchObject([
      {
        body: BYTES,
        headers: {
          ...{ filename: 'EXTF_455148-1_202401_s1_r1.csv', 'reference-id': 'DFJ-i-s1-r1' },
          ...{ authorization: 'Bearer SECRET', 'client-application-version': '1.2.3' },
        },
      },
    ]);
  });

  it('also where DATEV says neither where to look nor when', async () => {
    expect(await act({ says: { [IMPORT]: () => empty(202) } })).toEqual({
      is: 'done',
      sent: { retryAfterSeconds: 0 },
    });
  });

  it('only once it is on record that it leaves, when all is at hand', async () => {
    const before: number[] = [];
    const marks = async () => before.push(imports().length) > 0;
    await act({ says: { [IMPORT]: taken }, leave: marks });
    expect(before).toEqual([0]);
    expect(imports()).toHaveLength(1);
  });

  it('not when somebody else is at it by now', async () => {
    expect(await act({ leave: async () => false })).toEqual({ is: 'overtaken' });
    expect(called()).toEqual([]);
  });

  it.each([
    ['the file of this revision is not there', { without: 'file' }, 'file.gone', 'after-fix'],
    ['it was not ordered', { without: 'attempt' }, 'file.gone', 'after-fix'],
    ['its bytes were deleted', { file: { deletedAt: '2026-12-01T08:00:00.000Z' } }, 'file.gone', 'after-fix'],
    ['a piece of it is missing', { without: 'bytes' }, 'file.incomplete', 'after-fix'],
    ['it is not what was checked', { file: { sha256: 'b'.repeat(64) } }, 'file.hash-mismatch', 'after-fix'],
    ['nobody is logged in', { isLoggedIn: false }, 'datev.not-connected', 'later'],
  ] satisfies readonly (readonly [string, Case, string, string])[])(
    'not where %s, and that is no departure',
    async (_why, of, code, retry) => {
      let left = 0;
      const marks = async () => ++left > 0;
      expect(await act({ ...of, leave: marks })).toMatchObject(problem(code, retry));
      expect([left, called()]).toEqual([0, []]);
    },
  );

  it('not where the service is not booked, of which DATEV is asked once more', async () => {
    const known = { at: new Date().toISOString(), services: [SERVICES.dxso] };
    const client = { id: MANDANT, name: 'x', consultant_number: 455_148, client_number: 1 };
    const says = { [CLIENT]: ok({ ...client, services: [{ name: SERVICES.document }] }) };
    const basics = { [`GET accounting-documents/clients/${MANDANT}`]: ok({}) };
    expect(await act({ says: { ...says, ...basics }, watch: watched({ known }) })).toEqual({
      is: 'refused',
      cause: { source: 'preflight', code: 'preflight-extf-service', faults: [] },
    });
    expect(imports()).toEqual([]);
  });

  it.each([
    [
      'a wrong header',
      refusal(400, '1008834'),
      { is: 'refused', cause: { source: 'datev', code: '1008834' } },
    ],
    ['an unknown Mandant', refusal(404, '1008835'), { is: 'refused', cause: { code: '1008835' } }],
    ['patience', no(429), problem('datev.later', 'later')],
    ['that it is away', refusal(503, '1008837'), problem('datev.later', 'later')],
    ['trouble', no(500), problem('datev.unavailable', 'look-up')],
    ['a page', loginPage, problem('datev.unreadable', 'look-up')],
    ['nothing', lost, problem('platform.unreachable', 'look-up')],
  ])('once, whatever DATEV answers: %s', async (_what, says, outcome) => {
    expect(await act({ says: { [IMPORT]: says } })).toMatchObject(outcome);
    expect(imports()).toHaveLength(1);
  });
});

describe('an import in doubt is looked for in DATEV’s list', () => {
  const job = (id: string, reference?: string) => ({ id, result: 'pending', reference_id: reference });
  /** Place in the list and when DATEV received it, newest first. */
  const others = (from: number, count = 100, minuteOf = (place: number) => -place) =>
    Array.from({ length: count }, (_, n) => ({
      ...job(`o-${from + n}`, `KE-${n}`),
      timestamp: new Date(Date.parse('2026-12-01T08:00:00Z') + minuteOf(from + n) * 60_000).toISOString(),
    }));
  const oldest = (from: number, count = 100) => others(from, count, (place) => place);
  const mixed = (from: number, count = 100) => others(from, count, (place) => (place * 37) % 101);
  const atOnce = (from: number, count = 100) => others(from, count, () => 0);
  const page =
    (jobs: readonly object[], total?: number): Says =>
    () =>
      json(jobs, 200, total === undefined ? {} : { 'total-items': String(total) });
  const ours = job('8a77-1', 'DFJ-i-s1-r1');
  const pages = () => seen().flatMap(({ path }) => /skip=(\d+)&top=100$/.exec(path)?.[1] ?? []);

  it.each([
    ['on the first page', [page([...others(0, 99), ours], 248)], ['0']],
    ['behind other programs’ on the second', [page(others(0), 248), page([ours], 248)], ['0', '100']],
    ['on the third', [page(others(0), 900), page(others(100), 900), page([ours], 900)], ['0', '100', '200']],
    ['at the end, where the oldest come first', [page(oldest(0), 350), page([ours], 350)], ['0', '300']],
    [
      'before the end, where others came since',
      [page(oldest(0), 950), page(oldest(900, 50), 950), page(oldest(800), 950), page([ours], 950)],
      ['0', '900', '800', '700'],
    ],
    [
      'anywhere, where there is no order',
      [page(mixed(0), 400), page(mixed(300), 400), page(mixed(200), 400), page([ours], 400)],
      ['0', '300', '200', '100'],
    ],
    ['at the end, where all came at once', [page(atOnce(0), 350), page([ours], 350)], ['0', '300']],
  ])('and found by its reference %s', async (_where, says, asked) => {
    expect(await look({ says: { [LIST]: says } })).toEqual({
      is: 'found',
      sent: { jobId: '8a77-1', retryAfterSeconds: 0 },
    });
    expect(pages()).toEqual(asked);
  });

  it.each([
    ['the list has no more', [page(others(0), 100)], ['0']],
    ['the list has one more page', [page(others(0), 101), page(others(100, 1), 101)], ['0', '100']],
    ['DATEV does not say how many there are, and the page is not full', [page(others(0, 99))], ['0']],
    ['three pages are read', [page(others(0), 900)], ['0', '100', '200']],
    ['three pages of the newest are read', [page(oldest(0), 5000)], ['0', '4900', '4800', '4700']],
    ['the whole list is read', [page(mixed(0), 301)], ['0', '300', '200', '100']],
    ['it ends with the fourth page', [page(atOnce(0), 400)], ['0', '300', '200', '100']],
    ['the list is empty', [page([], 0)], ['0']],
  ])('and absent when %s', async (_when, says, asked) => {
    expect(await look({ says: { [LIST]: says } })).toEqual({ is: 'absent' });
    expect(pages()).toEqual(asked);
  });

  it('and is not called absent while nobody has seen the whole of a long list without an order', async () => {
    expect(await look({ says: { [LIST]: [page(mixed(0), 1001)] } }, LAST)).toEqual({ is: 'unseen' });
    expect(pages()).toEqual(['0', ...Array.from({ length: 9 }, (_, n) => String(1000 - n * 100))]);
    expect(await look({ says: { [LIST]: [page(mixed(0), 1000)] } }, LAST)).toEqual({ is: 'absent' });
  });

  it('and the whole of a list without an order is read by the last look only: all take less than 20 GETs', async () => {
    const says = { [LIST]: [page(mixed(0), 1000)] };
    let asked = 0;
    for (const looks of [0, 1, 2]) {
      expect(await look({ says }, looks)).toEqual({ is: 'unseen' });
      expect(pages()).toEqual(['0', '900', '800']);
      asked += pages().length;
    }
    expect(await look({ says }, LAST)).toEqual({ is: 'absent' });
    expect(asked + pages().length).toBeLessThan(20);
  });

  it.each<[string, readonly Says[], readonly string[]]>([
    ['DATEV does not say how many there are, and the page is full', [page(others(0))], ['0']],
    ['that page holds what is no job', [page([...others(0, 99), 'odd'] as never)], ['0']],
    ['a job of a page that is not full says nothing to us', [page([...others(0, 5), {}], 6)], ['0']],
    [
      'that one stands on a later page',
      [page(others(0), 102), page([...others(100, 1), {}], 102)],
      ['0', '100'],
    ],
    ['our own one says what the contract does not know', [page([{ ...ours, result: 'queued' }], 1)], ['0']],
  ])('and is not called absent where %s', async (_where, says, asked) => {
    expect(await look({ says: { [LIST]: says } })).toEqual({ is: 'unseen' });
    expect(pages()).toEqual(asked);
  });

  it('and is found behind what says nothing to us', async () => {
    expect(await look({ says: { [LIST]: [page([{}, ours], 2)] } })).toMatchObject({ is: 'found' });
  });

  it('and is never another program’s that gave no reference', async () => {
    expect(await look({ says: { [LIST]: page([job('o-1')], 1) }, without: 'attempt' })).toEqual({
      is: 'absent',
    });
  });

  it.each([
    ['DATEV is away', no(503), 'datev.later'],
    ['a page comes', loginPage, 'datev.unreadable'],
    ['nothing comes', lost, 'platform.unreachable'],
  ])('and stays in doubt when %s', async (_when, says, code) => {
    expect(await look({ says: { [LIST]: [page(others(0), 248), says] } })).toMatchObject(
      problem(code, 'later'),
    );
  });

  it('and stays in doubt, unasked, while DATEV wants to be left alone', async () => {
    const watch = watched({ notBefore: plusSeconds(NOW, 3600) });
    expect(await look({ watch })).toEqual({
      is: 'problem',
      problem: { code: 'datev.later', retry: 'later', retryAfterSeconds: 3600 },
    });
    expect(called()).toEqual([]);
    const says = { [LIST]: page([ours], 1) };
    expect(await look({ says, watch: watched({ notBefore: NOW }) })).toMatchObject({ is: 'found' });
  });

  it('and stays in doubt while nobody is logged in', async () => {
    expect(await look({ isLoggedIn: false })).toMatchObject(problem('datev.not-connected', 'later'));
  });
});
