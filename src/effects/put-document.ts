import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { StoredFile } from '../submissions/stored-file';
import { type EffectHandler, repeat, type Subject } from './effect-handler';
import type { Refused, Trouble } from './send-dxso';

export type DocumentPorts = {
  preflight(subject: Subject, file: StoredFile): Promise<{ readonly is: 'go' } | Refused | Trouble>;
  /** What the Mandant files images under. */
  types(
    subject: Subject,
  ): Promise<{ readonly is: 'types'; readonly names: readonly string[] } | Refused | Trouble>;
  readBytes(file: StoredFile): Promise<Result<Uint8Array, Problem>>;
  /** The same Mandant and content always give the same GUID. */
  guidFor(mandant: string, sha256: string): string;
  put(
    subject: Subject,
    document: {
      readonly guid: string;
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly type: string;
      readonly note?: string;
    },
  ): Promise<{ readonly is: 'there'; readonly wasThere: boolean } | Refused | Trouble>;
};

/**
 * An image for DATEV Unternehmen online. Idempotent by its GUID, so that a doubtful answer is simply repeated: 409 means
 * that it is there. Document types differ from Mandant to Mandant and are asked for before anything is uploaded.
 */
export function putDocument(ports: DocumentPorts): EffectHandler<'put-document'> {
  return {
    async act(subject, pending) {
      const { submission } = subject;
      const file = submission.files.find((f) => f.revision === pending.effect.revision);
      if (file?.document === undefined || file.deletedAt !== undefined)
        return { is: 'problem', problem: { code: 'file.gone', retry: 'after-fix' } };
      const clear = await ports.preflight(subject, file);
      if (clear.is !== 'go') return clear;
      const { type, note } = file.document;
      const types = await ports.types(subject);
      if (types.is !== 'types') return types;
      if (!types.names.includes(type)) return { is: 'refused', cause: { code: 'DCO01010', faults: [] } };
      const bytes = await ports.readBytes(file);
      if (!bytes.ok) return { is: 'problem', problem: bytes.problem };
      const guid = ports.guidFor(submission.mandant, file.sha256);
      const about = { guid, name: file.name, bytes: bytes.value, type };
      const put = await ports.put(subject, note === undefined ? about : { ...about, note });
      if (put.is !== 'there') return put;
      return { is: 'done', jobId: guid, ...(put.wasThere ? { found: true } : {}) };
    },
    afterLooks: repeat,
  };
}
