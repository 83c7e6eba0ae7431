import { removeAttachment as remove } from '../jira/attachment-api';
import { type EffectHandler, fromProblem } from './effect-handler';

/** A booking file does not belong into Jira: once taken over it is removed. Idempotent, a missing one counts as removed. */
export const removeAttachment: EffectHandler<'remove-attachment'> = {
  async act(_subject, pending) {
    const removed = await remove(pending.effect.attachmentId);
    return removed.ok ? { is: 'done' } : fromProblem(removed.problem);
  },
};
