import { secondsInDay } from 'date-fns/constants';
import { plusSeconds } from '../kernel/instant';

/** Calls to DATEV of one day (UTC). DATEV's review looks at how many GETs a transmission takes and how many calls fail. */
type DayMeter = {
  readonly gets: number;
  /** Everything that changes something at DATEV. */
  readonly writes: number;
  /** Answers 4xx and 5xx. */
  readonly errors: number;
  /** Batches, packages and documents that DATEV took. */
  readonly sent: number;
};
/** By day, `YYYY-MM-DD`. */
export type Meter = Readonly<Record<string, DayMeter>>;

export type MeteredCall = {
  readonly operation: string;
  readonly method: string;
  /** Absent when no answer came. */
  readonly status?: number | undefined;
};

const KEPT_DAYS = 30;
const NOTHING: DayMeter = { gets: 0, writes: 0, errors: 0, sent: 0 };
/** The one call of each kind of transmission with which DATEV takes it. */
const SENDS = new Set(['importFile', 'finishDxsoJob', 'putDocument']);

/** The meter with one call more; days that are too old drop out. */
export function counted(meter: Meter, call: MeteredCall, at: string): Meter {
  const day = at.slice(0, 10);
  const before = meter[day] ?? NOTHING;
  const { status = 0 } = call;
  const isGet = call.method === 'GET';
  const after: DayMeter = {
    gets: before.gets + (isGet ? 1 : 0),
    writes: before.writes + (isGet ? 0 : 1),
    errors: before.errors + (status >= 400 ? 1 : 0),
    sent: before.sent + (SENDS.has(call.operation) && status >= 200 && status < 300 ? 1 : 0),
  };
  const oldest = plusSeconds(at, -KEPT_DAYS * secondsInDay).slice(0, 10);
  const kept = Object.entries(meter).filter(([one]) => one >= oldest && one !== day);
  return Object.fromEntries([...kept, [day, after]]);
}

/** All days together. */
export function summed(meter: Meter): DayMeter {
  return Object.values(meter).reduce(
    (sum, day) => ({
      gets: sum.gets + day.gets,
      writes: sum.writes + day.writes,
      errors: sum.errors + day.errors,
      sent: sum.sent + day.sent,
    }),
    NOTHING,
  );
}
