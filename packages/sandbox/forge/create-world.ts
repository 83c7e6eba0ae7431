/** Puts the parts of one world together. */

import { traceLine } from '../world/log';
import type { ProductEvent, Service, ServiceAnswer, ServiceRequest } from '../world/types';
import { type Automation, createAutomation } from './automation';
import { type Core, createCore, type PlainAnswer, type Routed } from './core';
import { createEgress, type Egress } from './egress';
import { createEngine, type Engine, type Launch } from './engine';
import { createEvents, type EventDelivery, type Events } from './events';
import type { ForgeWorld } from './forge-world';
import { createHostA } from './host-a';
import { createHostB } from './host-b';
import { createKvs, type Kvs } from './kvs';
import type { KvsRecord } from './kvs-records';
import { resolverModule } from './manifest';
import { createPrivacy, type Privacy } from './privacy';
import { createProduct, type Product } from './product';
import { createQueue, type Delivery, type Queue } from './queue';
import { createRealtime, type Realtime } from './realtime';
import { route } from './routes';
import { createScheduled, type Scheduled } from './scheduled';
import { faultAnswer, maskedPath } from './seam';
import { createValidators, type Validators } from './validators';
import {
  createWebtriggers,
  type Webtriggers,
  webtriggerAnswer,
  webtriggerEvent,
  webtriggerRefusal,
} from './webtriggers';
import type { Services, WorldOptions } from './world-options';
import type {
  Fault,
  Outcome,
  ProductRequest,
  ResolverCall,
  StoredRecord,
  WebtriggerAnswer,
  WebtriggerRequest,
} from './world-told';

type Parts = {
  readonly core: Core;
  readonly services: Services;
  readonly engine: Engine;
  readonly kvs: Kvs;
  readonly queue: Queue;
  readonly events: Events;
  readonly scheduled: Scheduled;
  readonly webtriggers: Webtriggers;
  readonly product: Product;
  readonly egress: Egress;
  readonly privacy: Privacy;
  readonly realtime: Realtime;
  readonly automation: Automation;
  readonly validators: Validators;
};

/** Forge, platform limits: what a Custom UI may send to a resolver. */
const RESOLVER_REQUEST_BYTES = 500 * 1024;

/** Builds a world that stands at `startAt` with its scheduled triggers planned. Nothing has run yet. */
export async function createWorld(options: WorldOptions): Promise<ForgeWorld> {
  const parts = build(options);
  const { core, egress, privacy } = parts;
  return {
    clock: core.clock,
    random: core.random,
    ids: core.ids,
    manifest: core.manifest,
    services: parts.services,
    environmentType: core.environmentType,
    siteUrl: core.siteUrl,
    ...invocations(parts),
    ...time(parts),
    fireEvent: parts.events.fire,
    requestProduct: (request) => requestProduct(parts, request),
    askJira: (request) => askJira(parts, request),
    validators: parts.validators.offered,
    webtriggerUrl(key) {
      const url = parts.webtriggers.urlOf(key);
      if (url === undefined) throw new Error(`the manifest has no web trigger ${key}`);
      return url;
    },
    faults: core.faults,
    realtime: { subscribe: parts.realtime.subscribe, events: parts.realtime.events },
    automation: automation(parts),
    privacy: { close: privacy.close, renew: privacy.renew, reports: privacy.reports },
    egress: { allowed: egress.allowed, set: egress.set, groups: egress.groups, remove: egress.remove },
    trace: () => core.log.traced,
    traceText: () => core.log.traced.map(traceLine).join('\n'),
    log: core.log,
    storage: storage(parts),
    touch: core.changed,
    revision: core.revision,
    snapshot: () => snapshot(parts),
    restore: (state) => restore(parts, state),
    close: parts.engine.close,
  };
}

function build(options: WorldOptions): Parts {
  const core = createCore(options);
  // The parts know each other in a circle: calls go out through the engine and come in through the fakes.
  let engine: Engine | undefined;
  let events: Events | undefined;
  const launch = (what: Launch) => engine?.launch(what);
  const emit = (event: ProductEvent) => events?.fire(event);
  const { clock, fakeRandom: random, manifest } = core;
  const services = watched(core, options.services({ clock, random, emit, manifest }));
  events = createEvents(core, launch);
  const validators = createValidators(core, services.jira, launch);
  const { queryLag, ttlGrace, conflictStatus, storageIgnores: ignores } = core.tuning;
  const entities = core.manifest.app.storage?.entities ?? [];
  const parts = {
    core,
    services,
    events,
    kvs: createKvs({
      ...{ entities, now: core.clock.now, queryLag, ttlGrace, changed: core.changed, ignores },
      ...(conflictStatus === undefined ? {} : { conflictStatus }),
    }),
    queue: createQueue(core, launch),
    scheduled: createScheduled(core, launch),
    webtriggers: createWebtriggers(core),
    product: createProduct(core, services, validators.ask),
    validators,
    egress: createEgress(core, services),
    privacy: createPrivacy(core),
    realtime: createRealtime(core),
    automation: createAutomation(core),
  };
  engine = createEngine(core, {
    runner: (told) => (options.host === 'a' ? createHostA(core, told) : createHostB(core, told)),
    route: (call, invocation) => route(parts, call, invocation),
    choose: options.host === 'a' ? () => 0 : core.random.int,
    due: {
      queue: (item) => parts.queue.deliver(item.data as Delivery),
      event: (item) => parts.events.deliver(item.data as EventDelivery),
      scheduled: (item) => parts.scheduled.due(item.key, item.at),
    },
  });
  return { ...parts, engine };
}

/** Fakes whose changes the world hears of, whoever calls them. Who reads in Jira changes nothing. */
function watched(core: Core, services: Services): Services {
  const watch = (service: Service): Service => ({
    name: service.name,
    operation: (request) => service.operation(request),
    validators: (request) => service.validators?.(request) ?? [],
    reaches: (hostname) => service.reaches?.(hostname) ?? true,
    snapshot: () => service.snapshot(),
    restore: (state) => service.restore(state),
    handle(request) {
      if (service.name !== 'jira' || request.method !== 'GET') core.changed();
      return service.handle(request);
    },
  });
  const { jira, datev, looker } = services;
  return { jira: watch(jira), datev: watch(datev), ...(looker ? { looker: watch(looker) } : {}) };
}

function invocations(
  parts: Parts,
): Pick<ForgeWorld, 'invoke' | 'invokeResolver' | 'runScheduled' | 'webtrigger'> {
  return {
    invoke: (functionKey, event) =>
      foreground(parts, (onEnd) =>
        parts.engine.launch({ functionKey, moduleKey: functionKey, moduleType: 'function', event, onEnd }),
      ),
    invokeResolver: (call) => invokeResolver(parts, call),
    runScheduled: (key) => foreground(parts, (onEnd) => parts.scheduled.run(key, onEnd)),
    webtrigger: (keyOrId, request) => callWebtrigger(parts, keyOrId, request),
  };
}

/** Runs the world until this invocation has ended; the clock moves only if the invocation waits for it. */
async function foreground(
  { engine }: Parts,
  begin: (onEnd: (outcome: Outcome) => void) => void,
): Promise<Outcome> {
  let ended: Outcome | undefined;
  begin((outcome) => {
    ended = outcome;
  });
  await engine.reach({ limit: () => Number.POSITIVE_INFINITY, met: () => ended !== undefined });
  if (!ended) throw new Error('the invocation has no outcome');
  return ended;
}

async function invokeResolver(parts: Parts, call: ResolverCall): Promise<Outcome> {
  const { core } = parts;
  const module = resolverModule(core.manifest, call.moduleKey);
  if (!module) throw new Error(`the manifest has no module ${call.moduleKey} with a resolver`);
  const text = JSON.stringify(call.payload ?? {});
  if (Buffer.byteLength(text) > RESOLVER_REQUEST_BYTES) {
    return {
      kind: 'threw',
      errorType: 'PAYLOAD_TOO_LARGE',
      message: `a payload has at most ${RESOLVER_REQUEST_BYTES} bytes`,
      stack: '',
    };
  }
  const event = {
    call: { functionKey: call.functionKey, payload: JSON.parse(text) as unknown },
    context: resolverContext(core, call, module.type),
  };
  const { functionKey } = module;
  const { moduleKey, accountId } = call;
  return foreground(parts, (onEnd) =>
    parts.engine.launch({ functionKey, moduleKey, moduleType: 'resolver', event, accountId, onEnd }),
  );
}

function resolverContext(
  core: Core,
  { moduleKey, extension = {}, locale = 'de-DE' }: ResolverCall,
  type: string,
): unknown {
  const { environmentId, cloudId } = core.ids;
  const { environmentType, siteUrl, options } = core;
  const localId = `ari:cloud:ecosystem::extension/${core.ids.appId}/${environmentId}/static/${moduleKey}`;
  return {
    localId,
    cloudId,
    moduleKey,
    environmentId,
    environmentType,
    siteUrl,
    timezone: options.timezone ?? 'Europe/Berlin',
    locale,
    extension: { type, ...extension },
  };
}

function automation(parts: Parts): ForgeWorld['automation'] {
  const { automation: rules, engine } = parts;
  return {
    actions: rules.actions,
    save: rules.save,
    rules: rules.rules,
    log: rules.log,
    async run(id, issue) {
      const begun = rules.begin(id, issue);
      const { action, rule, inputs: event } = begun;
      const about = { functionKey: action.function, moduleKey: action.key, moduleType: 'action' };
      const outcome = await foreground(parts, (onEnd) =>
        engine.launch({ ...about, event, accountId: rule.connection, onEnd }),
      );
      return rules.end(begun, outcome);
    },
  };
}

async function callWebtrigger(
  parts: Parts,
  keyOrId: string,
  request: WebtriggerRequest,
): Promise<WebtriggerAnswer> {
  const module = parts.webtriggers.find(keyOrId);
  if (!module)
    return {
      status: 404,
      headers: { 'content-type': ['application/json'] },
      body: JSON.stringify({ message: 'no such web trigger' }),
    };
  const event = webtriggerEvent(request);
  const refusal = webtriggerRefusal(event);
  if (refusal !== undefined) return refusal;
  const outcome = await foreground(parts, (onEnd) =>
    parts.engine.launch({
      functionKey: module.function,
      moduleKey: module.key,
      moduleType: 'webtrigger',
      event,
      onEnd,
    }),
  );
  return webtriggerAnswer(module, outcome);
}

/** Waits until it is known what stands against it: time moves as far as that takes. */
async function against({ engine }: Parts, first: Routed['first']): Promise<PlainAnswer | undefined> {
  if (first === undefined) return undefined;
  let heard: { readonly instead: PlainAnswer | undefined } | undefined;
  first((instead) => {
    heard = { instead };
  });
  await engine.reach({ limit: () => Number.POSITIVE_INFINITY, met: () => heard !== undefined });
  return heard?.instead;
}

/** Jira as a person, or another program with a person's account, reaches it. */
async function askJira(parts: Parts, request: ServiceRequest): Promise<ServiceAnswer> {
  const { jira } = parts.services;
  const instead = await against(parts, (then) => parts.validators.ask(request, then));
  return instead ?? jira.handle(request);
}

async function requestProduct(parts: Parts, request: ProductRequest) {
  const { core, product } = parts;
  const asked = product.browser(request);
  const instead = await against(parts, asked.first);
  const routed = instead === undefined ? asked : { ...asked, perform: () => instead };
  const { service, operation, host } = routed;
  const fault = core.faults.strike({
    service,
    operation,
    functionKey: 'browser',
    ...(routed.key === undefined ? {} : { key: routed.key }),
  });
  const answer = browserAnswer(fault, routed);
  const entry = {
    n: 0,
    at: core.clock.now(),
    invocation: 'browser',
    functionKey: 'browser',
    service,
    operation,
    status: answer.status,
  };
  core.log.request({ ...entry, method: routed.method, host, path: maskedPath(routed.path), as: 'browser' });
  return answer;
}

/** Faults as a browser sees them: a broken connection is the bridge's 503. */
function browserAnswer(fault: Fault['fault'] | undefined, { service, perform }: Routed): PlainAnswer {
  if (fault === undefined) return perform();
  if (fault === '429' || fault === '500' || fault === '503' || fault === 'html' || fault === 'no-consent')
    return faultAnswer(fault, service);
  if (['cut-off', 'lost-response', 'timeout-after', 'crash-after'].includes(fault)) perform();
  return faultAnswer('503', service);
}

function time({
  core,
  engine,
  scheduled,
}: Parts): Pick<ForgeWorld, 'advance' | 'rest' | 'idle' | 'agenda' | 'setAppClock'> {
  const advance: ForgeWorld['advance'] = async (ms) => {
    const target = core.clock.now() + ms;
    const before = core.log.started();
    await engine.reach({ limit: () => target, met: () => engine.nothingDue(target) });
    core.clock.set(Math.max(core.clock.now(), target));
    core.changed();
    return { now: core.clock.now(), ran: core.log.started() - before };
  };
  return {
    advance,
    rest(ms) {
      scheduled.skip(core.clock.now() + ms);
      return advance(ms);
    },
    idle: () =>
      engine.reach({
        limit: () => (engine.running().length > 0 ? Number.POSITIVE_INFINITY : core.clock.now()),
        met: () => engine.running().length === 0 && engine.nothingDue(core.clock.now()),
      }),
    setAppClock: core.clock.setSkew,
    agenda: () => core.agenda.list().map(({ at, seq, kind, key, data }) => ({ at, seq, kind, key, data })),
  };
}

function storage({ core, kvs }: Parts): ForgeWorld['storage'] {
  return {
    get: (key) => kvs.records.current('kvs', key)?.value,
    getEntity: (entity, key) => kvs.records.current(`entity ${entity}`, key)?.value,
    put: ({ store, entity, key, value }) => {
      const bytes = Buffer.byteLength(JSON.stringify(value));
      const at = core.clock.now();
      const name = store === 'entity' ? (`entity ${entity ?? ''}` as const) : store;
      kvs.records.lay({ store: name, key, value, bytes, createdAt: at, updatedAt: at });
    },
    most: kvs.most,
    dump: ({ maskSecrets = true } = {}) =>
      kvs.records
        .all()
        .map((record) => stored(record, maskSecrets))
        .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
  };
}

function stored(
  { store, key, value, createdAt, updatedAt, expiresAt }: KvsRecord,
  mask: boolean,
): StoredRecord {
  const [kind = 'kvs', entity] = store.split(' ') as ['kvs' | 'secret' | 'entity', string | undefined];
  const expiry = expiresAt === undefined ? {} : { expireTime: new Date(expiresAt).toISOString() };
  const shown = kind === 'secret' && mask ? '***' : value;
  return {
    store: kind,
    ...(entity === undefined ? {} : { entity }),
    key,
    value: shown,
    createdAt,
    updatedAt,
    ...expiry,
  };
}
function nameOf(record: StoredRecord): string {
  return `${record.store} ${record.entity ?? ''} ${record.key}`;
}

const SAVED = [
  'agenda',
  'faults',
  'kvs',
  'queue',
  'webtriggers',
  'egress',
  'privacy',
  'automation',
  'realtime',
] as const;
type SavedPart = (typeof SAVED)[number];
type Saved = {
  readonly ids: ForgeWorld['ids'];
  readonly now: number;
  /** Not in what earlier versions kept. */
  readonly skew?: number;
  readonly random: readonly number[];
  readonly fakeRandom: readonly number[];
  readonly parts: Readonly<Record<SavedPart, unknown>>;
  readonly redo: readonly NonNullable<Launch['redo']>[];
  readonly services: Readonly<Record<string, unknown>>;
};

type Savable = { snapshot(): unknown; restore(state: unknown): void };

function savedIn({ core, ...parts }: Parts): Readonly<Record<SavedPart, Savable>> {
  return { ...parts, agenda: core.agenda, faults: core.faults };
}

function snapshot(parts: Parts): Saved {
  const { core, engine, services } = parts;
  const sources = savedIn(parts);
  return {
    ids: core.ids,
    now: core.clock.now(),
    ...(core.clock.skew() === 0 ? {} : { skew: core.clock.skew() }),
    random: core.random.state(),
    fakeRandom: core.fakeRandom.state(),
    parts: Object.fromEntries(SAVED.map((name) => [name, sources[name].snapshot()])) as Saved['parts'],
    redo: engine.running().flatMap((launch) => launch.redo ?? []),
    services: Object.fromEntries(
      Object.entries(services).map(([name, service]) => [name, service.snapshot()]),
    ),
  };
}

function restore(parts: Parts, state: unknown): void {
  const { core, engine, services } = parts;
  const saved = state as Saved;
  const same = JSON.stringify(saved.ids) === JSON.stringify(core.ids);
  if (!same) throw new Error('the snapshot is of another installation: give its seed and ids to createWorld');
  engine.drop();
  core.clock.set(saved.now);
  core.clock.setSkew(saved.skew ?? 0);
  core.random.setState(saved.random);
  core.fakeRandom.setState(saved.fakeRandom);
  const targets = savedIn(parts);
  for (const name of SAVED) targets[name].restore(saved.parts[name]);
  for (const redo of saved.redo) core.agenda.add({ at: saved.now, ...redo });
  for (const [name, service] of Object.entries(services)) service.restore(saved.services[name]);
}
