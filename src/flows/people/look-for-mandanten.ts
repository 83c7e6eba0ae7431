import { listClients } from '../../datev/clients-api';
import { loadConnection } from '../../datev/login/connection-store';
import { MAIN, tokenFor } from '../../datev/login/token-store';
import { afterLook, isListDue } from '../../datev/offers';
import { changeOffers, loadOffers } from '../../datev/offers-store';
import { fail } from '../../kernel/result';
import { now } from '../../platform/clock';
import type { Settings } from '../../settings/settings';

/** Which Mandanten DATEV shows that were not there before. A long-term approval may not ask for the list. */
export async function lookForMandanten({ environment }: Pick<Settings, 'environment'>): Promise<void> {
  if (!isListDue(await loadOffers(), environment, now())) return;
  const { data: session } = await loadConnection(MAIN);
  if (session?.state !== 'live') return;
  const token = await tokenFor(environment);
  const listed = token.ok ? await listClients({ environment, token: token.value }) : fail(undefined);
  if (!listed.ok) return;
  const asked = { at: now(), environment };
  await changeOffers((newest) => afterLook(newest, listed.value, asked));
}
