import type { Lang } from '../../../src/kernel/lang';
import { isZone, wallDay, wallOf } from '../../../src/kernel/wall-time';
import { type Period, periodBefore, periodLabel, rangeOf } from '../../../src/pipelines/period';
import type { PeriodUnit } from '../../../src/pipelines/pipeline';

/** A period as the contract names it (`2026-11`, `2026-Q4`, `2026-11-30`), and for people. */
export type PeriodChoice = { readonly period: string; readonly label: string };

const HOW_MANY: Readonly<Record<PeriodUnit, number>> = { month: 15, quarter: 8, day: 31 };

/** Where nobody has said otherwise, and while a zone is still being typed. */
const OWN_ZONE = 'Europe/Berlin';

/** The last periods that have ended, newest first; `now` is an instant, `zone` decides which day it is there. */
export function lastPeriods(
  unit: PeriodUnit,
  now: { at: string; zone: string },
  lang: Lang,
): readonly PeriodChoice[] {
  const choices: PeriodChoice[] = [];
  const zone = isZone(now.zone.trim()) ? now.zone.trim() : OWN_ZONE;
  let period: Period = periodBefore(wallDay(wallOf(Date.parse(now.at), zone)), unit);
  while (choices.length < HOW_MANY[unit]) {
    choices.push({ period, label: periodLabel(period, lang) });
    period = periodBefore(rangeOf(period).first, unit);
  }
  return choices;
}
