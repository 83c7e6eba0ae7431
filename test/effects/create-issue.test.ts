import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { keepVerbatim } from '../../src/datev/verbatim-store';
import { createIssue } from '../../src/effects/create-issue';
import { loadHealth } from '../../src/health/health-store';
import { claimIssue } from '../../src/jira/claim-store';
import { propertyOf } from '../../src/jira/mirror';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live, minutes, RESENT, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { begun, made, ran, refused } from '../submissions/run-life';
import {
  act,
  bodies,
  type Case,
  CREATE,
  description,
  extra,
  FAILED,
  field,
  fields,
  rules,
  SCREEN,
  screen,
  WORLD,
} from './new-issue';
import { about, called, leave, loginPage, lost, no, ok, PROJECT, problem, stage, wanted } from './stage';

describe('the issue of a failed job', () => {
  it('carries its mark from the beginning, and says that everything is told', async () => {
    const mirrored = propertyOf(FAILED, undefined);
    expect(await act()).toEqual({ is: 'done', issue: ISSUE, mirrored, tells: true });
    expect(called().filter((call) => call === CREATE)).toHaveLength(1);
    expect(fields()).toMatchObject({ project: { id: PROJECT }, issuetype: { id: '10002' } });
    expect(fields()['summary']).toContain('DATEV hat „Januar“ abgelehnt');
    expect(bodies()[0]?.properties).toEqual([{ key: 'datev', value: mirrored }]);
    expect(extra()).toEqual({});
  });

  it('names DATEV’s page of help for what DATEV said of this revision', async () => {
    const help = (n: number) => `https://www.datev.de/hilfe/100883${n}`;
    const [first] = FAILED.attempts;
    const twice = { ...FAILED, attempts: [first, { ...first, revision: 2 }] } as Submission;
    for (const [of, n] of [
      [FAILED, 1],
      [twice, 2],
    ] as const) {
      stage(WORLD);
      for (const revision of [1, 2])
        await keepVerbatim('s1', revision, { type: help(revision), elements: [] });
      await createIssue.act(about(of), wanted({ kind: 'create-issue' }), leave);
      expect(description()).toContain(help(n));
      expect(description()).not.toContain(help(3 - n));
    }
  });

  it('tells of the newest attempt: its job, and when it was sent', async () => {
    await act();
    expect(description()).toContain('job-1');
    expect(description()).toContain('01.12.2026');
  });

  it('knows whether a run made the file, which no program can export again', async () => {
    const from = { run: 'r1', pipeline: 'p1', period: '2024-01', part: 1, of: 1 };
    const texts = [];
    for (const sha256 of ['a'.repeat(64), 'b'.repeat(64)]) {
      const [first, ...more] = FAILED.attempts;
      const attempts = [{ ...first, sha256: 'a'.repeat(64) }, ...more, { ...first, revision: 2, sha256 }];
      await act({ of: { ...FAILED, from, attempts } as Submission });
      texts.push(description());
    }
    expect(texts[0]).not.toBe(texts[1]);
  });

  it('wants the same file sent again, or the other program to send it, where the cause lies outside and as we hold the file', async () => {
    const { attempt } = DISCOVERED;
    const outside = {
      ...DISCOVERED,
      attempt: { ...attempt, cause: { code: '1008838', faults: [] } },
    } as const;
    const of = live(outside as never);
    await act({ of });
    expect(description()).toContain('aus dem ursprünglichen Programm noch einmal');
    await act({ of: { ...of, files: [UPLOADED.file] } });
    expect(description()).toContain('sendet dieselbe Datei unverändert noch einmal');
  });

  it.each([
    [
      'a rule’s words, with what they name',
      rules({ summary: 'DATEV: {batch} {code}' }),
      'DATEV: Januar 1008834',
    ],
    ['ours where nothing is left of a rule’s words', rules({ summary: '{pipeline}' }), 'Januar'],
  ])('has a summary: %s', async (_what, settings, summary) => {
    await act({ settings });
    expect(fields()['summary']).toContain(summary);
  });
});

describe('no issue is made', () => {
  const none = async (of: Case, outcome: object) => {
    expect(await act(of)).toMatchObject(outcome);
    expect(bodies()).toEqual([]);
  };
  const waits = ran(begun(), made(1, { needsApproval: true }));
  const NOT_NEEDED = problem('jira.not-needed', 'never');

  it('where one is there', () => none({ of: live(DISCOVERED, ...WITH_ISSUE) }, NOT_NEEDED));
  it('to ask for an approval that is given meanwhile', () =>
    none({ of: ran(begun(), made()), key: 'issue:approval:r1' }, NOT_NEEDED));
  it('as long as no project is chosen', () =>
    none({ settings: { project: undefined } as never }, problem('settings.not-configured', 'after-fix')));
  it('where the project does not say what it demands', () =>
    none({ says: { [SCREEN]: no(503) } }, problem('jira.unavailable', 'later')));
  it('where the project demands what nobody has a value for, which is named', () =>
    none(
      { says: { [SCREEN]: screen(field('customfield_5', { name: 'Abteilung', required: true })) } },
      { is: 'problem', problem: { code: 'jira.required-fields', values: { fields: 'Abteilung' } } },
    ));

  it('where another submission holds the job', async () => {
    stage(WORLD);
    await claimIssue({ ...FAILED, id: 's2' });
    const outcome = await createIssue.act(about(FAILED), wanted({ kind: 'create-issue' }), leave);
    expect(outcome).toMatchObject(problem('jira.already-claimed', 'never'));
    expect(called()).toEqual([]);
  });

  it('but where it was deleted and is wanted again, and where a run that waits failed meanwhile', async () => {
    const gone = { ...live(DISCOVERED, ...WITH_ISSUE), issue: { ...ISSUE, deletedAt: minutes(9) } };
    expect(await act({ of: gone })).toMatchObject({ is: 'done' });
    expect(await act({ of: ran(begun(), refused()), key: 'issue:approval:r1' })).toMatchObject({
      is: 'done',
    });
    const says = { 'GET /user/assignable/search': ok([]) };
    expect(await act({ of: waits, key: 'issue:approval:r1', says })).toMatchObject({ is: 'done' });
  });

  it.each([
    ['no right', no(403), problem('jira.forbidden', 'after-fix')],
    ['patience', no(429), problem('jira.later', 'later')],
    ['trouble', no(503), problem('jira.unavailable', 'look-up')],
    ['nothing', lost, problem('jira.unreachable', 'look-up')],
    ['a page', loginPage, problem('jira.unreadable', 'look-up')],
    ['an issue without its key', ok({ id: '1' }), problem('jira.unreadable', 'look-up')],
  ])('that is known of, when Jira answers with %s', async (_what, says, outcome) => {
    expect(await act({ says: { [CREATE]: says } })).toMatchObject(outcome);
  });
});

describe('values in fields of the project', () => {
  const MAPPED = { externalId: 'customfield_7', errorCode: 'customfield_8' };
  const ALL = [field('customfield_7'), field('customfield_8'), field('customfield_5', { name: 'Abteilung' })];
  const refuse = (...ids: readonly string[]) => no(400, Object.fromEntries(ids.map((id) => [id, 'no'])));
  const GOOD = ok({ id: ISSUE.id, key: ISSUE.key });
  const refusedFields = async () => (await loadHealth()).refusedFields?.fields;

  it('go along where the screen has them: mapped ones, and those that an admin gave a value', async () => {
    const settings = { fields: MAPPED, requiredValues: { customfield_5: { id: '9' }, customfield_6: 'x' } };
    const outcome = await act({ settings, says: { [SCREEN]: screen(...ALL) } });
    expect(extra()).toEqual({ customfield_5: { id: '9' }, customfield_7: 's1', customfield_8: '1008834' });
    expect(outcome).toMatchObject({ issue: { ...ISSUE, mapped: true } });
    expect(outcome).not.toHaveProperty('unwritten');
    expect(await refusedFields()).toBeUndefined();
  });

  it('a mapped one that is not on the screen is written afterwards', async () => {
    const outcome = await act({
      settings: { fields: MAPPED },
      says: { [SCREEN]: screen(field('customfield_7')) },
    });
    expect(extra()).toEqual({ customfield_7: 's1' });
    expect(outcome).toMatchObject({ issue: { mapped: true }, unwritten: true });
  });

  it('a value that DATEV did not give is left out', async () => {
    const { attempt } = DISCOVERED;
    const of = live({
      ...DISCOVERED,
      attempt: { ...attempt, cause: { code: 'unknown', faults: [] } },
    } as never);
    await act({ of, settings: { fields: MAPPED }, says: { [SCREEN]: screen(...ALL) } });
    expect(extra()).toEqual({ customfield_7: 's1' });
  });

  it('what Jira refuses is left, said in the issue and in health, and a mapped one is tried once more afterwards', async () => {
    const says = { [SCREEN]: screen(...ALL), [CREATE]: [refuse('customfield_8'), GOOD] };
    const outcome = await act({ settings: { fields: MAPPED }, says });
    expect(bodies()).toHaveLength(2);
    expect(extra()).toEqual({ customfield_7: 's1' });
    expect(description()).toContain('für diese Felder nicht angenommen: customfield_8.');
    expect(outcome).toMatchObject({ is: 'done', unwritten: true });
    expect(await refusedFields()).toBe('customfield_8');
  });

  it('a rule’s field that the screen does not have is left and said, without a second try', async () => {
    const settings = rules({ priority: '2', labels: ['datev'] });
    const outcome = await act({ settings, says: { [SCREEN]: screen(field('labels', { type: 'array' })) } });
    expect(bodies()).toHaveLength(1);
    expect(extra()).toEqual({ labels: ['datev'] });
    expect(description()).toContain('für diese Felder nicht angenommen: priority.');
    expect(outcome).not.toHaveProperty('unwritten');
    expect(await refusedFields()).toBe('priority');
  });

  it('of what failed stand there, also while a corrected file is on its way', async () => {
    const { issue: _, ...resent } = live(DISCOVERED, ...RESENT);
    await act({ of: resent, settings: { fields: MAPPED }, says: { [SCREEN]: screen(...ALL) } });
    expect(extra()).toMatchObject({ customfield_8: '1008834' });
    expect(bodies()[0]?.properties).toEqual([{ key: 'datev', value: propertyOf(resent, undefined) }]);
  });
});

describe('until when it is to be done', () => {
  const DUE = field('duedate', { type: 'date' });
  const due = async (of: Submission, more: object = DUE, rule: object = { dueDays: 1 }) => {
    await act({ of, settings: rules(rule), says: { [SCREEN]: screen(more) } });
    return extra()['duedate'];
  };
  const over = { ...FAILED, end: { as: 'closed-without-sending', at: minutes(20) } } as Submission;
  // Tuesday; it failed on that day.
  it.each([
    ['so many business days after it failed', FAILED, DUE, '2026-12-02'],
    ['not at all where it is over', over, DUE, undefined],
    [
      'also where it is over, if the project demands a day',
      over,
      field('duedate', { type: 'date', required: true }),
      '2026-12-01',
    ],
  ])('%s', async (_what, of, more, day) => {
    const found = await due(of, more);
    if (day === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(/^2026-12-\d\d$/);
    if (of === FAILED) expect(found).toBe(day);
  });

  it('is counted from the day on which it began to need somebody, however late its issue comes', async () => {
    const says = { [SCREEN]: screen(DUE) };
    await act({ settings: rules({ dueDays: 1 }), says, now: '2026-12-09T08:00:00.000Z' });
    expect(extra()['duedate']).toBe('2026-12-02');
  });

  it('is not said where no rule says it', async () => {
    expect(await due(FAILED, DUE, {})).toBeUndefined();
  });

  it('holds for a run that ended with something to compare', async () => {
    const run = ran(begun(), refused());
    const last = run.attempts.at(-1);
    const ended = { ...run, end: { as: 'delivered', at: last?.endedAt ?? '' } } as Submission;
    expect(await due(ended)).toMatch(/^2026-12-/);
    expect(await due({ ...ended, end: { as: 'delivered', at: minutes(25) } })).toBeUndefined();
  });
});
