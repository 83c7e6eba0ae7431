import { awaitAll } from '../../kernel/await-all';
import type { Lang } from '../../kernel/problem';
import { pipelineVersion } from '../../pipelines/pipeline-store';
import { sha256 } from '../../platform/bytes';
import type { RunDetail } from '../../runs/detail';
import { approvedBefore, deliveredBefore } from '../../runs/run-store';
import { approvedUpTo } from '../../runs/since';
import type { Submission } from '../../submissions/submission';
import { besideOf, changesOf, type Judgement, NO_JUDGEMENT } from '../../views/run-judgement';

/** What a run has to be judged by: read only where somebody is asked to approve it, or to accept what is unusual. */
export async function judgementOf(
  state: Submission,
  detail: RunDetail | undefined,
  lang: Lang,
): Promise<Judgement> {
  const { run, asks } = state;
  const waits = asks?.what === 'approve-run';
  const isUnusual = state.attempts.at(-1)?.cause?.code.startsWith('run.unusual') === true;
  if (run === undefined || !(waits || isUnusual)) return NO_JUDGEMENT;
  const beside = besideOf(await deliveredBefore(run.pipeline), { period: run.period, detail, lang });
  const basis = run.made?.basis;
  if (!waits || basis === undefined) return { beside };
  const since = approvedUpTo(basis, await approvedBefore(run.pipeline));
  const [from, to] = await awaitAll(
    [since.pipeline, basis.pipeline.version].map((version) =>
      version === 0 ? undefined : pipelineVersion(run.pipeline, version),
    ),
  );
  const versions = { from: from?.pipeline, to: to?.pipeline, plan: since.plan, basis };
  // The approval and who answers for it are no part of a version; nobody is named.
  return { beside, changes: changesOf(versions, { names: new Map(), lang, sha256 }) };
}
