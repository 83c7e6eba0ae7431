/** What is asked of a world, what is done to it, and what it tells of what happened. */
import type { Spent } from './kvs-budget';

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
