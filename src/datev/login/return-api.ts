import { LOCALHOST } from '../../contract/return-address';
import { relayState } from '../../platform/relay';
import { unwrap } from '../../platform/trouble';
import { webTriggerUrl } from '../../platform/web-trigger';

/** The key of the public door in the manifest. */
const DOOR = 'inbound';

/** Where DATEV sends people back to unless another address is registered. */
export function callbackUrl(): Promise<string> {
  return unwrap(webTriggerUrl(DOOR));
}

/** The state as it goes out: a fixed page of the vendor needs to know whose it is. */
export async function outwardState(state: string, redirectUri: string): Promise<string> {
  const own = await callbackUrl();
  // At http://localhost nobody reads a signed state: the person carries the answer over by hand.
  return redirectUri === own || LOCALHOST.test(redirectUri) ? state : relayState(state, own);
}
