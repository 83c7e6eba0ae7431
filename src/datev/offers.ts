import { secondsBetween } from '../kernel/instant';
import type { DatevEnvironment } from './hosts';

/** Which Mandanten we have seen at DATEV, and which of them are new. */
export type Offers = {
  /** Absent before the first look: what is there then is shown in the set-up and not offered. */
  readonly seen?: readonly string[] | undefined;
  readonly fresh: readonly { readonly id: string; readonly name: string }[];
  /** When DATEV was last asked, and which of its two worlds: each has Mandanten of its own. */
  readonly at?: string | undefined;
  readonly environment?: DatevEnvironment | undefined;
};

export const NO_OFFERS: Offers = { fresh: [] };

/** A session may be there for some hours of the day only: asked hourly, it looks once in this time. */
const LOOK_SECONDS = 20 * 3600;

/** Whether DATEV is to be asked for its list again. */
export function isListDue({ at, ...last }: Offers, environment: DatevEnvironment, now: string): boolean {
  if (at === undefined || last.environment !== environment) return true;
  return secondsBetween(at, now) >= LOOK_SECONDS;
}

/** After a look at DATEV's list: who was not there before is offered; who has left is not. */
export function afterLook(
  offers: Offers,
  listed: readonly { readonly id: string; readonly name: string }[],
  asked: { readonly at: string; readonly environment: DatevEnvironment },
): Offers {
  const before = offers.environment === asked.environment ? offers : NO_OFFERS;
  const known = new Set(before.seen ?? listed.map(({ id }) => id));
  const waiting = new Set(before.fresh.map(({ id }) => id));
  const fresh = listed
    .filter(({ id }) => !known.has(id) || waiting.has(id))
    .map(({ id, name }) => ({ id, name }));
  return { seen: listed.map(({ id }) => id), fresh, ...asked };
}

/** Somebody has looked at them. */
export function dismissed(offers: Offers): Offers {
  return { ...offers, fresh: [] };
}
