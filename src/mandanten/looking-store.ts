import { connectionsAhead } from '../datev/login/connection-store';
import { type TokensOf, tokensOf } from '../datev/login/token-store';
import { awaitAll } from '../kernel/await-all';
import type { Budget } from '../kernel/budget';
import { callBudget } from '../looks/call-budget';
import { hintOfMany } from '../platform/due-store';
import { type Read, readAhead } from '../platform/read-ahead';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';

/**
 * What an invocation that looks at Mandanten has read once, and hands on. Nothing is sent by these settings: `advance` reads
 * them anew, so that the stop switch counts at once.
 */
export type Looking = {
  readonly settings: Settings;
  readonly tokens: TokensOf;
  /** The records of its Mandanten. */
  readonly watches: Read;
  /** Called before something becomes due. */
  readonly due: (at: string) => Promise<void>;
  /** Calls to the outside that are left for what follows from a look. */
  readonly calls: Budget;
  /** Calls that the look itself may make; without it as many as it takes. */
  readonly share?: Budget;
};

/** What one invocation begins with; what is stored of many Mandanten is read in few calls. */
export async function beginLooking(mandanten: readonly string[] = []): Promise<Looking> {
  const [{ data: settings }, watches, connections] = await awaitAll([
    loadSettings(),
    readAhead('mandant', mandanten),
    connectionsAhead(mandanten),
  ]);
  const tokens = tokensOf(settings.environment, connections);
  return { settings, tokens, watches, due: hintOfMany(), calls: callBudget() };
}
