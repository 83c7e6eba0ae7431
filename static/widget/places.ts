import type { Scope, WidgetAnswer, WidgetCount } from '../../src/contract/widget';
import { type DeskRequest, FIRST_WISH, narrowed, placeOf } from '../desk/request';
import { pathOf } from '../pipelines/place';
import { addressOf } from '../shared/page/address';

/** The desk as far as the widget counts, with what needs somebody. */
export function placeOfDesk(scope: Scope): string {
  return addressOf(placeOf(wishOf(scope)));
}

/** The list of the desk that a number counts. */
export function placeOfCount(
  of: WidgetCount['of'],
  { scope, overdueUntil }: Pick<WidgetAnswer, 'scope' | 'overdueUntil'>,
): string {
  const parts: Readonly<Record<WidgetCount['of'], Partial<DeskRequest>>> = {
    mine: { mine: true },
    team: {},
    moving: { show: 'moving' },
    overdue: { until: overdueUntil, order: 'oldest' },
  };
  return addressOf(placeOf(narrowed(wishOf(scope), parts[of])));
}

/** The pipeline whose run comes next. */
export function placeOfClose(pipeline: string): string {
  return addressOf({ path: pathOf({ is: 'edit', id: pipeline }), query: {} });
}

function wishOf(scope: Scope): DeskRequest {
  if (scope === 'all') return FIRST_WISH;
  return narrowed(FIRST_WISH, scope === 'mine' ? { mine: true } : { mandant: scope });
}
