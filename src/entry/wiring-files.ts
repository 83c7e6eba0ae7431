import { CHUNK_BYTES, MOST_RAW_BYTES } from '../contract/payloads';
import { storeBytes } from '../files/file-store';
import { changesSince, giveTo } from '../flows/receive-file';
import type { TakePorts } from '../flows/take-attachment';
import { readAttachment, removeAttachment } from '../jira/attachment-api';
import { sha256 } from '../platform/bytes';
import { clickPorts, receivePorts } from './wiring';

/** Hands for taking an attachment over. */
export function takePorts(): TakePorts {
  const receive = receivePorts();
  return {
    now: receive.now,
    mostBytes: MOST_RAW_BYTES,
    load: receive.load,
    readAttachment,
    check: receive.check,
    store: async (fileId, bytes) => ({
      ...(await storeBytes(fileId, bytes, CHUNK_BYTES)),
      sha256: sha256(bytes),
    }),
    keepFindings: receive.keepFindings,
    changesSince: (owner, bytes) => changesSince(receive, owner, bytes),
    give: (id, what) => giveTo(receive, id, what),
    removeAsPerson: (attachmentId) => removeAttachment(attachmentId, 'user'),
    queueLook: clickPorts().queueLook,
  };
}
