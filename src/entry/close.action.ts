import { closeByRule } from '../flows/people/act-by-rule';
import { actionOf, submissionFor } from './by-rule';

/** Automation: "Close without sending to DATEV". */
export const closeAction = actionOf('submission.close', async ({ reason }, caller) => {
  const on = await submissionFor(caller);
  return on.ok ? closeByRule(on.value.stored.state, { by: caller.accountId, reason }) : on;
});
