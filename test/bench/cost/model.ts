/**
 * What counted calls cost: Forge's price list, and a model of how long an invocation takes. Calls are counted, durations are
 * modelled, because a sandbox has no network: see docs/benchmarks-cost.md.
 */

/** In the sandbox every call of a kind takes exactly this long, so that what goes side by side arrives in one instant: one wave. */
export const WAVE_MS = { platform: 15, outside: 600 } as const;

/** How long one call takes, and what an invocation takes by itself (start, computing): best and worst of an ordinary day. */
export type Latencies = Readonly<Record<'platform' | 'jira' | 'outside' | 'invocation', number>>;
export const LOW: Latencies = { platform: 5, jira: 100, outside: 300, invocation: 20 };
export const HIGH: Latencies = { platform: 25, jira: 400, outside: 1500, invocation: 150 };

/** Dollars, without what is free: docs/benchmarks-cost.md names the source. */
export const PRICES = { gbSecond: 0.000025, readGb: 0.055, writtenGb: 1.09 } as const;

const GIGABYTE = 1e9;
const MEGABYTES_PER_GB = 1024;

export type Call = {
  readonly invocation: string;
  readonly functionKey: string;
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly key?: string;
  readonly status: number | string;
  readonly spent?: {
    readonly readUnits: number;
    readonly writeUnits: number;
    readonly readBytes: number;
    readonly writtenBytes: number;
  };
};
export type Invocation = {
  readonly id: string;
  readonly functionKey: string;
  /** Virtual milliseconds in the sandbox, where calls take `WAVE_MS`. */
  readonly tookMs?: number;
};
export type Counted = {
  readonly invocations: readonly Invocation[];
  readonly calls: readonly Call[];
  /** How often the case happened meanwhile; default once. Figures are of one. */
  readonly times?: number;
};

export type Figures = {
  readonly invocations: number;
  readonly kvs_calls: number;
  readonly read_units: number;
  readonly write_units: number;
  /** Transactions that found a record changed meanwhile. */
  readonly conflicts: number;
  /** What storage did not take because the minute's units were gone. */
  readonly refused: number;
  readonly queue_calls: number;
  readonly jira_calls: number;
  readonly datev_calls: number;
  readonly gb_seconds_low: number;
  readonly gb_seconds_high: number;
  /** At `gb_seconds_high`, without what is free. */
  readonly usd: number;
};

/** Everything that was counted, as figures; `memory` says how many MB a function has. */
export function figuresOf(counted: Counted, memory: (functionKey: string) => number): Figures {
  const { calls, invocations, times = 1 } = counted;
  const of = (service: string) => calls.filter((call) => call.service === service);
  const stored = of('kvs');
  const sum = (what: keyof NonNullable<Call['spent']>) =>
    stored.reduce((total, { spent }) => total + (spent?.[what] ?? 0), 0);
  const [low, high] = [LOW, HIGH].map((latencies) => gbSecondsOf(counted, { latencies, memory }) / times);
  const bytes = (sum('readBytes') * PRICES.readGb + sum('writtenBytes') * PRICES.writtenGb) / times;
  const each = (total: number) => Math.round(total / times);
  return {
    invocations: each(invocations.length),
    kvs_calls: each(stored.length),
    read_units: each(sum('readUnits')),
    write_units: each(sum('writeUnits')),
    conflicts: each(stored.filter(isConflict).length),
    refused: each(stored.filter(({ status }) => status === 429).length),
    queue_calls: each(of('queue').length),
    jira_calls: each(of('jira').length),
    datev_calls: each(of('datev').length),
    gb_seconds_low: rounded(low ?? 0),
    gb_seconds_high: rounded(high ?? 0),
    usd: Number(((high ?? 0) * PRICES.gbSecond + bytes / GIGABYTE).toPrecision(3)),
  };
}

function isConflict({ operation, status }: Call): boolean {
  return operation === 'transact' && (status === 400 || status === 409);
}

type Model = { readonly latencies: Latencies; readonly memory: (functionKey: string) => number };

function gbSecondsOf({ invocations, calls }: Counted, { latencies, memory }: Model): number {
  const byInvocation = grouped(calls, ({ invocation }) => invocation);
  return invocations.reduce((total, invocation) => {
    const ms = millisecondsOf(invocation, byInvocation.get(invocation.id) ?? [], latencies);
    return total + ((ms / 1000) * memory(invocation.functionKey)) / MEGABYTES_PER_GB;
  }, 0);
}

/** Each wave takes as long as its slowest call; what the invocation waited besides, for time itself, stays as it was. */
function millisecondsOf(invocation: Invocation, calls: readonly Call[], latencies: Latencies): number {
  const waves = [...grouped(calls, ({ at }) => at).values()];
  const took = waves.reduce((sum, wave) => sum + Math.max(...wave.map(waveMs)), 0);
  const waited = Math.max(0, (invocation.tookMs ?? 0) - took);
  const latency = (call: Call) => latencies[kindOf(call)];
  return waves.reduce((sum, wave) => sum + Math.max(...wave.map(latency)), waited + latencies.invocation);
}

/** `Map.groupBy`, which Node 20 does not have. */
export function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function waveMs(call: Call): number {
  return kindOf(call) === 'outside' ? WAVE_MS.outside : WAVE_MS.platform;
}

function kindOf({ service }: Call): keyof Latencies {
  if (service === 'jira') return 'jira';
  return service === 'datev' || service === 'looker' ? 'outside' : 'platform';
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
