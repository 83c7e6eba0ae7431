import { ok } from '../kernel/result';
import { surroundings } from '../platform/context';
import { statusOf } from '../views/submission/rule-view';
import { actionOf, submissionFor } from './by-rule';

/** Automation: "Get the DATEV status of an issue"; the only one of our actions that changes nothing. */
export const statusAction = actionOf('submission.status', async (_inputs, caller) => {
  const on = await submissionFor(caller);
  if (!on.ok) return on;
  const { stored, settings } = on.value;
  return ok(statusOf(stored.state, settings, surroundings().environmentType));
});
