import { sideBySide } from '../../../src/kernel/side-by-side';
import { pause } from '../../shared/files/transfer';

/** Forge lets a page make 500 calls in 25 seconds; whoever does many things at once leaves a quarter of them to the rest of the page. */
const MS_A_CALL = 25_000 / 375;
/** So many things go at a time. */
const WIDTH = 4;

let free = 0;

/** Waits until so many calls may be made. */
export async function paced(calls: number): Promise<void> {
  const now = Date.now();
  const begins = Math.max(now, free);
  free = begins + calls * MS_A_CALL;
  if (begins > now) await pause(begins - now);
}

/** Does the same with each, a few at a time; none is left out because another failed. */
export function withEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  return sideBySide(items, { count: WIDTH, weight: WIDTH, weightOf: () => 1, goesOn: () => true }, work);
}

/** Jira's own word that it is asked too often; nothing was done then. */
const LATER = 'jira.later';
const [TRIES, PAUSE_MS] = [8, 1500] as const;

/** Asks again where Jira wants it later: it is asked for the right before anything is done. */
export async function patiently<
  A extends { readonly ok: boolean; readonly problem?: { readonly code: string } },
>(ask: () => Promise<A>): Promise<A> {
  for (let tries = 1; ; tries++) {
    const answer = await ask();
    if (answer.ok || answer.problem?.code !== LATER || tries >= TRIES) return answer;
    await pause(PAUSE_MS * tries);
  }
}
