import * as v from 'valibot';
import { changeOf } from '../audit/config-event';
import { changeLogged } from '../audit/config-log-store';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import type { Actor } from '../submissions/events';
import { dismissed, NO_OFFERS, type Offers } from './offers';

const Shape = v.object({
  seen: v.optional(v.array(v.string())),
  at: v.optional(v.string()),
  environment: v.optional(v.picklist(['sandbox', 'production'])),
  fresh: v.array(v.object({ id: v.string(), name: v.string() })),
});
const KIND: RecordKind<Offers> = { key: 'datev-offers', schema: Shape, fallback: NO_OFFERS };

/** Mandanten at DATEV that nobody has decided about. */
export async function loadOffers(): Promise<Offers> {
  return (await loadRecord(KIND)).data;
}

export async function changeOffers(change: (offers: Offers) => Offers): Promise<void> {
  await changeRecord(KIND, change);
}

/** Somebody decided that those who are new are not offered again. */
export async function dismissOffers(by: Actor): Promise<void> {
  await changeLogged(KIND, {
    by,
    change: dismissed,
    event: (before, after) =>
      changeOf({ what: 'offers.dismissed', about: 'offers', before: idsOf(before), after: idsOf(after) }),
  });
}

function idsOf({ fresh }: Offers) {
  return { offered: fresh.map(({ id }) => id) };
}
