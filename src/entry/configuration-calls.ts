import type { CONFIGURATION_CALLS } from '../contract/admin-calls';
import type { ImportPlan as ImportView } from '../contract/pipelines';
import {
  holdings,
  type ImportPlan,
  importConfiguration,
  planOf,
} from '../flows/booking/import-configuration';
import { allChanges } from '../flows/pages/show-changes';
import { auditLines } from '../flows/people/export-audit';
import { ok } from '../kernel/result';
import { exportOf } from '../pipelines/exchange';
import { now } from '../platform/clock';
import type { Handlers } from './answering';

/** Calls of the admin page about the configuration as a whole: its log, and its move to another site. */
export const configurationCalls: Handlers<typeof CONFIGURATION_CALLS> = {
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
