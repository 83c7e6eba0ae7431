import * as v from 'valibot';
import { type Present, present } from '../kernel/present';
import type { Problem } from '../kernel/problem';

/**
 * DATEV's own words. Free text that may quote a booking: for secret storage and our panel only, never for Jira, a log or
 * a queue body.
 */
export type Verbatim = Present<{
  /** Address of the help page; its last number is DATEV's error code. */
  readonly type: string | undefined;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly elements: readonly { readonly name: string; readonly reason: string }[];
}>;

/** A failed call: the decision, and what DATEV said where it said something. */
export type DatevRefusal = { readonly problem: Problem; readonly verbatim?: Verbatim };

const Words = v.fallback(v.optional(v.string()), undefined);
const Element = v.object({ name: v.fallback(v.string(), ''), reason: v.fallback(v.string(), '') });
const Elements = v.pipe(
  v.array(v.unknown()),
  v.transform((all) =>
    all.filter((element) => v.is(Element, element)).map((element) => v.parse(Element, element)),
  ),
);

/** ProblemDetails (RFC 9457) and a job's `validation_details` have the same members; whatever is odd is left out. */
export const WireVerbatim = v.pipe(
  v.object({
    type: Words,
    title: Words,
    detail: Words,
    affected_elements: v.fallback(v.optional(Elements, []), []),
  }),
  v.transform(
    ({ type, title, detail, affected_elements }): Verbatim =>
      present({ type, title, detail, elements: affected_elements }),
  ),
);

/** DATEV's error code from the help address, e.g. `1008834`; undefined where there is none. */
export function codeOf(verbatim: Verbatim | undefined): string | undefined {
  return /\/(\d{4,10})\/?(?:[?#].*)?$/.exec(verbatim?.type ?? '')?.[1];
}
