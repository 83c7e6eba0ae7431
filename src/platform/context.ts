import { AsyncLocalStorage } from 'node:async_hooks';
import { getAppContext } from '@forge/api';
import { type Present, present } from '../kernel/present';
import { nowMs } from './clock';

/** Where this invocation runs. Read it in every invocation: a warm function serves other installations next. */
type Surroundings = Present<{
  readonly installationId: string;
  /** Forge's `DEVELOPMENT`, `STAGING` or `PRODUCTION`, in upper case. */
  readonly environmentType: string;
  readonly appVersion: string;
  /** The Jira site; absent where Forge does not say. */
  readonly cloudId: string | undefined;
}>;

/** Installation, environment and site of the running invocation, as Forge's platform names them. */
export function surroundings(): Surroundings {
  const context = getAppContext();
  return present({
    installationId: context.installationAri.installationId,
    environmentType: context.environmentType.toUpperCase(),
    appVersion: context.appVersion,
    cloudId: context.installation?.contexts.find((c) => c.cloudId !== undefined)?.cloudId,
  });
}

/** When the running invocation began, where somebody said so. */
const begun = new AsyncLocalStorage<number>();

/** Runs an invocation with a watch of our own, for where Forge does not tell how long it may still run. */
export function clocked<T>(run: () => T): T {
  return begun.run(nowMs(), run);
}

/** Where Forge does not tell the remaining time (an old tunnel), the shortest limit of any function counts. */
const SHORTEST_INVOCATION_MS = 25_000;

/** Milliseconds until Forge ends this invocation. */
export function remainingMs(): number {
  try {
    return getAppContext().invocationRemainingTimeInMillis();
  } catch {
    const passed = nowMs() - (begun.getStore() ?? nowMs());
    return Math.max(0, SHORTEST_INVOCATION_MS - passed);
  }
}
