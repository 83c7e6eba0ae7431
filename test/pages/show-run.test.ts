import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadPlan, savePlan } from '../../src/accounts/plan-store';
import { showChoices } from '../../src/flows/pages/show-choices';
import { showPipeline, showPipelines } from '../../src/flows/pages/show-pipelines';
import { showConfiguration, showRows, showRun } from '../../src/flows/pages/show-run';
import type { Pipeline } from '../../src/pipelines/pipeline';
import { keepConfiguration } from '../../src/pipelines/pipeline-store';
import { now } from '../../src/platform/clock';
import { NO_DETAIL, type RunDetail } from '../../src/runs/detail';
import { writeReport } from '../../src/runs/report';
import { keepDetail } from '../../src/runs/run-store';
import type { OnSubmission } from '../../src/security/caller-api';
import type { SubmissionEvent } from '../../src/submissions/events';
import type { Basis } from '../../src/submissions/run';
import { enlist, loadSubmission } from '../../src/submissions/submission-store';
import { BOOKS as PLAN } from '../booking/with-looker';
import { onRecord, stored } from '../effects/datev';
import { SETTINGS } from '../effects/stage';
import { watched } from '../exception/list';
import { planOf } from '../runs/plans';
import { file } from '../submissions/life';
import { begun, handed, made, makes, refused } from '../submissions/run-life';
import { answersFirst, empty } from '../support/forge-globals';
import { petra, shows } from './desk';

const ID = 'p0123456789ab';
const PIPELINE: Pipeline = { ...planOf().pipeline, id: ID, version: 1 };
const stateOf = async (id = 's1') => {
  const found = await loadSubmission(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
async function kept(change: Partial<Pipeline> = {}): Promise<void> {
  await keepConfiguration(undefined, { pipeline: { ...PIPELINE, ...change }, begunUntil: now() });
}
/** A run of that pipeline, on the lists. */
async function ran(id: string, about: object = {}, ...events: readonly SubmissionEvent[]): Promise<void> {
  await onRecord(id, begun(about) as never, ...events);
  await enlist(id, { now: now(), retentionDays: 30 });
}
async function on(change: Partial<OnSubmission> = {}): Promise<OnSubmission> {
  const { who } = petra();
  return {
    stored: await stateOf(),
    settings: SETTINGS,
    settingsVersion: 1,
    mayAct: true,
    mayRead: true,
    who,
    ...change,
  };
}
const run = async (change: Partial<OnSubmission> = {}) => {
  const told = await showRun(await on(change), 'de');
  if (!told.ok) throw new Error(told.problem.code);
  return told.value;
};
const FOUND: RunDetail = {
  ...{ ...NO_DETAIL, rows: 3, rejected: 1, moreFindings: 0 },
  findings: [{ row: 2, code: 'mapping.unknown-value', target: 'kost1', column: 'v.c', value: 'Neu' }],
  faults: [
    {
      code: 'mapping.unknown-value',
      target: 'kost1',
      column: 'v.c',
      rows: 1,
      met: [{ value: 'Neu', rows: 1 }],
      moreValues: 0,
    },
  ],
};

describe('the page of a run', () => {
  it('is none of what is no run', async () => {
    shows();
    await onRecord('s1', { what: 'uploaded', mandant: '455148-1', program: 'x', file: file() });
    expect(await showRun(await on(), 'de')).toMatchObject({ ok: false, problem: { code: 'run.gone' } });
    expect(await showConfiguration((await stateOf()).state, 'de')).toMatchObject({
      problem: { code: 'run.gone' },
    });
    expect(await showRows((await stateOf()).state, '', 'de')).toMatchObject({
      problem: { code: 'run.report-gone' },
    });
  });

  it('shows what was found, and what a value table lacks while the pipeline is its Mandant’s', async () => {
    shows();
    const rule = { from: 'table' as const, column: 'v.c', table: [{ when: 'A', value: '1' }] };
    await kept({ mapping: { ...PIPELINE.mapping, kost1: rule } });
    await ran('s1', {}, refused());
    expect((await run()).faults).toEqual([]);
    await keepDetail('s1', 1, FOUND);
    const { faults, missing } = await run();
    expect([faults.length, missing.length]).toEqual([1, 1]);
    shows();
    await kept({ mandant: '455148-9', mapping: { ...PIPELINE.mapping, kost1: rule } });
    await ran('s1', {}, refused());
    await keepDetail('s1', 1, FOUND);
    expect((await run()).missing).toEqual([]);
  });

  it('shows what the newest execution found, not one before', async () => {
    shows();
    await kept();
    await ran('s1', {}, refused(), { what: 'run-ordered' }, refused(2));
    await keepDetail('s1', 1, FOUND);
    expect((await run()).faults).toEqual([]);
    await keepDetail('s1', 2, FOUND);
    expect((await run()).faults).toHaveLength(1);
  });

  it.each([
    ['may be', 'run.unfinished', expect.stringContaining('doppelt gebucht')],
    ['is nothing', 'run.unfinished-unsent', undefined],
  ])('of a question warns of what %s at DATEV, with the button: %s', async (_, code, note) => {
    shows();
    await kept();
    await onRecord('s1', { ...begun(), stopped: { source: 'run', code, faults: [] } });
    expect((await run()).actions.again).toEqual({
      allowed: true,
      isFirst: true,
      ...(note === undefined ? {} : { note }),
    });
  });

  it('is there although one of its files is not', async () => {
    shows();
    await kept();
    await ran('s1', {}, made(1), handed(1, { as: 'children', children: ['c9'] } as never));
    expect((await stateOf()).state.run?.children).toEqual(['c9']);
    expect(await showRun(await on(), 'de')).toMatchObject({ ok: true });
  });

  it.each([
    ['2099-12', true],
    ['2020-01', undefined],
  ])(
    'says of what it made in %s whether something could still come after it: %s',
    async (period, isShort) => {
      shows();
      await kept();
      await ran('s1', { period }, refused());
      expect((await run()).isShort).toBeUndefined();
      await ran('s2', { period }, made(1));
      expect((await run({ stored: await stateOf('s2') })).isShort).toBe(isShort);
    },
  );

  it('lets leads mend the mapping, where the pipeline is there', async () => {
    shows();
    await ran('s1', {}, refused());
    const without = JSON.stringify(await run());
    await kept();
    const there = JSON.stringify(await run());
    expect(there).not.toBe(without);
    const drift = [{ is: 'missing', field: 'v.c', candidates: [] }] as const;
    await keepDetail('s1', 1, { ...NO_DETAIL, drift: [...drift] as never });
    const settings = { ...SETTINGS, groups: { resubmit: [], mappings: ['g1'] } };
    const other = JSON.stringify(await run({ settings }));
    const lead = JSON.stringify(
      await run({ settings, who: { accountId: 'petra', admin: false, groups: ['g1'] } }),
    );
    expect(other).not.toBe(lead);
  });

  it('shows periods beside, and what changed in the mapping, to whom judges only', async () => {
    shows();
    await kept();
    const basis: Basis = {
      ...{ pipeline: { version: 1, sha256: 'a'.repeat(64) }, plan: { version: 1, sha256: 'b'.repeat(64) } },
    } as Basis;
    const event = made(1, { needsApproval: true });
    await ran('s1', {}, { ...event, made: { ...makes(1), version: 1, basis } });
    const waiting = await run();
    expect(waiting.changes).toBeDefined();
    shows();
    await kept();
    await ran('s1', {}, { ...made(1), made: { ...makes(1), version: 1, basis } });
    const goes = await run();
    expect(goes).not.toHaveProperty('changes');
    expect(goes.beside).toEqual([]);
  });
});

describe('the configuration of a run', () => {
  const shown = async () => showConfiguration((await stateOf()).state, 'de');

  it('before anything was made is the one there is now', async () => {
    shows();
    await kept();
    await ran('s1');
    expect(await shown()).toMatchObject({ ok: true, value: { id: ID, version: 1 } });
    expect((await shown()).ok && (await shown())).not.toHaveProperty('value.proof');
  });

  it('is that with which it was made, with its proof and the plan as it was', async () => {
    shows();
    await kept();
    await savePlan(await loadPlan('455148-1'), { ...PLAN, mandant: '455148-1' });
    const basis = {
      ...{ pipeline: { version: 1, sha256: 'a'.repeat(64) }, plan: { version: 1, sha256: 'b'.repeat(64) } },
    } as Basis;
    await ran('s1', {}, { ...made(1), made: { ...makes(1), version: 1, basis } });
    const told = await shown();
    expect(told).toMatchObject({
      value: { version: 1, plan: { version: 1 }, proof: { pipeline: { fits: false } } },
    });
  });

  it('is gone where nobody kept it', async () => {
    shows();
    await ran('s1', { pipeline: 'p999999999999' });
    expect(await shown()).toMatchObject({ problem: { code: 'run.no-pipeline' } });
  });
});

describe('rows of a run', () => {
  const fates = Array.from({ length: 60 }, (_, n) => ({
    row: n + 1,
    key: `RE-${n + 1}`,
    fate: 'held' as const,
  }));
  const shown = async (query = '') => showRows((await stateOf()).state, query, 'de');

  it('are found in the newest report that is kept, fifty at most', async () => {
    shows();
    await kept();
    const report = await stored(writeReport(fates), { name: 'Laufbericht.jsonl' });
    await ran('s1', {}, { ...made(1), report });
    const all = await shown();
    expect(all).toMatchObject({ ok: true, value: { more: true, rows: { length: 50 } } });
    expect(await shown('RE-60')).toMatchObject({ value: { more: false, rows: [{ row: 60, key: 'RE-60' }] } });
  });

  it('are none before there is a report, nor where its bytes are gone', async () => {
    shows();
    await ran('s1');
    expect(await shown()).toMatchObject({ problem: { code: 'run.report-gone' } });
    shows();
    await ran('s1', {}, made(1));
    expect(await shown()).toMatchObject({ ok: false, problem: { code: 'file.incomplete' } });
  });
});

describe('the list of pipelines', () => {
  const list = async (desk = petra()) => {
    const told = await showPipelines(desk, { lang: 'de' } as never);
    if (!told.ok) throw new Error(told.problem.code);
    return told.value;
  };

  it('is by name, each with its newest run, and with what a new one is made of', async () => {
    shows();
    await kept({ name: 'Zinsen' });
    await kept({ id: 'p000000000001', name: 'Ärzte' });
    await watched({ name: 'Muster' });
    await watched({ watched: false }, '455148-3');
    await watched({}, '455148-5');
    await savePlan(await loadPlan('455148-1'), { ...PLAN, mandant: '455148-1' });
    await ran('s1', { name: 'Zinsen' }, refused());
    const { pipelines, mandanten } = await list();
    expect(pipelines.map(({ name }) => name)).toEqual(['Ärzte', 'Zinsen']);
    expect(JSON.stringify(pipelines[1])).toContain('s1');
    expect(JSON.stringify(pipelines[0])).not.toContain('s1');
    expect(mandanten).toEqual([
      { id: '455148-1', label: 'Muster', hint: '455148-1', hasPlan: true },
      { id: '455148-5', label: '455148-5', hint: '455148-5', hasPlan: false },
    ]);
  });

  it('has the runs that wait for this person, of Mandanten they read, that Jira shows them', async () => {
    const wait = async (id: string) => ran(id, { by: 'schedule' }, made(1, { needsApproval: true }));
    shows();
    await kept();
    await wait('s1');
    expect((await list()).forMe).toHaveLength(1);
    expect((await list(petra({ mayUpload: false }))).forMe).toEqual([]);
    const readersOf = { '455148-1': ['g1'] };
    expect((await list(petra({}, { groups: { resubmit: [], mappings: [], readersOf } }))).forMe).toEqual([]);
    const author = petra({ who: { accountId: 'anna', admin: false, groups: [] } });
    expect((await list(author)).forMe).toEqual([]);
    await wait('s2');
    expect((await list()).forMe).toHaveLength(2);
  });

  it('is none while Jira does not tell what the person sees', async () => {
    shows();
    await kept();
    const issue = { id: '91', key: 'BUCH-91', projectId: '10000' };
    await ran('s1', {}, refused(), { what: 'done', key: 'issue', issue });
    expect((await list()).pipelines).toHaveLength(1);
    answersFirst(({ path }) => (path.includes('bulkfetch') ? empty(503) : undefined));
    expect(await showPipelines(petra(), { lang: 'de' } as never)).toMatchObject({ ok: false });
    expect(await showPipeline(ID, petra(), 'de')).toMatchObject({ ok: false });
  });

  it('shows one with its last runs and next periods', async () => {
    shows();
    await kept();
    await ran('s1', { period: '2026-10' }, refused());
    await ran('s2', { period: '2026-11' }, refused());
    expect(await showPipeline(ID, petra(), 'de')).toMatchObject({
      ok: true,
      value: { version: 1, runs: { length: 2 }, upcoming: expect.anything() },
    });
    expect(await showPipeline('p999999999999', petra(), 'de')).toMatchObject({
      problem: { code: 'run.no-pipeline' },
    });
  });

  it('is what a rule chooses from, of Mandanten that somebody reads', async () => {
    shows();
    await kept({ name: 'Zinsen' });
    await kept({ id: 'p000000000001', name: 'Ärzte' });
    await kept({ id: 'p000000000002', name: 'Fremd', mandant: '455148-3' });
    const readersOf = { '455148-3': ['g1'] };
    const desk = petra(
      {},
      { groups: { resubmit: [], mappings: [], readersOf }, automationMayTransition: true },
    );
    const { pipelines, admitted } = await showChoices(desk);
    expect([pipelines.map(({ name }) => name), admitted]).toEqual([['Ärzte', 'Zinsen'], true]);
  });
});
