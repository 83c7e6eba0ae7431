/**
 * The Forge platform on this machine, for one installation of one app: everything the server, the flow tests and the
 * simulation may ask of it. Real `@forge/*` packages run inside the deploy bundle; whatever they send out arrives here.
 *
 * Time is virtual and stands still while code runs. It moves by `advance`, and by a caller who waits for an invocation
 * that itself waits for time (a timer of the app, or an answer that never comes: then until the function's time limit).
 */
import type { Clock, ProductEvent, Random, ServiceAnswer, ServiceRequest } from '../world/types';
import type { Automation, RuleIssue, RuleRun } from './automation';
import type { Manifest, ValidatorModule } from './manifest';
import type { Privacy } from './privacy';
import type { Realtime } from './realtime';
import type { EnvironmentType, Ids, Services } from './world-options';
import type {
  AgendaEntry,
  EgressGroup,
  Fault,
  FaultSpec,
  Log,
  Outcome,
  ProductRequest,
  ResolverCall,
  StoredRecord,
  TraceEntry,
  WebtriggerAnswer,
  WebtriggerRequest,
} from './world-told';

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
