import * as v from 'valibot';
import { LANDS } from '../pipelines/pipeline';

/** Who is told besides by assignment and comments, as an administrator wants it. Nothing of it happens without (ADR 0069). */

const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));

/** After so many business days overdue these people are mentioned in the issue. */
const Escalation = v.object({
  afterDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  people: v.pipe(v.array(Id), v.maxLength(5)),
});
type Escalation = v.InferOutput<typeof Escalation>;

export const Notices = v.object({
  /** Whose public holidays are no business days. */
  land: v.picklist(LANDS),
  /** One mail per person and business day about what waits for them. */
  digest: v.boolean(),
  escalation: v.pipe(v.array(Escalation), v.maxLength(3)),
});
export type Notices = v.InferOutput<typeof Notices>;

/** The steps in their order, those that nobody stands in left out: such a step tells nobody. */
export function stepsOf({ escalation }: Notices): readonly Escalation[] {
  return escalation.filter(({ people }) => people.length > 0).toSorted((a, b) => a.afterDays - b.afterDays);
}

/** Accounts that the steps name, each once. */
export function peopleToldIn(notices: Notices | undefined): readonly string[] {
  return [...new Set((notices?.escalation ?? []).flatMap(({ people }) => people))];
}

/** The same without somebody whose account was closed. */
export function noticesWithout(notices: Notices, accountId: string): Notices {
  const escalation = notices.escalation.map((step) => ({
    ...step,
    people: step.people.filter((one) => one !== accountId),
  }));
  return { ...notices, escalation };
}
