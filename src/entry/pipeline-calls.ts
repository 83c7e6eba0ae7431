import { type AccountPlan, checkPlan } from '../accounts/plan';
import { loadPlan, mandantenWithPlan, savePlan } from '../accounts/plan-store';
import { presetAccounts } from '../accounts/presets';
import { readAccounts } from '../accounts/read-csv';
import type { PIPELINE_CALLS } from '../contract/calls';
import type { AccountsRead, Choice, PipelinesAnswer, PreviewAnswer } from '../contract/pipelines';
import { textOf } from '../datev/problem-text';
import { beginRun } from '../flows/booking/begin-run';
import { runThere } from '../flows/booking/runs-of-period';
import { decideApprovalOff, keepPipeline } from '../flows/booking/save-pipeline';
import { namesOf } from '../jira/people-api';
import { awaitAll } from '../kernel/await-all';
import { berlinDay } from '../kernel/berlin';
import { present } from '../kernel/present';
import type { Lang, Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { loadConnection, loadConnections } from '../looker/connection-store';
import { probe } from '../looker/extract';
import { models, searchDashboards, searchLooks } from '../looker/metadata-api';
import { allWatches } from '../mandanten/watch-store';
import { checkMapping } from '../mapping/check-mapping';
import { usedColumns } from '../mapping/columns';
import { previewRow } from '../mapping/preview';
import type { Row } from '../mapping/source';
import { suggestMapping } from '../mapping/suggest';
import { daysOf, type Period, periodBefore, readPeriod } from '../pipelines/period';
import type { PipelineDraft } from '../pipelines/pipeline';
import { loadPipeline, pipelinesWith, removePipeline } from '../pipelines/pipeline-store';
import { now } from '../platform/clock';
import { contextOf, type ExecutionPlan, headerOf } from '../runs/execute';
import { sourceNow } from '../runs/source-api';
import { listSubmissions } from '../submissions/submission-store';
import { approvalOffView, peopleIn } from '../views/approval-off-view';
import { deskAction } from '../views/desk-view';
import { personView } from '../views/person';
import { pipelineRow, runRow, upcomingOf } from '../views/pipeline-view';
import { findingView } from '../views/run-view';
import { type AtDesk, atDesk } from './access';
import type { Handlers } from './answering';
import type { Caller } from './caller';
import { changesOf } from './change-calls';

type Answering<A> = Promise<Result<A, Problem>>;

const GONE: Problem = { code: 'run.no-pipeline', retry: 'after-fix' };

/** What the table of permissions gives to firm leads, with what is known of who asks. */
function forLeads<P, A>(
  call: (payload: P, caller: Caller, desk: AtDesk) => Answering<A>,
): (payload: P, caller: Caller) => Answering<A> {
  return async (payload, caller) => {
    const desk = await atDesk(caller);
    return desk.ok ? call(payload, caller, desk.value) : desk;
  };
}

const RUNS_SHOWN = 20;

/** The calls of the desk about pipelines and account plans. */
export const pipelineCalls: Handlers<typeof PIPELINE_CALLS> = {
  'pipelines.view': async ({ lang, touched = [] }, caller) => {
    const desk = await atDesk(caller);
    return desk.ok ? ok(await overview(desk.value, { lang, touched })) : desk;
  },
  'pipeline.view': async ({ id, lang }, caller) => {
    const desk = await atDesk(caller);
    if (!desk.ok) return desk;
    const kept = await loadPipeline(id);
    if (kept === undefined) return fail(GONE);
    const { pipeline, version, approvalOff } = kept;
    const runs = await listSubmissions({ pipeline: id }, { limit: RUNS_SHOWN });
    const names = await namesOf([pipeline.changedBy, ...peopleIn(approvalOff)]);
    return ok({
      pipeline,
      version,
      runs: runs.states
        .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
        .map((state) => runRow(state, lang)),
      upcoming: upcomingOf(pipeline, { now: now(), n: 5, lang }),
      changedBy: personView(pipeline.changedBy, names, lang),
      ...(desk.value.lead
        ? present({ approvalOff: approvalOffView(approvalOff, { who: desk.value.who, names, lang }) })
        : {}),
    });
  },
  'pipeline.changes': forLeads(async ({ id, before, lang }) =>
    ok(await changesOf(`pipeline:${id}`, before, lang)),
  ),
  'pipeline.choices': forLeads(async ({ connection, what, query }) => {
    const found = await loadConnection(connection);
    if (found === undefined) return fail({ code: 'run.no-connection', retry: 'after-fix' });
    if (what === 'models') {
      const all = await models(found);
      if (!all.ok) return fail(all.problem.problem);
      return ok(
        all.value.flatMap((model) =>
          model.explores.map(
            ({ name, label }): Choice => ({ id: `${model.name}:${name}`, label, hint: model.label }),
          ),
        ),
      );
    }
    const search = what === 'looks' ? searchLooks : searchDashboards;
    const seen = await search(found, query);
    return seen.ok
      ? ok(seen.value.map(({ id, title }): Choice => ({ id, label: title })))
      : fail(seen.problem.problem);
  }),
  'pipeline.source': forLeads(async ({ connection, source }) => {
    const seen = await sourceNow(connection, source);
    if (!seen.ok) return fail(seen.problem.problem);
    const { definition, fields } = seen.value;
    const shown = fields.filter(({ isHidden }) => !isHidden);
    const used = shown.filter(({ name }) => definition.fields.includes(name));
    return ok({
      model: definition.model,
      explore: definition.explore,
      fields: shown.map(({ name, label, type, isMeasure, isNumeric, isSortable }) => ({
        name,
        label,
        type,
        isMeasure,
        isUsed: definition.fields.includes(name),
        isKey: !isMeasure && isSortable && (isNumeric || type === 'string'),
      })),
      suggestion: suggestMapping(used),
    });
  }),
  'pipeline.preview': forLeads(({ draft, period, lang }) => preview(draft, period, lang)),
  'pipeline.save': forLeads(({ id, version, draft }, { accountId }, { who }) =>
    keepPipeline({ id, version, draft, by: accountId, isAdmin: who.admin }),
  ),
  'pipeline.approval-off': forLeads(({ id, version, decision }, { accountId }, { who }) =>
    decideApprovalOff({ id, version, decision, by: accountId, isAdmin: who.admin }),
  ),
  'pipeline.remove': forLeads(async ({ id }, { accountId }) => {
    await removePipeline(id, { by: accountId, at: now() });
    return ok(null);
  }),
  'pipeline.run': async ({ id, period, isDry, anew, lang }, caller) => {
    const desk = await atDesk(caller);
    if (!desk.ok) return desk;
    const kept = await loadPipeline(id);
    if (kept === undefined) return fail(GONE);
    const wanted = readPeriod(period, kept.pipeline.unit);
    if (wanted === undefined) return fail({ code: 'pipeline.period', retry: 'after-fix' });
    const begun = await beginRun(kept.pipeline, {
      period: wanted,
      by: 'person',
      actor: { kind: 'person', id: caller.accountId },
      ...(isDry ? { isDry } : {}),
      ...(anew ? { anew } : {}),
    });
    if (begun.is === 'begun') return ok({ is: 'begun', submissionId: begun.id });
    const there = await runThere(kept.pipeline, { period: wanted, isDry, begun });
    if (there === undefined) return fail(GONE);
    const { run, further } = there;
    return ok({ is: 'already', submissionId: run.id, sentence: runRow(run, lang).sentence, further });
  },
  'accounts.view': async ({ mandant }, caller) => {
    const desk = await atDesk(caller);
    if (!desk.ok) return desk;
    const { version, data } = await loadPlan(mandant);
    return ok({ version, ...(data === null ? {} : { plan: data }) });
  },
  'accounts.changes': forLeads(async ({ mandant, before, lang }) =>
    ok(await changesOf(`accounts:${mandant}`, before, lang)),
  ),
  'accounts.preset': forLeads(async ({ chart, accountLength }) => ok(presetAccounts(chart, accountLength))),
  'accounts.read': forLeads(async ({ text, lang }) => {
    const read = readAccounts(text);
    if (!read.ok) return read;
    const { accounts, findings, more, accountLength } = read.value;
    const answer: AccountsRead = {
      accounts,
      findings: findings.map(({ row, problem }) => ({ row, ...textOf(problem, lang) })),
      more,
      ...present({ accountLength }),
    };
    return ok(answer);
  }),
  'accounts.save': forLeads(async ({ mandant, version, plan }, { accountId }) => {
    const before = await loadPlan(mandant);
    if (before.version !== version) return fail({ code: 'pipeline.conflict', retry: 'after-fix' });
    const stamp = { changedAt: now(), changedBy: accountId };
    const next: AccountPlan = {
      ...{ ...present(plan), v: 1, mandant, version: (before.data?.version ?? 0) + 1 },
      ...stamp,
    };
    const [fault] = checkPlan(next);
    if (fault !== undefined) return fail(fault);
    const saved = await savePlan(before, next);
    if (!saved.ok) return saved;
    return saved.value === 'done' ? ok(null) : fail({ code: 'pipeline.conflict', retry: 'after-fix' });
  }),
};

async function overview(
  desk: AtDesk,
  { lang, touched }: { lang: Lang; touched: readonly string[] },
): Promise<PipelinesAnswer> {
  const [pipelines, watches, connections] = await awaitAll([
    pipelinesWith(touched),
    allWatches(),
    loadConnections(),
  ]);
  const mandanten = watches.filter(({ watched }) => watched);
  const planned = await mandantenWithPlan();
  const newest = await awaitAll(
    pipelines.map(
      async ({ pipeline }) => (await listSubmissions({ pipeline: pipeline.id }, { limit: 1 })).states[0],
    ),
  );
  const at = now();
  const names = desk.lead
    ? await namesOf([...new Set(pipelines.flatMap(({ approvalOff }) => peopleIn(approvalOff)))])
    : new Map<string, string>();
  return {
    may: { edit: deskAction(desk.lead, lang), run: deskAction(desk.mayUpload, lang) },
    connections: connections.map(({ id, name, url }) => ({ id, label: name, hint: url })),
    mandanten: mandanten.map(({ mandant, name }) => ({
      id: mandant,
      label: name ?? mandant,
      hint: mandant,
      hasPlan: planned.has(mandant),
    })),
    pipelines: pipelines
      .map(({ pipeline, approvalOff }, n) =>
        pipelineRow(pipeline, {
          ...(desk.lead
            ? present({ approvalOff: approvalOffView(approvalOff, { who: desk.who, names, lang }) })
            : {}),
          newest: newest[n],
          mandantName: watches.find(({ mandant }) => mandant === pipeline.mandant)?.name,
          now: at,
          lang,
        }),
      )
      .toSorted((a, b) => a.name.localeCompare(b.name, 'de')),
  };
}

/** Real rows through the whole mapping, exactly as a run would do it; nothing is stored or sent. */
async function preview(
  draft: PipelineDraft,
  wished: string | undefined,
  lang: Lang,
): Answering<PreviewAnswer> {
  const books = (await loadPlan(draft.mandant)).data;
  if (books === null) return fail({ code: 'run.no-accounts', retry: 'after-fix' });
  const source = await sourceNow(draft.connection, draft.source);
  if (!source.ok) return fail(source.problem.problem);
  const { ports, fields, definition } = source.value;
  const period = periodFor(draft, wished);
  const columns = usedColumns(draft).filter((name) => definition.fields.includes(name));
  const rows = await probe(ports, {
    source: draft.source,
    fields: columns,
    period: { field: draft.periodField, days: daysOf(period) },
    timezone: draft.timezone,
  });
  if (!rows.ok) return fail(rows.problem.problem);
  const wrong = checkMapping(draft.mapping, fields, draft.output);
  const at = now();
  const stamp = { v: 1, id: 'p000000000000', version: 1, fields: [], changedAt: at, changedBy: '' } as const;
  const plan = { pipeline: { ...draft, ...stamp, fields: [] }, books, period, fields: columns, at };
  const answer: PreviewAnswer = {
    columns,
    rows: rows.value.map((row) => previewed(row, wrong.length === 0 ? plan : undefined, lang)),
    findings: wrong.map((finding) => findingView(present(finding), lang)),
    upcoming: upcomingOf(draft, { now: at, n: 3, lang }),
  };
  return ok(answer);
}

function periodFor(draft: PipelineDraft, wished: string | undefined): Period {
  const asked = wished === undefined ? undefined : readPeriod(wished, draft.unit);
  return asked ?? periodBefore(berlinDay(now()), draft.unit);
}

/** A mapping that is wrong as a whole is not tried on rows: they are shown as Looker has them. */
function previewed(row: Row, plan: ExecutionPlan | undefined, lang: Lang): PreviewAnswer['rows'][number] {
  if (plan === undefined) return { cells: row, findings: [] };
  const seen = previewRow(row, {
    mapping: plan.pipeline.mapping,
    context: contextOf(plan),
    header: headerOf(plan),
    lang,
  });
  const leftOut = seen.leftOut === undefined ? [] : [{ code: seen.leftOut, target: 'amount' }];
  return {
    cells: row,
    findings: [
      ...[...seen.findings, ...leftOut].map((finding) => findingView(present(finding), lang)),
      ...seen.objections.map((title) => ({ title, remedy: '' })),
    ],
    ...(seen.values.length === 0
      ? {}
      : { line: seen.values.map(({ target, text }) => ({ target, value: text })) }),
    ...(seen.cells.length === 0
      ? {}
      : { file: seen.cells.map(({ nr, label, text }) => ({ column: nr, name: label, value: text })) }),
  };
}
