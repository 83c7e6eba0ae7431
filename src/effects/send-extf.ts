import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { StoredFile } from '../submissions/stored-file';
import type { Cause, Submission } from '../submissions/submission';
import type { EffectHandler, Subject } from './effect-handler';

export type SendPorts = {
  /** The raw bytes of a stored file, verified against its SHA-256. */
  readBytes(file: StoredFile): Promise<Result<Uint8Array, Problem>>;
  importFile(
    subject: Subject,
    file: { fileName: string; referenceId: string; bytes: Uint8Array },
  ): Promise<ImportAnswer>;
  /** The newest job with our reference id in DATEV's list. */
  findJob(subject: Subject, referenceId: string): Promise<Result<{ jobId: string } | undefined, Problem>>;
};

export type ImportAnswer =
  | { readonly is: 'accepted'; readonly jobId?: string; readonly retryAfterSeconds: number }
  | { readonly is: 'refused'; readonly cause: Cause }
  | { readonly is: 'problem'; readonly problem: Problem };

/**
 * EXTF import. DATEV has no idempotency key: the `Reference-Id` is ours, and after a doubtful answer the job list is
 * asked for it before anything is sent again (A2). Nothing found after all looks: a person decides, unless an admin
 * allows sending again.
 */
export function sendExtf(ports: SendPorts): EffectHandler<'send-extf'> {
  return {
    async act(subject, pending) {
      const { file, attempt } = whatGoes(subject.submission, pending.effect.revision);
      if (file === undefined || attempt === undefined || file.deletedAt !== undefined) {
        return { is: 'problem', problem: { code: 'file.gone', retry: 'after-fix' } };
      }
      const bytes = await ports.readBytes(file);
      if (!bytes.ok) return { is: 'problem', problem: bytes.problem };
      const { fileName, referenceId } = attempt;
      const answer = await ports.importFile(subject, { fileName, referenceId, bytes: bytes.value });
      if (answer.is !== 'accepted') return answer;
      const { is: _, ...sent } = answer;
      return { is: 'done', sent };
    },
    async lookUp(subject, pending) {
      const attempt = subject.submission.attempts.find((a) => a.revision === pending.effect.revision);
      const found = await ports.findJob(subject, attempt?.referenceId ?? '');
      if (!found.ok) return { is: 'problem', problem: found.problem };
      if (found.value === undefined) return { is: 'absent' };
      return { is: 'found', sent: { jobId: found.value.jobId, retryAfterSeconds: 0 } };
    },
    afterLooks: (settings) => (settings.resendUnknown ? 'repeat' : 'give-up'),
  };
}

function whatGoes(s: Submission, revision: number) {
  return {
    file: s.files.find((f) => f.revision === revision),
    attempt: s.attempts.find((a) => a.revision === revision),
  };
}
