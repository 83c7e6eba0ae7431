/**
 * Calls to one Looker instance by month (UTC), `YYYY-MM`, in the two kinds that Looker's editions count: queries and
 * everything else. Logins count in neither.
 */
export type LookerMeter = Readonly<Record<string, MonthMeter>>;
type MonthMeter = {
  readonly dbQuery: number;
  readonly nonQuery: number;
  readonly logins: number;
  /** Answers 4xx and 5xx and calls without an answer. */
  readonly errors: number;
};

/** `x-looker-activity-type` of Looker's document. */
export type Activity = 'db_query' | 'non_query' | 'none';

const KEPT_MONTHS = 13;
const NOTHING: MonthMeter = { dbQuery: 0, nonQuery: 0, logins: 0, errors: 0 };

/** The meter with one call more; months that are too old drop out. `status` is absent when no answer came. */
export function countedCall(
  meter: LookerMeter,
  call: { readonly activity: Activity; readonly status?: number | undefined },
  at: string,
): LookerMeter {
  const month = at.slice(0, 7);
  const before = meter[month] ?? NOTHING;
  const after: MonthMeter = {
    dbQuery: before.dbQuery + (call.activity === 'db_query' ? 1 : 0),
    nonQuery: before.nonQuery + (call.activity === 'non_query' ? 1 : 0),
    logins: before.logins + (call.activity === 'none' ? 1 : 0),
    errors: before.errors + ((call.status ?? 599) >= 400 ? 1 : 0),
  };
  const kept = Object.entries(meter)
    .filter(([one]) => one !== month)
    .sort(([left], [right]) => (left < right ? 1 : -1))
    .slice(0, KEPT_MONTHS - 1);
  return Object.fromEntries([[month, after], ...kept]);
}

/** How much of a licence's calls is used. From four fifths on it is worth a look; nothing stops at its end: what Looker does then is between the two. */
export function usageOf(calls: number, budget: number): 'used-up' | 'nearly' | 'plenty' {
  const share = calls / budget;
  return share >= 1 ? 'used-up' : share >= 0.8 ? 'nearly' : 'plenty';
}

/** The calls of the month in which `at` lies. */
export function monthOf(meter: LookerMeter, at: string): MonthMeter {
  return meter[at.slice(0, 7)] ?? NOTHING;
}
