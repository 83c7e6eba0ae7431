import type { RunOrdered } from '../../contract/actions';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { cut, plain } from '../../kernel/text';
import { isZone, wallDay, wallOf } from '../../kernel/wall-time';
import { type Period, periodBefore, periodOf, readPeriod } from '../../pipelines/period';
import type { Pipeline } from '../../pipelines/pipeline';
import { allPipelines, loadPipeline } from '../../pipelines/pipeline-store';
import { now } from '../../platform/clock';
import type { ProblemCode } from '../../texts/problem-code';
import { beginRun } from './begin-run';

type Wish = { readonly pipeline: string; readonly period: string; readonly by: string };

/**
 * An action of an Automation rule begins the run of a period, as the person whose connection the rule has, or finds the one there is.
 * A further run is a person's decision.
 */
export async function runByRule({ pipeline: named, period, by }: Wish): Promise<Result<RunOrdered, Problem>> {
  const found = await pipelineCalled(named);
  if (!found.ok) return found;
  const pipeline = found.value;
  if (!pipeline.isActive) return refused('automation.paused', pipeline.name);
  const wished = periodWished(period, pipeline);
  if (wished === undefined) return refused('automation.bad-period', period);
  const actor = { kind: 'person', id: by } as const;
  const run = await beginRun(pipeline, { period: wished, by: 'rule', actor });
  return ok({ outcome: run.is, runId: run.id, pipeline: pipeline.name, period: wished });
}

/** By its id, which wins, or by its exact name where only one has it. */
async function pipelineCalled(named: string): Promise<Result<Pipeline, Problem>> {
  const byId = IDS.test(named) ? await loadPipeline(named) : undefined;
  if (byId !== undefined) return ok(byId.pipeline);
  const namesakes = (await allPipelines()).filter(({ pipeline }) => pipeline.name === named);
  if (namesakes.length > 1) return refused('automation.several', named);
  const id = namesakes[0]?.pipeline.id;
  const byName = id === undefined ? undefined : await loadPipeline(id);
  return byName === undefined ? refused('automation.no-pipeline', named) : ok(byName.pipeline);
}
const IDS = /^[A-Za-z0-9:._-]{1,200}$/;

/** On the clock of the pipeline. */
function periodWished(text: string, { unit, timezone }: Pipeline): Period | undefined {
  if (text !== 'previous' && text !== 'current') return readPeriod(text, unit);
  if (!isZone(timezone)) return undefined;
  const today = wallDay(wallOf(Date.parse(now()), timezone));
  return text === 'current' ? periodOf(today, unit) : periodBefore(today, unit);
}

function refused(code: ProblemCode, value: string): Result<never, Problem> {
  return fail({ code, retry: 'after-fix', values: { value: cut(plain(value), 80) } });
}
