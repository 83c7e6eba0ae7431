import type { LOOKER_CALLS } from '../contract/admin-calls';
import type { ImportPlan as ImportView } from '../contract/pipelines';
import { callbackUrl } from '../datev/login/return-api';
import {
  holdings,
  type ImportPlan,
  importConfiguration,
  planOf,
} from '../flows/booking/import-configuration';
import { allChanges } from '../flows/pages/show-changes';
import { saveLooker, showLooker, testLooker } from '../flows/people/connect-looker';
import { auditLines } from '../flows/people/export-audit';
import { loadRefusals } from '../hooks/refusal-store';
import { endOldSecret, loadHookSecrets, removeSecrets, renewSecret } from '../hooks/secret-store';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import { ok } from '../kernel/result';
import { loadConnection } from '../looker/login/connection-store';
import { disconnectLooker } from '../looker/login/session-api';
import { exportOf } from '../pipelines/exchange';
import { now } from '../platform/clock';
import { hooksView } from '../views/admin/hooks-view';
import { type Handlers, person } from './answering';

/** Calls of the admin page about Looker, inbound hooks and the move of a configuration. */
export const lookerCalls: Handlers<typeof LOOKER_CALLS> = {
  'looker.view': async ({ lang }) => ok(await showLooker(lang)),
  'looker.save': ({ id, name, url, clientId, secret, budget }, { accountId }) =>
    saveLooker({ id, secret, by: accountId, draft: present({ name, url, clientId, budget }) }),
  'looker.test': ({ id }) => testLooker(id),
  'looker.remove': async ({ id }, caller) => {
    const found = await loadConnection(id);
    if (found !== undefined) await disconnectLooker(found, person(caller));
    return ok(null);
  },
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
  'configuration.changes': async ({ before, lang, ...sought }) => ok(await allChanges(sought, before, lang)),
  'configuration.audit': async ({ next }) => ok(await auditLines(next)),
  'configuration.export': async () => ok(exportOf({ ...(await holdings()), at: now() })),
  'configuration.plan': async ({ text }) => {
    const plan = await planOf(text);
    return plan.ok ? ok(planView(plan.value)) : plan;
  },
  'configuration.import': async ({ text }, { accountId }) => {
    const done = await importConfiguration(text, accountId);
    return done.ok ? ok(planView(done.value)) : done;
  },
};

function planView(plan: ImportPlan): ImportView {
  return {
    items: [
      ...plan.toBeConnected.map(({ name, url }) => ({
        kind: 'connection' as const,
        name: `${name} (${url})`,
        what: 'to-connect' as const,
      })),
      ...plan.plans.map(({ is, plan: one }) => ({ kind: 'accounts' as const, name: one.mandant, what: is })),
      ...plan.pipelines.map(({ is, pipeline }) => ({
        kind: 'pipeline' as const,
        name: pipeline.name,
        what: is,
      })),
    ],
  };
}
