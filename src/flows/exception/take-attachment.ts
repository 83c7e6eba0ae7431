import { CHUNK_BYTES, MAX_PACKED_BYTES, MAX_RAW_BYTES } from '../../contract/upload-limits';
import { checkExtf } from '../../extf/check/check';
import { dropUnheld } from '../../files/bytes-on-record-store';
import { checkedOf, fileToKeep } from '../../files/check';
import { keepFindings, newFileId, saveUpload, storeBytes } from '../../files/file-store';
import { chunkCount, type Upload } from '../../files/upload';
import { readAttachment, removeAttachment } from '../../jira/attachment-api';
import { readIssue } from '../../jira/issue-api';
import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { queueLook } from '../../looks/look-queue-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { loadSubmission } from '../../submissions/submission-store';
import { changesSince, giveTo } from './give-file';

/**
 * A booking file dropped into Jira is taken over as the corrected file and then removed from the issue: ledger data has
 * no place there. Only attachments that the issue itself showed us can be taken.
 */
export async function takeAttachment(what: {
  id: string;
  by: string;
  attachmentId: string;
}): Promise<Result<null, Problem>> {
  const since = now();
  const stored = await loadSubmission(what.id);
  const attachment = stored?.state.warnedAttachments.find(
    (a) => a.id === what.attachmentId && a.gone === undefined,
  );
  const issueId = stored?.state.issue?.id;
  if (stored === undefined || attachment === undefined || issueId === undefined) return fail(GONE);
  if (stored.state.kind !== 'extf')
    return { ok: false, problem: { code: 'file.other-kind', retry: 'after-fix' } };
  const author = await authorOf(issueId, attachment.id);
  if (!author.ok) return author;
  const bytes = await readAttachment(attachment.id, MAX_RAW_BYTES);
  if (!bytes.ok) return bytes;
  const checked = checkedOf(
    checkExtf(bytes.value, { mandant: stored.state.mandant, fileName: attachment.name }),
  );
  if (!checked.mayGo) return { ok: false, problem: { code: 'file.findings', retry: 'after-fix' } };
  const upload = await store({ ...what, name: attachment.name }, bytes.value);
  await keepFindings(upload.fileId, checked.findings);
  const changes = await changesSince(stored.state, bytes.value);
  const happened = { at: now(), actor: { kind: 'person', id: what.by } } as const;
  const given = await giveTo(what.id, {
    file: fileToKeep({ upload, checked, at: happened.at, ...present({ changes, author: author.value }) }),
    happened,
    since,
    attachmentId: attachment.id,
  });
  if (!given.ok) {
    await dropUnheld(upload);
    return given;
  }
  // As the person who clicked: Jira lets people remove their own attachments, the app perhaps not those of others.
  // The intent is on record: whatever comes of this try, the app makes sure of the rest.
  await removeAttachment(attachment.id, 'user');
  await queueLook(what.id);
  return { ok: true, value: null };
}

const GONE: Problem = { code: 'jira.attachment-gone', retry: 'never' };

/** Whose bytes they are, as Jira says now: whoever clicks takes over what somebody else may have written. */
async function authorOf(issueId: string, id: string): Promise<Result<string | undefined, Problem>> {
  const issue = await readIssue(issueId, { changelog: false });
  if (!issue.ok) return issue;
  const attached = issue.value.attachments.find((one) => one.id === id);
  return attached === undefined ? fail(GONE) : ok(attached.authorId);
}

/** What an attachment has at most, until its size is known: so many places are tidied up after a take-over that died. */
const MAX_CHUNKS = chunkCount(MAX_PACKED_BYTES, CHUNK_BYTES);
const KEEP_RECORD_SECONDS = 24 * 3600;

/** The bytes of an attachment lie in a place of their own, which is on record before they are there. */
async function store(
  what: { readonly id: string; readonly by: string; readonly name: string },
  bytes: Uint8Array,
): Promise<Upload> {
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
  await saveUpload(upload, 0);
  const { chunks } = await storeBytes(upload.fileId, bytes, CHUNK_BYTES);
  return { ...upload, chunks };
}
