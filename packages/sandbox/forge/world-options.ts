/** What a world is made of, and how its platform behaves. */
import type { Service, ServiceAnswer, ServiceRequest, World } from '../world/types';
import type { Ignored } from './kvs';

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
