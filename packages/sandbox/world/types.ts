/**
 * The seams of the sandbox. Fakes know this file only; they never import the product.
 * Everything is synchronous and in one process: a call comes in, the fake's state changes, an answer goes out. Time and
 * chance come from the world, so that one seed gives one history.
 */
export type Clock = {
  /** Milliseconds since the epoch, virtual. */
  now(): number;
};
export type Random = {
  /** Uniform in [0, 1), seeded. */
  next(): number;
};

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** A request as a fake sees it. Header names are lower case. */
export type ServiceRequest = {
  readonly method: Method;
  /** Without host and query, as the real service names it: `/rest/api/3/issue`, `/platform-sandbox/v3/clients/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Who calls; the fake checks permissions by it. For DATEV the bearer token decides and this is informational. */
  readonly caller: Caller;
};
export type Caller =
  /** Our app acting as itself, or for a user. `scopes` are the manifest's. */
  | { readonly kind: 'app'; readonly scopes: readonly string[] }
  | { readonly kind: 'app-user'; readonly accountId: string; readonly scopes: readonly string[] }
  /** A person in the browser, or a test, or another program. */
  | { readonly kind: 'person'; readonly accountId: string }
  | { readonly kind: 'program' };

export type ServiceAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

/** One fake system. `snapshot`/`restore` carry its whole state as JSON, so that a sandbox survives kill -9. */
export interface Service {
  readonly name: 'jira' | 'datev' | 'looker';
  handle(request: ServiceRequest): ServiceAnswer;
  /** The operation's name for trace, faults and the log, e.g. `createIssue`, `importExtfFile`, `listJobs`. */
  operation(request: ServiceRequest): string;
  /** What is asked of the app before this is performed, in this order; nothing is counted or changed by it. */
  validators?(request: ServiceRequest): readonly ValidatorCall[];
  /** Whether it answers for this host, where that is not decided by the host's domain; without it: for all. */
  reaches?(hostname: string): boolean;
  snapshot(): unknown;
  restore(state: unknown): void;
}

/** A validator that a workflow asks, with what Jira tells it. */
export type ValidatorCall = { readonly moduleKey: string; readonly event: unknown };

/** How a fake tells the world that something happened which a Forge app may hear of. */
export type ProductEvent = {
  readonly type: string;
  /** Account that caused it; the app's own account when the app did it. */
  readonly accountId: string;
  readonly payload: Record<string, unknown>;
};
export type World = {
  readonly clock: Clock;
  readonly random: Random;
  /** Delivered later by the Forge host: delayed, perhaps doubled, reordered or lost, as the faults say. */
  emit(event: ProductEvent): void;
  /** The app's manifest, as far as products act on it; absent where no app is installed. */
  readonly manifest?: { readonly modules: Readonly<Record<string, readonly object[] | undefined>> };
};
