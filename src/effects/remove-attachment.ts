import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { type EffectHandler, fromProblem, repeat } from './effect-handler';

export type RemoveAttachmentPorts = {
  /** Success also when it is gone already. */
  remove(attachmentId: string): Promise<Result<void, Problem>>;
};

/** A booking file does not belong into Jira: once taken over it is removed. Idempotent, a missing one counts as removed. */
export function removeAttachment(ports: RemoveAttachmentPorts): EffectHandler<'remove-attachment'> {
  return {
    async act(_subject, pending) {
      const removed = await ports.remove(pending.effect.attachmentId);
      return removed.ok ? { is: 'done' } : fromProblem(removed.problem);
    },
    afterLooks: repeat,
  };
}
