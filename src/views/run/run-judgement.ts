import type { Sha256 } from '../../audit/chain';
import type { MappingChanges, PeriodTotals, RunAnswer } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Pipeline } from '../../pipelines/pipeline';
import { pipelineChange } from '../../pipelines/pipeline-change';
import type { RunDetail } from '../../runs/detail';
import type { Delivered } from '../../runs/guard';
import type { Basis } from '../../submissions/run';
import { say } from '../../texts/say';
import { differenceViews } from '../admin/config-view';
import type { Names } from '../person';
import { periodText } from '../pipeline/pipeline-view';
import { amount } from './run-totals';

/** What somebody is shown who has to judge a run: whether its totals are as usual, and what of its mapping is new. */
export type Judgement = Pick<RunAnswer, 'beside'> & { readonly changes?: MappingChanges };
export const NO_JUDGEMENT: Judgement = { beside: [] };

/** The period beside the last ones that were delivered, in the order of the calendar. */
export function besideOf(
  history: readonly Delivered[],
  now: { readonly period: string; readonly detail: RunDetail | undefined; readonly lang: Lang },
): readonly PeriodTotals[] {
  const { period, detail, lang } = now;
  const before = history.filter((one) => one.period !== period);
  if (detail?.made === undefined || before.length === 0) return [];
  const { soll = '0', haben = '0' } = detail.made;
  const total = String(BigInt(soll) + BigInt(haben));
  const all = [...before, { period, rows: detail.rows, total, isThis: true } as const];
  return all
    .toSorted((a, b) => (a.period < b.period ? -1 : 1))
    .map((one) => ({
      periodLabel: periodText(one.period, lang),
      rows: one.rows,
      ...present({ total: amount(one.total) }),
      ...('isThis' in one ? { isThis: true as const } : {}),
    }));
}

type Versions = {
  /** What was approved last, and what waits now; absent where it is not kept. */
  readonly from?: Pipeline | undefined;
  readonly to?: Pipeline | undefined;
  readonly plan: number;
  readonly basis: Basis;
};

/** What differs between the pipeline that was approved last and the one that waits, in words. */
export function changesOf(
  { from, to, plan, basis }: Versions,
  how: { readonly names: Names; readonly lang: Lang; readonly sha256: Sha256 },
): MappingChanges {
  const { lang } = how;
  if (from === undefined || to === undefined)
    return { text: say('run-changes.first', lang), differences: [] };
  const event = pipelineChange(
    { pipeline: from },
    { pipeline: { ...to, version: from.version } },
    how.sha256,
  );
  const shown = event === undefined ? [] : differenceViews(event, how);
  const isSamePlan = plan === basis.plan.version;
  const planText = say('run-changes.plan', lang, { from: plan, to: basis.plan.version });
  return {
    text:
      shown.length === 0
        ? say('run-changes.same', lang, { version: from.version })
        : say('run-changes.since', lang, { from: from.version, to: to.version }),
    differences: shown,
    ...present({ more: event?.more }),
    // An earlier version of the app did not note with which plan it was approved.
    ...(isSamePlan || plan === 0 ? {} : { plan: planText }),
  };
}
