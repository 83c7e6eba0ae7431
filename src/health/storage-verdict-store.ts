import { now } from '../platform/clock';
import { uuid } from '../platform/ids';
import { log } from '../platform/log';
import { afterStorageTest, type Health, storageHolds } from './health';
import { changeHealth, loadHealth } from './health-store';
import { testStorage } from './storage-test-store';

/**
 * Tests storage and notes the result. A fault counts when it is seen twice running, because an answer that some gateway
 * invented looks like one. When storage does not answer, what was known before stays known.
 */
export async function checkStorage(): Promise<void> {
  const first = await testStorage(uuid());
  const tested = first.ok && first.value.length > 0 ? await testStorage(uuid()) : first;
  if (!tested.ok) return log('storage.untested', { code: tested.problem.code });
  if (tested.value.length > 0) log('storage.unsafe', { failed: tested.value.join(' ') });
  await changeHealth((h) => afterStorageTest(h, tested.value, now()));
}

/** What says whether anything may leave (`storageHolds`). An installation that was never tested – its code is new – is tested on the spot. */
export async function testedHealth(): Promise<Health> {
  const health = await loadHealth();
  if (health.storage !== undefined) return health;
  await checkStorage();
  return loadHealth();
}

/** Tests again where the last test failed, or none came to a result. Answers whether anything may leave. */
export async function recheckStorage(): Promise<boolean> {
  if (storageHolds(await loadHealth())) return true;
  await checkStorage();
  return storageHolds(await loadHealth());
}
