import type { Lang, Problem } from '../kernel/problem';
import type { ProblemCode } from './problem-code';
import { isText, say, sayWith } from './say';

/**
 * What passes, and of which an issue or a run says that the app goes on by itself: so it does where it has something to go on with. A
 * page or a click that meets it has ordered nothing.
 */
const PASSING: ReadonlySet<ProblemCode> = new Set([
  ...(['access.not-asked', 'platform.unreachable', 'platform.no-time-left', 'platform.time-short'] as const),
  ...(['jira.later', 'jira.busy', 'jira.unreachable', 'jira.unavailable', 'jira.unreadable'] as const),
  ...(['jira.not-signed-in', 'privacy.unreachable', 'privacy.unreadable'] as const),
  ...(['datev.unavailable', 'datev.unreadable', 'datev.later', 'datev.token-busy'] as const),
  ...(['datev.lane-busy', 'datev.job-interrupted'] as const),
  ...(['looker.token', 'looker.later', 'looker.unavailable', 'looker.unreachable'] as const),
  ...(['looker.slow', 'looker.unreadable'] as const),
]);

/** What a person does whose click was stopped by what passes; `undefined` for any other problem: its own remedy is true of a click. */
export function clickRemedy({ code, values = {} }: Problem, lang: Lang): string | undefined {
  if (!PASSING.has(code)) return undefined;
  const own = `${code}.on-click`;
  return isText(own) ? sayWith(own, lang, values) : say('click.again', lang);
}
