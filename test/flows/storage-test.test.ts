import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { atDesk, sendAtDesk } from '../support/desk';
import { healthItems, healthOf } from '../support/health';
import { ours } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  issuesOf,
  MINUTE,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
} from '../support/world';

const MANDANT = '455148-1';
type Ignored = 'plain' | 'secret' | 'entity' | 'conditions';

/** A file of ours wants to be sent, and another program's failed file wants an issue. */
async function somethingToDo(w: TestWorld): Promise<string> {
  const id = await sendAtDesk(w, correctFile(), { mandant: MANDANT });
  postElsewhere(w, failingFile());
  await w.forge.advance(2 * HOUR);
  return id;
}

function expectNothingLeft(w: TestWorld): void {
  expect(ours(w)).toEqual([]);
  expect(issuesOf(w)).toEqual([]);
}

/** Calls that only a test of storage makes. */
function tests(w: TestWorld) {
  return w.forge.trace().filter(({ key }) => key?.includes('storage-test:') === true);
}

describe('storage that does not keep its conditions', () => {
  it.each([
    ['plain', 'plain'],
    ['secret', 'secret'],
    ['entity', 'entity'],
    ['conditions', 'transaction'],
  ] as const)(
    '%s: nothing is sent and no issue created, health says why; once it keeps them, all goes on',
    async (ignored, told) => {
      const storageIgnores: Ignored[] = [ignored];
      const w = await testWorld({ tuning: { storageIgnores, mostInvocations: 5000 } });
      const id = await somethingToDo(w);
      expectNothingLeft(w);
      for (const lang of ['de', 'en'] as const) {
        const [said] = await healthItems(w, lang);
        expect(said).toMatchObject({ code: 'health.storage-unsafe', remedy: expect.stringContaining(told) });
      }
      storageIgnores.length = 0;
      await w.forge.advance(2 * HOUR);
      expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
      expect([ours(w).length, issuesOf(w).length]).toEqual([1, 1]);
      expect(await healthOf(w)).toEqual(['health.well']);
    },
  );

  it('is noticed by the daily test although it kept them before', async () => {
    const storageIgnores: Ignored[] = [];
    const w = await testWorld({ tuning: { storageIgnores, mostInvocations: 20_000 } });
    await w.forge.advance(HOUR);
    expect(await healthOf(w)).toEqual(['health.well']);
    storageIgnores.push('plain');
    await w.forge.advance(DAY);
    expect(await healthOf(w)).toEqual(['health.storage-unsafe']);
    await somethingToDo(w);
    expectNothingLeft(w);
  });
});

describe('the test of storage', () => {
  it('is made when the app is installed, and once a day from then on', async () => {
    const w = await testWorld({ fresh: true });
    await w.forge.advance(MINUTE);
    // By the installation, and by the settings that are saved here in the same minute.
    const once = tests(w).length / 2;
    expect(once).toBeGreaterThan(0);
    expect(once).toBeLessThanOrEqual(20);
    await w.forge.advance(2 * DAY);
    expect(tests(w)).toHaveLength(4 * once);
    const left = w.forge.storage.dump().filter(({ key }) => key.startsWith('storage-test:'));
    expect(left).toEqual([]);
  });

  it('is made at once where an older version of the app left no result', async () => {
    const w = await testWorld({ fresh: true });
    await w.forge.advance(MINUTE);
    forgetTest(w);
    expect(await healthOf(w)).toEqual(['health.storage-untested']);
    await sendAtDesk(w, correctFile(), { mandant: MANDANT });
    await w.forge.advance(MINUTE);
    expect(ours(w)).toHaveLength(1);
    expect(await healthOf(w)).toEqual(['health.well']);
  });

  it('is made while the app is set up: whoever does that is not told that it has still to be made', async () => {
    const w = await testWorld({ fresh: true });
    await w.forge.advance(MINUTE);
    forgetTest(w);
    const as = { as: ACCOUNTS.admin };
    type Seen = { readonly version: number; readonly settings: object };
    const { version, settings } = await must(call<Seen>(w, 'datev-admin', 'admin.view', as));
    await must(call(w, 'datev-admin', 'admin.save', { ...as, payload: { version, settings } }));
    expect(await healthOf(w)).toEqual(['health.well']);
  });

  it('is made within an hour where nothing is to do', async () => {
    const w = await testWorld({ fresh: true });
    await w.forge.advance(MINUTE);
    forgetTest(w);
    await w.forge.advance(HOUR);
    expect(await healthOf(w)).toEqual(['health.well']);
  });

  it('says nothing of storage that does not answer: what was known stays known', async () => {
    const w = await testWorld({ fresh: true });
    await w.forge.advance(MINUTE);
    fault(w, { service: 'kvs', operation: '*', fault: '503', match: { key: 'storage-test:' }, times: 1000 });
    await w.forge.advance(DAY);
    expect(await healthOf(w)).toEqual(['health.well']);
  });

  it('believes no single answer: a lost or invented one stops nobody', async () => {
    const w = await testWorld({ fresh: true });
    await w.forge.advance(MINUTE);
    fault(w, { service: 'kvs', operation: '*', fault: 'html', match: { key: 'storage-test:' }, times: 1 });
    await w.forge.advance(DAY);
    expect(await healthOf(w)).toEqual(['health.well']);
  });
});

/** As an installation is that was made by code without this test. */
function forgetTest(w: TestWorld): void {
  const record = w.forge.storage.getEntity('record', 'health') as { version: number; data: object };
  const { storage: _, ...data } = record.data as { storage?: unknown };
  w.forge.storage.put({
    ...{ store: 'entity', entity: 'record', key: 'health' },
    value: { version: record.version, data },
  });
}
