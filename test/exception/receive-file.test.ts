import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, MAX_RAW_BYTES } from '../../src/contract/upload-limits';
import { chunksThere, removeUpload } from '../../src/files/file-store';
import { beginFile, finishFile, ownUpload, putFileChunk } from '../../src/flows/exception/receive-file';
import { plusSeconds } from '../../src/kernel/instant';
import { sha256 } from '../../src/platform/bytes';
import { now } from '../../src/platform/clock';
import { readHint } from '../../src/platform/due-store';
import { idsBy } from '../../src/submissions/ids';
import { MANDANT, onRecord } from '../effects/datev';
import { queued, stage } from '../effects/stage';
import { file, UPLOADED } from '../submissions/life';
import { meanwhile, writes } from '../support/forge-globals';
import { changeUpload, FILE, packedText, said, sentUp, TO_S1, uploadOf } from './upload';

const INCOMPLETE = { ok: false, problem: { code: 'file.incomplete', retry: 'after-fix' } };
const GONE = { ok: false, problem: { code: 'file.gone', retry: 'never' } };
/** So many packed bytes as need so many pieces. */
const ofChunks = (n: number) => ({ ...said(FILE), packedBytes: n * CHUNK_BYTES });
async function begun(file: Parameters<typeof beginFile>[1] = said(FILE), by = 'anna') {
  const answer = await beginFile(by, file);
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.value;
}
const put = (fileId: string, n = 0, by = 'anna') => putFileChunk(by, { fileId, n, data: packedText(FILE) });

describe('an upload', () => {
  it('begins with a place of its own that nobody can guess, for a day', async () => {
    stage();
    const { fileId, chunkBytes, have } = await begun();
    expect([chunkBytes, have]).toEqual([CHUNK_BYTES, []]);
    expect(fileId).toMatch(/^u[\w-]{20,}$/);
    const upload = await uploadOf(fileId);
    expect(upload).toMatchObject({ by: 'anna', state: 'receiving', chunks: 1, ...said(FILE) });
    expect(upload.expiresAt).toBe(plusSeconds(upload.begunAt, 24 * 3600));
    expect(await begun(said(FILE), 'bert')).not.toMatchObject({ fileId });
  });

  it.each([
    ['empty', { bytes: 0 }, 'file.empty'],
    ['too large', { bytes: MAX_RAW_BYTES + 1 }, 'file.too-large'],
  ])('does not begin for a file that is %s', async (_, change, code) => {
    stage();
    expect(await beginFile('anna', { ...said(FILE), ...change })).toMatchObject({
      ok: false,
      problem: { code },
    });
  });

  it.each<[string, object, boolean]>([
    ['goes on with the pieces that are there', {}, true],
    ['goes on while its check runs', { state: 'checking' }, true],
    ['does not go on once it was refused', { state: 'refused' }, false],
    ['does not go on once its day is over', { expiresAt: '2026-01-01T00:00:00.000Z' }, false],
    ['does not go on as something that is packed otherwise', { packedBytes: 7 }, false],
  ])('%s', async (_, change, goesOn) => {
    stage();
    const { fileId } = await begun(ofChunks(3));
    await put(fileId, 1);
    await changeUpload(fileId, change);
    const again = await begun(ofChunks(3));
    if (goesOn) expect(again).toMatchObject({ fileId, have: [1] });
    else expect(again).toMatchObject({ fileId: expect.not.stringMatching(fileId), have: [] });
  });

  it('of the same file for something else is another one', async () => {
    stage();
    const { fileId } = await begun();
    expect(await begun(said(FILE, TO_S1))).not.toMatchObject({ fileId });
  });

  it('of which only the note is left begins anew', async () => {
    stage();
    const { fileId } = await begun();
    await removeUpload(fileId);
    expect(await begun()).not.toMatchObject({ fileId });
  });
});

describe('a piece', () => {
  it('is taken again and again, and changes nothing then', async () => {
    stage();
    const { fileId } = await begun(ofChunks(2));
    for (const n of [0, 0, 1]) expect(await put(fileId, n)).toMatchObject({ ok: true, value: { fileId } });
    expect(await chunksThere(fileId, 2)).toEqual([0, 1]);
  });

  it.each<[string, object, number, object]>([
    ['behind the last one', {}, 2, INCOMPLETE],
    ['of an upload that is being checked', { state: 'checking' }, 0, INCOMPLETE],
    ['of an upload that was taken', { state: 'accepted' }, 0, INCOMPLETE],
    ['of somebody else’s upload', { by: 'bert' }, 0, GONE],
  ])('%s is refused, and nothing is written', async (_, change, n, refused) => {
    stage();
    const { fileId } = await begun(ofChunks(2));
    await changeUpload(fileId, change);
    expect(await put(fileId, n)).toEqual(refused);
    expect(await chunksThere(fileId, 3)).toEqual([]);
  });

  it('never goes where a submission holds its bytes, whatever the record of the upload says', async () => {
    stage();
    const { fileId } = await begun();
    const id = idsBy(sha256).file(MANDANT, said(FILE).sha256);
    await onRecord(id, { ...UPLOADED, file: file({ fileId, sha256: said(FILE).sha256 }) });
    expect(await put(fileId)).toEqual(INCOMPLETE);
    expect(await chunksThere(fileId, 1)).toEqual([]);
  });

  it('is not taken where the upload was finished while it came', async () => {
    stage();
    const { fileId } = await begun();
    meanwhile(writes('upload'), () => changeUpload(fileId, { state: 'checking' }));
    expect(await put(fileId)).toEqual(INCOMPLETE);
    expect(await chunksThere(fileId, 1)).toEqual([]);
  });
});

describe('the end of an upload', () => {
  it('orders its check, which is due again in case the order is lost', async () => {
    stage();
    const before = now();
    const fileId = await sentUp(FILE);
    const upload = await uploadOf(fileId);
    expect(upload.state).toBe('checking');
    expect(upload.expiresAt >= plusSeconds(before, 24 * 3600)).toBe(true);
    expect(queued()).toEqual([{ v: 1, look: 'upload', id: fileId }]);
    const { at } = await readHint();
    expect(at > before && at <= plusSeconds(now(), 1200)).toBe(true);
  });

  it('told once more changes nothing and orders nothing', async () => {
    stage();
    const fileId = await sentUp(FILE);
    await changeUpload(fileId, { state: 'accepted', submissionId: 's1' });
    expect(await finishFile('anna', fileId)).toMatchObject({ ok: true, value: { state: 'accepted' } });
    expect(queued()).toHaveLength(1);
  });

  it('that two pages tell at once is told once', async () => {
    stage();
    const { fileId } = await begun();
    await put(fileId);
    meanwhile(writes('upload'), () => finishFile('anna', fileId));
    expect(await finishFile('anna', fileId)).toMatchObject({ ok: true, value: { state: 'checking' } });
    expect(queued()).toHaveLength(1);
  });

  it('is none while a piece is missing, and none for anybody else', async () => {
    stage();
    const { fileId } = await begun(ofChunks(2));
    await put(fileId, 1);
    expect(await finishFile('anna', fileId)).toEqual(INCOMPLETE);
    await put(fileId, 0);
    expect(await finishFile('bert', fileId)).toEqual(GONE);
    expect(await ownUpload('anna', 'u-never')).toEqual(GONE);
    expect(queued()).toEqual([]);
    expect(await finishFile('anna', fileId)).toMatchObject({ ok: true });
  });
});
