import type { LOOKER_CALLS } from '../contract/admin-calls';
import { saveLooker, showLooker, testLooker } from '../flows/people/connect-looker';
import { disconnectLooker } from '../flows/people/disconnect-looker';
import { present } from '../kernel/present';
import { ok } from '../kernel/result';
import { type Handlers, person } from './answering';

/** Calls of the admin page about the connections to Looker. */
export const lookerCalls: Handlers<typeof LOOKER_CALLS> = {
  'looker.view': async ({ lang }) => ok(await showLooker(lang)),
  'looker.save': ({ id, name, url, clientId, secret, budget }, { accountId }) =>
    saveLooker({ id, secret, by: accountId, draft: present({ name, url, clientId, budget }) }),
  'looker.test': ({ id }) => testLooker(id),
  'looker.remove': async ({ id }, caller) => {
    await disconnectLooker(id, person(caller));
    return ok(null);
  },
};
