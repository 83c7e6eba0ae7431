import { present } from '../kernel/present';
import { type Watch, watchDueAt } from './watch';

/** What screens show of a Mandant: a small part of its record, kept beside it, so that a desk reads no lists of jobs. */
export type MandantRow = Pick<
  Watch,
  'mandant' | 'name' | 'watched' | 'assignee' | 'trouble' | 'lastLookAt'
> & {
  /** When it wants the next look; absent also in rows of before the daily run renewed them. */
  readonly dueAt?: string;
};

/** The row of a Mandant as it has to be. */
export function mandantRowOf(watch: Watch): MandantRow {
  const { mandant, name, watched, assignee, trouble, lastLookAt } = watch;
  return present({ mandant, name, watched, assignee, trouble, lastLookAt, dueAt: watchDueAt(watch) });
}
