import type { HOOK_CALLS } from '../contract/admin-calls';
import { callbackUrl } from '../datev/login/return-api';
import { loadRefusals } from '../hooks/refusal-store';
import { endOldSecret, loadHookSecrets, removeSecrets, renewSecret } from '../hooks/secret-store';
import { awaitAll } from '../kernel/await-all';
import { ok } from '../kernel/result';
import { now } from '../platform/clock';
import { hooksView } from '../views/admin/hooks-view';
import type { Handlers } from './answering';

/** Calls of the admin page about inbound hooks: their address, their secrets, what was refused. */
export const hookCalls: Handlers<typeof HOOK_CALLS> = {
  'hooks.view': async ({ lang }) => {
    const [secrets, refusals, address] = await awaitAll([loadHookSecrets(), loadRefusals(), callbackUrl()]);
    return ok(hooksView(secrets, refusals, { address, at: now(), lang }));
  },
  'hooks.make': ({ kind, given }, { accountId }) => renewSecret(kind, accountId, given),
  'hooks.end-old': async ({ kind }, { accountId }) => {
    await endOldSecret(kind, accountId);
    return ok(null);
  },
  'hooks.remove': async ({ kind }, { accountId }) => {
    await removeSecrets(kind, accountId);
    return ok(null);
  },
};
