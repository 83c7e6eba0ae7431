import * as v from 'valibot';
import { type Present, present } from '../kernel/present';
import type { Problem } from '../kernel/problem';

/**
 * DATEV's own words. Free text that may quote a booking: for secret storage and our panel only, never for Jira, a log or
 * a queue body.
 */
export type Verbatim = Present<{
  /** The code where DATEV names it in a field of its own, e.g. `DCO01016` (documents, dxso-jobs). */
  readonly code: string | undefined;
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

/**
 * ProblemDetails (RFC 9457) and a job's `validation_details` have the same members; documents and dxso-jobs answer with
 * `error`, `error_description` and `error_uri` instead. Whatever is odd is left out.
 */
export const WireVerbatim = v.pipe(
  v.object({
    type: Words,
    title: Words,
    detail: Words,
    affected_elements: v.fallback(v.optional(Elements, []), []),
    error: Words,
    error_description: Words,
    error_uri: Words,
  }),
  v.transform(
    (wire): Verbatim =>
      present({
        code: /^#?(DCO\d{5})$/.exec(wire.error ?? '')?.[1],
        type: wire.type ?? wire.error_uri,
        title: wire.title ?? wire.error_description,
        detail: wire.detail,
        elements: wire.affected_elements,
      }),
  ),
);

/** DATEV's error code: named, or the end of the help address, e.g. `1008834`; undefined where there is none. */
export function codeOf(verbatim: Verbatim | undefined): string | undefined {
  if (verbatim?.code !== undefined) return verbatim.code;
  return /\/(\d{4,10})\/?(?:[?#].*)?$/.exec(verbatim?.type ?? '')?.[1];
}
