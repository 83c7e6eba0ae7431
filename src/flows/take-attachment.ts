import { type Checked, fileToKeep } from '../files/check';
import type { KeptFinding, Upload } from '../files/upload';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Happened } from '../submissions/events';
import type { Stored } from '../submissions/stored';
import type { FileChanges, StoredFile } from '../submissions/stored-file';
import type { Submission } from '../submissions/submission';

export type TakePorts = {
  now(): string;
  readonly mostBytes: number;
  load(id: string): Promise<Stored | undefined>;
  readAttachment(id: string, mostBytes: number): Promise<Result<Uint8Array, Problem>>;
  check(bytes: Uint8Array, name: string, mandant: string): Checked;
  /** Stores the bytes like an upload, in a place of their own; answers how they are kept. */
  store(
    what: { readonly id: string; readonly by: string; readonly name: string },
    bytes: Uint8Array,
  ): Promise<Upload>;
  /** Deletes what was stored, unless the submission took it. */
  dropUnheld(upload: Upload): Promise<void>;
  keepFindings(fileId: string, findings: readonly KeptFinding[]): Promise<void>;
  changesSince(owner: Submission, bytes: Uint8Array): Promise<FileChanges | undefined>;
  give(
    id: string,
    what: { file: StoredFile; happened: Happened; since: string; attachmentId: string },
  ): Promise<Result<string, Problem>>;
  /** As the person who clicked: Jira lets people remove their own attachments, the app perhaps not those of others. */
  removeAsPerson(attachmentId: string): Promise<unknown>;
  queueLook(id: string): Promise<void>;
};

/**
 * A booking file dropped into Jira is taken over as the corrected file and then removed from the issue: ledger data has
 * no place there. Only attachments that the issue itself showed us can be taken.
 */
export async function takeAttachment(
  ports: TakePorts,
  what: { id: string; by: string; attachmentId: string },
): Promise<Result<null, Problem>> {
  const since = ports.now();
  const stored = await ports.load(what.id);
  const attachment = stored?.state.warnedAttachments.find(
    (a) => a.id === what.attachmentId && a.gone === undefined,
  );
  if (stored === undefined || attachment === undefined)
    return { ok: false, problem: { code: 'jira.attachment-gone', retry: 'never' } };
  if (stored.state.kind !== 'extf')
    return { ok: false, problem: { code: 'file.other-kind', retry: 'after-fix' } };
  const bytes = await ports.readAttachment(attachment.id, ports.mostBytes);
  if (!bytes.ok) return bytes;
  const checked = ports.check(bytes.value, attachment.name, stored.state.mandant);
  if (!checked.mayGo) return { ok: false, problem: { code: 'file.findings', retry: 'after-fix' } };
  const upload = await ports.store({ id: what.id, by: what.by, name: attachment.name }, bytes.value);
  await ports.keepFindings(upload.fileId, checked.findings);
  const changes = await ports.changesSince(stored.state, bytes.value);
  const happened = { at: ports.now(), actor: { kind: 'person', id: what.by } } as const;
  const given = await ports.give(what.id, {
    file: fileToKeep({ upload, checked, at: happened.at, ...present({ changes }) }),
    happened,
    since,
    attachmentId: attachment.id,
  });
  if (!given.ok) {
    await ports.dropUnheld(upload);
    return given;
  }
  // The intent is on record: whatever comes of this try, the app makes sure of the rest.
  await ports.removeAsPerson(attachment.id);
  await ports.queueLook(what.id);
  return { ok: true, value: null };
}
