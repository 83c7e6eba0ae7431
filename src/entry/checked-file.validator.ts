import * as v from 'valibot';
import { checkMove } from '../flows/people/check-move';
import { measured } from '../platform/context';
import { log } from '../platform/log';
import { PlatformTrouble } from '../platform/trouble';

const Status = v.object({
  id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.maxLength(20)),
});
/** What Forge documents (`jira-workflow-validator`); neither who moves nor the id of the issue is in it. */
const Event = v.object({
  issue: v.object({ key: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_]{0,99}-\d{1,15}$/)) }),
  transition: v.object({ from: Status, to: Status }),
});

/** What Jira is answered: `errorMessage` is shown to whoever wanted to move the issue. */
type Verdict = { readonly result: true } | { readonly result: false; readonly errorMessage: string };
const PASS: Verdict = { result: true };

/**
 * The workflow validator "only with a checked file" (ADR 0068). It is there for people's convenience: what it cannot judge it lets
 * pass, because everything is asked again after the move, and because work must not stand still with an app or a Jira that does.
 */
export function checkedFileValidator(event: unknown): Promise<Verdict> {
  return measured(() => judged(event));
}

async function judged(event: unknown): Promise<Verdict> {
  const parsed = v.safeParse(Event, event);
  if (!parsed.success) return passed('platform.bad-payload');
  const { issue, transition } = parsed.output;
  try {
    const found = await checkMove({ issue: issue.key, from: transition.from.id, to: transition.to.id });
    if (!found.ok) return passed(found.problem.code);
    return found.value === undefined ? PASS : { result: false, errorMessage: found.value };
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    return passed(error.problem.code);
  }
}

function passed(code: string): Verdict {
  log('validator.passed', { code });
  return PASS;
}
