import type { Lang } from '../kernel/lang';
import type { Problem } from '../kernel/problem';
import type { ProblemCode } from './problem-code';
import { sayWith, type Text } from './say';

/**
 * What passes, and of which an issue or a run says that the app goes on by itself: so it does where it has something to go on with. A
 * page or a click that meets it has ordered nothing, and is told this.
 */
const PASSING: Partial<Readonly<Record<ProblemCode, Text>>> = {
  'access.not-asked': 'access.not-asked.on-click',
  'platform.unreachable': 'click.again',
  'platform.no-time-left': 'platform.no-time-left.on-click',
  'platform.time-short': 'platform.time-short.on-click',
  'privacy.unreachable': 'click.again',
  'privacy.unreadable': 'click.again',
  'jira.later': 'click.again',
  'jira.busy': 'click.again',
  'jira.unreachable': 'click.again',
  'jira.unavailable': 'click.again',
  'jira.unreadable': 'click.again',
  'jira.not-signed-in': 'jira.not-signed-in.on-click',
  'datev.later': 'click.again',
  'datev.unavailable': 'click.again',
  'datev.unreadable': 'click.again',
  'datev.token-busy': 'click.again',
  'datev.job-interrupted': 'click.again',
  'datev.lane-busy': 'datev.lane-busy.on-click',
  'looker.token': 'click.again',
  'looker.later': 'click.again',
  'looker.unavailable': 'looker.unavailable.on-click',
  'looker.unreachable': 'looker.unreachable.on-click',
  'looker.slow': 'looker.slow.on-click',
  'looker.unreadable': 'looker.unreadable.on-click',
};

/** What a person does whose click was stopped by what passes; `undefined` for any other problem: its own remedy is true of a click. */
export function clickRemedy({ code, values = {} }: Problem, lang: Lang): string | undefined {
  const text = PASSING[code];
  return text === undefined ? undefined : sayWith(text, lang, values);
}
