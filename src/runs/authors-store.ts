import { planAuthors } from '../accounts/plan-store';
import { pipelineAuthors } from '../pipelines/pipeline-store';
import { partIn } from '../submissions/decisions/approval';
import type { MadeBy } from '../submissions/decisions/may';
import type { Submission } from '../submissions/submission';
import { loadSubmission } from '../submissions/submission-store';
import { approvedUpTo } from './approved-up-to';
import { approvedBefore, deliveredBefore } from './run-store';

/** The run that made a file, as it is now. */
export async function runOf({ from }: Submission): Promise<Submission | undefined> {
  return from === undefined ? undefined : (await loadSubmission(from.run))?.state;
}

/** A file's run with everybody who had a hand in what it was made with. */
export async function madeBy(child: Submission): Promise<MadeBy> {
  const run = await runOf(child);
  return { run, authors: run === undefined ? [] : await authorsFor(run) };
}

/** Authors of the pipeline and the account plan since they were last approved and delivered. */
export async function authorsFor({ run, mandant }: Submission): Promise<readonly string[]> {
  if (run === undefined) return [];
  const noted = await approvedBefore(run.pipeline);
  const approved = noted.length > 0 ? noted : await approvedEarlier(run.pipeline);
  const { pipeline, plan } = approvedUpTo(run.made?.basis, approved);
  return [...(await pipelineAuthors(run.pipeline, pipeline)), ...(await planAuthors(mandant, plan))];
}

/** Whether this person had no hand in a run that waits for an approval, so that they may give it. */
export async function mayApprove(id: string, by: string): Promise<boolean> {
  const run = (await loadSubmission(id))?.state;
  // Whoever began it has no need of what stands in four further records.
  if (run === undefined || partIn({ run, authors: [] }, by) !== undefined) return false;
  return partIn({ run, authors: await authorsFor(run) }, by) === undefined;
}

/** What was approved and delivered with an earlier version of the app; nobody noted with which account plan. */
async function approvedEarlier(pipeline: string) {
  const found = [];
  for (const { run: id } of await deliveredBefore(pipeline)) {
    const { run, end } = (await loadSubmission(id))?.state ?? {};
    if (run?.approvedBy !== undefined && run.made !== undefined && end?.as === 'delivered')
      found.push({ pipeline: run.made.version, plan: 0 });
  }
  return found;
}
