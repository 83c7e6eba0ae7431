import type { Problem } from '../kernel/problem';
import { fail } from '../kernel/result';

/**
 * A failed call or reading: the decision, and Looker's own words where it said some. `verbatim` is free text that may quote a
 * row or SQL: for people allowed to see it in our panels, never for Jira, a log or a queue body.
 */
export type LookerFailure = { readonly problem: Problem; readonly verbatim?: string };

export type Failed = { readonly ok: false; readonly problem: LookerFailure };

/** Most of Looker's words that are kept. */
const MAX_VERBATIM = 2000;

/** A failure with Looker's words, cut to a size that storage takes. */
export function failed(problem: Problem, verbatim?: string): Failed {
  const words = verbatim?.trim().slice(0, MAX_VERBATIM) ?? '';
  return fail(words === '' ? { problem } : { problem, verbatim: words });
}
