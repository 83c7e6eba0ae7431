import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { logIn, setUpConnection } from '../../packages/sandbox/world/connection';
import { attach } from '../support/attach';
import { expectClean } from '../support/audit';
import { counted, firm } from '../support/night';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  fault,
  HOUR,
  issuesOf,
  MINUTE,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  viewOf,
} from '../support/world';

/** How often DATEV was asked for the list of each Mandant. */
function lists(w: TestWorld): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { operation, key = '' } of w.forge.trace()) {
    if (operation !== 'listExtfJobs') continue;
    const mandant = /clients\/([\d-]+)\//.exec(key)?.[1] ?? '';
    times.set(mandant, (times.get(mandant) ?? 0) + 1);
  }
  return times;
}

/** What lies in the technical log, by write: one entry, or several of an invocation. */
function logged(w: TestWorld) {
  return w.forge.storage.dump().flatMap(({ key, value }) => {
    if (!key.startsWith('http:')) return [];
    const kept = value as { operation: string } | { calls: readonly { operation: string }[] };
    return [{ key, calls: 'calls' in kept ? kept.calls : [kept] }];
  });
}

describe('an hour with 120 Mandanten and nothing new', { timeout: 240_000 }, () => {
  it('costs at most 40 invocations, 700 storage calls and 5 conflicts, and each is asked for once', async () => {
    const w = await firm(120);
    const hour = await counted(w, () => w.forge.advance(HOUR));
    expect(hour.byFunction['work-fn']).toBeGreaterThan(0);
    expect(hour.invocations).toBeLessThanOrEqual(40);
    expect(hour.storage).toBeLessThanOrEqual(700);
    expect(hour.conflicts).toBeLessThanOrEqual(5);
    expect([...lists(w).values()]).toEqual(Array.from({ length: 120 }, () => 1));
  });
});

describe('while nobody is connected to DATEV', { timeout: 120_000 }, () => {
  it('an hour takes no more invocations, and everybody is asked for again once somebody connects', async () => {
    const w = await firm(24);
    for (const connection of ['main', '455148-1', '455148-3'])
      await must(call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection } }));
    await w.forge.advance(3 * HOUR);
    const hour = await counted(w, () => w.forge.advance(HOUR));
    expect(hour.datev).toBe(0);
    expect(hour.invocations).toBeLessThanOrEqual(20);
    await setUpConnection(w.forge);
    w.forge.log.clear();
    await w.forge.advance(75 * MINUTE);
    expect(lists(w).size).toBe(24);
  });
});

describe('of many Mandanten in one invocation', { timeout: 120_000 }, () => {
  it('each is looked at once when the invocation dies in the middle, and nothing happens twice', async () => {
    const w = await firm(12);
    const ids = [...lists(w).keys()];
    expect(ids).toHaveLength(12);
    // An approval that is renewed in the instant of the death is lost, and its Mandant waits for a person: here all go by the common one.
    for (const connection of ['455148-1', '455148-3'])
      await must(call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection } }));
    for (const id of ids.slice(0, 4)) postElsewhere(w, failingFile({ label: `X${id}` }), id);
    const spec = { service: 'datev', operation: 'listExtfJobs', times: 1 } as const;
    fault(w, { ...spec, fault: 'crash-before', after: 5 });
    fault(w, { ...spec, fault: 'crash-after', after: 9 });
    w.forge.log.clear();
    await w.forge.advance(90 * MINUTE);
    expect(
      w.forge.log.invocations.filter(
        (one) => typeof one.outcome === 'object' && one.outcome.kind === 'killed',
      ),
    ).toHaveLength(2);
    expect(lists(w).size).toBe(12);
    expect(issuesOf(w)).toHaveLength(4);
  });

  it.each(['duplicate', 'reorder', 'late'] as const)(
    'nothing happens twice when Forge delivers every look %s',
    async (how) => {
      const w = await firm(12);
      const ids = ['455148-1', '455148-3', ...Array.from({ length: 4 }, (_, n) => `455148-${1000 + n}`)];
      for (const id of ids) postElsewhere(w, failingFile({ label: `X${id}` }), id);
      fault(w, { service: 'queue', operation: 'deliver', fault: how, times: 40 });
      await w.forge.advance(3 * HOUR);
      expect(w.forge.faults.list(), 'the faults struck').toEqual([]);
      expect(issuesOf(w)).toHaveLength(6);
      await expectClean(w);
    },
  );

  it('the secret by which the app renews their tokens is read once', async () => {
    const w = await testWorld();
    const wish = {
      environment: 'sandbox',
      clientId: 'datev-for-jira-confidential',
      secret: 'sandbox-secret',
    };
    await must(call(w, 'datev-admin', 'datev.register', { as: ACCOUNTS.admin, payload: wish }));
    const mandanten = ['455148-1', '455148-2', '455148-3', '455148-4'];
    for (const mandant of mandanten) await logIn(w.forge, { mode: 'long-term', mandant });
    await must(call(w, 'datev-admin', 'mandant.watch-many', { as: ACCOUNTS.admin, payload: { mandanten } }));
    await w.forge.advance(2 * HOUR);
    w.forge.log.clear();
    await w.forge.advance(HOUR);
    const perLook = (fits: (call: { operation: string; key?: string }) => boolean) => {
      const found = w.forge
        .trace()
        .filter(fits)
        .map(({ invocation }) => invocation);
      return [...new Set(found)].map((one) => found.filter((other) => other === one).length);
    };
    const renewed = perLook(({ operation }) => operation === 'token');
    expect(Math.max(...renewed), 'more than one in a look').toBeGreaterThan(1);
    const read = perLook(
      ({ operation, key }) => operation === 'getSecret' && key?.startsWith('datev-app:') === true,
    );
    expect(read).toEqual(renewed.map(() => 1));
  });

  it('the technical log has each of their calls once, in one write for each invocation', async () => {
    const w = await firm(12);
    w.forge.log.clear();
    const before = new Set(logged(w).map(({ key }) => key));
    await w.forge.advance(HOUR);
    const written = logged(w).filter(({ key }) => !before.has(key));
    const asked = w.forge.trace().filter(({ operation }) => operation === 'listExtfJobs');
    expect(asked).toHaveLength(12);
    expect(
      written.flatMap(({ calls }) => calls).filter(({ operation }) => operation === 'listJobs'),
    ).toHaveLength(12);
    expect(written).toHaveLength(new Set(asked.map(({ invocation }) => invocation)).size);
  });

  it('each is looked at in the same hour when storage answers nothing that is read together', async () => {
    const w = await firm(12);
    fault(w, { service: 'kvs', operation: 'batchGet', fault: '503', times: 1000 });
    w.forge.log.clear();
    await w.forge.advance(HOUR);
    expect(w.forge.trace().filter(({ operation }) => operation === 'batchGet').length).toBeGreaterThan(0);
    expect([...lists(w).values()]).toEqual(Array.from({ length: 12 }, () => 1));
  });

  it('one whose record cannot be used keeps no other from being looked at', async () => {
    const w = await firm(12);
    const broken = {
      version: 7,
      kind: 'mandant',
      dueAt: '2026-12-01T00:00:00.000Z',
      data: { v: 1, mandant: '455148-1' },
    };
    w.forge.storage.put({ store: 'entity', entity: 'mandant', key: '455148-1', value: broken });
    w.forge.log.clear();
    await w.forge.advance(2 * HOUR);
    expect(lists(w).size).toBe(11);
    expect(w.forge.log.invocations.map(({ outcome }) => outcome)).not.toContainEqual(
      expect.objectContaining({ kind: 'threw' }),
    );
  });

  it('one that DATEV does not answer for costs its own time only', async () => {
    const w = await firm(12);
    fault(w, {
      service: 'datev',
      operation: 'listExtfJobs',
      fault: 'timeout',
      times: 20,
      match: { key: '455148-1000/' },
    });
    w.forge.log.clear();
    await w.forge.advance(80 * MINUTE);
    const times = lists(w);
    expect(times.size).toBe(12);
    const slow = w.forge.log.invocations.filter(({ functionKey }) => functionKey === 'work-fn');
    expect(Math.max(...slow.map(({ tookMs = 0 }) => tookMs))).toBeLessThan(40_000);
  });

  it('those for whom no time is left are looked at by the next one, at once', async () => {
    const w = await firm(12, { tuning: { mostSeconds: 40 } });
    w.forge.log.clear();
    await w.forge.advance(HOUR);
    expect([...lists(w).values()]).toEqual(Array.from({ length: 12 }, () => 1));
    const asked = w.forge.trace().filter(({ operation }) => operation === 'listExtfJobs');
    expect(new Set(asked.map(({ invocation }) => invocation)).size).toBe(12);
    // Four groups, each through within seconds, not one Mandant per tick.
    const minutes = new Set(asked.map(({ at }) => Math.floor(at / MINUTE)));
    expect(minutes.size).toBeLessThanOrEqual(8);
  });
});

describe('what a look finds out of a submission', () => {
  it.each([1, 2, 3])('is on record although others write at the same moment: seed %s', async (seed) => {
    const w = await testWorld({ seed, tuning: { callLatency: [500, 500], outsideLatency: [5500, 5500] } });
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    postElsewhere(w, { ...correctFile(), name: failingFile().name });
    const { datev } = w;
    const answer = datev.handle.bind(datev);
    let count = 0;
    // Each file that is attached is a write of its own; a new token comes just before the list.
    datev.handle = (request) => {
      const isToken = datev.operation(request) === 'token';
      for (let n = 0; isToken && n < 9; n++)
        attach(w, issue.key, { ...correctFile(), name: `EXTF_${count++}.csv` });
      return answer(request);
    };
    w.forge.log.clear();
    await w.forge.advance(2 * HOUR);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'superseded' });
    const refused = w.forge
      .trace()
      .filter(({ key, status }) => key?.includes('submission/') && status === 400);
    expect(refused.length, 'they met').toBeGreaterThan(0);
  });
});
