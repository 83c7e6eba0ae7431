import { CHUNK_BYTES } from '../../contract/upload-limits';
import { looksLikeZip, pack } from '../../dxso/archive/zip';
import type { PackageFile } from '../../dxso/package';
import { checkExtf } from '../../extf/check/check';
import { dropUnheld, holderOf } from '../../files/bytes-on-record-store';
import { checkedOf, fileToKeep } from '../../files/check';
import { checkBegun, isBig, uncounted, withPart } from '../../files/check-begin';
import { type Place, placeOf } from '../../files/check-place';
import { documentName, refuseDocument } from '../../files/document-check';
import {
  keepFindings,
  loadFindings,
  loadUpload,
  packed,
  readFile,
  saveUpload,
  storeChunks,
} from '../../files/file-store';
import { planOfPackage } from '../../files/package-plan-store';
import type { KeptFinding, Upload } from '../../files/upload';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { SMALL_BYTES } from '../../looks/look';
import { queueLooks } from '../../looks/look-queue-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { PlatformTrouble } from '../../platform/trouble';
import { personAsker } from '../../security/person-api';
import { loadSettings } from '../../settings/settings-store';
import { isElsewhere } from '../../submissions/environment';
import type { EventOf } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { latestFile } from '../../submissions/parts';
import type { StoredFile } from '../../submissions/stored-file';
import type { Submission } from '../../submissions/submission';
import { createSubmission, enlist, loadSubmission } from '../../submissions/submission-store';
import { changesSince, giveTo } from './give-file';

const ids = idsBy(sha256);

/**
 * Assembles, verifies and checks an upload, and gives it to its submission. Safe to run twice, and to die in at any place.
 * Answers a problem when it could not even be asked whether the person still may.
 */
export async function checkFile(fileId: string, { big = false } = {}): Promise<Problem | undefined> {
  const found = await loadUpload(fileId);
  if (found === undefined || found.upload.state !== 'checking') return undefined;
  if (!big && isBig(found.upload, await fileBefore(found.upload), SMALL_BYTES)) {
    await queueLooks({ v: 1, look: 'upload', id: fileId, big: true });
    return undefined;
  }
  const may = await personAsker()(found.upload.by, (await loadSettings()).data);
  if (!may.ok) return may.problem;
  const upload = await beginCheck(found);
  if (upload === 'busy') return undefined;
  const end =
    upload === 'died'
      ? refusedFor({ code: 'file.check-died', retry: 'after-fix' })
      : may.value
        ? await counted(upload)
        : refusedFor({ code: 'access.not-allowed', retry: 'after-fix' });
  await changeChecking(fileId, (u) => ({ ...u, ...end }));
  await dropUnheld((await loadUpload(fileId))?.upload ?? found.upload);
  return undefined;
}

/** The submission that it is to correct. */
async function ownerOf({ target }: Upload): Promise<Submission | undefined> {
  return target.to === 'submission' ? (await loadSubmission(target.submissionId))?.state : undefined;
}

/** The newest file of that submission. */
async function fileBefore(upload: Upload): Promise<StoredFile | undefined> {
  const owner = await ownerOf(upload);
  return owner && latestFile(owner);
}

async function beginCheck(found: {
  readonly upload: Upload;
  readonly version: number;
}): Promise<Upload | 'busy' | 'died'> {
  const begun = checkBegun(found.upload, now());
  if (typeof begun === 'string') return begun;
  return (await saveUpload(begun, found.version)) === 'done' ? begun : 'busy';
}

async function counted(upload: Upload): Promise<Verdict> {
  try {
    return await verdict(upload);
  } catch (error) {
    if (error instanceof PlatformTrouble) await changeChecking(upload.fileId, uncounted);
    throw error;
  }
}

/** Changes the record of an upload whose check has not ended; the first end counts. */
async function changeChecking(fileId: string, change: (upload: Upload) => Upload): Promise<void> {
  for (;;) {
    const found = await loadUpload(fileId);
    if (found === undefined || found.upload.state !== 'checking') return;
    if ((await saveUpload(change(found.upload), found.version)) === 'done') return;
  }
}

type Verdict = Pick<Upload, 'state' | 'problem' | 'findings' | 'submissionId'>;

async function verdict(upload: Upload): Promise<Verdict> {
  const holder = await holderOf(upload);
  // An earlier check got so far and died: what became of the file since is not its business.
  if (holder !== undefined)
    return {
      state: 'accepted',
      submissionId: holder.id,
      findings: await loadFindings(holder.fileId),
    };
  const bytes = await readFile(upload);
  if (!bytes.ok) return refusedFor(bytes.problem);
  const place = placeOf(upload, await ownerOf(upload), looksLikeZip(bytes.value));
  if (!place.ok) return refusedFor(place.problem);
  const prepared = await prepare({ ...place.value, upload, bytes: bytes.value });
  if ('state' in prepared) return prepared;
  const { files, findings } = prepared;
  for (const { fileId } of files) await keepFindings(fileId, findings);
  const given = await give({ upload, files, mandant: place.value.mandant });
  return given.ok
    ? { state: 'accepted', submissionId: given.value, findings }
    : { ...refusedFor(given.problem), findings };
}

function refusedFor(problem: Problem, findings: readonly KeptFinding[] = []): Verdict {
  return { state: 'refused', problem, findings };
}

type Incoming = Place & { readonly upload: Upload; readonly bytes: Uint8Array };
/** The files that come of an upload: one, or one per part of a package. */
type Prepared = { readonly files: readonly StoredFile[]; readonly findings: readonly KeptFinding[] };

function prepare(what: Incoming): Promise<Prepared | Verdict> {
  if (what.kind === 'dxso') return preparePackage(what);
  return what.kind === 'document' ? prepareDocument(what) : prepareBatch(what);
}

async function prepareBatch(what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, mandant, owner } = what;
  const checked = checkedOf(checkExtf(bytes, { mandant, fileName: upload.name }));
  const { findings } = checked;
  if (!checked.mayGo) return refusedFor({ code: 'file.findings', retry: 'after-fix' }, findings);
  const changes = owner === undefined ? undefined : await changesSince(owner, bytes);
  return {
    files: [fileToKeep({ upload, checked, at: now(), ...present({ changes }) })],
    findings,
  };
}

async function prepareDocument(what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, document } = what;
  const problem = refuseDocument(upload.name, bytes);
  if (problem !== undefined) return refusedFor(problem);
  const checked = { rowErrors: 0, rows: 0, findings: [] };
  const named = { ...upload, name: documentName(upload.name) };
  const more = { kind: 'document', ...present({ document }) } as const;
  return { files: [fileToKeep({ upload: named, checked, at: now(), more })], findings: [] };
}

async function preparePackage(what: Incoming): Promise<Prepared | Verdict> {
  const { upload, bytes, mandant, owner } = what;
  const plan = await planOfPackage(bytes, { mandant, owner });
  if (plan.is === 'problem') return refusedFor(plan.problem);
  if (plan.is === 'refused') return refusedFor({ code: 'file.findings', retry: 'after-fix' }, plan.findings);
  const files: StoredFile[] = [];
  for (const part of plan.parts) {
    const kept = part.files === undefined ? upload : await keepPart(upload, part.files);
    const more = { kind: 'dxso', package: part.about } as const;
    files.push(fileToKeep({ upload: kept, checked: part.checked, at: now(), more }));
  }
  return { files, findings: plan.findings };
}

/** On record first, stored then: whenever this dies, somebody knows what to tidy up. */
async function keepPart(upload: Upload, files: readonly PackageFile[]): Promise<Upload> {
  const bytes = pack(files);
  const hash = sha256(bytes);
  const chunks = packed(bytes, CHUNK_BYTES);
  // By content: what was sent under this name must never change.
  const kept = {
    fileId: `${upload.fileId}-${hash.slice(0, 12)}`,
    bytes: bytes.length,
    sha256: hash,
    chunks: chunks.length,
  };
  await changeChecking(upload.fileId, (u) => withPart(u, kept));
  await storeChunks(kept.fileId, chunks);
  return { ...upload, ...kept };
}

async function give(what: {
  upload: Upload;
  files: readonly StoredFile[];
  mandant: string;
}): Promise<Result<string, Problem>> {
  const { upload, files, mandant } = what;
  const happened = { at: now(), actor: { kind: 'person', id: upload.by } } as const;
  const [first] = files;
  if (first === undefined) return { ok: false, problem: { code: 'file.gone', retry: 'never' } };
  if (upload.target.to === 'submission')
    return giveTo(upload.target.submissionId, { file: first, happened, since: upload.begunAt });
  const { retentionDays, environment } = (await loadSettings()).data;
  const begun: string[] = [];
  for (const file of files) {
    const event = { what: 'uploaded', mandant, environment, program: 'DATEV for Jira', file } as const;
    const id = await idFor(event);
    begun.push(id);
    // Nobody looks at it before a person does something: it is put on the lists here.
    if (await createSubmission(id, event, { happened, retention: async () => retentionDays }))
      await enlist(id, { now: happened.at, retentionDays });
    else if (isBare((await loadSubmission(id))?.state)) {
      const given = await giveTo(id, { file, happened, since: upload.begunAt });
      if (!given.ok) return given;
    }
  }
  return { ok: true, value: begun[0] ?? ids.file(mandant, first.sha256) };
}

/** The same file handed in twice is one submission, but one that belongs to the other environment of DATEV does not stand in its way. */
async function idFor({
  mandant,
  environment,
  file: { sha256: hash },
}: Required<Pick<EventOf<'uploaded'>, 'mandant' | 'environment' | 'file'>>): Promise<string> {
  const id = ids.file(mandant, hash);
  const there = await loadSubmission(id);
  if (there === undefined || !isElsewhere(there.state, environment)) return id;
  return ids.fileIn(environment, mandant, hash);
}

/** Withdrawn, or closed, before anything of it went: the same file is what it lacks. A run gives its files itself. */
function isBare(s: Submission | undefined): boolean {
  return s !== undefined && s.attempts.length === 0 && s.candidate === undefined && s.from === undefined;
}
