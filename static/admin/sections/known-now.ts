import type { AdminAnswer } from '../../../src/contract/answers';

/** What may still be said by an earlier answer when the app does not answer any more: not that all of it runs. */
export function knownNow(value: AdminAnswer, doesNotAnswer: boolean): AdminAnswer {
  if (!doesNotAnswer) return value;
  return { ...value, health: value.health.filter(({ code }) => code !== 'health.well') };
}
