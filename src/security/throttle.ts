/** What somebody was refused within the present minute: how often, and which calls. */
export type Refusals = {
  readonly since: string;
  readonly count: number;
  readonly calls: readonly { readonly what: string; readonly code: string }[];
};

/** So many refusals a minute are asked of Jira; then the same call is answered from memory until the minute is over. */
const ASKED_AGAIN = 2;
/** Whoever was refused this often in a minute is trying things out: everything is refused until the minute is over. */
const MOST = 30;
/** Calls that are remembered. */
const MAX_CALLS = 40;
const WINDOW_SECONDS = 60;

/**
 * The code to refuse with without asking Jira, whose points all customers share; undefined: ask. Nobody who just got a right waits
 * longer than a minute.
 */
export function fromMemory(known: Refusals | undefined, what: string, now: string): string | undefined {
  if (known === undefined || isOver(known, now)) return undefined;
  if (known.count >= MOST) return 'access.too-many';
  return known.count < ASKED_AGAIN ? undefined : known.calls.find((call) => call.what === what)?.code;
}

/** What is known after one more refusal. */
export function afterRefusal(
  known: Refusals | undefined,
  call: { readonly what: string; readonly code: string },
  now: string,
): Refusals {
  if (known === undefined || isOver(known, now)) return { since: now, count: 1, calls: [call] };
  const others = known.calls.filter(({ what }) => what !== call.what);
  return { since: known.since, count: known.count + 1, calls: [call, ...others].slice(0, MAX_CALLS) };
}

function isOver({ since }: Refusals, now: string): boolean {
  return Date.parse(now) - Date.parse(since) >= WINDOW_SECONDS * 1000;
}
