import { AsyncLocalStorage } from 'node:async_hooks';
import { getAppContext } from '@forge/api';
import { awaitAll } from '../kernel/await-all';
import { type Present, present } from '../kernel/present';
import type { Result } from '../kernel/result';
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

/** What one invocation has of its own: when it began, and what is done once, at its end. */
type Invocation = {
  readonly begun: number;
  readonly ends: Map<string, AtEnd>;
  readonly answers: Map<string, unknown>;
  readonly units?: UnitsSpent;
  /** Nobody waits for it: a look, or what comes with the clock. */
  readonly byItself?: true;
};
type UnitsSpent = { read: number; write: number };
type AtEnd = { end(): Promise<void> };
const running = new AsyncLocalStorage<Invocation>();

/**
 * Runs an invocation: with a watch of our own, for where Forge does not tell how long it may still run, and with an end at
 * which is written, once, what was counted meanwhile – also when the invocation ends by an error.
 */
export function invocation<T>(run: () => Promise<T>): Promise<T> {
  return within({ begun: nowMs(), ends: new Map(), answers: new Map() }, run);
}

/**
 * The same, begun by no person, program or rule that waits for an answer: looks, also those whose outcome a page shows later, the hourly
 * and the daily run. All else that begins by itself – the tick, Jira's events, an installation, an upgrade, a removal – asks Jira nothing.
 */
export function byItself<T>(run: () => Promise<T>): Promise<T> {
  return within({ begun: nowMs(), ends: new Map(), answers: new Map(), byItself: true }, run);
}

/** Whether nobody waits for the running invocation. */
export function isByItself(): boolean {
  return running.getStore()?.byItself === true;
}

/** The same, of which it is known what it uses of storage (`spend`, `unitsSpent`). */
export function measured<T>(run: () => Promise<T>): Promise<T> {
  return within({ begun: nowMs(), ends: new Map(), answers: new Map(), units: { read: 0, write: 0 } }, run);
}

function within<T>(own: Invocation, run: () => Promise<T>): Promise<T> {
  return running.run(own, async () => {
    try {
      return await run();
    } finally {
      await awaitAll([...own.ends.values()].map((one) => one.end()));
    }
  });
}

/** A unit for every 10 KB begun, as Forge counts. */
const UNIT_CHARS = 10_000;

/** Counts what the running invocation reads or writes; does nothing where nobody asked for that. */
export function spend(kind: keyof UnitsSpent, value: unknown): void {
  const units = running.getStore()?.units;
  if (units === undefined) return;
  units[kind] += Math.max(1, Math.ceil((JSON.stringify(value)?.length ?? 0) / UNIT_CHARS));
}

/** What the running invocation used of storage so far. */
export function unitsSpent(): Readonly<UnitsSpent> {
  return running.getStore()?.units ?? { read: 0, write: 0 };
}

/** What ends with the running invocation, one of each key, made when it is first asked for; undefined outside of one. */
export function atItsEnd<T extends AtEnd>(key: string, make: () => T): T | undefined {
  const ends = running.getStore()?.ends;
  if (ends === undefined) return undefined;
  const held = (ends.get(key) as T | undefined) ?? make();
  ends.set(key, held);
  return held;
}

/** Asks the outside once in an invocation, and again only after a failure. Outside of one it asks each time. */
export async function oncePerInvocation<T, E>(
  key: string,
  ask: () => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  const answers = running.getStore()?.answers;
  const known = answers?.get(key) as Result<T, E> | undefined;
  if (known !== undefined) return known;
  const answer = await ask();
  if (answer.ok) answers?.set(key, answer);
  return answer;
}

/** Keeps a value as long as the running invocation; outside of one nothing is kept. */
export function keepMeanwhile(key: string, value: unknown): void {
  running.getStore()?.answers.set(key, value);
}

/** The value that was kept last in the running invocation. */
export function keptMeanwhile<T>(key: string): T | undefined {
  return running.getStore()?.answers.get(key) as T | undefined;
}

/** What was to be done at the end is not wanted any more. */
export function notAtItsEnd(key: string): void {
  running.getStore()?.ends.delete(key);
}

/** Where Forge does not tell the remaining time (an old tunnel), the shortest limit of any function counts. */
const SHORTEST_INVOCATION_MS = 25_000;

/** Milliseconds until Forge ends this invocation. */
export function remainingMs(): number {
  try {
    return getAppContext().invocationRemainingTimeInMillis();
  } catch {
    const passed = nowMs() - (running.getStore()?.begun ?? nowMs());
    return Math.max(0, SHORTEST_INVOCATION_MS - passed);
  }
}
