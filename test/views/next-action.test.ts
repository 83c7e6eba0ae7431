import { describe, expect, it } from 'vitest';
import { present } from '../../src/kernel/present';
import { newWatch, type Watch } from '../../src/mandanten/watch';
import { NO_DETAIL, type RunDetail } from '../../src/runs/detail';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings';
import type { SubmissionEvent } from '../../src/submissions/events';
import type { Keeps } from '../../src/submissions/state-code';
import type { Submission } from '../../src/submissions/submission';
import { say } from '../../src/texts/say';
import { NONE_MISSING } from '../../src/views/run/run-faults';
import { NO_JUDGEMENT } from '../../src/views/run/run-judgement';
import { runView } from '../../src/views/run/run-view';
import { submissionView } from '../../src/views/submission/submission-view';
import { DISCOVERED, file, live, order, RESENT, T0, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { begun, handed, made, ran, refused } from '../submissions/run-life';

/** What comes next names what is on the page, and nothing that is not. */

const LANGS = ['de', 'en'] as const;
type Shown = Partial<{
  trouble: Watch['trouble'];
  mayAct: boolean;
  outside: boolean;
  mayRead: boolean;
  codes: readonly string[];
  lang: 'de' | 'en';
  newer: Submission;
  stopped: Settings['stopped'];
}>;

function shown(state: Submission, of: Shown = {}) {
  const { mayAct = true, mayRead = true, outside = true, codes = [], lang = 'de' } = of;
  const { trouble, newer, stopped } = of;
  const findings = codes.map((code) => ({ severity: 'error' as const, code, row: 1, field: 9, values: {} }));
  return submissionView({
    ...{ state, by: 'dora', outside, mayAct, mayRead, settings: { ...DEFAULT_SETTINGS, stopped }, lang },
    environmentType: 'PRODUCTION',
    ...{
      made: { run: undefined, authors: [] },
      newest: [],
      entries: 0,
      names: new Map(),
      others: [],
      resubmitStatuses: ['Done'],
    },
    ...{ watch: { ...newWatch(state.mandant), ...present({ trouble }) }, alike: 0, findings, heartbeat: {} },
    ...{ now: NOW, newer },
    naming: { fileName: () => 'EXTF_r.csv', referenceId: () => 'ref' },
  });
}

const NOW = '2026-12-01T09:00:00.000Z';
const CELL = ['extf.row.value'];
const faulty = live(DISCOVERED, ...WITH_ISSUE, {
  what: 'file-given',
  file: file({ revision: 2, errors: 1 }),
});

describe('what comes next for a file whose run a later one took the place of', () => {
  const newer = ran(begun({ revision: 2 }));
  it.each<[string, Submission]>([
    ['was rejected', live(DISCOVERED, ...WITH_ISSUE)],
    ['was corrected', live(DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: file({ revision: 2 }) })],
    ['has errors', faulty],
  ])('is to close it, and to send nobody to correct it: one that %s', (_, state) => {
    for (const lang of LANGS) {
      const { nextAction, actions } = shown(state, { newer, lang });
      expect(nextAction).toBe(say('state.after-later-run', lang));
      expect(actions.resubmit.allowed).toBe(false);
      expect(actions.close.allowed).toBe(true);
    }
  });
});

describe('what comes next for a file of the other environment than the one that is chosen', () => {
  const found = { ...DISCOVERED, ...{ environment: 'sandbox' as const } };
  const away = (...events: readonly SubmissionEvent[]) => live(found, ...WITH_ISSUE, ...events);
  const given = (errors: number) => ({ what: 'file-given', file: file({ revision: 2, errors }) }) as const;

  it.each<[string, Submission, 'state.after-environment' | 'state.after-environment-without-file']>([
    ['was rejected', away(), 'state.after-environment-without-file'],
    ['has errors', away(given(1)), 'state.after-environment-without-file'],
    ['is corrected', away(given(0)), 'state.after-environment'],
  ])('is not to correct it: one that %s', (_, state, text) => {
    for (const lang of LANGS) {
      const { nextAction, nextWhileOpen, actions } = shown(state, { lang, codes: CELL });
      expect(nextAction).toBe(say(text, lang));
      expect(nextWhileOpen).toBe(nextAction);
      expect(actions.resubmit.allowed).toBe(false);
    }
  });
});

describe('what comes next for a corrected file', () => {
  const corrected = live(DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: file({ revision: 2 }) });

  it('names the status to move the issue to as it is called', () => {
    expect(shown(corrected).nextAction).toContain('auf „Done“');
    expect(shown(corrected, { lang: 'en' }).nextAction).toContain('to “Done”');
  });

  it('is to move the issue while sending is stopped: no click sends it now', () => {
    const stopped = { at: T0, by: 'ida', reason: 'Abschluss' };
    for (const lang of LANGS) {
      const { nextAction, actions } = shown(corrected, { lang, stopped });
      const status = lang === 'de' ? '„Done“' : '“Done”';
      expect(nextAction).toBe(say('state.corrected-while-stopped', lang, { status }));
      expect(actions.resubmit.allowed).toBe(false);
    }
  });
});

describe('what comes next after the check found errors', () => {
  it('names the button that stands below, and the one to release it by', () => {
    for (const lang of LANGS) {
      const { state, nextAction } = shown(faulty, { codes: CELL, lang });
      expect(state).toBe('file-has-errors');
      expect(nextAction).toContain(say('page.mendHere', lang));
      expect(nextAction).toContain(say('page.overrule', lang));
    }
  });

  it('names no button that is gone while its fields are open, but the one below them', () => {
    for (const lang of LANGS) {
      const { nextWhileOpen } = shown(faulty, { codes: CELL, lang });
      expect(nextWhileOpen).not.toContain(say('page.mendHere', lang));
      expect(nextWhileOpen).toContain(say('page.mendTake', lang));
      expect(nextWhileOpen).toContain(say('page.overrule', lang));
    }
  });

  it.each([
    ['whoever may not hand anything in', faulty, { mayAct: false, codes: CELL }],
    ['whoever may not read the file', faulty, { mayRead: false }],
    ['a row that no typing mends', faulty, { codes: ['extf.row.columns-missing'] }],
    [
      'a package, which is handed in whole',
      {
        ...faulty,
        kind: 'dxso' as const,
        candidate: file({ revision: 2, errors: 1, kind: 'dxso' }),
      },
      { codes: ['dxso.ledger.value'] },
    ],
    [
      'a file that is deleted',
      { ...faulty, candidate: file({ revision: 2, errors: 1, deletedAt: T0 }) },
      { codes: CELL },
    ],
  ])('is not edited here: %s', (_, state, more) => {
    for (const lang of LANGS)
      expect(shown(state, { ...more, lang }).nextAction).not.toContain(say('page.mendHere', lang));
  });

  it('whoever may not release it is not told to', () => {
    expect(shown(faulty, { mayAct: false, codes: CELL }).nextAction).not.toContain(
      say('page.overrule', 'de'),
    );
  });
});

it('a file that is not to blame is not asked for corrected', () => {
  expect(shown(live(DISCOVERED, ...WITH_ISSUE)).isFileFine).toBe(true);
  expect(shown(live(DISCOVERED, ...WITH_ISSUE), { outside: false }).isFileFine).toBeUndefined();
});

describe('while DATEV cannot be asked about the Mandant', () => {
  const ended = { code: 'datev.reconnect', retry: 'after-fix' } as const;
  const down = { code: 'datev.unavailable', retry: 'later' } as const;
  const since = (problem: typeof ended | typeof down, at: string) => ({ problem, since: at, times: 3 });

  it('the page says so, since when, why and who does what; a connection that ended at once', () => {
    const { outOfTouch } = shown(faulty, { trouble: since(ended, '2026-12-01T08:59:00.000Z'), lang: 'en' });
    expect(outOfTouch).toEqual({
      since: '2026-12-01T08:59:00.000Z',
      title: 'The connection to DATEV has ended.',
      remedy: expect.stringContaining('reconnects DATEV'),
    });
  });

  it('what passes is only told when it lasts, and an open page shows it then', () => {
    const view = (at: string) => shown(faulty, { trouble: since(down, at) });
    expect(view('2026-12-01T07:59:00.000Z').outOfTouch).toMatchObject({
      title: expect.stringContaining('Störung'),
    });
    const { outOfTouch, holdsUntil } = view('2026-12-01T08:30:00.000Z');
    expect([outOfTouch, holdsUntil]).toEqual([undefined, '2026-12-01T09:30:00.000Z']);
  });

  it('nobody is told that nothing is to be done where something waits for DATEV', () => {
    const waits = live(DISCOVERED, ...RESENT);
    const nothing = say('state.pending.nextAction', 'de');
    expect(shown(waits).nextAction).toContain(nothing);
    const { nextAction } = shown(waits, { trouble: since(ended, '2026-11-30T08:00:00.000Z') });
    expect(nextAction).toBe(say('state.after-contact', 'de'));
  });

  it('what has ended says nothing of it', () => {
    const closed = live(DISCOVERED, ...WITH_ISSUE, { what: 'closed', reason: 'weg' });
    expect(shown(closed, { trouble: since(ended, '2026-11-30T08:00:00.000Z') }).outOfTouch).toBeUndefined();
  });
});

const drifted = ran(begun(), refused());
type Drift = RunDetail['drift'][number];
const RENAMED: Drift = { is: 'missing', field: 'orders.total', candidates: ['orders.total_gross'] };
const GONE: Drift = { is: 'missing', field: 'orders.total', candidates: [] };

function next(drift: readonly Drift[], more: { mayEdit?: boolean; isRemoved?: true; lang?: 'de' | 'en' }) {
  const { run } = drifted;
  if (run === undefined) throw new Error('This is no run.');
  const { mayEdit = true, lang = 'de' } = more;
  return runView({
    ...{
      state: drifted,
      run,
      submission: shown(drifted, { lang }),
      children: [],
      lang,
      mayEdit,
      mayAct: true,
      keeps: false as const,
    },
    ...{ by: 'dora', authors: [], missing: NONE_MISSING, judgement: NO_JUDGEMENT },
    ...(more.isRemoved ? {} : { pipeline: { version: 1, stored: 1, isOwn: true } }),
    detail: { ...NO_DETAIL, drift: [...drift] },
  }).submission.nextAction;
}

describe('what comes next when the columns changed', () => {
  it('names the box in which the mapping follows, and its button', () => {
    for (const lang of LANGS) {
      const said = next([RENAMED], { lang });
      expect(said).toContain(say('page.driftTitle', lang));
      expect(said).toContain(say('page.driftTake', lang, { count: 1 }).replace(' (1)', ''));
    }
  });

  it('without a likely name it is mapped in the pipeline, and the button that is not there is not named', () => {
    for (const lang of LANGS) {
      const said = next([GONE], { lang });
      expect(said).toContain(say('page.driftTitle', lang));
      expect(said).not.toContain(say('page.driftTake', lang, { count: 1 }).replace(' (1)', ''));
    }
  });

  it('says whose it is to whoever may not change a pipeline', () => {
    expect(next([RENAMED], { mayEdit: false })).toContain('Kanzleileitung');
    expect(next([RENAMED], { mayEdit: false, lang: 'en' })).toContain('firm lead');
  });

  it('names no box where there is none: nothing changed, or the pipeline is gone', () => {
    expect(next([], {})).not.toContain(say('page.driftTitle', 'de'));
    expect(next([RENAMED], { isRemoved: true })).not.toContain(say('page.driftTake', 'de', { count: 1 }));
  });
});

describe('what comes next where a run stopped', () => {
  type Stopped = Partial<Pick<Parameters<typeof runView>[0], 'newer' | 'detail' | 'lang'>>;
  function view(code: string, of: Stopped = {}) {
    const cause = { source: 'run', code, faults: [] } as const;
    const state = ran(begun(), { ...refused(), cause });
    const { lang = 'en', newer } = of;
    if (state.run === undefined) throw new Error('This is no run.');
    return runView({
      ...{ state, run: state.run, submission: shown(state, present({ lang, newer })), children: [], lang },
      ...{ mayEdit: true, mayAct: true, by: 'dora', authors: [], missing: NONE_MISSING },
      ...{ keeps: false, judgement: NO_JUDGEMENT, detail: of.detail ?? NO_DETAIL, newer },
      pipeline: { version: 1, stored: 1, isOwn: true },
    });
  }

  it('is what mends the one cause, not that there is one', () => {
    for (const lang of LANGS) {
      const { nextAction } = view('run.no-rows', { lang }).submission;
      expect(nextAction).toBe(say('run.no-rows.remedy', lang));
      // A dry run has no issue.
      expect(view('run.no-pipeline', { lang }).submission.nextAction).not.toMatch(/issue|Vorgang/);
    }
  });

  it('is to decide where it asks: no step has failed, and nothing is executed again', () => {
    for (const lang of LANGS) {
      const { submission, steps, actions } = view('run.unfinished', { lang });
      expect(submission.nextAction).toBe(say('run.unfinished.remedy', lang));
      expect(submission.nextAction).toContain(say('page.runWhole', lang));
      expect(steps[0]?.state).toBe('waits');
      expect(actions.again).toMatchObject({ allowed: true, isFirst: true });
    }
    expect(view('run.no-rows').actions.again).not.toHaveProperty('isFirst');
    expect(view('run.no-rows').steps[0]?.state).toBe('failed');
  });

  it('has failed in the step where it did, and has ended in the one in which somebody closed it', () => {
    const closed = { what: 'closed', reason: 'x' } as const;
    const steps = (...events: readonly SubmissionEvent[]) => {
      const state = ran(begun(), ...events, closed);
      if (state.run === undefined) throw new Error('This is no run.');
      return runView({
        ...{ state, run: state.run, submission: shown(state), children: [], lang: 'de' },
        ...{ mayEdit: true, mayAct: true, by: 'dora', authors: [], missing: NONE_MISSING },
        ...{ keeps: false, judgement: NO_JUDGEMENT, detail: NO_DETAIL },
      }).steps.map(({ state: is }) => is);
    };
    expect(steps(refused())).toEqual(['failed', 'next', 'next']);
    expect(steps()).toEqual(['ended', 'next', 'next']);
    const cause = { source: 'run', code: 'run.unfinished', faults: [] } as const;
    expect(steps({ ...refused(), cause })).toEqual(['ended', 'next', 'next']);
  });

  it('is told of faults in rows by each of them, and not of one whose place another run took', () => {
    const fault = { severity: 'error', code: 'mapping.unknown-account', row: 1, values: {} } as const;
    const detail = { ...NO_DETAIL, rows: 1, findings: [fault] } as unknown as RunDetail;
    expect(view('run.file-faults', { detail }).submission.nextAction).toBe(
      say('state.after-failed-run', 'en', { status: '“Done”' }),
    );
    const newer = ran(begun({ revision: 2 }));
    expect(view('run.no-rows', { newer }).submission.nextAction).toBe(say('state.after-later-run', 'en'));
  });

  it('is to close it while the other environment of DATEV is chosen, also where it asks or waits for approval', () => {
    const { run: about } = begun();
    const states = [
      ran({ ...begun(), environment: 'sandbox' }, refused()),
      ran({ ...begun(), environment: 'sandbox' }, made(1, { needsApproval: true })),
    ];
    for (const state of states)
      for (const lang of LANGS) {
        const of = { state, run: state.run ?? about, submission: shown(state, { lang }), children: [], lang };
        const { submission } = runView({
          ...{ ...of, mayEdit: true, mayAct: true, by: 'dora', authors: [], missing: NONE_MISSING },
          ...{ keeps: false, judgement: NO_JUDGEMENT, detail: NO_DETAIL, isElsewhere: true },
          pipeline: { version: 1, stored: 1, isOwn: true },
        });
        expect(submission.nextAction).toBe(say('state.after-environment-run', lang));
        expect(submission.actions.close.allowed).toBe(true);
      }
  });
});

describe('what comes next where a run waits for an approval', () => {
  const waiting = ran(begun(), made(1, { needsApproval: true }));
  const view = (by: string, lang: 'de' | 'en') => {
    const { run } = waiting;
    if (run === undefined) throw new Error('This is no run.');
    return runView({
      ...{ state: waiting, run, submission: shown(waiting, { lang }), children: [], lang, by },
      ...{ mayEdit: true, mayAct: true, keeps: false as const, authors: ['anna'], missing: NONE_MISSING },
      judgement: NO_JUDGEMENT,
      ...{ pipeline: { version: 1, stored: 1, isOwn: true }, detail: NO_DETAIL },
    });
  };

  it('asks whoever may approve to do it, and tells all others of a second person', () => {
    for (const lang of LANGS) {
      const second = say('state.run-approve.nextAction', lang);
      expect(view('dora', lang).submission.nextAction).toBe(say('run-verdict.approve-next', lang));
      expect(view('anna', lang).submission.nextAction).toBe(second);
    }
  });

  it('says of the step that it waits, not that it is under way', () => {
    expect(view('dora', 'de').steps.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'waits',
      'next',
      'next',
    ]);
  });
});

describe('what a run says whose files are handed over', () => {
  const run = ran(begun(), made(1));
  const ordered: Submission = {
    ...live(UPLOADED, order(1)),
    from: { run: run.id, pipeline: 'p0123456789ab', period: '2026-11', part: 2, of: 2 },
  };
  const view = (keeps: Keeps, lang: 'de' | 'en') => {
    if (run.run === undefined) throw new Error('This is no run.');
    return runView({
      ...{ state: run, run: run.run, submission: shown(run, { lang }), children: [ordered], lang, keeps },
      ...{ mayEdit: true, mayAct: true, by: 'dora', authors: [], missing: NONE_MISSING },
      ...{ judgement: NO_JUDGEMENT, detail: NO_DETAIL },
    });
  };

  it.each(['stopped', 'not-production'] as const)(
    'is how many wait, and what has to happen first: %s',
    (keeps) => {
      for (const lang of LANGS) {
        const { submission, files } = view(keeps, lang);
        expect(submission.sentence).toBe(say(`run-waiting.${keeps}`, lang, { count: 1 }));
        expect(submission.nextAction).toBe(say(`run-waiting.${keeps}-next`, lang));
        const { text } = submission.lozenge;
        expect(text).toBe(say(`state.${keeps}.lozenge`, lang));
        expect(files.map(({ lozenge }) => lozenge?.text)).toEqual([undefined, text]);
      }
    },
  );

  it('is that they are on their way where nothing keeps them', () => {
    const { submission, files } = view(false, 'de');
    expect(submission.sentence).toContain('auf dem Weg');
    expect(files.at(-1)?.lozenge?.text).toBe(say('state.sending.lozenge', 'de'));
  });
});

describe('what a closed run says of which a part is at DATEV', () => {
  const run = ran(begun(), made(1), handed(1, { as: 'closed', handed: { files: 2, delivered: 1 } }));
  const before = ran(begun(), made(1), handed(1, { as: 'closed' }));
  const of = (part: number, end?: 'delivered' | 'closed-without-sending'): Submission => ({
    ...live(UPLOADED, order(1)),
    from: { run: 'r1', pipeline: 'p0123456789ab', period: '2026-11', part, of: 2 },
    ...(end === undefined ? {} : { end: { as: end, at: NOW } }),
  });
  const words = (state: Submission, children: readonly Submission[] = []) => {
    if (state.run === undefined) throw new Error('This is no run.');
    return runView({
      ...{
        state,
        run: state.run,
        submission: shown(state, { lang: 'de' }),
        children,
        lang: 'de',
        keeps: false,
      },
      ...{ mayEdit: true, mayAct: true, by: 'dora', authors: [], missing: NONE_MISSING },
      ...{ judgement: NO_JUDGEMENT, detail: NO_DETAIL },
    });
  };
  const IN_PART = {
    lozenge: { text: 'Rest geschlossen', tone: 'moved' },
    sentence: expect.stringMatching(/: 1 an DATEV übergeben, 1 ohne Senden geschlossen\.$/),
    nextAction: expect.stringMatching(/dann nur, was nicht übergeben ist\.$/),
  };

  it('is how many are there, in lists too; what nobody counted then is counted on its page', () => {
    expect(shown(run, { lang: 'de' })).toMatchObject({ state: 'closed', ...IN_PART });
    expect(words(run).submission).toMatchObject(IN_PART);
    expect(words(before).submission.sentence).toContain('wurde ohne Senden geschlossen');
    const files = [of(1, 'delivered'), of(2, 'closed-without-sending')];
    expect(words(before, files).submission).toMatchObject(IN_PART);
  });

  it('is what is so now on its page: one of them may have been sent since', () => {
    expect(words(run, [of(1, 'delivered'), of(2)]).submission.sentence).toMatch(
      /: 1 an DATEV übergeben, 1 noch offen\.$/,
    );
    const { submission } = words(run, [of(1, 'delivered'), of(2, 'delivered')]);
    expect(submission.lozenge.text).toBe('Übergeben');
    expect(submission.sentence).toMatch(/^Alle Dateien des Laufs .* sind an DATEV übergeben/);
  });

  it('has no step that is going on', () => {
    expect(words(run).steps.map(({ state }) => state)).not.toContain('now');
    expect(words(before).steps.at(-1)?.state).toBe('ended');
  });
});
