/**
 * Units of storage that one invocation of a long round takes, about, and the pause after it: a quarter of what Forge gives an installation
 * in a minute, for reading as for writing, so that polls and people have the rest.
 */
const SHARE = 1000;
export const PAUSE_SECONDS = 60;

/**
 * Whether a round pauses before its next page. After its first page an invocation begins no further one in its last part; however short
 * it is, it brings the round on.
 */
export function isPauseDue(spent: number, remainingMs: number, reserveMs: number): boolean {
  return spent > 0 && (spent >= SHARE || remainingMs < reserveMs);
}
