import { ACCOUNTS, call, HOUR, must, type TestOptions, type TestWorld, testWorld } from './world';

/** What a stretch of time cost: invocations by function, calls of storage, and transactions that met somebody else's. */
export type Counted = {
  readonly invocations: number;
  readonly byFunction: Readonly<Record<string, number>>;
  readonly storage: number;
  readonly conflicts: number;
  readonly datev: number;
};

/** A firm that watches so many Mandanten, of whom nothing is new, at the beginning of an hour of a working day. */
export async function firm(mandanten: number, options: TestOptions = {}): Promise<TestWorld> {
  const w = await testWorld({ ...options, seed: options.seed ?? 7 });
  const ids = Array.from({ length: mandanten - 2 }, (_, n) =>
    w.datev.addMandant({ client: 1000 + n, name: `Mandant ${n}` }),
  );
  for (let n = 0; n < ids.length; n += 25)
    await must(
      call(w, 'datev-admin', 'mandant.watch-many', {
        as: ACCOUNTS.admin,
        payload: { mandanten: ids.slice(n, n + 25) },
      }),
    );
  await w.forge.advance(3 * HOUR);
  return w;
}

/** What everything until then costs from now on. */
export async function counted(w: TestWorld, stretch: () => Promise<unknown>): Promise<Counted> {
  w.forge.log.clear();
  await stretch();
  const { invocations } = w.forge.log;
  const traced = w.forge.trace();
  const byFunction: Record<string, number> = {};
  for (const { functionKey } of invocations) byFunction[functionKey] = (byFunction[functionKey] ?? 0) + 1;
  const kvs = traced.filter(({ service }) => service === 'kvs');
  return {
    invocations: invocations.length,
    byFunction,
    storage: kvs.length,
    conflicts: kvs.filter(({ status }) => status === 400 || status === 409).length,
    datev: traced.filter(({ service }) => service === 'datev').length,
  };
}
