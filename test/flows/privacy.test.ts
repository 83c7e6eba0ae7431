import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { storedTable } from '../support/privacy-table';
import {
  DAY,
  HOUR,
  issuesOf,
  moveTo,
  pass,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/** A file that fails elsewhere, is corrected and delivered, at a firm that keeps bytes for a day. */
async function delivered(): Promise<TestWorld> {
  const w = await testWorld();
  const { version, settings } = await asAdmin<{ version: number; settings: object }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, retentionDays: 1 } });
  postElsewhere(w, failingFile());
  await w.forge.advance(3 * HOUR);
  const [issue] = issuesOf(w);
  if (issue === undefined) throw new Error('There is no issue.');
  await upload(w, correctFile(), { issue });
  moveTo(w, issue.key, 'Done');
  await w.forge.advance(2 * HOUR);
  return w;
}

const secrets = (w: TestWorld, prefix: string) =>
  w.forge.storage
    .dump()
    .filter(({ store, key }) => store === 'secret' && key.startsWith(prefix))
    .map(({ key }) => key.split(':')[0]);

describe('what may carry values of the ledger', () => {
  it('goes when the time for the bytes is over: DATEV’s own words as well', async () => {
    const w = await delivered();
    expect(secrets(w, 'verbatim:')).not.toEqual([]);
    await pass(w, 2 * DAY);
    expect(w.forge.storage.dump().filter(({ key }) => key.startsWith('file:'))).toEqual([]);
    expect(secrets(w, 'verbatim:')).toEqual([]);
    const [issue] = issuesOf(w);
    const view = issue && (await viewOf<{ auditIntact: boolean }>(w, issue));
    expect(view?.auditIntact).toBe(true);
  });

  it('goes after 365 days where no file was ever given', async () => {
    const w = await testWorld();
    postElsewhere(w, failingFile());
    await w.forge.advance(HOUR);
    const kept = w.forge.storage.dump().find(({ key }) => key.startsWith('verbatim:'));
    const days = (Date.parse(kept?.expireTime ?? '') - (kept?.createdAt ?? 0)) / DAY;
    expect(days).toBeCloseTo(365, 3);
  });
});

describe('the record of processing', () => {
  it('names whatever lies in storage after a file’s whole life', async () => {
    const w = await delivered();
    const named = storedTable('docs/privacy.md').flatMap(({ names }) => names);
    const stores = w.forge.storage.dump().map(({ store, entity, key }) => {
      const begin = key.includes(':') ? key.slice(0, key.indexOf(':') + 1) : key;
      if (store === 'entity') return entity === 'record' ? `record ${begin}` : `entity ${entity}`;
      return store === 'secret' ? `secret ${begin}` : `key ${begin}`;
    });
    expect(stores.length).toBeGreaterThan(20);
    expect([...new Set(stores)].filter((name) => !named.includes(name))).toEqual([]);
  });
});
