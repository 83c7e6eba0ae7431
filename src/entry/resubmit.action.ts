import { resubmitByRule } from '../flows/people/act-by-rule';
import { actionOf, submissionFor } from './by-rule';

/** Automation: "Resubmit to DATEV". */
export const resubmitAction = actionOf('submission.resubmit', async (_inputs, caller) => {
  const on = await submissionFor(caller);
  return on.ok ? resubmitByRule(on.value.stored.state, caller.accountId) : on;
});
