import { mandantenWithPlan } from '../../accounts/plan-store';
import type { Parsed } from '../../contract/call';
import type { DESK_CALLS } from '../../contract/calls';
import type { PipelineAnswer, PipelineRow, PipelinesAnswer } from '../../contract/pipelines';
import { namesOf } from '../../jira/people-api';
import { awaitAll } from '../../kernel/await-all';
import { present } from '../../kernel/present';
import type { Lang, Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { loadConnections } from '../../looker/login/connection-store';
import { mandantRows } from '../../mandanten/watch-store';
import { loadPipeline, pipelinesWith } from '../../pipelines/pipeline-store';
import { now } from '../../platform/clock';
import { unitsSpent } from '../../platform/context';
import { mayApprove } from '../../runs/authors-store';
import { type AtDesk, readsAtDesk } from '../../security/caller-api';
import { visibleRows } from '../../security/visible-api';
import { listRows, type OnList, rowsForApproval } from '../../submissions/lists/list-store';
import { deskAction } from '../../views/desk/desk-view';
import { approvalOffView, peopleIn } from '../../views/pipeline/approval-off-view';
import { pipelineRow, runRow, upcomingOf, waitingRun } from '../../views/pipeline/pipeline-view';

const RUNS_SHOWN = 20;

/** All pipelines, by name, with what a new one can be made of. */
export async function showPipelines(
  desk: AtDesk,
  { lang, touched = [] }: Parsed<(typeof DESK_CALLS)['pipelines.view']>,
): Promise<Result<PipelinesAnswer, Problem>> {
  const [pipelines, watches, connections, forMe] = await awaitAll([
    pipelinesWith(touched),
    mandantRows(),
    loadConnections(),
    runsForMe(desk),
  ]);
  if (!forMe.ok) return forMe;
  const nameOf = (mandant: string) => watches.find((one) => one.mandant === mandant)?.name;
  const planned = await mandantenWithPlan();
  const rows = await rowsOf(pipelines, { desk, nameOf, lang });
  return ok({
    may: { edit: deskAction(desk.lead, lang), run: deskAction(desk.mayUpload, lang) },
    connections: connections.map(({ id, name, url }) => ({ id, label: name, hint: url })),
    mandanten: watches
      .filter(({ watched }) => watched)
      .map(({ mandant, name }) => ({
        id: mandant,
        label: name ?? mandant,
        hint: mandant,
        hasPlan: planned.has(mandant),
      })),
    pipelines: rows.toSorted((a, b) => a.name.localeCompare(b.name, 'de')),
    forMe: forMe.value.map((run) => waitingRun(run, { mandantName: nameOf(run.mandant), lang })),
  });
}

type Pipelines = Awaited<ReturnType<typeof pipelinesWith>>;
type Shown = {
  readonly desk: AtDesk;
  readonly nameOf: (mandant: string) => string | undefined;
  readonly lang: Lang;
};

/** Each with its newest run; what only leads see of it, for leads. */
async function rowsOf(pipelines: Pipelines, { desk, nameOf, lang }: Shown): Promise<readonly PipelineRow[]> {
  const newest = await awaitAll(pipelines.map(({ pipeline }) => newestRun(pipeline.id)));
  const at = now();
  const asked = desk.lead ? pipelines.flatMap(({ approvalOff }) => peopleIn(approvalOff)) : [];
  const names = await namesOf([...new Set(asked)]);
  const offOf = ({ approvalOff }: Pipelines[number]) =>
    desk.lead ? approvalOffView(approvalOff, { who: desk.who, names, lang }) : undefined;
  return pipelines.map((one, n) =>
    pipelineRow(one.pipeline, {
      ...present({ approvalOff: offOf(one) }),
      newest: newest[n],
      mandantName: nameOf(one.pipeline.mandant),
      ...{ now: at, lang },
    }),
  );
}

/** So many runs are looked at for whom they wait; each costs some reads. */
const MAX_WAITING = 20;

/** What waits is looked through for what this person may approve as long as all that the list reads has cost no more units than this. */
const MOST_UNITS = 300;

/** Runs that wait for an approval which this person may give, the longest waiting first. */
async function runsForMe(desk: AtDesk): Promise<Result<readonly OnList[], Problem>> {
  const mine: OnList[] = [];
  if (!desk.mayUpload) return ok(mine);
  let cursor: string | undefined;
  do {
    const page = await rowsForApproval(MAX_WAITING, cursor);
    const own = await ofThem(page.rows, desk);
    if (!own.ok) return own;
    mine.push(...own.value);
    cursor = page.cursor;
  } while (cursor !== undefined && mine.length < MAX_WAITING && unitsSpent().read < MOST_UNITS);
  return ok(mine.slice(0, MAX_WAITING));
}

async function ofThem(rows: readonly OnList[], desk: AtDesk): Promise<Result<readonly OnList[], Problem>> {
  const readable = rows.filter(({ mandant }) => readsAtDesk(desk, mandant));
  const seen = await visibleRows(readable, desk.who);
  if (!seen.ok) return seen;
  const mine = await awaitAll(seen.value.map(({ id }) => mayApprove(id, desk.who.accountId)));
  return ok(seen.value.filter((_, n) => mine[n] === true));
}

async function newestRun(pipeline: string) {
  return (await listRows({ pipeline }, { limit: 1 })).rows[0];
}

/** One pipeline with its last runs and its next periods. */
export async function showPipeline(
  id: string,
  desk: AtDesk,
  lang: Lang,
): Promise<Result<PipelineAnswer, Problem>> {
  const kept = await loadPipeline(id);
  if (kept === undefined) return fail({ code: 'run.no-pipeline', retry: 'after-fix' });
  const { pipeline, version, approvalOff } = kept;
  const runs = await listRows({ pipeline: id }, { limit: RUNS_SHOWN });
  const names = await namesOf(peopleIn(approvalOff));
  return ok({
    pipeline,
    version,
    runs: runs.rows
      .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
      .map((state) => runRow(state, lang)),
    upcoming: upcomingOf(pipeline, { now: now(), n: 5, lang }),
    ...(desk.lead
      ? present({ approvalOff: approvalOffView(approvalOff, { who: desk.who, names, lang }) })
      : {}),
  });
}
