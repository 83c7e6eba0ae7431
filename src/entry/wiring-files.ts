import { CHUNK_BYTES, MAX_PACKED_BYTES, MAX_RAW_BYTES } from '../contract/payloads';
import { pack } from '../dxso/archive/zip';
import { changesBetween } from '../extf/changes';
import { checkExtf } from '../extf/check/check';
import { dropUnheld } from '../files/bytes-on-record';
import { checkedOf } from '../files/check';
import * as files from '../files/file-store';
import type { ReceivePorts } from '../files/receive-ports';
import { chunkCount, type Upload } from '../files/upload';
import { changesSince, giveTo } from '../flows/check-file';
import type { TakePorts } from '../flows/take-attachment';
import { readAttachment, removeAttachment } from '../jira/attachment-api';
import { plusSeconds } from '../kernel/instant';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import { lowerHint } from '../platform/due-store';
import { randomText } from '../platform/random';
import { PlatformTrouble } from '../platform/trouble';
import { personAsker } from '../security/person-api';
import { loadSettings } from '../settings/settings-store';
import * as submissions from '../submissions/submission-store';
import { append, clickPorts, queueWork, submissionIdFor } from './wiring';
import { packagePlan } from './wiring-packages';

/** Hands for receiving files. */
export function receivePorts(): ReceivePorts {
  return {
    now,
    limits: { raw: MAX_RAW_BYTES, packed: MAX_PACKED_BYTES, chunk: CHUNK_BYTES },
    newFileId: () => newFileId('u'),
    unfinished: files.unfinishedUpload,
    noteUnfinished: files.noteUnfinished,
    submissionIdFor,
    loadUpload: files.loadUpload,
    saveUpload: files.saveUpload,
    putChunk: files.putUploadChunk,
    chunksThere: files.chunksThere,
    readFile: files.readFile,
    check: (bytes, name, mandant) => checkedOf(checkExtf(bytes, { mandant, fileName: name })),
    planPackage: packagePlan,
    packPart: (upload, parts) => {
      const bytes = pack(parts);
      const hash = sha256(bytes);
      // By content: what was sent under this name must never change.
      const fileId = `${upload.fileId}-${hash.slice(0, 12)}`;
      const packed = files.packed(bytes, CHUNK_BYTES);
      return {
        kept: { fileId, bytes: bytes.length, sha256: hash, chunks: packed.length },
        store: () => files.storeChunks(fileId, packed),
      };
    },
    compare: changesBetween,
    keepFindings: files.keepFindings,
    loadFindings: files.loadFindings,
    queueCheck: (fileId) => queueWork({ v: 1, look: 'upload', id: fileId }),
    watchChecks: lowerHint,
    mayStill: async (by) => personAsker()(by, (await loadSettings()).data),
    isTrouble: (error) => error instanceof PlatformTrouble,
    load: submissions.loadSubmission,
    append,
    create: async (id, event, happened) => {
      const { retentionDays } = (await loadSettings()).data;
      await submissions.createSubmission(id, event, { happened, retentionDays });
    },
    deleteChunks: files.deleteChunks,
  };
}

/** Drawn here and never again: nobody can name the place of somebody else's bytes. */
function newFileId(kind: 'u' | 'a'): string {
  return `${kind}${randomText().slice(0, 30)}`;
}

/** What an attachment has at most, until its size is known: so many places are tidied up after a take-over that died. */
const MAX_CHUNKS = chunkCount(MAX_PACKED_BYTES, CHUNK_BYTES);
const KEEP_RECORD_SECONDS = 24 * 3600;

/** The bytes of an attachment lie in a place of their own, which is on record before they are there. */
async function storeAttachment(what: Parameters<TakePorts['store']>[0], bytes: Uint8Array): Promise<Upload> {
  const at = now();
  const upload: Upload = {
    v: 1,
    fileId: newFileId('a'),
    target: { to: 'submission', submissionId: what.id },
    by: what.by,
    name: what.name,
    bytes: bytes.length,
    sha256: sha256(bytes),
    packedBytes: 0,
    chunks: MAX_CHUNKS,
    begunAt: at,
    expiresAt: plusSeconds(at, KEEP_RECORD_SECONDS),
    // Nothing is to be put into it, nothing to be checked any more.
    state: 'accepted',
  };
  await files.saveUpload(upload, 0);
  const { chunks } = await files.storeBytes(upload.fileId, bytes, CHUNK_BYTES);
  return { ...upload, chunks };
}

/** Hands for taking an attachment over. */
export function takePorts(): TakePorts {
  const receive = receivePorts();
  return {
    now: receive.now,
    mostBytes: MAX_RAW_BYTES,
    load: receive.load,
    readAttachment,
    check: receive.check,
    store: storeAttachment,
    dropUnheld: (upload) => dropUnheld(receive, upload),
    keepFindings: receive.keepFindings,
    changesSince: (owner, bytes) => changesSince(receive, owner, bytes),
    give: (id, what) => giveTo(receive, id, what),
    removeAsPerson: (attachmentId) => removeAttachment(attachmentId, 'user'),
    queueLook: clickPorts().queueLook,
  };
}
