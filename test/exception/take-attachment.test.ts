import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { MAX_RAW_BYTES } from '../../src/contract/upload-limits';
import { expiredUploads, loadFindings, readFile } from '../../src/files/file-store';
import { changesSince, giveTo } from '../../src/flows/exception/give-file';
import { sweepUploads } from '../../src/flows/exception/sweep-uploads';
import { takeAttachment } from '../../src/flows/exception/take-attachment';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import type { SubmissionEvent } from '../../src/submissions/events';
import { append, byApp } from '../../src/submissions/record-store';
import type { StoredFile } from '../../src/submissions/stored-file';
import { loadSubmission } from '../../src/submissions/submission-store';
import { onRecord, stored } from '../effects/datev';
import { called, lost, no, nothing, ok, queued, type Says, stage } from '../effects/stage';
import { DISCOVERED, file, ISSUE, live, minutes, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { atTime } from '../support/at-time';
import { meanwhile, seen, writes } from '../support/forge-globals';
import { issueNow } from './an-issue';
import { deletions, FILE, OTHER_FILE, WRONG_FILE } from './upload';

const READ = 'GET /attachment/content/a1';
const REMOVE = 'DELETE /attachment/a1';
const SEE = `GET /issue/${ISSUE.id}`;
/** The issue as Jira shows it, with these attachments, which Bert put there. */
const shows = (...ids: readonly string[]) => {
  const author = { accountId: 'bert', accountType: 'atlassian' };
  const attachments = ids.map((id) => ({ id, filename: FILE.name, size: 9, mimeType: 'text/csv', author }));
  return ok(issueNow({}, { attachments }));
};
const GONE = { ok: false, problem: { code: 'jira.attachment-gone', retry: 'never' } };
const bytesOf = (bytes: Uint8Array) => () => new Response(bytes as Uint8Array<ArrayBuffer>);
const warned = (name = FILE.name): SubmissionEvent => ({ what: 'attachment-seen', id: 'a1', name });
const stateOf = async (id = 's1') => (await loadSubmission(id))?.state;
const take = (attachmentId = 'a1', id = 's1') => takeAttachment({ id, by: 'anna', attachmentId });

async function dropped(says: Readonly<Record<string, Says>> = {}, ...events: readonly SubmissionEvent[]) {
  stage({ [SEE]: shows('a1'), [READ]: bytesOf(FILE.bytes), [REMOVE]: nothing, ...says });
  await onRecord('s1', DISCOVERED, ...WITH_ISSUE, warned(), ...events);
}

/** The record names an attachment and no issue. */
async function onlyWarned(): Promise<void> {
  stage();
  await onRecord('s1', UPLOADED, warned());
}

describe('a booking file that was dropped into Jira', () => {
  it('becomes the corrected file, and is removed as whoever clicked', async () => {
    await dropped();
    expect(await take()).toEqual({ ok: true, value: null });
    const { candidate, warnedAttachments } = (await stateOf()) ?? {};
    // Whoever took it over did not write it.
    expect(candidate).toMatchObject({
      name: FILE.name,
      by: 'anna',
      author: 'bert',
      revision: 2,
      rows: FILE.rows,
    });
    expect(candidate && (await readFile(candidate)).ok).toBe(true);
    expect(await loadFindings(candidate?.fileId ?? '')).not.toEqual([]);
    expect(warnedAttachments).toMatchObject([{ id: 'a1', gone: true }]);
    expect(called().slice(-1)).toEqual([REMOVE]);
    expect(seen().find(({ method }) => method === 'DELETE')?.as).toBe('user');
    expect(queued()).toEqual([{ v: 1, look: 'submission', id: 's1' }]);
    // Its place is on record until the next day, in case the rest dies.
    expect(await expiredUploads(now())).toEqual([]);
    const [place] = await expiredUploads(plusSeconds(now(), 24 * 3600 + 1));
    expect(place).toMatchObject({ state: 'accepted', fileId: candidate?.fileId, by: 'anna' });
    expect(place?.chunks).toBeGreaterThan(90);
  });

  it('is taken although Jira does not let the person remove it', async () => {
    await dropped({ [REMOVE]: no(403) });
    expect(await take()).toMatchObject({ ok: true });
    expect(queued()).toHaveLength(1);
  });

  it('keeps its bytes when the places of takings-over are tidied up', async () => {
    await dropped();
    await take();
    atTime(plusSeconds(now(), 2 * 24 * 3600));
    await sweepUploads();
    const { candidate } = (await stateOf()) ?? {};
    expect(candidate && (await readFile(candidate)).ok).toBe(true);
    expect(await expiredUploads(plusSeconds(now(), 1))).toEqual([]);
  });

  it.each<[string, () => Promise<void>, () => ReturnType<typeof take>]>([
    ['that the issue never showed us', () => dropped(), () => take('a9')],
    ['of a submission that is not there', () => dropped(), () => take('a1', 's9')],
    [
      'that is gone by now',
      () => dropped({}, { what: 'attachment-taken', id: 'a1', file: file() }),
      () => take(),
    ],
    ['that is not at the issue any more', () => dropped({ [SEE]: shows('a2') }), () => take()],
    ['of an issue that was never there', () => onlyWarned(), () => take()],
    ['that Jira does not know any more', () => dropped({ [READ]: no(404) }), () => take()],
  ])('%s is not taken', async (_, prepare, taking) => {
    await prepare();
    expect(await taking()).toMatchObject(GONE);
    expect(called()).not.toContain(REMOVE);
    expect(queued()).toEqual([]);
  });

  it.each<[string, Says, object]>([
    ['that has errors', bytesOf(WRONG_FILE.bytes), { code: 'file.findings', retry: 'after-fix' }],
    ['that Jira does not give now', no(503), { code: 'jira.unavailable' }],
    ['whose answer is lost', lost, { retry: 'later' }],
    ['that is too big', bytesOf(new Uint8Array(MAX_RAW_BYTES + 1)), { code: 'platform.answer-too-big' }],
  ])('%s is not taken, and stays where it is', async (_, answer, problem) => {
    await dropped({ [READ]: answer });
    expect(await take()).toMatchObject({ ok: false, problem });
    expect((await stateOf())?.candidate).toBeUndefined();
    expect(called()).toEqual([SEE, READ]);
    expect(queued()).toEqual([]);
  });

  it('is not taken while Jira does not show the issue', async () => {
    await dropped({ [SEE]: no(503) });
    expect(await take()).toMatchObject({ ok: false, problem: { code: 'jira.unavailable' } });
    expect(called()).toEqual([SEE]);
  });

  it('is for batches only', async () => {
    stage();
    const package_ = { ledger: 'cashLedger', month: '2026-11', parts: 2 } as const;
    const dxso = file({ kind: 'dxso', package: package_ });
    await onRecord(
      's1',
      { ...UPLOADED, file: dxso as typeof UPLOADED.file },
      { what: 'issue-taken', issue: ISSUE },
      warned(),
    );
    expect(await take()).toMatchObject({
      ok: false,
      problem: { code: 'file.other-kind', retry: 'after-fix' },
    });
    expect(called()).toEqual([]);
  });

  it('that comes when it is too late leaves no bytes behind', async () => {
    await dropped({}, { what: 'closed', reason: 'x' });
    const at = plusSeconds(now(), -3600);
    atTime(at);
    const told = await take();
    expect(told).toMatchObject({ ok: false, problem: { code: 'file.closed-meanwhile' } });
    const [place] = await expiredUploads(plusSeconds(now(), 26 * 3600));
    expect(deletions(place?.fileId ?? '')).toBe(1);
    expect(called()).not.toContain(REMOVE);
  });

  it('says what differs from the file that DATEV refused', async () => {
    stage({ [SEE]: shows('a1'), [READ]: bytesOf(OTHER_FILE.bytes), [REMOVE]: nothing });
    await onRecord(
      's1',
      { ...UPLOADED, file: await stored(FILE.bytes) },
      order(1),
      { what: 'trying', key: 'send:r1', leaseUntil: now() },
      { what: 'done', key: 'send:r1', jobId: 'j1' },
      { what: 'job-failed', revision: 1, jobId: 'j1', cause: { code: '1', faults: [] } },
      { what: 'issue-taken', issue: ISSUE },
      warned(),
    );
    await take();
    expect((await stateOf())?.candidate?.changes).toMatchObject({ against: 1, header: [17] });
  });
});

describe('a corrected file', () => {
  const happened = { at: now(), actor: { kind: 'person', id: 'anna' } } as const;
  const given = (fileId: string): StoredFile => file({ fileId, revision: 2, chunks: 1 });
  const give = (fileId: string, since = now()) => giveTo('s1', { file: given(fileId), happened, since });

  it('takes the place of the one before, whose bytes go', async () => {
    stage();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    expect(await give('f2')).toEqual({ ok: true, value: 's1' });
    expect(deletions('f2')).toBe(0);
    expect(await give('f3')).toEqual({ ok: true, value: 's1' });
    expect((await stateOf())?.candidate).toMatchObject({ fileId: 'f3' });
    expect(deletions('f2')).toBe(1);
  });

  it('that is given twice keeps its bytes', async () => {
    stage();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    await give('f2');
    await give('f2');
    expect(deletions('f2')).toBe(0);
  });

  it('that takes the place of one that was sent before leaves that one’s bytes', async () => {
    stage();
    const sent = file({ fileId: 'f1' });
    await onRecord(
      's1',
      { ...UPLOADED, file: sent as typeof UPLOADED.file },
      order(1),
      { what: 'trying', key: 'send:r1', leaseUntil: now() },
      { what: 'done', key: 'send:r1', jobId: 'j1' },
      { what: 'job-failed', revision: 1, jobId: 'j1', cause: { code: '1', faults: [] } },
      { what: 'file-given', file: { ...sent, revision: 2 } },
    );
    await give('f3');
    expect((await stateOf())?.candidate).toMatchObject({ fileId: 'f3' });
    expect(deletions('f1')).toBe(0);
  });

  it('is decided about anew where somebody else was faster', async () => {
    stage();
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE);
    meanwhile(writes('submission'), async () => {
      const on = await loadSubmission('s1');
      if (on !== undefined) await append(on, { what: 'closed', reason: 'x' }, byApp());
    });
    expect(await give('f2', minutes(-1e6))).toMatchObject({ problem: { code: 'file.closed-meanwhile' } });
    expect((await stateOf())?.candidate).toBeUndefined();
  });

  it('of a submission that is not there is for nobody', async () => {
    stage();
    expect(await give('f2')).toEqual({ ok: false, problem: { code: 'file.gone', retry: 'never' } });
  });

  it.each<[string, () => Promise<readonly StoredFile[]>]>([
    ['nothing was sent yet', async () => []],
    ['the bytes of the one before are deleted', async () => [await stored(FILE.bytes, { deletedAt: now() })]],
    ['the bytes of the one before are gone', async () => [file({ fileId: 'never' })]],
  ])('is compared with nothing where %s', async (_, files) => {
    stage();
    const owner = { ...live(DISCOVERED), files: await files(), issue: ISSUE };
    expect(await changesSince(owner, OTHER_FILE.bytes)).toBeUndefined();
  });
});
