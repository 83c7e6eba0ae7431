import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { expectCounted } from '../support/counts';
import { pressSend, sendAtDesk } from '../support/desk';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  issuesOf,
  jiraCall,
  MINUTE,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

const MANDANT = '455148-1';

type Value = Readonly<Record<string, unknown>>;
type State = { readonly end?: object; readonly files: readonly { readonly deletedAt?: string }[] };
const stored = (w: TestWorld, entity: string) =>
  w.forge.storage.dump().filter((record) => record.entity === entity);

/** Something of each phase: delivered, at its issue, and handed in. */
async function lived(): Promise<TestWorld> {
  const w = await testWorld();
  await sendAtDesk(w, correctFile({ label: 'Geliefert' }), { mandant: MANDANT });
  postElsewhere(w, failingFile({ label: 'Abgelehnt' }));
  await upload(w, correctFile({ label: 'Wartet' }), { mandant: MANDANT });
  await w.forge.advance(3 * HOUR);
  expect(new Set(stored(w, 'submission').map(({ value }) => (value as Value)['phase'])).size).toBe(2);
  return w;
}

async function daily(w: TestWorld): Promise<void> {
  await w.forge.runScheduled('daily');
  await w.forge.advance(10 * MINUTE);
}

const healthCodes = async (w: TestWorld) => {
  const asked = call<{ health: readonly { code: string }[] }>(w, 'datev-admin', 'admin.view', {
    as: ACCOUNTS.admin,
  });
  return (await must(asked)).health.map(({ code }) => code);
};

function change(w: TestWorld, entity: string, to: (value: Value, key: string) => Value): void {
  for (const { key, value } of stored(w, entity))
    w.forge.storage.put({ store: 'entity', entity, key, value: to(value as Value, key) });
}

describe('the daily look at lists and counts', () => {
  it('finds nothing where nothing is wrong, and says nothing', async () => {
    const w = await lived();
    expectCounted(w);
    const before = ['desk-row', 'search-row', 'tally'].map((entity) => stored(w, entity));
    await daily(w);
    expect(['desk-row', 'search-row', 'tally'].map((entity) => stored(w, entity))).toEqual(before);
    expect(await healthCodes(w)).not.toContain('health.recounted');
  });

  it('has the issues of an earlier version say what they should: a hundred a day, nothing at the upgrade itself', async () => {
    const w = await lived();
    const [issue] = issuesOf(w);
    const path = `/issue/${issue?.key}/properties/datev`;
    const said = jiraCall<{ value: Value }>(w, 'GET', path).value;
    // As it was written before the property told of states.
    const { externalId, jobId, mandant, errorCode } = said;
    jiraCall(w, 'PUT', path, { body: { v: 1, externalId, jobId, mandant, errorCode }, as: ACCOUNTS.app });
    change(w, 'submission', ({ data, ...rest }) => {
      const { mirror: _, ...kept } = data as Value;
      return { ...rest, data: kept };
    });
    await w.forge.advance(12 * HOUR);
    expect(jiraCall<{ value: Value }>(w, 'GET', path).value).not.toHaveProperty('state');
    await daily(w);
    expect(jiraCall(w, 'GET', path)).toMatchObject({ value: said });
    expect(await healthCodes(w)).not.toContain('health.recounted');
  });

  it('lets go what a shorter retention keeps no longer, also of what had ended before it was chosen', async () => {
    const w = await lived();
    const kept = () => w.forge.storage.dump().filter(({ key }) => key.startsWith('file:')).length;
    const before = kept();
    await w.forge.advance(3 * DAY);
    expect(kept()).toBe(before);
    const { version, settings } = await asAdmin<{ version: number; settings: object }>(
      w.forge,
      'admin.view',
      {},
    );
    await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, retentionDays: 1 } });
    await daily(w);
    const ended = stored(w, 'submission').map(
      ({ value }) => (value as { data: { state: State } }).data.state,
    );
    const left = ended.filter(({ end }) => end !== undefined).flatMap(({ files }) => files);
    expect(left.map(({ deletedAt }) => deletedAt)).toEqual([expect.any(String)]);
    expect(kept()).toBeLessThan(before);
    expect(await healthCodes(w)).not.toContain('health.recounted');
  });

  it('tries again what of a delivered file waits for somebody: nobody is asked for it any more', async () => {
    const w = await testWorld();
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
    postElsewhere(w, failingFile());
    await w.forge.advance(2 * HOUR);
    const payload = { show: 'all', search: '' };
    type Desk = { readonly rows: readonly { readonly submissionId: string }[] };
    const { rows } = await must<Desk>(call(w, 'datev-desk', 'desk.view', { payload, as: ACCOUNTS.admin }));
    const submissionId = rows[0]?.submissionId ?? '';
    await upload(w, correctFile(), { submissionId });
    await pressSend(w, submissionId);
    await w.forge.advance(2 * HOUR);
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, true);
    await w.forge.advance(2 * HOUR);
    expect(issuesOf(w)).toEqual([]);
    await daily(w);
    expect(issuesOf(w)).toHaveLength(1);
  });

  it('puts on the lists what an earlier version stored, and tells nobody', async () => {
    const w = await lived();
    // As it was stored before there were lists; a row of an earlier form beside it.
    change(w, 'submission', ({ counted: _, ...rest }) => rest);
    change(w, 'desk-row', (row) => ({ ...row, form: 0, phase: 'closed', data: {} }));
    change(w, 'tally', (tally) => ({ ...tally, data: { v: 1, phases: {}, causes: {}, days: '' } }));
    await daily(w);
    expectCounted(w);
    expect(await healthCodes(w)).not.toContain('health.recounted');
  });

  it('counts series anew that lie in another form, which held nothing up meanwhile', async () => {
    const w = await lived();
    change(w, 'tally', (tally) => ({
      ...tally,
      data: { ...(tally['data'] as Value), series: { m: '24322 1', n: '0 2' } },
    }));
    const desk = await must<{ rows: readonly unknown[] }>(
      call(w, 'datev-desk', 'desk.view', { payload: { show: 'all' } }),
    );
    expect(desk.rows.length).toBeGreaterThan(0);
    await sendAtDesk(w, correctFile({ label: 'Noch eine' }), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    await daily(w);
    expectCounted(w);
  });

  it('puts a row right that must not be so, and says so', async () => {
    const w = await lived();
    change(w, 'desk-row', (row) => ({ ...row, phase: 'moving' }));
    await daily(w);
    expectCounted(w);
    expect(await healthCodes(w)).toContain('health.recounted');
  });

  it('corrects a tally that differs from the rows, and says so', async () => {
    const w = await lived();
    change(w, 'tally', (tally) => ({
      ...tally,
      data: { ...(tally['data'] as Value), phases: { 'needs-you': 99, delivered: -1 } },
    }));
    await daily(w);
    expectCounted(w);
    expect(await healthCodes(w)).toContain('health.recounted');
  });

  it('looks a second time no sooner when a second round is asked for meanwhile', async () => {
    const w = await lived();
    change(w, 'tally', (tally) => ({
      ...tally,
      data: { ...(tally['data'] as Value), phases: { 'needs-you': 99 } },
    }));
    const wrong = stored(w, 'tally');
    await w.forge.runScheduled('daily');
    await w.forge.advance(MINUTE);
    await w.forge.runScheduled('daily');
    await w.forge.advance(MINUTE / 2);
    expect(stored(w, 'tally')).toEqual(wrong);
    await w.forge.advance(10 * MINUTE);
    expectCounted(w);
  });

  it('believes no difference that something written meanwhile explains', async () => {
    const w = await lived();
    change(w, 'tally', (tally, mandant) =>
      mandant === MANDANT
        ? { ...tally, data: { ...(tally['data'] as Value), phases: { 'needs-you': 99 } } }
        : tally,
    );
    await w.forge.runScheduled('daily');
    await w.forge.advance(MINUTE);
    // Between the two looks: the version of the tally is another one.
    await upload(w, correctFile({ label: 'Neu' }), { mandant: MANDANT });
    await w.forge.advance(10 * MINUTE);
    expect(await healthCodes(w)).not.toContain('health.recounted');
    await daily(w);
    expectCounted(w);
  });
});

describe('a submission counts once', () => {
  const places = ['desk-row', 'tally'] as const;
  const kinds = ['crash-before', 'crash-after', 'lost-response', '503'] as const;
  it.each(kinds.flatMap((kind) => places.map((place) => [kind, place] as const)))(
    'whatever ends the counting of its creation (%s, in which %s is written)',
    async (kind, place) => {
      const w = await testWorld();
      fault(w, { service: 'kvs', operation: 'transact', fault: kind, times: 1, match: { key: place } });
      const given = await upload(w, correctFile({ label: 'Neu' }), { mandant: MANDANT }).catch(
        () => undefined,
      );
      expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
      await w.forge.advance(HOUR);
      await upload(w, correctFile({ label: 'Neu' }), { mandant: MANDANT }).catch(() => given);
      await daily(w);
      expectCounted(w);
    },
  );

  it('when many of one Mandant begin at the same time', async () => {
    const w = await testWorld();
    const files = Array.from({ length: 8 }, (_, n) => correctFile({ label: `Zugleich ${n}` }));
    await Promise.all(files.map((file) => upload(w, file, { mandant: MANDANT })));
    for (let n = 0; n < 8; n++) postElsewhere(w, failingFile({ label: `Abgelehnt ${n}` }));
    await w.forge.advance(3 * HOUR);
    expect(stored(w, 'submission').length).toBe(16);
    expectCounted(w);
  });
});
