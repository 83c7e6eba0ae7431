import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/flows/exception/reconcile';
import { changeHealth, loadHealth } from '../../src/health/health-store';
import { called, carried, no, ok, queued, type Says, SETTINGS, stage } from '../effects/stage';
import { ago } from './list';

const SEARCH = 'POST /search/jql';
const PROJECTS = 'GET /project/search';
const TWO = {
  ...SETTINGS,
  statuses: { ...SETTINGS.statuses, '10099': { resubmit: ['3'], closeWithout: [] } },
};
const found = (...ids: readonly string[]) => ok({ issues: ids.map((id) => ({ id })) });
const look = (id: string) => ({ v: 1, look: 'issue', id, reason: 'reconcile' });
const asked = () =>
  (carried(SEARCH) as readonly { jql: string }[]).map(({ jql }) => ({
    minutes: Number(/updated >= -(\d+)m/.exec(jql)?.[1]),
    projects: [...jql.matchAll(/"(\d+)"/g)].map(([, id]) => id),
  }));
const since = (seconds: number) => changeHealth((h) => ({ ...h, lastReconciledAt: ago(seconds) }));
/** Of these projects Jira shows the first. */
const hidden = (...more: readonly Says[]) => ({
  [SEARCH]: [no(400), found('1'), ...more],
  [PROJECTS]: ok({ values: [{ id: '10000', key: 'BUCH', name: 'Buchungen' }], isLast: true }),
});

describe('the hourly look for issues that changed', () => {
  it('looks at each that Jira’s search finds, on all its pages', async () => {
    stage({ [SEARCH]: [ok({ issues: [{ id: '1' }], nextPageToken: 'next' }), found('2', '3')] });
    expect(await reconcile(SETTINGS)).toEqual({ ok: true, value: 3 });
    expect(queued()).toEqual([look('1'), look('2'), look('3')]);
    expect(carried(SEARCH)).toMatchObject([{}, { nextPageToken: 'next' }]);
    const { lastReconciledAt = '', unseen } = await loadHealth();
    expect(Math.abs(Date.parse(lastReconciledAt) - Date.now())).toBeLessThan(60_000);
    expect(unseen).toBeUndefined();
  });

  it.each([
    ['an hour and a half, where nobody looked before', undefined, 90],
    ['half an hour more than since the last time', 7200, 150],
    ['two weeks at most', 40 * 24 * 3600, 14 * 24 * 60],
  ])('goes back %s', async (_, seconds, minutes) => {
    stage({ [SEARCH]: found() });
    if (seconds !== undefined) await since(seconds);
    await reconcile(SETTINGS);
    const [{ minutes: first = 0 } = {}] = asked();
    expect(first).toBeGreaterThanOrEqual(minutes);
    expect(first).toBeLessThanOrEqual(minutes + 1);
  });

  it('asks nothing where no project is configured', async () => {
    stage();
    const { project: _, ...none } = SETTINGS;
    expect(await reconcile({ ...none, statuses: {} })).toEqual({ ok: true, value: 0 });
    expect(called()).toEqual([]);
    expect(await loadHealth()).not.toHaveProperty('lastReconciledAt');
  });

  it('that Jira does not answer is made up for by the next one', async () => {
    stage({ [SEARCH]: [ok({ issues: [{ id: '1' }], nextPageToken: 'next' }), no(503)] });
    await since(7200);
    const before = (await loadHealth()).lastReconciledAt;
    expect(await reconcile(SETTINGS)).toMatchObject({ ok: false, problem: { code: 'jira.unavailable' } });
    expect((await loadHealth()).lastReconciledAt).toBe(before);
  });
});

describe('a project that Jira hides', () => {
  it('is left out and remembered since when', async () => {
    stage(hidden());
    await since(7200);
    const { lastReconciledAt } = await loadHealth();
    expect(await reconcile(TWO)).toEqual({ ok: true, value: 1 });
    expect((await loadHealth()).unseen).toEqual({ '10099': lastReconciledAt });
  });

  it('keeps its first instant as long as it is hidden', async () => {
    stage(hidden());
    const first = ago(90_000);
    await changeHealth((h) => ({ ...h, lastReconciledAt: ago(3600), unseen: { '10099': first } }));
    await reconcile(TWO);
    expect((await loadHealth()).unseen).toEqual({ '10099': first });
  });

  it('is gone through since then once it is there again', async () => {
    stage({ [SEARCH]: [found('1'), found('7', '8')] });
    await changeHealth((h) => ({ ...h, lastReconciledAt: ago(3600), unseen: { '10099': ago(90_000) } }));
    expect(await reconcile(TWO)).toEqual({ ok: true, value: 3 });
    const [, back] = asked();
    expect(back).toMatchObject({ projects: ['10099'] });
    expect(back?.minutes).toBeGreaterThanOrEqual(1530);
    expect(back?.minutes).toBeLessThanOrEqual(1531);
    expect(queued()).toEqual([look('1'), look('7'), look('8')]);
    expect(await loadHealth()).not.toHaveProperty('unseen');
  });

  it('is not forgotten where Jira does not tell what happened there', async () => {
    stage({ [SEARCH]: [found('1'), no(503)] });
    const unseen = { '10099': ago(90_000) };
    await changeHealth((h) => ({ ...h, lastReconciledAt: ago(3600), unseen }));
    expect(await reconcile(TWO)).toMatchObject({ ok: false });
    expect((await loadHealth()).unseen).toEqual(unseen);
  });

  it('that is not configured any more is forgotten', async () => {
    stage({ [SEARCH]: found() });
    await changeHealth((h) => ({ ...h, unseen: { '10098': ago(90_000) } }));
    await reconcile(SETTINGS);
    expect(asked()).toHaveLength(1);
    expect(await loadHealth()).not.toHaveProperty('unseen');
  });
});
