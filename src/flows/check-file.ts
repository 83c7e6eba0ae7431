import { looksLikeZip } from '../dxso/archive/zip';
import type { PackageFile } from '../dxso/package';
import { dropUnheld, holderOf } from '../files/bytes-on-record';
import { type Checked, fileToKeep } from '../files/check';
import { documentName, refuseDocument } from '../files/document';
import type { ReceivePorts } from '../files/receive-ports';
import type { KeptFinding, Upload } from '../files/upload';
import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Happened, SubmissionEvent } from '../submissions/events';
import { whyNoFile } from '../submissions/may';
import { latestFile } from '../submissions/parts';
import type { FileChanges, StoredFile } from '../submissions/stored-file';
import { type FileKind, holds, type Submission } from '../submissions/submission';

/** A check that began so often and never ended is not begun again. */
const MAX_CHECKS = 3;
/** No invocation lives longer than that (manifest: `work-fn`). */
const CHECK_SECONDS = 300;

/**
 * Assembles, verifies and checks an upload, and gives it to its submission. Safe to run twice, and to die in at any place.
 * Answers a problem when it could not even be asked whether the person still may.
 */
export async function checkFile(ports: ReceivePorts, fileId: string): Promise<Problem | undefined> {
  const found = await ports.loadUpload(fileId);
  if (found === undefined || found.upload.state !== 'checking') return undefined;
  const may = await ports.mayStill(found.upload.by);
  if (!may.ok) return may.problem;
  const upload = await beginCheck(ports, found);
  if (upload === 'busy') return undefined;
  const end =
    upload === 'died'
      ? refusedFor({ code: 'file.check-died', retry: 'after-fix' })
      : may.value
        ? await counted(ports, upload)
        : refusedFor({ code: 'access.not-allowed', retry: 'after-fix' });
  await changeChecking(ports, fileId, (u) => ({ ...u, ...end }));
  await dropUnheld(ports, (await ports.loadUpload(fileId))?.upload ?? found.upload);
  return undefined;
}

/** Counts the check before it begins: one that takes its invocation with it has been counted. */
async function beginCheck(
  ports: ReceivePorts,
  found: { readonly upload: Upload; readonly version: number },
): Promise<Upload | 'busy' | 'died'> {
  const { upload, version } = found;
  const tries = upload.tries ?? 0;
  const now = ports.now();
  if (tries >= MAX_CHECKS) return plusSeconds(upload.triedAt ?? now, CHECK_SECONDS) > now ? 'busy' : 'died';
  const trying: Upload = { ...upload, tries: tries + 1, triedAt: now };
  return (await ports.saveUpload(trying, version)) === 'done' ? trying : 'busy';
}

/** Trouble of the platform is no death: that check is tried again, and not counted. */
async function counted(ports: ReceivePorts, upload: Upload): Promise<Verdict> {
  try {
    return await verdict(ports, upload);
  } catch (error) {
    if (ports.isTrouble(error))
      await changeChecking(ports, upload.fileId, (u) => ({ ...u, tries: Math.max(0, (u.tries ?? 1) - 1) }));
    throw error;
  }
}

/** Changes the record of an upload whose check has not ended; the first end counts. */
async function changeChecking(
  ports: Pick<ReceivePorts, 'loadUpload' | 'saveUpload'>,
  fileId: string,
  change: (upload: Upload) => Upload,
): Promise<void> {
  for (;;) {
    const found = await ports.loadUpload(fileId);
    if (found === undefined || found.upload.state !== 'checking') return;
    if ((await ports.saveUpload(change(found.upload), found.version)) === 'done') return;
  }
}

type Verdict = Pick<Upload, 'state' | 'problem' | 'findings' | 'submissionId'>;

async function verdict(ports: ReceivePorts, upload: Upload): Promise<Verdict> {
  const holder = await holderOf(ports, upload);
  // An earlier check got so far and died: what became of the file since is not its business.
  if (holder !== undefined)
    return {
      state: 'accepted',
      submissionId: holder.id,
      findings: await ports.loadFindings(holder.fileId),
    };
  const bytes = await ports.readFile(upload);
  if (!bytes.ok) return refusedFor(bytes.problem);
  const { target } = upload;
  const owner = target.to === 'mandant' ? undefined : (await ports.load(target.submissionId))?.state;
  const mandant = target.to === 'mandant' ? target.mandant : owner?.mandant;
  if (mandant === undefined) return refusedFor({ code: 'file.gone', retry: 'never' });
  const document = target.document ?? latestDocument(owner);
  const kind = document === undefined ? kindOf(bytes.value) : 'document';
  if (owner !== undefined && owner.kind !== kind)
    return refusedFor({ code: 'file.other-kind', retry: 'after-fix', values: { kind: owner.kind } });
  const prepared = await prepare(ports, kind, { upload, bytes: bytes.value, mandant, owner, document });
  if ('state' in prepared) return prepared;
  const { files, findings } = prepared;
  for (const { fileId } of files) await ports.keepFindings(fileId, findings);
  const given = await give(ports, { upload, files, mandant });
  return given.ok
    ? { state: 'accepted', submissionId: given.value, findings }
    : { ...refusedFor(given.problem), findings };
}

function refusedFor(problem: Problem, findings: readonly KeptFinding[] = []): Verdict {
  return { state: 'refused', problem, findings };
}

function kindOf(bytes: Uint8Array): FileKind {
  return looksLikeZip(bytes) ? 'dxso' : 'extf';
}

/** A corrected image is filed like the one before, unless somebody says otherwise. */
function latestDocument(owner: Submission | undefined): StoredFile['document'] {
  return owner === undefined ? undefined : (latestFile(owner) ?? owner.candidate)?.document;
}

type Incoming = {
  readonly upload: Upload;
  readonly bytes: Uint8Array;
  readonly mandant: string;
  readonly owner: Submission | undefined;
  readonly document: StoredFile['document'];
};
/** The files that come of an upload: one, or one per part of a package. */
type Prepared = { readonly files: readonly StoredFile[]; readonly findings: readonly KeptFinding[] };

function prepare(ports: ReceivePorts, kind: FileKind, what: Incoming): Promise<Prepared | Verdict> {
  if (kind === 'dxso') return preparePackage(ports, what);
  return kind === 'document' ? prepareDocument(ports, what) : prepareBatch(ports, what);
}

async function prepareBatch(ports: ReceivePorts, what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, mandant, owner } = what;
  const checked = ports.check(bytes, upload.name, mandant);
  const { findings } = checked;
  if (!checked.mayGo) return refusedFor({ code: 'file.findings', retry: 'after-fix' }, findings);
  const changes = owner === undefined ? undefined : await changesSince(ports, owner, bytes);
  return {
    files: [fileToKeep({ upload, checked, at: ports.now(), ...present({ changes }) })],
    findings,
  };
}

async function prepareDocument(ports: ReceivePorts, what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, document } = what;
  const problem = refuseDocument(upload.name, bytes);
  if (problem !== undefined) return refusedFor(problem);
  const checked: Checked = { mayGo: true, rowErrors: 0, rows: 0, findings: [] };
  const named = { ...upload, name: documentName(upload.name) };
  const more = { kind: 'document', ...present({ document }) } as const;
  return { files: [fileToKeep({ upload: named, checked, at: ports.now(), more })], findings: [] };
}

async function preparePackage(ports: ReceivePorts, what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, mandant, owner } = what;
  const plan = await ports.planPackage(bytes, { mandant, owner });
  if (plan.is === 'problem') return refusedFor(plan.problem);
  if (plan.is === 'refused') return refusedFor({ code: 'file.findings', retry: 'after-fix' }, plan.findings);
  const files: StoredFile[] = [];
  for (const part of plan.parts) {
    const kept = part.files === undefined ? upload : await keepPart(ports, upload, part.files);
    const more = { kind: 'dxso', package: part.about } as const;
    files.push(fileToKeep({ upload: kept, checked: part.checked, at: ports.now(), more }));
  }
  return { files, findings: plan.findings };
}

/** On record first, stored then: whenever this dies, somebody knows what to tidy up. */
async function keepPart(ports: ReceivePorts, upload: Upload, files: readonly PackageFile[]): Promise<Upload> {
  const { kept, store } = ports.packPart(upload, files);
  const { fileId, sha256, chunks } = kept;
  await changeChecking(ports, upload.fileId, (u) => {
    const others = (u.parts ?? []).filter((part) => part.fileId !== fileId);
    return { ...u, parts: [...others, { fileId, sha256, chunks }] };
  });
  await store();
  return { ...upload, ...kept };
}

/** Against the newest revision that went to DATEV; without its bytes there is nothing to compare with. */
export async function changesSince(
  ports: Pick<ReceivePorts, 'readFile' | 'compare'>,
  owner: Submission,
  bytes: Uint8Array,
): Promise<FileChanges | undefined> {
  const sent = latestFile(owner);
  if (sent === undefined || sent.deletedAt !== undefined) return undefined;
  const before = await ports.readFile(sent);
  const changes = before.ok ? ports.compare(before.value, bytes) : undefined;
  return changes === undefined ? undefined : { against: sent.revision, ...changes };
}

async function give(
  ports: ReceivePorts,
  what: { upload: Upload; files: readonly StoredFile[]; mandant: string },
): Promise<Result<string, Problem>> {
  const { upload, files, mandant } = what;
  const happened = { at: ports.now(), actor: { kind: 'person', id: upload.by } } as const;
  const [first] = files;
  if (first === undefined) return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
  if (upload.target.to === 'submission')
    return giveTo(ports, upload.target.submissionId, { file: first, happened, since: upload.begunAt });
  for (const file of files) {
    const event = { what: 'uploaded', mandant, program: 'DATEV for Jira', file } as const;
    await ports.create(ports.submissionIdFor(mandant, file.sha256), event, happened);
  }
  return { ok: true, value: ports.submissionIdFor(mandant, first.sha256) };
}

/** Makes a checked file the candidate of a submission; the one it replaces loses its bytes. */
export async function giveTo(
  ports: Pick<ReceivePorts, 'load' | 'append' | 'deleteChunks'>,
  id: string,
  what: {
    file: StoredFile;
    happened: Happened;
    /** When the person chose the file. */
    since: string;
    attachmentId?: string;
  },
): Promise<Result<string, Problem>> {
  for (;;) {
    const stored = await ports.load(id);
    if (stored === undefined) return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
    const { state } = stored;
    if (whyNoFile(state) !== undefined)
      return { ok: false, problem: { code: 'file.not-now', retry: 'after-fix' } };
    // A file may open a closed submission again, but not one that was closed while nobody knew of the file.
    if (state.end !== undefined && state.end.at > what.since)
      return { ok: false, problem: { code: 'file.closed-meanwhile', retry: 'after-fix' } };
    const file = { ...what.file, revision: Math.max(0, ...state.attempts.map((a) => a.revision)) + 1 };
    const event: SubmissionEvent =
      what.attachmentId === undefined
        ? { what: 'file-given', file }
        : { what: 'attachment-taken', id: what.attachmentId, file };
    const written = await ports.append(stored, event, what.happened);
    if (written === 'conflict') continue;
    const replaced = state.candidate;
    if (replaced !== undefined && !holds(written.state, replaced.fileId))
      await ports.deleteChunks(replaced.fileId, replaced.chunks);
    return { ok: true, value: id };
  }
}
