import { realtime } from '@forge/bridge';
import type { Line as Given } from '../../../src/contract/answers';

/** Where a page hears that what it shows has changed. It hears nothing else: what changed it asks as ever. */
export type Line = {
  /** Signals arrive; the page's own questions only make up for lost ones. */
  isOpen(): boolean;
  /** There is none, and none was refused just now. */
  isWanted(): boolean;
  /** `now`: when the answer was given that brought it, by the same clock as its end. */
  open(given: Given, now: string): Promise<void>;
  close(): void;
};
type Subscription = { readonly unsubscribe: () => unknown };

/** Whoever was refused a line asks for the next one after this long. */
const REFUSED_MS = 600_000;

export function newLine(onSignal: () => void): Line {
  let [until, notBefore, turn] = [0, 0, 0];
  let subscription: Subscription | undefined;
  const close = () => {
    [until, turn] = [0, turn + 1];
    subscription?.unsubscribe();
    subscription = undefined;
  };
  return {
    close,
    isOpen: () => Date.now() < until,
    isWanted: () => Date.now() >= Math.max(until, notBefore),
    async open({ channel, token, until: end }, now) {
      close();
      const own = turn;
      notBefore = Date.now() + REFUSED_MS;
      const opened = await subscribed(channel, token, onSignal);
      if (turn !== own) opened?.unsubscribe();
      else if (opened !== undefined)
        [subscription, until] = [opened, Date.now() + Date.parse(end) - Date.parse(now)];
    },
  };
}

/** Without it the page asks from time to time, as where there are no signals. */
async function subscribed(channel: string, token: string, onSignal: () => void) {
  try {
    const opened: Subscription = await realtime.subscribeGlobal(channel, onSignal, { token });
    return opened;
  } catch {
    return undefined;
  }
}
