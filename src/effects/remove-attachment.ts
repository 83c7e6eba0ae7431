import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { fromProblem, type Hand, repeat } from './hand';

export type RemoveAttachmentPorts = {
  /** Success also when it is gone already. */
  remove(attachmentId: string): Promise<Result<void, Problem>>;
};

/** A booking file does not belong into Jira: once taken over it is removed. Idempotent, a missing one counts as removed. */
export function removeAttachment(ports: RemoveAttachmentPorts): Hand<'remove-attachment'> {
  return {
    async act(_subject, owed) {
      const removed = await ports.remove(owed.effect.attachmentId);
      return removed.ok ? { is: 'done' } : fromProblem(removed.problem);
    },
    afterLooks: repeat,
  };
}
