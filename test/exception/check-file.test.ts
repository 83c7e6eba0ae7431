import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { pack } from '../../src/dxso/archive/zip';
import { writePackage } from '../../src/dxso/package-write';
import { loadFindings, loadUpload, readFile, removeUpload } from '../../src/files/file-store';
import type { Target } from '../../src/files/upload';
import { checkFile } from '../../src/flows/exception/check-file';
import { plusSeconds } from '../../src/kernel/instant';
import { sha256 } from '../../src/platform/bytes';
import { now } from '../../src/platform/clock';
import { PlatformTrouble } from '../../src/platform/trouble';
import { idsBy } from '../../src/submissions/ids';
import { listRows } from '../../src/submissions/lists/list-store';
import { append, byApp } from '../../src/submissions/record-store';
import { loadSubmission } from '../../src/submissions/submission-store';
import { packageOf, twoMonths } from '../dxso/packages';
import { MANDANT, onRecord, stored } from '../effects/datev';
import { called, no, ok, queued, type Says, stage } from '../effects/stage';
import { DISCOVERED, file, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { type Leaving, meanwhile, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';
import {
  changeUpload,
  deletions,
  FILE,
  OTHER_FILE,
  sentUp,
  TO_MANDANT,
  TO_S1,
  uploadOf,
  WRONG_FILE,
} from './upload';

const MONTH = '2024-01';
const GROUPS = 'GET /user/groups';
const PDF = { name: 'Rechnung 1.pdf', bytes: new TextEncoder().encode('%PDF-1.7\n%%EOF') };
const PACKAGE = { name: 'Belege.zip', bytes: pack(writePackage(twoMonths())) };
const stateOf = async (id: string) => (await loadSubmission(id))?.state;
/** The bytes of an upload are put together. */
const readsMany =
  (fileId: string) =>
  ({ path, body }: Leaving) =>
    !path.endsWith('/get') && JSON.stringify(body).includes(`file:${fileId}`);
const idOf = (hash: string) => idsBy(sha256).file(MANDANT, hash);
/** Who may hand in is a group, of which Anna is one or not. */
const inGroup = (says: Says) => async () => {
  stage({ [GROUPS]: says });
  await savedSettings({ groups: { resubmit: ['g1'], mappings: [] } });
};

describe('a file for a Mandant', () => {
  it('begins a submission, on the lists at once, with what the check found', async () => {
    stage();
    const fileId = await sentUp(FILE);
    expect(await checkFile(fileId)).toBeUndefined();
    const upload = await uploadOf(fileId);
    const id = idOf(upload.sha256);
    expect(upload).toMatchObject({ state: 'accepted', submissionId: id, tries: 1 });
    expect(await stateOf(id)).toMatchObject({
      ...{ mandant: MANDANT, origin: 'upload', kind: 'extf', program: 'DATEV for Jira', startedBy: 'anna' },
      candidate: { fileId, name: FILE.name, sha256: upload.sha256, rows: FILE.rows, by: 'anna' },
      attempts: [],
      pendingEffects: [],
    });
    const { rows } = await listRows({ mandant: MANDANT, phase: 'needs-you' }, { limit: 9 });
    expect(rows.map((row) => row.id)).toEqual([id]);
    expect(await loadFindings(fileId)).toEqual(upload.findings);
    expect((await readFile(upload)).ok).toBe(true);
  });

  it('that is there already is the same submission, whose file stays; the second bytes go', async () => {
    stage();
    const first = await sentUp(FILE);
    await checkFile(first);
    const second = await sentUp(FILE);
    await checkFile(second);
    const { sha256: hash } = await uploadOf(second);
    expect(await uploadOf(second)).toMatchObject({ state: 'accepted', submissionId: idOf(hash) });
    expect(await stateOf(idOf(hash))).toMatchObject({ candidate: { fileId: first } });
    expect([deletions(first), deletions(second)]).toEqual([0, 1]);
  });

  it('with errors that DATEV would not let pass is refused with them, and its bytes go', async () => {
    stage();
    const fileId = await sentUp(WRONG_FILE);
    await checkFile(fileId);
    const upload = await uploadOf(fileId);
    expect(upload).toMatchObject({
      state: 'refused',
      problem: { code: 'file.findings', retry: 'after-fix' },
    });
    expect(upload.findings?.length).toBeGreaterThan(0);
    expect(await stateOf(idOf(upload.sha256))).toBeUndefined();
    expect(deletions(fileId)).toBe(1);
  });

  it('that is an image is filed as what its person said', async () => {
    stage();
    const target: Target = { ...TO_MANDANT, document: { type: 'Rechnungseingang', note: 'Büro' } };
    const fileId = await sentUp(PDF, target);
    await checkFile(fileId, { big: true });
    const { submissionId = '' } = await uploadOf(fileId);
    expect(await stateOf(submissionId)).toMatchObject({
      kind: 'document',
      candidate: { name: 'Rechnung 1.pdf', document: target.document, rows: 0, warnings: 0 },
    });
    expect((await stateOf(submissionId))?.candidate).not.toHaveProperty('errors');
  });

  it('that is called an image and is none is refused', async () => {
    stage();
    const target: Target = { ...TO_MANDANT, document: { type: 'Rechnungseingang' } };
    const fileId = await sentUp({ ...PDF, bytes: FILE.bytes }, target);
    await checkFile(fileId, { big: true });
    expect(await uploadOf(fileId)).toMatchObject({
      state: 'refused',
      problem: { code: 'file.document-broken' },
    });
  });
});

describe('a package', () => {
  it('is one submission for each month, with bytes of its own, which are on record before they are there', async () => {
    stage();
    const fileId = await sentUp(PACKAGE);
    await checkFile(fileId, { big: true });
    const { parts = [], submissionId, state } = await uploadOf(fileId);
    expect([state, parts.length]).toEqual(['accepted', 2]);
    const months = [];
    for (const part of parts) {
      expect(part.fileId).toBe(`${fileId}-${part.sha256.slice(0, 12)}`);
      const owner = await stateOf(idOf(part.sha256));
      const kept = owner?.candidate;
      expect(owner?.kind).toBe('dxso');
      expect(kept).toMatchObject({ fileId: part.fileId, kind: 'dxso', chunks: part.chunks });
      expect(kept && (await readFile(kept)).ok).toBe(true);
      months.push(kept?.package?.month);
    }
    expect(months).toEqual([MONTH, '2024-02']);
    expect(submissionId).toBe(idOf(parts[0]?.sha256 ?? ''));
    // Of what was handed in nobody needs the whole.
    expect(deletions(fileId)).toBe(1);
  });

  it('of one month stays as it was handed in', async () => {
    stage();
    const fileId = await sentUp({ name: 'Belege.zip', bytes: pack(writePackage(packageOf())) });
    await checkFile(fileId, { big: true });
    const upload = await uploadOf(fileId);
    expect(upload).not.toHaveProperty('parts');
    expect(await stateOf(idOf(upload.sha256))).toMatchObject({
      candidate: { fileId, sha256: upload.sha256, package: { month: '2024-02' } },
    });
    expect(deletions(fileId)).toBe(0);
  });

  it('that is there already leaves none of its parts behind', async () => {
    stage();
    await checkFile(await sentUp(PACKAGE), { big: true });
    const second = await sentUp(PACKAGE);
    await checkFile(second, { big: true });
    const { parts = [] } = await uploadOf(second);
    expect(parts.map((part) => deletions(part.fileId))).toEqual([1, 1]);
  });

  it('checked once more after a check that died has each of its parts once', async () => {
    stage();
    const fileId = await sentUp(PACKAGE);
    meanwhile(writes('submission'), () => Promise.reject(new TypeError('fetch failed')));
    await expect(checkFile(fileId, { big: true })).rejects.toBeInstanceOf(PlatformTrouble);
    const before = await uploadOf(fileId);
    expect(before).toMatchObject({ state: 'checking', tries: 0 });
    await checkFile(fileId, { big: true });
    const after = await uploadOf(fileId);
    expect(after).toMatchObject({ state: 'accepted', tries: 1, parts: before.parts });
    expect(after.parts).toHaveLength(2);
  });

  it.each<[string, Uint8Array, string]>([
    ['that is no archive', new TextEncoder().encode('PK\u0003\u0004 but no archive'), 'file.no-package'],
    ['without bookings', pack([{ name: 'nichts.pdf', bytes: PDF.bytes }]), 'file.findings'],
  ])('%s is refused', async (_, bytes, code) => {
    stage();
    const fileId = await sentUp({ name: 'Belege.zip', bytes });
    await checkFile(fileId, { big: true });
    expect(await uploadOf(fileId)).toMatchObject({ state: 'refused', problem: { code } });
  });
});

describe('a file that corrects a submission', () => {
  it('becomes its candidate, by whom handed it in', async () => {
    stage();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    const fileId = await sentUp(FILE, TO_S1);
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'accepted', submissionId: 's1' });
    const state = await stateOf('s1');
    expect(state?.candidate).toMatchObject({ fileId, revision: 2, by: 'anna' });
    // Another program's file was never here.
    expect(state?.candidate).not.toHaveProperty('changes');
  });

  it('says what differs from the file that DATEV refused', async () => {
    stage();
    const sent = await stored(FILE.bytes);
    await onRecord(
      's1',
      { ...UPLOADED, file: sent },
      order(1),
      { what: 'trying', key: 'send:r1', leaseUntil: now() },
      { what: 'done', key: 'send:r1', jobId: 'j1' },
      { what: 'job-failed', revision: 1, jobId: 'j1', cause: { code: '1', faults: [] } },
    );
    const fileId = await sentUp(OTHER_FILE, TO_S1);
    await checkFile(fileId);
    const { candidate } = (await stateOf('s1')) ?? {};
    expect(candidate?.changes).toMatchObject({ against: 1, added: 0, removed: 0, edited: 0, header: [17] });
  });

  it('that is not there is refused, and its bytes go', async () => {
    stage();
    const fileId = await sentUp(FILE, TO_S1);
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({
      ...{ state: 'refused', problem: { code: 'file.gone' }, findings: [] },
    });
    expect(deletions(fileId)).toBe(1);
  });

  it('that comes when it was closed meanwhile is refused, with what was found in it', async () => {
    stage();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE, { what: 'closed', reason: 'doppelt' });
    const fileId = await sentUp(FILE, TO_S1);
    await changeUpload(fileId, { begunAt: '2026-01-01T00:00:00.000Z' });
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({
      ...{ state: 'refused', problem: { code: 'file.closed-meanwhile' } },
      findings: expect.arrayContaining([expect.objectContaining({ severity: 'warning' })]),
    });
    expect((await stateOf('s1'))?.candidate).toBeUndefined();
  });
});

describe('the check', () => {
  it('asks once more whether its person may, and refuses for whom may not', async () => {
    await inGroup(ok([{ groupId: 'g2' }]))();
    const fileId = await sentUp(FILE);
    await checkFile(fileId);
    const { state, problem, sha256: hash } = await uploadOf(fileId);
    expect([state, problem?.code]).toEqual(['refused', 'access.not-allowed']);
    expect(await stateOf(idOf(hash))).toBeUndefined();
    expect(deletions(fileId)).toBe(1);
    expect(called()).toEqual([GROUPS]);
  });

  it('goes on for whom may', async () => {
    await inGroup(ok([{ groupId: 'g1' }]))();
    const fileId = await sentUp(FILE);
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'accepted' });
  });

  it('does not begin while Jira cannot be asked', async () => {
    await inGroup(no(503))();
    const fileId = await sentUp(FILE);
    expect(await checkFile(fileId)).toMatchObject({ code: 'access.not-asked', retry: 'later' });
    expect(await uploadOf(fileId)).toMatchObject({ state: 'checking' });
    expect(await uploadOf(fileId)).not.toHaveProperty('tries');
  });

  it('of what is done, refused, or gone does nothing', async () => {
    stage();
    const fileId = await sentUp(FILE);
    await changeUpload(fileId, { state: 'refused' });
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'refused' });
    expect(await uploadOf(fileId)).not.toHaveProperty('tries');
    await removeUpload(fileId);
    expect(await checkFile(fileId)).toBeUndefined();
    expect(await loadUpload(fileId)).toBeUndefined();
  });

  it.each<[string, object, boolean]>([
    ['a package', { name: 'Belege.zip' }, true],
    ['what alone is too big', { bytes: 10_000_001 }, true],
    ['what with the file before is too big', { bytes: 10_000_000 - 899 }, true],
    ['what just fits', { bytes: 10_000_000 - 900 }, false],
  ])('is handed on to an invocation with more memory or not: %s', async (_, change, isHandedOn) => {
    stage();
    await onRecord('s1', { ...UPLOADED, file: file({ bytes: 900 }) }, order(1));
    const fileId = await sentUp(FILE, TO_S1);
    await changeUpload(fileId, change);
    await checkFile(fileId);
    const big = queued().filter((look) => 'big' in (look as object));
    expect(big).toEqual(isHandedOn ? [{ v: 1, look: 'upload', id: fileId, big: true }] : []);
    expect((await uploadOf(fileId)).state === 'checking').toBe(isHandedOn);
  });

  it('that was begun three times and never ended is given up once the last one cannot be at it any more', async () => {
    stage();
    const fileId = await sentUp(FILE);
    await changeUpload(fileId, { tries: 3, triedAt: plusSeconds(now(), -200) });
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'checking', tries: 3 });
    await changeUpload(fileId, { triedAt: plusSeconds(now(), -400) });
    await checkFile(fileId);
    const { state, problem } = await uploadOf(fileId);
    expect([state, problem]).toMatchObject(['refused', { code: 'file.check-died', retry: 'after-fix' }]);
  });

  it('that somebody else begins at the same time is left to them', async () => {
    stage();
    const fileId = await sentUp(FILE);
    meanwhile(writes('upload'), () => changeUpload(fileId, { tries: 1, triedAt: now() }));
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'checking', tries: 1 });
    const { sha256: hash } = await uploadOf(fileId);
    expect(await stateOf(idOf(hash))).toBeUndefined();
  });

  it('ends as the first one that ended', async () => {
    stage();
    const fileId = await sentUp(FILE);
    meanwhile(writes('submission'), () => changeUpload(fileId, { state: 'refused' }));
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'refused' });
  });

  it('after one that died when all was on record says so and nothing else', async () => {
    stage();
    const fileId = await sentUp(FILE);
    await checkFile(fileId);
    const before = await stateOf(idOf((await uploadOf(fileId)).sha256));
    const { findings, submissionId } = await uploadOf(fileId);
    await changeUpload(fileId, { state: 'checking', findings: [], submissionId: 'none' });
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'accepted', findings, submissionId, tries: 2 });
    expect(await stateOf(before?.id ?? '')).toEqual(before);
    expect(deletions(fileId)).toBe(0);
  });

  it('of a correction that was ordered since was good all the same', async () => {
    stage();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    const fileId = await sentUp(FILE, TO_S1);
    await checkFile(fileId);
    const on = await loadSubmission('s1');
    if (on === undefined) throw new Error('it is gone');
    await append(on, order(2, '7'), byApp());
    await changeUpload(fileId, { state: 'checking' });
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'accepted', submissionId: 's1' });
  });

  it('of an upload whose record goes meanwhile ends quietly', async () => {
    stage();
    const fileId = await sentUp(WRONG_FILE);
    const before = await uploadOf(fileId);
    meanwhile(writes('upload'), async () => {
      meanwhile(readsMany(fileId), () => removeUpload(fileId));
    });
    expect(await checkFile(fileId)).toBeUndefined();
    expect(await loadUpload(fileId)).toBeUndefined();
    expect(deletions(before.fileId)).toBe(1);
  });

  it('that dies of the file itself is counted', async () => {
    stage();
    const fileId = await sentUp(FILE);
    await changeUpload(fileId, { name: undefined as unknown as string });
    await expect(checkFile(fileId, { big: true })).rejects.toBeInstanceOf(TypeError);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'checking', tries: 1 });
  });

  it.each([
    ['bytes that are not those that were told', { sha256: 'f'.repeat(64) }, 'file.hash-mismatch'],
    ['a piece that is gone', { chunks: 2 }, 'file.incomplete'],
  ])('refuses %s', async (_, change, code) => {
    stage();
    const fileId = await sentUp(FILE);
    await changeUpload(fileId, change);
    await checkFile(fileId);
    expect(await uploadOf(fileId)).toMatchObject({ state: 'refused', problem: { code } });
  });
});
