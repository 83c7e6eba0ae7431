import { mandantenWithPlan } from '../../accounts/plan-store';
import type { Parsed } from '../../contract/call';
import type { DESK_CALLS } from '../../contract/calls';
import type { PipelineAnswer, PipelineRow, PipelinesAnswer } from '../../contract/pipelines';
import { namesOf } from '../../jira/people-api';
import { awaitAll } from '../../kernel/await-all';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { loadConnections } from '../../looker/login/connection-store';
import { mandantRows } from '../../mandanten/watch-store';
import { loadPipeline, pipelinesWith } from '../../pipelines/pipeline-store';
import { now } from '../../platform/clock';
import { unitsSpent } from '../../platform/context';
import { mayApprove } from '../../runs/authors-store';
import type { Person } from '../../security/access';
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
  const newest = await newestSeen(
    pipelines.map(({ pipeline }) => pipeline.id),
    desk.who,
  );
  if (!newest.ok) return newest;
  const rows = await rowsOf(pipelines, { desk, nameOf, lang, newest: newest.value });
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
  readonly newest: readonly (OnList | undefined)[];
};

/** Each with its newest run; what only leads see of it, for leads. */
async function rowsOf(
  pipelines: Pipelines,
  { desk, nameOf, lang, newest }: Shown,
): Promise<readonly PipelineRow[]> {
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
      now: at,
      lang,
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

/** The newest run of each pipeline that Jira does not hide from the person. */
async function newestSeen(
  pipelines: readonly string[],
  who: Person,
): Promise<Result<readonly (OnList | undefined)[], Problem>> {
  const newest = await runsSeen(pipelines, { who, limit: 1 });
  if (!newest.ok) return newest;
  // Behind one that is hidden there may be one that is not.
  const hidden = pipelines.filter((_, n) => newest.value[n]?.isAnyHidden === true);
  const more = await runsSeen(hidden, { who, limit: RUNS_SHOWN });
  if (!more.ok) return more;
  const behind = new Map(hidden.map((pipeline, n) => [pipeline, more.value[n]?.runs[0]]));
  return ok(newest.value.map(({ runs }, n) => runs[0] ?? behind.get(pipelines[n] ?? '')));
}

/** The last runs of each pipeline, without those that Jira hides from the person; Jira is asked for all of them together. */
async function runsSeen(
  pipelines: readonly string[],
  { who, limit }: { readonly who: Person; readonly limit: number },
): Promise<Result<readonly { readonly runs: readonly OnList[]; readonly isAnyHidden: boolean }[], Problem>> {
  const listed = await awaitAll(pipelines.map((pipeline) => listRows({ pipeline }, { limit })));
  const seen = await visibleRows(
    listed.flatMap(({ rows }) => rows),
    who,
  );
  if (!seen.ok) return seen;
  const ids = new Set(seen.value.map(({ id }) => id));
  return ok(
    listed.map(({ rows }) => {
      const runs = rows.filter(({ id }) => ids.has(id));
      return { runs, isAnyHidden: runs.length < rows.length };
    }),
  );
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
  const seen = await runsSeen([id], { who: desk.who, limit: RUNS_SHOWN });
  if (!seen.ok) return seen;
  const names = await namesOf(peopleIn(approvalOff));
  return ok({
    pipeline,
    version,
    runs: seen.value
      .flatMap(({ runs }) => runs)
      .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
      .map((state) => runRow(state, lang)),
    upcoming: upcomingOf(pipeline, { now: now(), n: 5, lang }),
    ...(desk.lead
      ? present({ approvalOff: approvalOffView(approvalOff, { who: desk.who, names, lang }) })
      : {}),
  });
}
