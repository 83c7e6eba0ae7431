import { type TokensOf, tokensOf } from '../datev/login/token-store';
import type { Budget } from '../kernel/budget';
import { callBudget } from '../looks/call-budget';
import { hintOfMany } from '../platform/due-store';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';

/**
 * What an invocation that looks at Mandanten has read once, and hands on. Nothing is sent by these settings: `advance` reads
 * them anew, so that the stop switch counts at once.
 */
export type Looking = {
  readonly settings: Settings;
  readonly tokens: TokensOf;
  /** Called before something becomes due. */
  readonly due: (at: string) => Promise<void>;
  /** Calls to the outside that are left for what follows from a look. */
  readonly calls: Budget;
  /** Calls that the look itself may make; without it as many as it takes. */
  readonly share?: Budget;
};

/** What one invocation begins with. */
export async function beginLooking(): Promise<Looking> {
  const settings = (await loadSettings()).data;
  return { settings, tokens: tokensOf(settings.environment), due: hintOfMany(), calls: callBudget() };
}
