import type { LOOKER_CALLS } from '../contract/calls';
import type { HooksAnswer, ImportPlan as ImportView, LookerAnswer } from '../contract/pipelines';
import { callbackUrl } from '../datev/login/return-api';
import {
  holdings,
  type ImportPlan,
  importConfiguration,
  planOf,
} from '../flows/booking/import-configuration';
import { saveLooker, testLooker } from '../flows/people/connect-looker';
import { loadRefusals } from '../hooks/refusal-store';
import {
  endOldSecret,
  loadHookSecrets,
  makeSecret,
  removeSecrets,
  rotateSecret,
} from '../hooks/secret-store';
import { endpointsView, refusalsView } from '../hooks/view';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Lang } from '../kernel/problem';
import { ok } from '../kernel/result';
import { loadConnection, loadConnections } from '../looker/connection-store';
import { monthOf } from '../looker/meter';
import { loadLookerMeter } from '../looker/meter-store';
import { disconnectLooker } from '../looker/session-api';
import { exportOf } from '../pipelines/exchange';
import { allPipelines } from '../pipelines/pipeline-store';
import { now } from '../platform/clock';
import { lookerView } from '../views/looker-view';
import { type Handlers, person } from './answering';
import { allChanges } from './change-calls';

/** Calls of the admin page about Looker, inbound hooks and the move of a configuration. */
export const lookerCalls: Handlers<typeof LOOKER_CALLS> = {
  'looker.view': async ({ lang }) => ok(await connections(lang)),
  'looker.save': ({ id, name, url, clientId, secret, budget }, { accountId }) =>
    saveLooker({ id, secret, by: accountId, draft: present({ name, url, clientId, budget }) }),
  'looker.test': ({ id }) => testLooker(id),
  'looker.remove': async ({ id }, caller) => {
    const found = await loadConnection(id);
    if (found !== undefined) await disconnectLooker(found, person(caller));
    return ok(null);
  },
  'hooks.view': async ({ lang }) => ok(await hooks(lang)),
  'hooks.make': async ({ kind, given }, { accountId }) => {
    // A signature is only as good as its secret: that one is ours to make.
    const own = kind === 'looker' ? given : undefined;
    const there = endpointsView(await loadHookSecrets(), now()).find(({ door }) => door === kind);
    return there?.state === 'closed' ? makeSecret(kind, accountId, own) : rotateSecret(kind, accountId, own);
  },
  'hooks.end-old': async ({ kind }, { accountId }) => {
    await endOldSecret(kind, accountId);
    return ok(null);
  },
  'hooks.remove': async ({ kind }, { accountId }) => {
    await removeSecrets(kind, accountId);
    return ok(null);
  },
  'configuration.changes': async ({ before, lang }) => ok(await allChanges(before, lang)),
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

async function connections(lang: Lang): Promise<LookerAnswer> {
  const [all, pipelines] = await awaitAll([loadConnections(), allPipelines()]);
  const at = now();
  return {
    connections: await awaitAll(
      all.map(async (connection) => {
        const meter = monthOf(await loadLookerMeter(connection.id), at);
        const count = pipelines.filter(({ pipeline }) => pipeline.connection === connection.id).length;
        return lookerView(connection, { queries: meter.dbQuery, pipelines: count, lang });
      }),
    ),
  };
}

async function hooks(lang: Lang): Promise<HooksAnswer> {
  const [secrets, refusals] = await awaitAll([loadHookSecrets(), loadRefusals()]);
  const at = now();
  const days = refusalsView(refusals, lang);
  const reasons = [...new Set(days.flatMap(({ counts }) => counts.map(({ reason }) => reason)))];
  return {
    address: await callbackUrl(),
    hooks: endpointsView(secrets, at).map(({ door, state, current, old }) => ({
      kind: door,
      state: state === 'closed' ? 'none' : state === 'open' ? 'active' : 'rotating',
      ...present({
        madeAt: current?.madeAt,
        oldUntil: old?.endsAt,
        lastUsedAt: current?.usedAt,
        oldUsedAt: old?.usedAt,
      }),
    })),
    refusals: reasons.map((reason) => {
      const found = days.flatMap(({ day, isAtLeast, counts }) =>
        counts.flatMap((one) => (one.reason === reason ? [{ ...one, day, isAtLeast }] : [])),
      );
      return {
        reason,
        text: found[0]?.text ?? '',
        count: found.reduce((sum, { count }) => sum + count, 0),
        isAtLeast: found.some(({ isAtLeast }) => isAtLeast),
        lastDay: found[0]?.day ?? at.slice(0, 10),
      };
    }),
  };
}

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
