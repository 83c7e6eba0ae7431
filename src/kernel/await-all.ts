/**
 * The results of calls that run at the same time, or the first failure – but only when all of them have ended: what still
 * runs when an invocation returns goes on in somebody else's (Forge: native Node runtime, reuse across tenants).
 */
export async function awaitAll<const T extends readonly unknown[]>(
  calls: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(calls);
  return Promise.all(calls);
}
