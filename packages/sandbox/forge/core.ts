/** What every part of one world shares. Nothing of it is shared between worlds. */
import { type Agenda, createAgenda } from '../world/agenda';
import { createFaultTable, type FaultTable } from '../world/faults';
import { createLog, type WorldLog } from '../world/log';
import { createRandom, type SeededRandom } from '../world/random';
import type { Clock } from '../world/types';
import type { Spent } from './kvs-budget';
import { type Manifest, readManifest, scopesOf } from './manifest';
import type { Ids, Tuning, WorldOptions } from './world-options';

export type VirtualClock = Clock & {
  set(now: number): void;
  /** What the app reads: a clock that somebody may have set wrong. */
  app(): number;
  /** By how much the app's clock is ahead of all others', or behind them. */
  skew(): number;
  setSkew(ms: number): void;
  /** Read by workers: time, and how wrong the app's clock is. */
  readonly shared: SharedArrayBuffer;
};
export type Core = {
  readonly options: WorldOptions;
  readonly manifest: Manifest;
  readonly scopes: readonly string[];
  readonly ids: Ids;
  readonly contextAri: string;
  readonly environmentType: NonNullable<WorldOptions['environmentType']>;
  readonly siteUrl: string;
  readonly tuning: Tuning;
  readonly clock: VirtualClock;
  /** Chance of the platform: delays, order, ids. */
  readonly random: SeededRandom;
  /** Chance of the fakes, so that they do not depend on how often the platform throws dice. */
  readonly fakeRandom: SeededRandom;
  readonly agenda: Agenda;
  readonly faults: FaultTable;
  readonly log: WorldLog;
  changed(): void;
  revision(): number;
};

/** An invocation that runs. */
export type Active = {
  readonly id: string;
  readonly functionKey: string;
  readonly moduleKey: string;
  readonly moduleType: string;
  readonly accountId?: string;
  readonly startedAt: number;
  readonly deadline: number;
  readonly limitSeconds: number;
  /** The invocation that began the chain of queue pushes this one stands in. */
  readonly origin: string;
  egressCalls: number;
};

/** What an invocation asks for, known before it is released. */
export type Routed = {
  readonly service: string;
  readonly operation: string;
  readonly key?: string;
  readonly as: 'app' | 'user' | 'none' | 'egress';
  readonly host: string;
  /** With query. */
  readonly path: string;
  /** What has to be asked before it is performed: goes on at once or later, perhaps with an answer in its place. */
  first?(then: (instead?: PlainAnswer) => void): void;
  perform(): PlainAnswer;
};
export type PlainAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** What storage counts for it. */
  readonly spent?: Spent;
};

const DEFAULT_TUNING: Tuning = {
  eventDelay: [1000, 20_000],
  queryLag: 500,
  // Forge, key-value store: expired records may still be read for up to 48 hours. The worst case keeps the app honest.
  ttlGrace: 48 * 3600 * 1000,
  queueDelay: [0, 0],
  callLatency: [0, 0],
  outsideLatency: [0, 0],
  storageIgnores: [],
  tellsTime: true,
  concurrency: 8,
  realOverrun: 20_000,
  otherPorts: false,
  mostInvocations: 100_000,
};

export function createCore(options: WorldOptions): Core {
  const manifest = readManifest(options.manifest);
  const idRandom = createRandom(options.seed, 1);
  const ids = idsOf(manifest, idRandom, options.ids);
  const clock = createClock(options.startAt);
  let revision = 0;
  const changed = () => {
    revision += 1;
  };
  const concurrency = options.host === 'a' ? { concurrency: 3 } : {};
  return {
    options,
    manifest,
    scopes: scopesOf(manifest),
    ids,
    contextAri: `ari:cloud:jira::site/${ids.cloudId}`,
    environmentType: options.environmentType ?? 'DEVELOPMENT',
    siteUrl: options.siteUrl ?? 'https://sandbox.atlassian.net',
    tuning: { ...DEFAULT_TUNING, ...concurrency, ...options.tuning },
    clock,
    random: createRandom(options.seed, 2),
    fakeRandom: createRandom(options.seed, 3),
    agenda: createAgenda(changed),
    faults: createFaultTable(),
    log: createLog(clock.now),
    changed,
    revision: () => revision,
  };
}

function idsOf(manifest: Manifest, random: SeededRandom, given: Partial<Ids> = {}): Ids {
  return {
    appId: manifest.app.id.split('/').pop() ?? manifest.app.id,
    environmentId: random.uuid(),
    installationId: random.uuid(),
    cloudId: random.uuid(),
    appAccountId: `557058:${random.uuid()}`,
    ...given,
  };
}

function createClock(startAt: number): VirtualClock {
  const shared = new SharedArrayBuffer(16);
  const cell = new Float64Array(shared);
  cell[0] = startAt;
  return {
    shared,
    now: () => cell[0] ?? startAt,
    set: (now) => {
      cell[0] = now;
    },
    app: () => (cell[0] ?? startAt) + (cell[1] ?? 0),
    skew: () => cell[1] ?? 0,
    setSkew: (ms) => {
      cell[1] = ms;
    },
  };
}

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): PlainAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}
export function textAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): PlainAnswer {
  return { status, headers: { 'content-type': 'text/plain', ...headers }, body };
}
