import { sha256 } from '../platform/bytes';
import { idsBy } from '../submissions/ids';
import type { RunAbout } from '../submissions/run';
import type { Submission } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';

/** What there is of a period already (ADR 0073). */

type Asked = Pick<RunAbout, 'pipeline' | 'period'> & Pick<Submission, 'mandant'>;

/** The real runs of a pipeline for a period, oldest first. What it made while it was another Mandant's is none of them. */
export async function runsOf(of: Asked, after = 0): Promise<readonly Submission[]> {
  const runs: Submission[] = [];
  for (let revision = after + 1; ; revision++) {
    const there = await loadSubmission(idsBy(sha256).run(of.pipeline, of.period, revision));
    if (there === undefined) return runs;
    if (there.state.mandant === of.mandant) runs.push(there.state);
  }
}

/** The newest run that took the place of this one: what this one still sent would be booked twice. A dry run sends nothing. */
export async function newerRun({ run, mandant }: Submission): Promise<Submission | undefined> {
  if (run === undefined || run.isDry === true) return undefined;
  return (await runsOf({ ...run, mandant }, run.revision)).at(-1);
}
