import { listDocumentTypes, putDocument as put } from '../datev/documents/documents-api';
import { placeFor } from '../datev/place-api';
import { checkFile, refusal } from '../datev/preflight-api';
import { readFile } from '../files/file-store';
import { sha256 } from '../platform/bytes';
import { idsBy } from '../submissions/ids';
import { fileOf } from '../submissions/parts';
import type { EffectHandlers } from './effect-handler';

/**
 * An image for DATEV Unternehmen online. Idempotent by its GUID, so that a doubtful answer is simply repeated: 409 means
 * that it is there; that a try leaves goes on record all the same, so that what has not gone can be kept from going. Document types differ from Mandant to Mandant and are asked for before anything is uploaded.
 */
export const putDocument: EffectHandlers['put-document'] = {
  saysLeave: true,
  async act(subject, pending, leave) {
    const { submission } = subject;
    const file = fileOf(submission, pending.effect.revision);
    if (file?.document === undefined || file.deletedAt !== undefined)
      return { is: 'problem', problem: { code: 'file.gone', retry: 'after-fix' } };
    const clear = await checkFile(subject, file);
    if (clear.is !== 'go') return clear;
    const place = await placeFor(subject.settings, submission.mandant);
    if (!place.ok) return { is: 'problem', problem: place.problem };
    const types = await listDocumentTypes(place.value);
    if (!types.ok) return refusal(subject, types.problem);
    const { type } = file.document;
    if (!types.value.some(({ name }) => name === type))
      return { is: 'refused', cause: { source: 'datev', code: 'DCO01010', faults: [] } };
    const bytes = await readFile(file);
    if (!bytes.ok) return { is: 'problem', problem: bytes.problem };
    const guid = idsBy(sha256).document(submission.mandant, file.sha256);
    if (!(await leave())) return { is: 'overtaken' };
    const answer = await put(place.value, { guid, name: file.name, bytes: bytes.value, ...file.document });
    if (!answer.ok) return refusal(subject, answer.problem);
    return { is: 'done', jobId: guid, ...(answer.value.wasThere ? { found: true } : {}) };
  },
};
