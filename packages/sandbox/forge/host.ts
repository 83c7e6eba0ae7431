/**
 * The Forge platform on this machine, for one installation of one app: everything the server, the flow tests and the
 * simulation may ask of it. Real `@forge/*` packages run inside the deploy bundle; whatever they send out arrives here.
 *
 * Time is virtual and stands still while code runs. It moves by `advance`, and by a caller who waits for an invocation
 * that itself waits for time (a timer of the app, or an answer that never comes: then until the function's time limit).
 */
import type {
  Clock,
  ProductEvent,
  Random,
  Service,
  ServiceAnswer,
  ServiceRequest,
  World,
} from '../world/types';
import type { Automation, RuleIssue, RuleRun } from './automation';
import type { Ignored } from './kvs';
import type { Spent } from './kvs-budget';
import type { Manifest, ValidatorModule } from './manifest';
import type { Privacy } from './privacy';
import type { Realtime } from './realtime';

export type Services = { readonly jira: Service; readonly datev: Service; readonly looker?: Service };
export type EnvironmentType = 'PRODUCTION' | 'STAGING' | 'DEVELOPMENT';
export type Ids = {
  readonly appId: string;
  readonly environmentId: string;
  readonly installationId: string;
  readonly cloudId: string;
  /** The account our app acts as; `ignoreSelf` compares with it. */
  readonly appAccountId: string;
};

export type WorldOptions = {
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly startAt: number;
  /** Called once. The fakes get clock, chance and `emit` of this world. */
  readonly services: (world: World) => Services;
  /** Path of the app's `manifest.yml`. */
  readonly manifest: string;
  /** Folder with `index.cjs`, the deploy bundle. */
  readonly bundleDir: string;
  /** a: workers that are really killed. b: one process, deterministic. */
  readonly host: 'a' | 'b';
  readonly environmentType?: EnvironmentType;
  readonly siteUrl?: string;
  /** Web trigger URLs are `<this>/x1/<id>`; default `http://localhost:4000`. */
  readonly webtriggerBase?: string;
  readonly timezone?: string;
  /** What is missing is derived from the seed (and the manifest's app id). */
  readonly ids?: Partial<Ids>;
  /** `forge variables`, visible as `process.env` of the app. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Scopes per Jira operation; enforced when given. See `readOperationScopes`. */
  readonly operationScopes?: OperationScopes;
  /** Holds each exchange of the app with a fake against the real API's document. */
  readonly judge?: Judge;
  readonly tuning?: Partial<Tuning>;
};

/** What the platform does not promise exactly; milliseconds, virtual. */
export type Tuning = {
  /** Product events arrive this much later (platform: up to 3 minutes). */
  readonly eventDelay: readonly [min: number, max: number];
  /** How long a write stays invisible to `query`. */
  readonly queryLag: number;
  /** How long after its end a record with a TTL may still be read (platform: up to 48 h). */
  readonly ttlGrace: number;
  /** Queue events without a delay arrive this much later. */
  readonly queueDelay: readonly [min: number, max: number];
  /** Each call that leaves the app takes this long. */
  readonly callLatency: readonly [min: number, max: number];
  /** Each call to DATEV or Looker takes this long besides. */
  readonly outsideLatency: readonly [min: number, max: number];
  /** Storage's status for a condition that does not hold and a key that is taken; without it 400 and 409. */
  readonly conflictStatus?: 400 | 409;
  /** What storage takes and does not honour. The list may be changed while the world runs. */
  readonly storageIgnores: readonly Ignored[];
  /** No function runs longer than so many seconds, whatever the manifest says: a tunnel, a limit that is not honoured. */
  readonly mostSeconds?: number;
  /** Whether a function is told how long it may still run; an old tunnel does not. */
  readonly tellsTime: boolean;
  /** Invocations at one time; the rest waits its turn. Host a: workers. */
  readonly concurrency: number;
  /** Host a: real milliseconds after which a function that does not come back is killed. */
  readonly realOverrun: number;
  /** Whether hosts with another port than 443 may be reached when they are declared (platform: seen not to). */
  readonly otherPorts: boolean;
  /** `advance` gives up after so many invocations. */
  readonly mostInvocations: number;
};

export type OperationScopes = readonly {
  readonly method: string;
  /** `/rest/api/3/issue/{issueIdOrKey}` */
  readonly path: string;
  readonly classic: readonly string[];
  readonly granular: readonly string[];
}[];

export type Exchange = {
  readonly service: Service['name'];
  readonly operation: string;
  readonly request: ServiceRequest;
  readonly answer: ServiceAnswer;
};
/** `checks` counts what was looked at; each finding becomes a violation. Answers made by a fault never come here. */
export type Judge = (exchange: Exchange) => { readonly checks: number; readonly findings: readonly string[] };

/** How an invocation ended. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly errorType: string; readonly message: string; readonly stack: string }
  | {
      readonly kind: 'killed';
      readonly reason: 'time-limit' | 'crash' | 'too-large';
      readonly message: string;
    };

export type ResolverCall = {
  /** Key of the module whose page, panel or context calls. */
  readonly moduleKey: string;
  /** Name given to `resolver.define`. */
  readonly functionKey: string;
  readonly payload?: unknown;
  readonly accountId: string;
  /** E.g. `{issue: {id, key}, project: {id, key}}`; `type` is added. */
  readonly extension?: Readonly<Record<string, unknown>>;
  readonly locale?: string;
};

export type WebtriggerRequest = {
  readonly method: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly queryParameters?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
};
export type WebtriggerAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
};

/** `requestJira` of a Custom UI: as the person, with the app's scopes, through the same seam and log. */
export type ProductRequest = {
  readonly accountId: string;
  readonly method: string;
  /** With query, e.g. `/rest/api/3/issue/BUCH-1?fields=summary`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type CallFault =
  /** The service is not reached; it answers so. */
  | '429'
  | '500'
  | '503'
  /** 200 with a page instead of data; the service is not reached. */
  | 'html'
  /** Forge's proxy wants the person's consent first; the service is not reached. */
  | 'no-consent'
  /** Performed; the body breaks off while it is read. */
  | 'cut-off'
  /** Not performed; the connection breaks. */
  | 'network'
  /** Performed; the connection breaks before the answer. */
  | 'lost-response'
  /** Not performed; no answer ever comes. */
  | 'timeout'
  /** Performed; no answer ever comes. */
  | 'timeout-after'
  /** The invocation ends right before / right after the effect. */
  | 'crash-before'
  | 'crash-after';
/** On `{service: 'events', operation: <event type or *>}` and `{service: 'queue', operation: 'deliver'}`. */
export type EventFault = 'duplicate' | 'late' | 'lost' | 'reorder';
export type FaultSpec = {
  /** `kvs`, `queue`, `webtrigger`, `privacy`, `realtime`, `jira`, `datev`, `looker`, `egress`, `events`, or `*`. */
  readonly service: string;
  /** As the trace names it, or `*`. */
  readonly operation: string;
  readonly fault: CallFault | EventFault;
  /** How often it strikes; default 1. */
  readonly times?: number;
  /** Lets this many matching calls pass first; default 0. */
  readonly after?: number;
  /** All given parts must fit; `key` is a part of the KVS key or path. */
  readonly match?: { readonly functionKey?: string; readonly key?: string };
};
export type Fault = FaultSpec & { readonly id: number; readonly left: number };

export type TraceEntry = {
  readonly n: number;
  readonly at: number;
  readonly invocation: string;
  readonly functionKey: string;
  readonly service: string;
  readonly operation: string;
  /** KVS key or entity/key, queue name, path without query. */
  readonly key?: string;
  /** HTTP status, or what happened instead: `network`, `hangs`, `crash`. */
  readonly status: number | string;
  readonly fault?: string;
  /** Storage only: what counts towards the minute's quota and the bill. */
  readonly spent?: Spent;
};
export type RequestEntry = {
  readonly n: number;
  readonly at: number;
  readonly invocation: string;
  readonly functionKey: string;
  readonly service: string;
  readonly operation: string;
  readonly method: string;
  readonly host: string;
  /** With query; values of parameters that may be secret are `***`. */
  readonly path: string;
  readonly status: number | string;
  readonly as: 'app' | 'user' | 'none' | 'egress' | 'browser';
};
export type Violation = {
  readonly at: number;
  readonly invocation: string;
  readonly rule: string;
  readonly message: string;
};
export type ConsoleLine = {
  readonly at: number;
  readonly invocation: string;
  readonly functionKey: string;
  readonly level: string;
  readonly text: string;
};
export type InvocationEntry = {
  readonly id: string;
  readonly at: number;
  readonly functionKey: string;
  readonly moduleKey: string;
  /** `resolver`, `consumer`, `scheduledTrigger`, `trigger`, `webtrigger`. */
  readonly moduleType: string;
  /** Without the returned value. */
  readonly outcome: Outcome | 'running';
  /** When it has ended: virtual time, and what this machine took besides; calls to the outside. */
  readonly tookMs?: number;
  readonly realMs?: number;
  readonly calls?: number;
};
export type Log = {
  /** What left the app for a product, a web trigger call of the platform, or the internet (not KVS: see the trace). */
  readonly requests: readonly RequestEntry[];
  readonly violations: readonly Violation[];
  /** Bad requests of other programs; the server adds to it with `addRefused`. */
  readonly refused: readonly Violation[];
  readonly checked: Readonly<Record<string, number>>;
  readonly console: readonly ConsoleLine[];
  readonly invocations: readonly InvocationEntry[];
  addViolation(entry: {
    readonly invocation?: string;
    readonly rule: string;
    readonly message: string;
  }): void;
  addRefused(entry: { readonly rule: string; readonly message: string }): void;
  addChecked(what: string, count: number): void;
  clear(): void;
};

export type AgendaEntry = {
  readonly at: number;
  readonly seq: number;
  readonly kind: string;
  readonly key: string;
  /** What will be delivered: event, queue body. */
  readonly data: unknown;
};
export type StoredRecord = {
  readonly store: 'kvs' | 'secret' | 'entity';
  readonly entity?: string;
  readonly key: string;
  readonly value: unknown;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expireTime?: string;
};
export type EgressGroup = {
  readonly key: string;
  readonly description: string;
  readonly configured: readonly { readonly domain: string; readonly type: readonly string[] }[];
};

export type ForgeWorld = {
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly manifest: Manifest;
  readonly services: Services;
  readonly environmentType: EnvironmentType;
  readonly siteUrl: string;

  invokeResolver(call: ResolverCall): Promise<Outcome>;
  /** A manifest function with any event, without a module around it. */
  invoke(functionKey: string, event: unknown): Promise<Outcome>;
  /** The scheduled trigger of this key, now; its own rhythm goes on. */
  runScheduled(key: string): Promise<Outcome>;
  /** By module key, or by the id in a web trigger URL. An unknown id gives 404. */
  webtrigger(keyOrId: string, request: WebtriggerRequest): Promise<WebtriggerAnswer>;
  /** URL of a web trigger; made if there is none yet. */
  webtriggerUrl(key: string): string;
  requestProduct(request: ProductRequest): Promise<ServiceAnswer>;
  /** Jira's REST API as a person reaches it: the validators of its workflows are asked first. */
  askJira(request: ServiceRequest): Promise<ServiceAnswer>;
  /** The validators that the app offers to workflows. */
  validators(): readonly ValidatorModule[];
  /** Product and life cycle events (`avi:forge:installed:app` too): put on the agenda for each trigger that listens. */
  fireEvent(event: ProductEvent): void;

  /** Moves the clock, running what falls due in order; then everything is quiet. Throws `AgendaOverflow` after 100,000 invocations. */
  advance(ms: number): Promise<{ readonly now: number; readonly ran: number }>;
  /**
   * The same without the schedule: its triggers leave these turns out, all else happens when it is due. For telling months in
   * seconds; a test of the app has no use for it.
   */
  rest(ms: number): Promise<{ readonly now: number; readonly ran: number }>;
  /** The clock that the app reads is so much ahead of everybody else's from now on, or behind it. */
  setAppClock(aheadMs: number): void;
  /** Runs what is due now and waits for all running invocations. */
  idle(): Promise<void>;
  agenda(): readonly AgendaEntry[];

  readonly faults: {
    add(spec: FaultSpec): number;
    remove(id: number): void;
    clear(): void;
    list(): readonly Fault[];
  };
  readonly egress: {
    /** Declared and granted addresses. */
    allowed(): readonly string[];
    /** Customer-managed egress: replaces each named group. Throws `EgressRefused` beyond the documented limits. */
    set(groups: readonly EgressGroup[]): void;
    groups(): readonly EgressGroup[];
    remove(groupKey: string): void;
  };
  /** Atlassian's side of the reporting of accounts. */
  readonly privacy: Pick<Privacy, 'close' | 'renew' | 'reports'>;
  /** Jira Automation with the app's actions. */
  readonly automation: Pick<Automation, 'actions' | 'save' | 'rules' | 'log'> & {
    /** Runs a rule now, about an issue or none. */
    run(id: string, issue?: RuleIssue): Promise<RuleRun>;
  };
  /** Channels of the installation, as the browsers of its people hear them. */
  readonly realtime: Pick<Realtime, 'subscribe' | 'events'>;
  trace(): readonly TraceEntry[];
  /** One line per call; equal for equal seeds in host b. */
  traceText(): string;
  readonly log: Log;

  readonly storage: {
    get(key: string): unknown;
    getEntity(entity: string, key: string): unknown;
    /** Lays a value into storage past the app and its limits, seen by queries at once: only to set a world up. */
    put(place: Pick<StoredRecord, 'store' | 'entity' | 'key' | 'value'>): void;
    /** Units of the busiest minute so far, and the biggest value that was read or written, in bytes. */
    most(): { readonly readUnits: number; readonly writeUnits: number; readonly bytes: number };
    /** Everything stored, by store and key. Secrets are `***` unless asked for. */
    dump(options?: { readonly maskSecrets?: boolean }): readonly StoredRecord[];
  };

  /** Tells the world that a fake changed behind its back (the fakes in `services` tell it by themselves). */
  touch(): void;
  /** Grows with every change that somebody may have been told of. What only read leaves a log and other dice behind, and no new number. */
  revision(): number;
  /** A copy of the whole world as JSON, which nothing changes any more. What runs at this moment is in it as not yet run: queue and product events come again after a restore. */
  snapshot(): unknown;
  /** Into a world with the same ids (give the same seed). Ends what runs. */
  restore(state: unknown): void;
  close(): Promise<void>;
};

export { RuleRefused, type RuleRun } from './automation';
export { createWorld } from './create-world';
export { EgressRefused } from './egress';
export { AgendaOverflow } from './engine';
export { readOperationScopes } from './product';
export { NO_VERDICT } from './validators';
