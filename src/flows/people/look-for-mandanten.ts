import { listClients } from '../../datev/clients-api';
import { loadConnection } from '../../datev/login/connection-store';
import { MAIN, tokenFor } from '../../datev/login/token-store';
import { afterLook } from '../../datev/offers';
import { changeOffers, loadOffers } from '../../datev/offers-store';
import { secondsBetween } from '../../kernel/instant';
import { fail } from '../../kernel/result';
import { now } from '../../platform/clock';
import type { Settings } from '../../settings/settings';

/** A session may be there for some hours of the day only: asked hourly, it looks once in this time. */
const LOOK_SECONDS = 20 * 3600;

/** Which Mandanten DATEV shows that were not there before. A long-term approval may not ask for the list. */
export async function lookForMandanten({ environment }: Pick<Settings, 'environment'>): Promise<void> {
  const offers = await loadOffers();
  const isSame = offers.environment === environment && offers.at !== undefined;
  if (isSame && secondsBetween(offers.at ?? '', now()) < LOOK_SECONDS) return;
  const { data: session } = await loadConnection(MAIN);
  if (session?.state !== 'live') return;
  const token = await tokenFor(environment);
  const listed = token.ok ? await listClients({ environment, token: token.value }) : fail(undefined);
  if (!listed.ok) return;
  const asked = { at: now(), environment };
  await changeOffers((newest) => afterLook(newest, listed.value, asked));
}
