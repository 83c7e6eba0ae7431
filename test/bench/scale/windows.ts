/** What counted calls come to in a minute, in five minutes, and by function. */
import { type Call, type Counted, figuresOf, grouped } from '../cost/model';
import { memoryOf } from '../cost/world';

const MINUTE_MS = 60_000;
const WINDOW_MS = 5 * MINUTE_MS;

/** The most units of storage that a minute of the clock took. */
export function busiestMinute(calls: readonly Call[]): {
  readonly read_units_per_minute: number;
  readonly write_units_per_minute: number;
} {
  const minutes = [...grouped(calls, ({ at }) => Math.floor(at / MINUTE_MS)).values()];
  const most = (what: 'readUnits' | 'writeUnits') =>
    Math.max(0, ...minutes.map((some) => some.reduce((sum, { spent }) => sum + (spent?.[what] ?? 0), 0)));
  return { read_units_per_minute: most('readUnits'), write_units_per_minute: most('writeUnits') };
}

/** What a window, or a function in the busiest window, did. */
type Window = {
  readonly invocations: number;
  readonly gb_seconds: number;
  readonly storage_units: number;
  readonly jira_calls: number;
  readonly datev_calls: number;
};

/** Of the five-minute windows of a stretch the most of each, for all functions together and for each by itself. */
export function busiestWindow(counted: Counted): Readonly<Record<string, Window>> {
  const names = [...new Set(counted.calls.map(({ functionKey }) => functionKey))].toSorted();
  const of = (name: string) => windowOf(only(counted, (functionKey) => functionKey === name));
  return { all: windowOf(counted), ...Object.fromEntries(names.map((name) => [name, of(name)])) };
}

function only(counted: Counted, isIt: (functionKey: string) => boolean): Counted {
  return {
    invocations: counted.invocations.filter(({ functionKey }) => isIt(functionKey)),
    calls: counted.calls.filter(({ functionKey }) => isIt(functionKey)),
  };
}

function windowOf(counted: Counted): Window {
  const parts = [...grouped(counted.calls, ({ at }) => Math.floor(at / WINDOW_MS)).values()].map((calls) => {
    const ids = new Set(calls.map(({ invocation }) => invocation));
    const invocations = counted.invocations.filter(({ id }) => ids.has(id));
    return figuresOf({ invocations, calls }, memoryOf);
  });
  const most = (count: (figures: (typeof parts)[number]) => number) => Math.max(0, ...parts.map(count));
  return {
    invocations: most(({ invocations }) => invocations),
    gb_seconds: most(({ gb_seconds_high }) => gb_seconds_high),
    storage_units: most(({ read_units, write_units }) => read_units + write_units),
    jira_calls: most(({ jira_calls }) => jira_calls),
    datev_calls: most(({ datev_calls }) => datev_calls),
  };
}
