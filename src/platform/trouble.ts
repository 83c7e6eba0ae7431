import type { Problem } from '../kernel/problem';
import { fail, type Result } from '../kernel/result';

/**
 * Forge's storage or queue did not answer. Nothing a flow could decide about: the entry catches it and the platform
 * tries the whole look again, which is safe because looks are idempotent.
 */
export class PlatformTrouble extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
    this.name = 'PlatformTrouble';
  }
}

/** What there are many of: without one of them everything else goes on. */
type Thing = 'submission' | 'mandant' | 'pipeline';

/** Stored by a version of the app that this code does not know: never guessed at, never replaced. */
export function unknownVersion(record: string, thing?: Thing): PlatformTrouble {
  const values = thing === undefined ? { record } : { record, thing };
  return new PlatformTrouble({ code: 'platform.unknown-version', retry: 'after-fix', values });
}

/** Which of many cannot be read; undefined: it is other trouble, or all that is done needs it. */
export function unreadableThing(error: unknown): { readonly thing: Thing; readonly id: string } | undefined {
  if (!(error instanceof PlatformTrouble)) return undefined;
  const { record, thing } = error.problem.values ?? {};
  return thing === undefined ? undefined : { thing: thing as Thing, id: String(record) };
}

/** Trouble of the platform as a problem, where nothing happened yet: tried again without any doubt, and never dropped. */
export async function catchTrouble<T>(call: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    const { problem } = error;
    return fail(problem.retry === 'after-fix' ? problem : { ...problem, retry: 'later' });
  }
}

/** The value of a platform call; throws `PlatformTrouble` when there is none. */
export async function unwrap<T>(call: Promise<Result<T, Problem>>): Promise<T> {
  const result = await call;
  if (!result.ok) throw new PlatformTrouble(result.problem);
  return result.value;
}
