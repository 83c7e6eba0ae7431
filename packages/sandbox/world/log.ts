/** What happened, for people and tests. Bounded: a sandbox may run for days. */
import type {
  ConsoleLine,
  InvocationEntry,
  Log,
  RequestEntry,
  TraceEntry,
  Violation,
} from '../forge/world-told';

const MOST = 100_000;

export type WorldLog = Log & {
  readonly traced: readonly TraceEntry[];
  trace(entry: TraceEntry): void;
  request(entry: RequestEntry): void;
  line(entry: ConsoleLine): void;
  /** How many invocations have begun, kept or not. */
  started(): number;
  invocation(entry: InvocationEntry): { outcome: InvocationEntry['outcome'] };
};

export function createLog(now: () => number): WorldLog {
  const requests: RequestEntry[] = [];
  const violations: Violation[] = [];
  const refused: Violation[] = [];
  const lines: ConsoleLine[] = [];
  const invocations: InvocationEntry[] = [];
  const traced: TraceEntry[] = [];
  const checked: Record<string, number> = {};
  let started = 0;
  return {
    requests,
    violations,
    refused,
    checked,
    invocations,
    traced,
    console: lines,
    addViolation: ({ invocation = '', rule, message }) =>
      keep(violations, { at: now(), invocation, rule, message }),
    addRefused: ({ rule, message }) => keep(refused, { at: now(), invocation: '', rule, message }),
    addChecked: (what, count) => {
      checked[what] = (checked[what] ?? 0) + count;
    },
    trace: (entry) => keep(traced, entry),
    request: (entry) => keep(requests, entry),
    line: (entry) => keep(lines, entry),
    started: () => started,
    invocation(entry) {
      started += 1;
      const kept = { ...entry };
      keep(invocations, kept);
      return kept;
    },
    clear() {
      for (const list of [requests, violations, refused, lines, invocations, traced]) list.length = 0;
      for (const key of Object.keys(checked)) delete checked[key];
    },
  };
}

function keep<T>(list: T[], entry: T): void {
  if (list.length >= MOST) list.splice(0, MOST / 2);
  list.push(entry);
}

/** One line per call: `#12 @1796112000000 i3 work-fn kvs.get due-hint 200 !429`. */
export function traceLine(entry: TraceEntry): string {
  const key = entry.key === undefined ? '' : ` ${entry.key}`;
  const fault = entry.fault === undefined ? '' : ` !${entry.fault}`;
  return `#${entry.n} @${entry.at} ${entry.invocation} ${entry.functionKey} ${entry.service}.${entry.operation}${key} ${entry.status}${fault}`;
}
