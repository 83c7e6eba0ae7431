import { CHUNK_BYTES, MOST_PACKED_BYTES, MOST_RAW_BYTES } from '../contract/payloads';
import { pack } from '../dxso/zip';
import { changesBetween } from '../extf/changes';
import { checkExtf } from '../extf/check';
import { checkedOf } from '../files/check';
import * as files from '../files/file-store';
import { changesSince, giveTo, type ReceivePorts } from '../flows/receive-file';
import type { TakePorts } from '../flows/take-attachment';
import { readAttachment, removeAttachment } from '../jira/attachment-api';
import * as submissions from '../jobs/submission-store';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import { loadSettings } from '../settings/settings-store';
import { append, clickPorts, idOf, queueWork } from './wiring';
import { packagePlan } from './wiring-packages';

/** Hands for receiving files. */
export function receivePorts(): ReceivePorts {
  return {
    now,
    limits: { raw: MOST_RAW_BYTES, packed: MOST_PACKED_BYTES, chunk: CHUNK_BYTES },
    fileIdFor: (by, target, hash) => `f${sha256(`${by}|${JSON.stringify(target)}|${hash}`).slice(0, 23)}`,
    submissionIdFor: (mandant, hash) => idOf(`file|${mandant}|${hash}`),
    loadUpload: files.loadUpload,
    saveUpload: files.saveUpload,
    putChunk: files.putChunk,
    chunksThere: files.chunksThere,
    readFile: files.readFile,
    check: (bytes, name, mandant) => checkedOf(checkExtf(bytes, { mandant, fileName: name })),
    planPackage: packagePlan,
    storePart: async (upload, parts) => {
      const bytes = pack(parts);
      const hash = sha256(bytes);
      // By content: what was sent under this name must never change.
      const fileId = `${upload.fileId}-${hash.slice(0, 12)}`;
      const { chunks } = await files.storeBytes(fileId, bytes, CHUNK_BYTES);
      return { fileId, bytes: bytes.length, sha256: hash, chunks };
    },
    compare: changesBetween,
    keepFindings: files.keepFindings,
    queueCheck: (fileId) => queueWork({ v: 1, look: 'upload', id: fileId }),
    load: submissions.loadSubmission,
    append,
    create: async (id, event, happened) => {
      const { retentionDays } = (await loadSettings()).data;
      await submissions.createSubmission(id, event, { happened, retentionDays });
    },
    deleteChunks: files.deleteChunks,
  };
}

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
      ...(await files.storeBytes(fileId, bytes, CHUNK_BYTES)),
      sha256: sha256(bytes),
    }),
    keepFindings: receive.keepFindings,
    changesSince: (owner, bytes) => changesSince(receive, owner, bytes),
    give: (id, what) => giveTo(receive, id, what),
    removeAsPerson: (attachmentId) => removeAttachment(attachmentId, 'user'),
    queueLook: clickPorts().queueLook,
  };
}
