import { connectionsWished } from '../datev/login/connection-store';
import { type ManyTokens, manyTokens } from '../datev/login/many-tokens-store';
import { METER_WISHED, meterOn } from '../datev/meter-store';
import type { Budget } from '../kernel/budget';
import { callBudget } from '../looks/call-budget';
import { HINT_WISHED, hintOfMany } from '../platform/due-store';
import { type Read, readAhead } from '../platform/read-ahead';
import { recordsIn } from '../platform/records';
import type { Settings } from '../settings/settings';
import { loadSettings, SETTINGS_WISHED } from '../settings/settings-store';
import { watchesIn, watchesWished } from './watch-store';

/**
 * What an invocation that looks at Mandanten has read once, and hands on. Nothing is sent by these settings: `advance` reads
 * them anew, so that the stop switch counts at once.
 */
export type Looking = {
  readonly settings: Settings;
  readonly tokens: ManyTokens;
  /** How many files were found rejected for each cause so far. */
  readonly rejected: Map<string, number>;
  /** The records of its Mandanten. */
  readonly watches: Read;
  /** Called before something becomes due. */
  readonly due: (at: string) => Promise<void>;
  /** Calls to the outside that are left for what follows from a look. */
  readonly calls: Budget;
  /** Calls that the look itself may make; without it as many as it takes. */
  readonly share?: Budget;
};

/** What one invocation begins with: what it needs of storage, and what is stored of its Mandanten, in as few calls as it takes. */
export async function beginLooking(mandanten: readonly string[]): Promise<Looking> {
  const ahead = await readAhead(
    ...[SETTINGS_WISHED, HINT_WISHED, METER_WISHED],
    ...[watchesWished(mandanten), connectionsWished(mandanten)],
  );
  const records = recordsIn(ahead);
  const { data: settings } = await loadSettings(records);
  meterOn(records);
  const tokens = manyTokens(settings.environment, records);
  const own = { due: hintOfMany(records), calls: callBudget(), rejected: new Map<string, number>() };
  return { settings, tokens, watches: watchesIn(ahead), ...own };
}
