import { loadPlan, mandantenWithPlan, savePlan } from '../accounts/plan-store';
import type { LOOKER_CALLS } from '../contract/calls';
import type {
  HooksAnswer,
  ImportPlan as ImportView,
  LookerAnswer,
  LookerSaved,
  LookerTest,
} from '../contract/pipelines';
import { callbackUrl } from '../datev/login/return-api';
import { storeDraft } from '../flows/save-pipeline';
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
import type { Lang, Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { type LookerConnection, newConnection, readInstanceUrl } from '../looker/connection';
import {
  loadConnection,
  loadConnections,
  saveConnection,
  setConnectionState,
} from '../looker/connection-store';
import { monthOf } from '../looker/meter';
import { loadLookerMeter } from '../looker/meter-store';
import { lookerPorts } from '../looker/ports-api';
import { disconnectLooker, logOut } from '../looker/session-api';
import { testConnection } from '../looker/set-up';
import { exportOf, type Holdings, planImport, readExchange } from '../pipelines/exchange';
import { allPipelines, loadPipeline } from '../pipelines/pipeline-store';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import { randomText } from '../platform/random';
import { lookerView } from '../views/looker-view';
import { type Handlers, person } from './answering';
import { allChanges } from './change-calls';

const GONE: Problem = { code: 'run.no-connection', retry: 'after-fix' };

/** Calls of the admin page about Looker, inbound hooks and the move of a configuration. */
export const lookerCalls: Handlers<typeof LOOKER_CALLS> = {
  'looker.view': async ({ lang }) => ok(await connections(lang)),
  'looker.save': ({ id, name, url, clientId, secret, budget }, { accountId }) =>
    save({ id, secret, by: accountId, draft: present({ name, url, clientId, budget }) }),
  'looker.test': async ({ id }) => {
    const found = await loadConnection(id);
    return found === undefined ? fail(GONE) : test(found);
  },
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
    const read = readExchange(text);
    return read.ok ? ok(planView(planImport(read.value, await holdings()))) : read;
  },
  'configuration.import': async ({ text }, { accountId }) => {
    const read = readExchange(text);
    return read.ok ? importAll(planImport(read.value, await holdings()), accountId) : read;
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

type SaveWish = {
  readonly id: string | undefined;
  readonly secret: string | undefined;
  readonly by: string;
  readonly draft: {
    readonly name: string;
    readonly url: string;
    readonly clientId: string;
    readonly budget?: number;
  };
};

/** A key for another address or another client id is another key: without its secret it is not taken over. */
async function save({ id, secret, by, draft }: SaveWish): Promise<Result<LookerSaved, Problem>> {
  const address = readInstanceUrl(draft.url);
  if (!address.ok) return address;
  const { url } = address.value;
  const before = id === undefined ? undefined : await loadConnection(id);
  if (id !== undefined && before === undefined) return fail(GONE);
  const isOther = before === undefined || before.url !== url || before.clientId !== draft.clientId;
  if (isOther && secret === undefined) return fail({ code: 'looker.secret-missing', retry: 'after-fix' });
  const key = id ?? `l${sha256(randomText()).slice(0, 12)}`;
  const made = newConnection(
    { ...draft, url },
    { id: key, at: before?.createdAt ?? now(), by: before?.createdBy ?? by },
  );
  if (isOther && before !== undefined) await logOut(before);
  const state = isOther || secret !== undefined ? 'connected' : before.state;
  const connection = { ...made, state };
  const saved = await saveConnection({ connection, secret, by: { kind: 'person', id: by } });
  return saved.ok ? ok({ id: key }) : saved;
}

/** Really asks: with the state out of the way that keeps others from asking. */
async function test(connection: LookerConnection): Promise<Result<LookerTest, Problem>> {
  const seen = await testConnection(
    lookerPorts({ ...connection, state: 'connected' }),
    await knownExplore(connection),
  );
  if (!seen.ok) return fail(seen.problem.problem);
  await setConnectionState(connection.id, 'connected');
  const { user, models } = seen.value;
  return ok({ user, models });
}

/** Something that is known to be there: what a pipeline of this connection asks. */
async function knownExplore({ id }: LookerConnection) {
  const found = (await allPipelines()).find(
    ({ pipeline }) => pipeline.connection === id && pipeline.source.is === 'inline',
  );
  const source = found?.pipeline.source;
  return source?.is === 'inline' ? { model: source.model, explore: source.explore } : undefined;
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

// ---- from a test site to production

async function holdings(): Promise<Holdings> {
  const [pipelines, mandanten, known] = await awaitAll([
    allPipelines(),
    mandantenWithPlan(),
    loadConnections(),
  ]);
  const plans = await awaitAll([...mandanten].map(async (mandant) => (await loadPlan(mandant)).data));
  return {
    pipelines: pipelines.map(({ pipeline }) => pipeline),
    plans: plans.flatMap((plan) => (plan === null ? [] : [plan])),
    connections: known.map(({ id, name, url }) => ({ id, name, url })),
  };
}

function planView(plan: ReturnType<typeof planImport>): ImportView {
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

/** What comes in is switched off: nothing runs on another site before somebody there has looked at it. */
async function importAll(
  plan: ReturnType<typeof planImport>,
  by: string,
): Promise<Result<ImportView, Problem>> {
  for (const { is, plan: one } of plan.plans) {
    if (is === 'same') continue;
    const before = await loadPlan(one.mandant);
    const stamp = { version: (before.data?.version ?? 0) + 1, changedAt: now(), changedBy: by };
    const saved = await savePlan(before, { ...one, ...stamp });
    if (!saved.ok) return saved;
  }
  for (const { is, pipeline, changes } of plan.pipelines) {
    if (is === 'same') continue;
    const { id: importedFrom, fields, ...draft } = pipeline;
    const before = changes === undefined ? undefined : await loadPipeline(changes);
    const came = before === undefined ? { importedFrom } : {};
    await storeDraft(before, { draft: { ...draft, isActive: false }, by, isAdmin: true, fields, ...came });
  }
  return ok(planView(plan));
}
