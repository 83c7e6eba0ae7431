import { findAccounts } from '../accounts/find-accounts';
import { loadPlan } from '../accounts/plan-store';
import { presetAccounts } from '../accounts/presets';
import { readAccounts } from '../accounts/read-csv';
import type { PIPELINE_CALLS } from '../contract/calls';
import { textOf } from '../datev/problem-words';
import { beginByHand } from '../flows/booking/runs-of-period';
import { decideApprovalOff, keepPipeline } from '../flows/booking/save-pipeline';
import { lookAtValues } from '../flows/pages/look-at-values';
import { previewPipeline } from '../flows/pages/preview-pipeline';
import { changesOf } from '../flows/pages/show-changes';
import { showPipeline, showPipelines } from '../flows/pages/show-pipelines';
import { describeSource, sourceChoices } from '../flows/people/choose-source';
import { saveAccounts } from '../flows/people/save-accounts';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { removePipeline } from '../pipelines/pipeline-store';
import { now } from '../platform/clock';
import type { Caller } from '../security/caller';
import { type AtDesk, atDesk } from '../security/caller-api';
import type { Handlers } from './answering';

/** A call that wants to know what the caller may do at the desk. */
function withDesk<P, A>(
  call: (payload: P, desk: AtDesk, caller: Caller) => Promise<Result<A, Problem>>,
): (payload: P, caller: Caller) => Promise<Result<A, Problem>> {
  return async (payload, caller) => {
    const desk = await atDesk(caller);
    return desk.ok ? call(payload, desk.value, caller) : desk;
  };
}

/** The calls of the desk about pipelines and account plans. */
export const pipelineCalls: Handlers<typeof PIPELINE_CALLS> = {
  'pipelines.view': withDesk((wish, desk) => showPipelines(desk, wish)),
  'pipeline.view': withDesk(({ id, lang }, desk) => showPipeline(id, desk, lang)),
  'pipeline.changes': withDesk(async ({ id, before, lang }) =>
    ok(await changesOf(`pipeline:${id}`, before, lang)),
  ),
  'pipeline.choices': withDesk(({ connection, what, query }) => sourceChoices(connection, { what, query })),
  'pipeline.source': withDesk(({ connection, source }) => describeSource(connection, source)),
  'pipeline.values': withDesk((wish) => lookAtValues(wish)),
  'pipeline.preview': withDesk(({ draft, ...wish }) => previewPipeline(draft, wish)),
  'pipeline.save': withDesk(({ id, version, draft }, { who }, { accountId }) =>
    keepPipeline({ id, version, draft, by: accountId, isAdmin: who.admin }),
  ),
  'pipeline.approval-off': withDesk(({ id, version, decision }, { who }, { accountId }) =>
    decideApprovalOff({ id, version, decision, by: accountId, isAdmin: who.admin }),
  ),
  'pipeline.remove': withDesk(async ({ id }, _desk, { accountId }) => {
    await removePipeline(id, { by: accountId, at: now() });
    return ok(null);
  }),
  'pipeline.run': withDesk(({ id, period, isDry, anew, lang }, _desk, { accountId }) =>
    beginByHand(id, { period, isDry, anew, by: accountId, lang }),
  ),
  'accounts.view': withDesk(async ({ mandant }) => {
    const { version, data } = await loadPlan(mandant);
    return ok({ version, ...present({ plan: data ?? undefined }) });
  }),
  'accounts.find': withDesk(async ({ mandant, query }) => {
    const { data } = await loadPlan(mandant);
    return ok(findAccounts(data?.accounts ?? [], query));
  }),
  'accounts.changes': withDesk(async ({ mandant, before, lang }) =>
    ok(await changesOf(`accounts:${mandant}`, before, lang)),
  ),
  'accounts.preset': withDesk(async ({ chart, accountLength }) => ok(presetAccounts(chart, accountLength))),
  'accounts.read': withDesk(async ({ text, lang }) => {
    const read = readAccounts(text);
    if (!read.ok) return read;
    const { accounts, findings, more, accountLength } = read.value;
    return ok({
      accounts,
      findings: findings.map(({ row, problem }) => ({ row, ...textOf(problem, lang) })),
      more,
      ...present({ accountLength }),
    });
  }),
  'accounts.save': withDesk((wish, _desk, { accountId }) => saveAccounts(wish, accountId)),
};
