/** What a storm takes: many files rejected for one cause in one round, and what another Mandant has to wait meanwhile. */
import { failingFile } from '../../../packages/sandbox/booking-files';
import type { State } from '../../../packages/sandbox/jira/model';
import { MINUTE, postElsewhere, type TestWorld } from '../../support/hands';
import { breakOut, issuesIn } from '../../support/storm';
import { type Meter, meterOf } from '../cost/meter';
import { costWorld } from '../cost/world';
import { busiestMinute } from './windows';

export type StormFigures = {
  readonly bench: 'scale';
  readonly case: 'storm';
  readonly failures: number;
  readonly issues: number;
  /** Issues for the whole, and issues linked to one. */
  readonly parents: number;
  readonly linked: number;
  /** Minutes from the first issue to the last. */
  readonly minutes_until_last: number;
  readonly issues_per_hour: number;
  /** The most points of Jira in an hour of the clock, with everything the app does besides; all customers share 65,000. */
  readonly jira_points_per_hour: number;
  /** Minutes from the look that found it to the issue of another Mandant's only rejection, in the middle of the storm. */
  readonly other_mandant_delay_minutes: number;
  /** The most units of storage in a minute; an installation has 4,000 of each. */
  readonly read_units_per_minute: number;
  readonly write_units_per_minute: number;
};

export async function storm(failures: number): Promise<StormFigures> {
  const w = await costWorld(4);
  const [first = '', other = ''] = w.mandanten;
  breakOut(w, failures, first);
  const meter = meterOf(w.forge);
  await until(w, meter, 1);
  const posted = w.forge.clock.now();
  postElsewhere(w, failingFile({ mandant: other, label: 'Andere' }), other);
  const { minutes, points } = await until(w, meter, failures + 1);
  const { calls } = meter.counted();
  const { parents, children } = issuesIn(w);
  const found = calls.find(
    ({ operation, key = '', at }) => operation === 'listExtfJobs' && at >= posted && key.includes(other),
  );
  const there = children.find(({ mandant }) => mandant === other);
  if (found === undefined || there === undefined) throw new Error('The other Mandant has no issue.');
  return {
    ...{ bench: 'scale', case: 'storm', failures, issues: children.length, parents: parents.length },
    linked: children.filter(({ links }) => links.includes(parents[0]?.key ?? '')).length,
    minutes_until_last: minutes,
    issues_per_hour: Math.round((60 * failures) / Math.max(1, minutes)),
    jira_points_per_hour: points,
    other_mandant_delay_minutes: Math.round((createdAt(w, there.key) - found.at) / MINUTE),
    ...busiestMinute(calls),
  };
}

function createdAt({ jira }: TestWorld, key: string): number {
  const { issues } = jira.snapshot() as Pick<State, 'issues'>;
  return Object.values(issues).find((issue) => issue.key === key)?.created ?? Number.NaN;
}

const MOST_MINUTES = 8 * 60;

/** Time passes until so many issues are there; with Jira's points of the busiest hour. */
async function until(
  w: TestWorld,
  meter: Meter,
  issues: number,
): Promise<{ readonly minutes: number; readonly points: number }> {
  let points = 0;
  for (let minutes = 0; minutes < MOST_MINUTES; minutes += 1) {
    if (issuesIn(w).children.length >= issues) return { minutes, points };
    await meter.advance(MINUTE);
    points = Math.max(points, w.jira.points().used);
  }
  throw new Error(`After ${MOST_MINUTES} minutes there are ${issuesIn(w).children.length} issues.`);
}
