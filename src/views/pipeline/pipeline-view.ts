import type { PipelineRow, RunRow, WaitingRun } from '../../contract/pipelines';
import { berlinTime } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { isPeriod, periodLabel } from '../../pipelines/period';
import type { Pipeline } from '../../pipelines/pipeline';
import { upcoming } from '../../pipelines/schedule';
import type { Listed } from '../../submissions/lists/listed';
import { standsSince } from '../../submissions/standing';
import { stateCodeOf } from '../../submissions/state-code';
import { say, say as sayText } from '../../texts/say';
import { stateWordsOf } from '../state-words';

/** When a pipeline runs, in words. */
function calendarText({ schedule, unit }: Pick<Pipeline, 'schedule' | 'unit'>, lang: Lang): string {
  switch (schedule.on) {
    case 'manual':
      return say('pipeline-calendar.manual', lang);
    case 'cron':
      return say('pipeline-calendar.cron', lang, { cron: schedule.cron, zone: schedule.zone });
    case 'business-day':
      return say(`pipeline-calendar.${unit === 'quarter' ? 'quarter' : 'month'}`, lang, {
        day: String(schedule.day),
        at: schedule.at,
        land: sayText(`land.${schedule.land}`, lang),
      });
  }
}

/** The next runs by the calendar, with the time people in Germany read. */
export function upcomingOf(
  pipeline: Pick<Pipeline, 'schedule' | 'unit'>,
  how: { readonly now: string; readonly n: number; readonly lang: Lang },
): readonly { readonly at: string; readonly local: string; readonly period: string }[] {
  return upcoming(pipeline.schedule, pipeline.unit, how).map(({ at, period }) => ({
    at,
    local: berlinTime(at, how.lang),
    period: periodLabel(period, how.lang),
  }));
}

/** A pipeline in the list. */
export function pipelineRow(
  pipeline: Omit<Pipeline, 'mapping' | 'v'>,
  of: {
    readonly newest: Listed | undefined;
    readonly mandantName: string | undefined;
    readonly approvalOff?: PipelineRow['approvalOff'];
    readonly now: string;
    readonly lang: Lang;
  },
): PipelineRow {
  const { id, name, mandant, isActive, unit, timezone } = pipeline;
  const [next] = isActive ? upcomingOf(pipeline, { now: of.now, n: 1, lang: of.lang }) : [];
  return {
    id,
    name,
    mandant,
    isActive,
    unit,
    timezone,
    calendar: calendarText(pipeline, of.lang),
    output: say(`pipeline-output.${pipeline.output.as}`, of.lang),
    ...present({
      mandantName: of.mandantName,
      approvalOff: of.approvalOff,
      next,
      newest: of.newest === undefined ? undefined : runRow(of.newest, of.lang),
    }),
  };
}

/** A run in a list. */
export function runRow(state: Listed, lang: Lang): RunRow {
  const { run } = state;
  const words = stateWordsOf(stateCodeOf(state, false), { state, lang });
  return {
    submissionId: state.id,
    period: run?.period ?? '',
    periodLabel: periodText(run?.period ?? '', lang),
    isDry: run?.isDry === true,
    lozenge: words.lozenge,
    sentence: words.sentence,
    startedAt: state.startedAt,
    since: standsSince(state),
    ...present({
      rows: run?.made?.rows,
      issueKey: state.issue?.deletedAt === undefined ? state.issue?.key : undefined,
    }),
  };
}

/** A stored period for people; a text that is none is shown as it is. */
export function periodText(period: string, lang: Lang): string {
  return isPeriod(period) ? periodLabel(period, lang) : period;
}

/** A run in the list of those that wait for whoever looks. */
export function waitingRun(
  state: Listed,
  { mandantName, lang }: { readonly mandantName: string | undefined; readonly lang: Lang },
): WaitingRun {
  const { submissionId, periodLabel, since, rows, issueKey } = runRow(state, lang);
  // A run is called by its pipeline and its period.
  const name = (state.label ?? state.fileName).replace(` ${state.run?.period ?? ''}`, '');
  return {
    submissionId,
    periodLabel,
    since,
    name,
    mandant: state.mandant,
    ...present({ mandantName, rows, issueKey }),
  };
}
