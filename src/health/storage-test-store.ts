import { awaitAll } from '../kernel/await-all';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import * as kv from '../platform/kv';

/**
 * What "once" rests on: a key, a secret, an entity that is taken cannot be taken again, and a transaction whose condition
 * does not hold writes nothing.
 */
type StorageFault = 'plain' | 'secret' | 'entity' | 'transaction';

/** Should an invocation end in the middle, what it leaves goes by itself. */
const LEFTOVER = { ttlSeconds: 3600 } as const;

/**
 * Tries on keys of its own (`mark` is new each time) whether storage keeps its conditions. A problem means that it did not
 * answer, so that nothing is known. 18 calls.
 */
export async function testStorage(mark: string): Promise<Result<readonly StorageFault[], Problem>> {
  const key = `storage-test:${mark}`;
  const tested = await awaitAll([
    verdict('plain', () =>
      once(
        (n) => kv.setIfAbsent(key, n, LEFTOVER),
        () => kv.get(key),
      ),
    ),
    verdict('secret', () =>
      once(
        (n) => kv.setSecretIfAbsent(key, n, LEFTOVER),
        () => kv.getSecret(key),
      ),
    ),
    entityAndTransaction(key),
  ]);
  await awaitAll([kv.remove(key), kv.removeSecret(key), kv.removeEntity(ENTITY, key), kv.remove(also(key))]);
  const problem = tested.flat().find((one) => !one.ok);
  if (problem !== undefined && !problem.ok) return problem;
  return ok(tested.flat().flatMap((one) => (one.ok && one.value !== undefined ? [one.value] : [])));
}

const ENTITY = 'record';
type Verdict = Result<StorageFault | undefined, Problem>;
/** Whether storage did what it should. */
type Test = () => Promise<Result<boolean, Problem>>;

/** What storage refuses for good it does not do, whatever it says about it; no answer is no verdict. */
async function verdict(what: StorageFault, test: Test): Promise<Verdict> {
  const held = await test();
  if (!held.ok && held.problem.retry !== 'never') return held;
  return ok(held.ok && held.value ? undefined : what);
}

async function once(
  claim: (n: number) => Promise<Result<boolean, Problem>>,
  read: () => Promise<Result<unknown, Problem>>,
): Promise<Result<boolean, Problem>> {
  const first = await claim(1);
  if (!first.ok) return first;
  const second = await claim(2);
  if (!second.ok) return second;
  const kept = await read();
  return kept.ok ? ok(first.value && !second.value && kept.value === 1) : fail(kept.problem);
}

/** The transaction needs the entity that the claims leave. */
async function entityAndTransaction(key: string): Promise<readonly Verdict[]> {
  const entity = await verdict('entity', () =>
    once(
      (n) => kv.setEntityIfAbsent(ENTITY, key, { version: n, data: {} }),
      async () => versionOf(key),
    ),
  );
  return [entity, await verdict('transaction', () => transactions(key))];
}

async function transactions(key: string): Promise<Result<boolean, Problem>> {
  const before = await versionOf(key);
  if (!before.ok) return before;
  const { value: version } = before;
  const next = version + 1;
  const wrong = await write(key, { version: next, when: { version: next } });
  if (!wrong.ok) return wrong;
  const absent = await write(key, { version: next, when: { absent: 'version' } });
  if (!absent.ok) return absent;
  const [same, nothing] = await awaitAll([versionOf(key), kv.get(also(key))]);
  if (!same.ok) return same;
  if (!nothing.ok) return nothing;
  const right = await write(key, { version: next, when: { version } });
  if (!right.ok) return right;
  const after = await versionOf(key);
  if (!after.ok) return after;
  const kept = same.value === version && nothing.value === undefined && after.value === next;
  return ok(kept && wrong.value === 'conflict' && absent.value === 'conflict' && right.value === 'done');
}

function also(key: string): string {
  return `${key}:also`;
}

/** Two writes in one: both happen or none. */
function write(key: string, what: { version: number; when: kv.When }) {
  const value = { version: what.version, data: {} };
  return kv.transact([
    { do: 'set', entity: ENTITY, key, value, when: what.when, ...LEFTOVER },
    { do: 'set', key: also(key), value: what.version, ...LEFTOVER },
  ]);
}

async function versionOf(key: string): Promise<Result<number, Problem>> {
  const found = await kv.getEntity<{ version?: number }>(ENTITY, key);
  return found.ok ? ok(found.value?.version ?? 0) : found;
}
