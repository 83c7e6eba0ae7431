import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadPlan, savePlan } from '../../src/accounts/plan-store';
import { beginRun } from '../../src/flows/booking/begin-run';
import { holdings, importConfiguration, planOf } from '../../src/flows/booking/import-configuration';
import { fillPipeline, remapPipeline } from '../../src/flows/booking/mend-mapping';
import type { Missing } from '../../src/mapping/fill';
import { exportOf } from '../../src/pipelines/exchange';
import { now } from '../../src/platform/clock';
import { refused } from '../submissions/run-life';
import { meanwhile, writes } from '../support/forge-globals';
import { actor, happens, L, stateOf } from './kept-runs';
import { atLooker, BOOKS, MANDANT, saved, stored } from './with-looker';

describe('a mapping that a run could not use', () => {
  /** A run that met something new, and was refused. */
  async function met() {
    const { draft } = await atLooker();
    const { pipeline, version } = await saved(draft);
    const { id } = await beginRun(pipeline, { period: '2026-11', by: 'person', actor });
    await happens(id, refused());
    const run = await stateOf(id);
    if (run === undefined) throw new Error('no run');
    return { run, id: pipeline.id, version, pipeline };
  }
  const NEW: Missing = { target: 'kost1', column: L('cost_centre_name'), when: 'Neu', value: '950' };
  const fill = (of: Awaited<ReturnType<typeof met>>, change: object = {}) =>
    fillPipeline(of.run, {
      id: of.id,
      version: of.version,
      by: 'petra',
      isAdmin: false,
      values: [NEW],
      ...change,
    });
  const remap = (of: Awaited<ReturnType<typeof met>>, change: object = {}) =>
    remapPipeline(of.run, {
      id: of.id,
      version: of.version,
      by: 'petra',
      isAdmin: false,
      renames: [],
      ...change,
    });
  const entries = async (id: string) => {
    const rule = (await stored(id)).pipeline.mapping.kost1;
    return rule?.from === 'table' ? rule.table.map(({ when }) => when) : [];
  };
  const isOrdered = async (id: string) => (await stateOf(id))?.attempts.at(-1)?.state !== 'refused';

  it('gets the values that were lacking, and the run is executed again; clicked twice it is once', async () => {
    const of = await met();
    expect(await fill(of)).toEqual({ ok: true, value: null });
    expect(await entries(of.id)).toContain('Neu');
    expect(await isOrdered(of.run.id)).toBe(true);
    expect((await stored(of.id)).version).toBe(2);
    expect(await fill(of)).toEqual({ ok: true, value: null });
    expect((await stored(of.id)).version).toBe(2);
  });

  it.each<[string, object, string]>([
    [
      'an account that the Mandant has not',
      { values: [{ ...NEW, target: 'contra', column: L('gl_account_name'), value: '9999' }] },
      'mapping.',
    ],
    [
      'a value that is in no table',
      { values: [{ ...NEW, target: 'text', column: L('document_number') }] },
      'pipeline.conflict',
    ],
    ['a version that was not seen', { version: 7 }, 'pipeline.conflict'],
    ['another pipeline than that of the run', { id: 'p999999999999' }, 'access.not-allowed'],
  ])('does not get %s', async (_, change, code) => {
    const of = await met();
    const told = await fill(of, change);
    expect(told.ok ? '' : told.problem.code).toContain(code);
    expect((await stored(of.id)).version).toBe(1);
    expect(await isOrdered(of.run.id)).toBe(false);
  });

  it('is not that of another Mandant, nor of a pipeline that is gone', async () => {
    const of = await met();
    expect(
      await fillPipeline({ ...of.run, mandant: '455148-9' }, { ...wishOf(of), values: [NEW] }),
    ).toMatchObject({
      problem: { code: 'access.not-allowed' },
    });
    const gone = { ...of.run, run: { ...of.run.run, pipeline: 'p999999999999' } } as typeof of.run;
    expect(await fillPipeline(gone, { ...wishOf(of), id: 'p999999999999', values: [NEW] })).toMatchObject({
      problem: { code: 'pipeline.conflict' },
    });
  });

  it('is accepted as its columns are now: it is checked, and the run executed again', async () => {
    const of = await met();
    expect(await remap(of)).toEqual({ ok: true, value: null });
    expect((await stored(of.id)).version).toBe(2);
    expect(await isOrdered(of.run.id)).toBe(true);
    // What has not failed any more cannot be executed again.
    expect(await remap(of, { version: 2 })).toMatchObject({ ok: false });
  });

  it('follows a column that was renamed, if Looker has it', async () => {
    const of = await met();
    const renames = [{ from: L('cost_object'), to: L('nowhere') }];
    expect(await remap(of, { renames })).toMatchObject({ ok: false });
    expect((await stored(of.id)).version).toBe(1);
    const good = [{ from: L('partner_name'), to: L('document_number') }];
    expect(await remap(of, { renames: good })).toMatchObject({ ok: true });
    expect((await stored(of.id)).pipeline.mapping.partner).toMatchObject({ column: L('document_number') });
  });

  const wishOf = ({ id, version }: { id: string; version: number }) => ({
    id,
    version,
    by: 'petra',
    isAdmin: false,
  });
});

describe('the configuration of another site', () => {
  async function exported(): Promise<string> {
    const { draft } = await atLooker();
    await saved({ ...draft, isActive: true });
    return JSON.stringify(exportOf({ ...(await holdings()), at: now() } as never));
  }

  it('is shown before it comes in, and comes in switched off', async () => {
    const text = await exported();
    await atLooker({ hasPlan: false });
    expect(await planOf(text)).toMatchObject({ ok: true });
    expect((await holdings()).pipelines).toEqual([]);
    expect(await importConfiguration(text, 'petra')).toMatchObject({ ok: true });
    const { pipelines, plans, connections } = await holdings();
    expect(pipelines).toMatchObject([
      { isActive: false, mandant: MANDANT, importedFrom: expect.any(String) },
    ]);
    expect(plans).toMatchObject([{ mandant: MANDANT, version: 1, changedBy: 'petra' }]);
    expect(connections).toHaveLength(1);
  });

  it('changes nothing where it is the same, and takes the next version of a plan that differs', async () => {
    const text = await exported();
    await importConfiguration(text, 'petra');
    const before = await loadPlan(MANDANT);
    await importConfiguration(text, 'petra');
    expect((await loadPlan(MANDANT)).version).toBe(before.version);
    const fewer = { ...BOOKS, accounts: BOOKS.accounts.slice(0, 5), version: 2 };
    await savePlan(before, fewer);
    await importConfiguration(text, 'anna');
    const { data } = await loadPlan(MANDANT);
    expect(data).toMatchObject({
      version: 3,
      changedBy: 'anna',
      accounts: { length: BOOKS.accounts.length },
    });
  });

  it('that is none is refused', async () => {
    await atLooker();
    expect(await planOf('{}')).toMatchObject({ ok: false });
    expect(await importConfiguration('nichts', 'petra')).toMatchObject({ ok: false });
  });

  it('does not overwrite what somebody saves meanwhile', async () => {
    const text = await exported();
    await atLooker({ hasPlan: false });
    meanwhile(writes('record', `accounts:${MANDANT}`), async () => {
      await savePlan(await loadPlan(MANDANT), { ...BOOKS, accounts: BOOKS.accounts.slice(0, 3) });
    });
    const told = await importConfiguration(text, 'petra');
    expect([told.ok, (await loadPlan(MANDANT)).data?.accounts.length]).toEqual([false, 3]);
  });
});
