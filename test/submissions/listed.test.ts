import { describe, expect, it } from 'vitest';
import { isOpenTo } from '../../src/security/access';
import { listedOf } from '../../src/submissions/lists/listed';
import { countedAs, daysIn, noTally, recounted, textOfDays } from '../../src/submissions/lists/tally';
import type { RunAbout } from '../../src/submissions/run';
import { stateCodeOf } from '../../src/submissions/state-code';
import type { Submission } from '../../src/submissions/submission';
import { stateWordsOf } from '../../src/views/state-words';
import { attempt, issue, pending, submission } from './changes';
import { DISCOVERED, file, ISSUE, live, T0, UPLOADED } from './life';

const ATTEMPT = { revision: 1, referenceId: 'r', fileName: 'EXTF_a.csv', state: 'failed' } as const;
const CAUSE = { source: 'datev', code: '1008834', faults: ['extf.header.14'] } as const;
const EFFECT = { key: 'k', tries: 1, looks: 0, effect: { kind: 'send-extf', revision: 1 } } as const;
const RUN: RunAbout = {
  pipeline: 'p000000000001',
  name: 'Monat',
  period: '2026-11',
  revision: 1,
  by: 'person',
  expectedBy: T0,
};

function state(over: Partial<Submission>): Submission {
  return { ...live(DISCOVERED), ...over };
}

/** One submission for each thing that people are told. */
const STATES: readonly Submission[] = [
  live(DISCOVERED),
  live(UPLOADED),
  state({ label: 'Kasse Oktober', candidate: file({ label: 'Neu', errors: 2 }) }),
  state({
    candidate: file({ errors: 2, overruled: { by: 'an-account-of-somebody', at: T0, reason: 'gut' } }),
  }),
  state({ attempts: [{ ...ATTEMPT, cause: CAUSE }], files: [file({ label: 'Im Stapel' })] }),
  state({ pendingEffects: [{ ...EFFECT, state: 'due' }] }),
  state({ pendingEffects: [{ ...EFFECT, state: 'doubtful' }] }),
  state({
    pendingEffects: [
      { ...EFFECT, key: 'c', effect: { kind: 'create-issue' }, state: 'due' },
      { ...EFFECT, key: 'd', effect: { kind: 'write-property' }, state: 'held', problem: PROBLEM() },
      { ...EFFECT, key: 'e', effect: { kind: 'write-fields' }, state: 'held' },
    ],
  }),
  state({ attempts: [{ ...ATTEMPT, state: 'pending', jobId: 'j' }] }),
  state({ attempts: [{ ...ATTEMPT, state: 'unknown' }] }),
  state({ attempts: [{ ...ATTEMPT, state: 'unknown', isLost: true }] }),
  state({
    attempts: [
      { ...ATTEMPT, state: 'unknown', jobId: 'j1' },
      { ...ATTEMPT, state: 'failed', revision: 2 },
      { ...ATTEMPT, state: 'unknown', revision: 3 },
    ],
  }),
  // Of two that nobody knows the end of, DATEV knows the second.
  state({
    attempts: [
      { ...ATTEMPT, state: 'unknown' },
      { ...ATTEMPT, state: 'unknown', revision: 2, jobId: 'j2' },
      { ...ATTEMPT, state: 'failed', revision: 3 },
      { ...ATTEMPT, state: 'unknown', revision: 4 },
    ],
  }),
  state({ asks: { what: 'send-unchanged', revision: 1, at: T0 } }),
  state({ asks: { what: 'close-superseded', jobId: 'j', at: T0 } }),
  state({ issue: { ...ISSUE, deletedAt: T0 } }),
  state({ issue: { ...ISSUE, hidden: { since: T0, looks: 1, at: T0 } } }),
  state({ end: { as: 'delivered', at: T0 } }),
  state({ end: { as: 'delivered', at: T0 }, kind: 'dxso' }),
  state({ end: { as: 'closed-without-sending', at: T0, reason: 'doppelt' } }),
  state({ kind: 'run', run: RUN, attempts: [] }),
  state({ kind: 'run', run: { ...RUN, lateAt: T0 }, attempts: [] }),
  state({
    ...{ kind: 'run', run: { ...RUN, handed: { files: 3, delivered: 1, partly: 1 } } },
    end: { as: 'closed-without-sending', at: T0 },
  }),
  state({ kind: 'run', run: { ...RUN, isDry: true }, end: { as: 'tried', at: T0 } }),
  state({ kind: 'run', run: RUN, asks: { what: 'approve-run', revision: 1, at: T0 } }),
  state({ kind: 'run', run: RUN, attempts: [{ ...ATTEMPT, state: 'refused', cause: CAUSE }] }),
];

function PROBLEM() {
  return { code: 'jira.required-fields', retry: 'after-fix', values: { fields: 'Kanzlei' } } as const;
}

describe('what lists keep of a submission', () => {
  const cases = STATES.map((s) => [stateCodeOf(s, 'stopped'), s] as const);

  it('covers what people are told', () => {
    expect(new Set(cases.map(([code]) => code)).size).toBeGreaterThanOrEqual(18);
  });

  it.each(cases)('says of %s what the whole state says', (_, s) => {
    // As it comes back from storage.
    const listed = JSON.parse(JSON.stringify(listedOf(s))) as ReturnType<typeof listedOf>;
    for (const keeps of ['stopped', 'not-production', false] as const) {
      const code = stateCodeOf(s, keeps);
      expect(stateCodeOf(listed, keeps)).toBe(code);
      for (const lang of ['de', 'en'] as const)
        expect(stateWordsOf(code, { state: listed, lang, stopReason: 'x' })).toEqual(
          stateWordsOf(code, { state: s, lang, stopReason: 'x' }),
        );
    }
    const who = { accountId: 'a', admin: false, groups: [] };
    expect(isOpenTo(listed, who)).toBe(isOpenTo(s, who));
  });

  it.each(cases)('names of %s nobody but who sent it, and stays small', (_, s) => {
    const { table, ...others } = listedOf({
      ...s,
      attempts: s.attempts.map((a) => ({ ...a, by: 'sender' })),
    });
    expect(JSON.stringify(others)).not.toMatch(/anna|an-account|sender/);
    expect(table?.by).toBe(s.attempts.length === 0 ? undefined : 'sender');
    expect(JSON.stringify({ ...others, table }).length).toBeLessThan(800);
  });
});

describe('the number of rows in a list', () => {
  const made = { revision: 1, version: 1, rows: 120, lines: 118, leftOut: 2, files: [] };
  const sent = { ...ATTEMPT, records: 7 };

  it.each<[string, Partial<Submission>, number | undefined]>([
    ['of a run: what was read', { kind: 'run', run: { ...RUN, made }, attempts: [sent] }, 120],
    ['of a file that is here: its own', { attempts: [sent], files: [file({ rows: 12 })] }, 12],
    ['of a file that only DATEV has: what DATEV counted', { attempts: [sent], files: [] }, 7],
    ['of one that nobody counted: none', { attempts: [ATTEMPT], files: [] }, undefined],
  ])('is, %s', (_, over, rows) => {
    expect(listedOf(state(over)).table?.rows).toBe(rows);
  });
});

describe('a tally', () => {
  const NOW = '2026-12-01T08:00:00.000Z';
  const all = STATES.map(countedAs);

  it('counts each once: by phase, by cause of what needs somebody, by day of delivery', () => {
    const tally = all.reduce((sum, to) => recounted(sum, { to }, NOW), noTally('455148-1'));
    expect(Object.values(tally.phases).reduce((a, b) => a + b, 0)).toBe(STATES.length);
    expect(tally.causes['1008834:extf.header.14']).toBeGreaterThan(1);
    expect(tally.causes['approve-run']).toBe(1);
    expect(tally.days).toEqual({ '2026-12-01': 2 });
  });

  it('is empty again when all of it is taken away, in whatever order', () => {
    const full = all.reduce((sum, to) => recounted(sum, { to }, NOW), noTally('455148-1'));
    const empty = all.toReversed().reduce((sum, from) => recounted(sum, { from }, NOW), full);
    expect(empty).toEqual(noTally('455148-1'));
  });

  it('lets days go after thirty, and takes nothing from a day that went', () => {
    const old = recounted(noTally('455148-1'), { to: 'delivered/2026-10-01' }, '2026-10-01T10:00:00.000Z');
    expect(old.days).toEqual({ '2026-10-01': 1 });
    const later = recounted(old, {}, NOW);
    expect(later).toMatchObject({ phases: { delivered: 1 }, days: {} });
    expect(recounted(later, { from: 'delivered/2026-10-01', to: 'closed' }, NOW)).toMatchObject({
      phases: { closed: 1 },
      days: {},
    });
  });

  it('counts a run by its files once it has some, and only where nobody is needed', () => {
    const run = state({ kind: 'run', run: { ...RUN, children: ['s1'] }, end: { as: 'delivered', at: T0 } });
    expect(countedAs(run)).toBe('by-its-files');
    const waiting = state({
      ...{ kind: 'run', run: { ...RUN, children: ['s1'] } },
      pendingEffects: [{ ...EFFECT, state: 'held' }],
    });
    expect(countedAs(waiting)).toMatch(/^needs-you/);
  });

  it.each([
    ['of no day', {}, ''],
    ['of days over the end of a year, some without any', { '2026-12-30': 2, '2027-01-02': 11 }, 'g29:200b'],
    ['of the day on which the clock goes back', { '2026-10-24': 1, '2026-10-26': 1 }, 'g0e:101'],
    ['of many on one day', { '2026-10-24': 36, '2026-10-25': 1 }, '2026-10-24 36,1'],
  ])('lies as a short text: %s', (_, days, text) => {
    expect(textOfDays(days)).toBe(text);
    expect(daysIn(text)).toEqual(days);
  });

  it('are read as an earlier version of the app wrote them', () => {
    expect(daysIn('2026-12-30 2,0,0,11')).toEqual({ '2026-12-30': 2, '2027-01-02': 11 });
  });
});

describe('a row of a list', () => {
  const hidden = { since: T0, looks: 1, at: T0 };
  const held = pending('issue', { kind: 'create-issue' }, { state: 'held', problem: PROBLEM() });
  const rich = submission({
    ...{ label: 'Januar', issue: issue({ mapped: true, hidden }), storm: 'st1', startedBy: 'anna' },
    attempts: [
      attempt({ state: 'failed', jobId: 'j1', cause: CAUSE, by: 'anna' }),
      attempt({ revision: 2, state: 'unknown', jobId: 'j2', isLost: true, sentAt: T0 }),
      attempt({ revision: 3, state: 'unknown', fileName: 'EXTF_3.csv', by: 'bert', sha256: 'c' }),
    ],
    files: [file({ label: 'Alt' }), file({ revision: 3, label: 'Neu', rows: 7 })],
    candidate: file({ revision: 4, label: 'Nächste', errors: 2 }),
    pendingEffects: [
      pending('fields:1:1', { kind: 'write-fields' }),
      pending('send:r3', { kind: 'send-extf', revision: 3 }),
      held,
      { ...held, key: 'again' },
    ],
    asks: { what: 'decide-unknown', revision: 3, at: T0 },
    end: { as: 'closed-without-sending', at: T0, by: 'anna', reason: 'doppelt' },
  });
  const row = {
    ...{ id: 's1', mandant: '455148-1', kind: 'extf', fileName: 'EXTF_1.csv', label: 'Januar' },
    ...{ program: 'DATEV for Jira', startedAt: T0, changedAt: T0 },
    attempts: [
      { revision: 2, fileName: 'EXTF_1.csv', state: 'unknown', jobId: 'j2', isLost: true },
      { revision: 3, fileName: 'EXTF_3.csv', state: 'unknown' },
    ],
    files: [{ revision: 3, label: 'Neu' }],
    candidate: { revision: 4, name: 'EXTF_neu.csv', label: 'Nächste', errors: 2 },
    pendingEffects: [
      { state: 'due', effect: { kind: 'send-extf' } },
      { state: 'held', effect: { kind: 'create-issue' }, problem: PROBLEM() },
    ],
    asks: { what: 'decide-unknown' },
    issue: { id: '10001', key: 'BUCH-1', hidden },
    end: { as: 'closed-without-sending', at: T0, reason: 'doppelt' },
    table: { rows: 7, period: '2024-01', by: 'bert' },
  };
  const bare = {
    ...{ id: 's1', mandant: '455148-1', kind: 'extf', fileName: 'EXTF_1.csv', program: 'DATEV for Jira' },
    ...{ startedAt: T0, changedAt: T0, attempts: [], files: [], pendingEffects: [], table: {} },
  };
  const made = { revision: 1, version: 1, rows: 120, lines: 118, leftOut: 2, files: [] };
  const month = { ledger: 'cashLedger', month: '2026-11', parts: 3 } as const;

  it.each<readonly [string, Submission, object]>([
    ['nothing but the beginning', submission(), bare],
    ['all there is', rich, row],
    [
      'a run',
      submission({ kind: 'run', run: { ...RUN, made, isDry: true, lateAt: T0, children: ['c1'] } }),
      {
        ...{ ...bare, kind: 'run', run: { period: '2026-11', isDry: true, lateAt: T0, made: { rows: 120 } } },
        table: { rows: 120, period: '2026-11' },
      },
    ],
    [
      'a run that made nothing yet',
      submission({ kind: 'run', run: RUN }),
      { ...bare, kind: 'run', run: { period: '2026-11' }, table: { period: '2026-11' } },
    ],
    [
      'a package that waits, and may go as it is',
      submission({ candidate: file({ package: month, errors: 0 }) }),
      { ...bare, candidate: { revision: 1, name: 'EXTF_neu.csv' }, table: { rows: 12, period: '2026-11' } },
    ],
    [
      'a file that waits for the first time, beside none of an earlier one',
      submission({ candidate: file(), files: [file({ revision: 9, rows: 1 })] }),
      { ...bare, candidate: { revision: 1, name: 'EXTF_neu.csv' }, table: { rows: 12, period: '2024-01' } },
    ],
    [
      'one that knows DATEV only, and the newest',
      submission({
        attempts: [attempt({ jobId: 'j1', state: 'failed' }), attempt({ revision: 2, records: 4 })],
      }),
      { ...bare, attempts: [{ revision: 2, fileName: 'EXTF_1.csv', state: 'sending' }], table: { rows: 4 } },
    ],
  ])('says of a submission %s', (_, s, wanted) => {
    expect(listedOf(s)).toStrictEqual(wanted);
  });
});
