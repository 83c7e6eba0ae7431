import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { GROUPS } from '../../packages/sandbox/jira/site';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { atDesk, pressSend } from '../support/desk';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  type Issue,
  MINUTE,
  moveTo,
  must,
  pass,
  type TestWorld,
  testWorld,
  type UploadState,
  upload,
  viewOf,
} from '../support/world';

type File = { readonly name: string; readonly bytes: Uint8Array };
type Begun = { readonly fileId: string; readonly have: readonly number[] };
type Where = { readonly issue: Issue; readonly as?: string };

type Settings = Readonly<Record<string, unknown>> & { readonly groups: object };

async function change(w: TestWorld, edit: (settings: Settings) => object): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, ...edit(settings) } });
}

const packedOf = ({ bytes }: File) => gzipSync(bytes);
const chunks = (w: TestWorld) => w.forge.storage.dump().filter(({ key }) => key.startsWith('file:'));

function begin(w: TestWorld, file: File, where: Where) {
  return call<Begun>(w, 'datev-panel', 'file.begin', {
    ...where,
    payload: {
      target: { to: 'issue' },
      name: file.name,
      bytes: file.bytes.length,
      packedBytes: packedOf(file).length,
      sha256: createHash('sha256').update(file.bytes).digest('hex'),
    },
  });
}

const put = (w: TestWorld, fileId: string, data: Uint8Array, { n = 0, ...where }: Where & { n?: number }) =>
  call(w, 'datev-panel', 'file.put', {
    ...where,
    payload: { fileId, n, data: Buffer.from(data).toString('base64') },
  });
const finish = (w: TestWorld, fileId: string, where: Where) =>
  call<UploadState>(w, 'datev-panel', 'file.finish', { ...where, payload: { fileId } });
const state = (w: TestWorld, fileId: string, where: Where) =>
  call<UploadState>(w, 'datev-panel', 'file.state', { ...where, payload: { fileId } });

async function sent(w: TestWorld, file: File, where: Where): Promise<string> {
  const { fileId } = await must(begin(w, file, where));
  await must(put(w, fileId, packedOf(file), where));
  return fileId;
}

describe('bytes on record', () => {
  it('are not touched by handing the same file in again', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const file = correctFile();
    await upload(w, file, { issue });
    const before = chunks(w);
    const again = await must(begin(w, file, { issue }));
    await put(w, again.fileId, gzipSync('Other bytes'), { issue });
    await w.forge.advance(MINUTE);
    expect(chunks(w).filter(({ key }) => before.some((one) => one.key === key))).toEqual(before);
    await w.forge.close();
  });

  it('leave nothing behind of a second try that nobody finished, and the first file still goes', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const file = correctFile();
    await upload(w, file, { issue });
    const again = await must(begin(w, file, { issue }));
    await put(w, again.fileId, packedOf(file), { issue });
    // An upload ends a day after it began; the daily run after that sweeps it.
    await pass(w, 2 * DAY);
    expect(chunks(w)).toHaveLength(1);
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    await must(call(w, 'datev-panel', 'submission.resubmit', { issue, payload: { mode: 'file', sha256 } }));
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    await w.forge.close();
  });

  it('stay when the check dies after it gave the file to its submission and the file is ordered at once', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const file = correctFile();
    const fileId = await sent(w, file, { issue });
    const match = { functionKey: 'work-fn', key: 'submission/' };
    fault(w, { service: 'kvs', operation: 'transact', fault: 'crash-after', times: 1, match });
    // The queue brings the check again only after the file is on its way.
    fault(w, { service: 'datev', operation: 'importExtfFile', fault: '503', times: 1 });
    await must(finish(w, fileId, { issue }));
    await w.forge.advance(500);
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    await must(call(w, 'datev-panel', 'submission.resubmit', { issue, payload: { mode: 'file', sha256 } }));
    await w.forge.advance(HOUR);
    expect(chunks(w)).toHaveLength(1);
    expect(ours(w)).toHaveLength(1);
    expect(await state(w, fileId, { issue })).toMatchObject({ value: { state: 'accepted' } });
    await w.forge.close();
  });

  it('a piece after the end of an upload is refused', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const file = correctFile();
    const fileId = await sent(w, file, { issue });
    await must(finish(w, fileId, { issue }));
    expect(await put(w, fileId, gzipSync('Other bytes'), { issue })).toMatchObject({ ok: false });
    await w.forge.advance(MINUTE);
    expect(await put(w, fileId, gzipSync('Other bytes'), { issue })).toMatchObject({ ok: false });
    await w.forge.close();
  });
});

describe('bytes that waited for being sent', () => {
  const kept = (w: TestWorld) =>
    w.forge.storage
      .dump()
      .map(({ key }) => key)
      .filter((key) => /^(?:file|have|findings):/.test(key));

  it.each([
    [
      'a click',
      (w: TestWorld, issue: Issue) =>
        must(call(w, 'datev-panel', 'submission.close', { issue, payload: { reason: 'Erledigt' } })),
    ],
    ['a move', async (w: TestWorld, issue: Issue) => moveTo(w, issue.key, 'Closed without sending')],
  ] as const)(
    'go when %s closes without sending, also when nothing of the upload is on record any more',
    async (_, close) => {
      const w = await testWorld();
      const issue = await rejected(w);
      await upload(w, correctFile(), { issue });
      await pass(w, 2 * DAY);
      expect(kept(w)).not.toEqual([]);
      await close(w, issue);
      await pass(w, 2 * DAY);
      expect((await viewOf<{ state: string }>(w, issue)).state).toBe('closed');
      expect(kept(w)).toEqual([]);
      await w.forge.close();
    },
  );

  it('go when whoever withdraws them dies before they are gone', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    await pass(w, 2 * DAY);
    fault(w, {
      service: 'kvs',
      operation: 'delete',
      fault: 'crash-before',
      times: 1,
      match: { key: 'file:' },
    });
    await expect(call(w, 'datev-panel', 'submission.withdraw', { issue, payload: {} })).rejects.toThrow(
      'killed',
    );
    expect(w.forge.faults.list()).toEqual([]);
    expect(kept(w)).not.toEqual([]);
    await pass(w, 2 * DAY);
    expect(kept(w)).toEqual([]);
    await w.forge.close();
  });
});

describe('a file that never went, handed in again at the desk', () => {
  it.each([
    ['withdrawn', 'submission.withdraw', {}, 'withdrawn'],
    ['closed', 'submission.close', { reason: 'Doch nicht' }, 'closed'],
  ] as const)('is ready after it was %s, and goes once', async (_, name, how, between) => {
    const w = await testWorld();
    const file = correctFile();
    const mandant = '455148-1';
    const { submissionId = '' } = await upload(w, file, { mandant });
    await must(call(w, 'datev-desk', name, { payload: { submissionId, ...how } }));
    expect(await atDesk(w, submissionId)).toMatchObject({ state: between });
    await w.forge.advance(MINUTE);
    expect(await upload(w, file, { mandant })).toMatchObject({ state: 'accepted', submissionId });
    expect(await atDesk(w, submissionId)).toMatchObject({ state: 'ready' });
    await pressSend(w, submissionId);
    await w.forge.advance(HOUR);
    expect(await atDesk(w, submissionId)).toMatchObject({ state: 'delivered', auditIntact: true });
    expect(ours(w)).toHaveLength(1);
    await w.forge.close();
  });
});

it('bytes on record are not written over by an upload to which an earlier version gave the same place', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  const fileId = await sent(w, correctFile(), { issue });
  await must(finish(w, fileId, { issue }));
  await w.forge.advance(MINUTE);
  const before = chunks(w);
  expect(before).toHaveLength(1);
  const stored = structuredClone(w.forge.snapshot());
  let begunAgain = 0;
  JSON.stringify(stored, (_, inner) => {
    if (inner?.fileId !== fileId || inner.state !== 'accepted') return inner;
    inner.state = 'receiving';
    begunAgain += 1;
    return inner;
  });
  expect(begunAgain).toBe(1);
  w.forge.restore(stored);
  const told = await put(w, fileId, gzipSync('Other bytes'), { issue });
  expect(told).toMatchObject({ ok: false, problem: { code: 'file.incomplete' } });
  expect(chunks(w)).toEqual(before);
  await w.forge.close();
});

it('a file of another kind than the one to be corrected is refused in words, and not kept', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  const bytes = new TextEncoder().encode('PK\u0003\u0004 and more');
  const fileId = await sent(w, { name: 'Paket.zip', bytes }, { issue });
  await must(finish(w, fileId, { issue }));
  await w.forge.advance(MINUTE);
  const told = expect.stringMatching(/not of the same kind/);
  expect(await state(w, fileId, { issue })).toMatchObject({ value: { state: 'refused', title: told } });
  expect(chunks(w)).toEqual([]);
  await w.forge.close();
});

describe('bytes that are not what was announced', () => {
  it('a piece behind the last one is refused', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { fileId } = await must(begin(w, correctFile(), { issue }));
    const told = await put(w, fileId, gzipSync('more'), { issue, n: 1 });
    expect(told).toMatchObject({ problem: { code: 'file.incomplete' } });
    expect(chunks(w)).toEqual([]);
    await w.forge.close();
  });

  it('an upload that lacks a piece does not end, and goes on where it was', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const file = correctFile();
    const { fileId } = await must(begin(w, file, { issue }));
    expect(await finish(w, fileId, { issue })).toMatchObject({ problem: { code: 'file.incomplete' } });
    // Nobody checks it yet, and whoever asks is not told that somebody did.
    expect(await state(w, fileId, { issue })).toMatchObject({ problem: { code: 'file.incomplete' } });
    await must(put(w, fileId, packedOf(file), { issue }));
    await must(finish(w, fileId, { issue }));
    await w.forge.advance(MINUTE);
    expect(await state(w, fileId, { issue })).toMatchObject({ value: { state: 'accepted' } });
    await w.forge.close();
  });

  it('other bytes of the same length are refused and not kept', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const file = correctFile();
    const { fileId } = await must(begin(w, file, { issue }));
    const other = Uint8Array.from(file.bytes);
    other.set([other[other.length - 3] === 0x31 ? 0x32 : 0x31], other.length - 3);
    await must(put(w, fileId, packedOf({ ...file, bytes: other }), { issue }));
    await must(finish(w, fileId, { issue }));
    await w.forge.advance(MINUTE);
    expect(await state(w, fileId, { issue })).toMatchObject({ value: { state: 'refused' } });
    expect(chunks(w)).toEqual([]);
    await w.forge.close();
  });
});

it('somebody else’s upload is nobody’s: it is not even confirmed to be there', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  const file = correctFile();
  const other = { issue, as: ACCOUNTS.firmLead };
  const { fileId } = await must(begin(w, file, { issue }));
  for (const id of [fileId, 'u-that-never-was'])
    for (const ask of [put(w, id, packedOf(file), other), finish(w, id, other), state(w, id, other)])
      expect(await ask).toMatchObject({ ok: false, problem: { code: 'file.gone' } });
  expect(chunks(w)).toEqual([]);
  await must(put(w, fileId, packedOf(file), { issue }));
  await must(finish(w, fileId, { issue }));
  await w.forge.advance(MINUTE);
  expect(await state(w, fileId, { issue })).toMatchObject({ value: { state: 'accepted' } });
});

it('a file is checked once however often its end is told, and its look delivered', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  const fileId = await sent(w, correctFile(), { issue });
  fault(w, { service: 'queue', operation: 'deliver', fault: 'duplicate', times: 9 });
  for (let n = 0; n < 2; n += 1)
    expect(await finish(w, fileId, { issue })).toMatchObject({ ok: true, value: { state: 'checking' } });
  await w.forge.advance(5 * MINUTE);
  const [record] = w.forge.storage.dump().filter(({ key }) => key === fileId);
  expect(record?.value).toMatchObject({ data: { state: 'accepted', tries: 1 } });
  expect(await finish(w, fileId, { issue })).toMatchObject({ ok: true, value: { state: 'accepted' } });
  await w.forge.advance(5 * MINUTE);
  expect(await viewOf(w, issue)).toMatchObject({ state: 'rejected-has-file', auditIntact: true });
});

describe('a right that is gone', () => {
  const take = (w: TestWorld, permission: string) =>
    w.jira.setPermission('BUCH', permission, ACCOUNTS.accountant, false);

  it.each(['EDIT_ISSUES', 'BROWSE_PROJECTS'])('%s: no further piece, no end and no state', async (right) => {
    const w = await testWorld();
    const issue = await rejected(w);
    const file = correctFile();
    const fileId = await sent(w, file, { issue });
    take(w, right);
    await w.forge.advance(2 * MINUTE);
    for (const ask of [() => put(w, fileId, packedOf(file), { issue }), () => finish(w, fileId, { issue })])
      expect(await ask()).toMatchObject({ ok: false, problem: { code: expect.stringMatching(/^access/) } });
    await w.forge.advance(5 * MINUTE);
    expect(await state(w, fileId, { issue })).toMatchObject({ ok: false });
    await w.forge.close();
  });

  it('of the group that may send is asked again by the check itself', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const fileId = await sent(w, correctFile(), { issue });
    fault(w, { service: 'queue', operation: 'deliver', fault: 'late', times: 1 });
    await must(finish(w, fileId, { issue }));
    await change(w, ({ groups }) => ({
      groups: { ...groups, resubmit: [GROUPS.firmLeads] },
      groupNames: { [GROUPS.firmLeads]: 'datev-firm-leads' },
    }));
    await w.forge.advance(HOUR);
    expect(chunks(w)).toEqual([]);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'rejected' });
    await w.forge.close();
  });

  it('is asked for again where Jira does not say: the file waits, and is taken', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await change(w, ({ groups }) => ({
      groups: { ...groups, resubmit: [GROUPS.everybody] },
      groupNames: { [GROUPS.everybody]: 'jira-users-datev-sandbox' },
    }));
    const fileId = await sent(w, correctFile(), { issue });
    const match = { functionKey: 'work-fn' };
    fault(w, { service: 'jira', operation: 'getUserGroups', fault: '503', times: 3, match });
    await must(finish(w, fileId, { issue }));
    await w.forge.advance(10_000);
    expect(await state(w, fileId, { issue })).toMatchObject({ value: { state: 'checking' } });
    await w.forge.advance(10 * MINUTE);
    expect(w.forge.faults.list()).toEqual([]);
    expect(await state(w, fileId, { issue })).toMatchObject({ value: { state: 'accepted' } });
  });

  it('no file for a submission that was closed while it was on its way', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const fileId = await sent(w, correctFile(), { issue });
    await w.forge.advance(MINUTE);
    await must(call(w, 'datev-panel', 'submission.close', { issue, payload: { reason: 'Erledigt' } }));
    await finish(w, fileId, { issue });
    await w.forge.advance(MINUTE);
    expect(await state(w, fileId, { issue })).toMatchObject({
      value: { state: 'refused', title: expect.stringMatching(/closed/i) },
    });
    await w.forge.close();
  });
});

describe('a check that dies', () => {
  it('again and again ends as refused, with words, and is not tried any more', {
    timeout: 60_000,
  }, async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const fileId = await sent(w, correctFile(), { issue });
    const match = { functionKey: 'work-fn', key: `file:${fileId}` };
    fault(w, { service: 'kvs', operation: 'batchGet', fault: 'crash-before', times: 1000, match });
    await must(finish(w, fileId, { issue }));
    await w.forge.advance(2 * HOUR);
    expect(await state(w, fileId, { issue })).toMatchObject({
      value: { state: 'refused', title: expect.stringMatching(/\w/) },
    });
    const left = w.forge.faults.list()[0]?.left ?? 0;
    expect(1000 - left).toBeLessThanOrEqual(5);
    expect(chunks(w)).toEqual([]);
    await w.forge.close();
  });

  it('once is made up for, and so is a call that dies before it queued the check', {
    timeout: 60_000,
  }, async () => {
    for (const lost of [
      {
        service: 'queue',
        operation: 'push',
        fault: 'crash-before',
        match: { functionKey: 'issue-resolver-fn' },
      },
      {
        service: 'kvs',
        operation: '*',
        fault: 'crash-before',
        match: { functionKey: 'work-fn', key: 'file:' },
      },
    ] as const) {
      const w = await testWorld();
      const issue = await rejected(w);
      const fileId = await sent(w, correctFile(), { issue });
      fault(w, { ...lost, times: 1 });
      await finish(w, fileId, { issue }).catch(() => undefined);
      await w.forge.advance(15 * MINUTE);
      expect(await state(w, fileId, { issue }), lost.operation).toMatchObject({
        value: { state: 'accepted' },
      });
      expect(w.forge.faults.list()).toEqual([]);
      await w.forge.close();
    }
  });
});

/** A page of some proxy with 200, which reads like a success: nothing was written. */
const lies = (w: TestWorld, key: string) =>
  fault(w, { service: 'kvs', operation: 'transact', fault: 'html', times: 1, match: { key } });

describe('bytes on record stay where storage only says that it wrote', () => {
  it('that another file replaces them: the other one is taken in the end', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId } = await viewOf<{ submissionId: string }>(w, issue);
    await upload(w, correctFile(), { issue });
    const before = new Set(chunks(w).map(({ key }) => key));
    lies(w, `submission/${submissionId}`);
    const other = correctFile({ label: 'Zweite' });
    await must(finish(w, await sent(w, other, { issue }), { issue }));
    await w.forge.advance(10 * MINUTE);
    expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
    expect(await viewOf(w, issue)).toMatchObject({ candidate: { name: other.name, label: 'Zweite' } });
    expect(chunks(w).filter(({ key }) => !before.has(key))).toHaveLength(1);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    await w.forge.close();
  });

  it('that somebody withdrew them', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { submissionId } = await viewOf<{ submissionId: string }>(w, issue);
    await upload(w, correctFile(), { issue });
    lies(w, `submission/${submissionId}`);
    await must(call(w, 'datev-panel', 'submission.withdraw', { issue }));
    expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
    expect(await viewOf(w, issue)).not.toHaveProperty('candidate');
    expect(chunks(w)).toEqual([]);
    await w.forge.close();
  });
});
