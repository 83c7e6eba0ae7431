import * as v from 'valibot';
import type { ProblemView } from './answers';
import { answer, call } from './call';
import { MandantId } from './payloads';

/**
 * What a widget on a dashboard counts: every Mandant that its viewer may read, those that are assigned to the viewer, or one. Whoever
 * edits the dashboard chooses; what a viewer may not read is not counted for them.
 */
const Scope = v.union([v.picklist(['all', 'mine']), MandantId]);
export type Scope = v.InferOutput<typeof Scope>;

/** A number, and the list of the desk that it counts. */
export type WidgetCount = {
  readonly of: 'mine' | 'team' | 'moving' | 'overdue';
  readonly label: string;
  /** What the number is of, in a few words. */
  readonly note: string;
  readonly count: number;
};
/** A run that the calendar begins by itself. */
export type NextClose = { readonly pipeline: string; readonly title: string; readonly when: string };

/** `widget.view`: numbers, names and instants; nothing of the books. */
export type WidgetAnswer = {
  readonly scope: Scope;
  /** What is counted, in words. */
  readonly of: string;
  readonly counts: readonly WidgetCount[];
  /** The last day of what waits too long: the desk lists by it. */
  readonly overdueUntil: string;
  readonly closes: { readonly title: string; readonly list: readonly NextClose[]; readonly none: string };
  /** What stands in the way of DATEV, or of the numbers. */
  readonly notice?: Pick<ProblemView, 'title' | 'remedy'>;
};

/** What the widget asks: once, when the dashboard shows it. */
export const WIDGET_CALLS = {
  'widget.view': call({ scope: Scope }, answer<WidgetAnswer>()),
} as const;
