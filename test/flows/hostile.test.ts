import { describe, expect, it } from 'vitest';
import { correctFile, failingFile, headerFaults, withCanaries } from '../../packages/sandbox/booking-files';
import { packageParts } from '../../packages/sandbox/package-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { archive } from '../dxso/archives';
import { expectClean } from '../support/audit';
import { inProduction } from '../support/in-production';
import { leaks } from '../support/leaks';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  fault,
  flat,
  HOUR,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  postElsewhere,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

describe('what must stay secret', () => {
  it('nothing of a file, and no token, is anywhere but in DATEV, in file storage and in secrets', async () => {
    const w = await testWorld();
    w.datev.setBasics('455148-1', { accountLength: 8 });
    postElsewhere(w, withCanaries({ failing: true }).file);
    w.datev.failNext('1008834', { says: `Kanarienvogel Geheimrechnung Q7X 73519284,61` });
    await w.forge.advance(HOUR + 5 * MINUTE);
    const issue = issuesOf(w)[0];
    if (issue === undefined) throw new Error('There is no issue.');
    await upload(w, withCanaries().file, { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    expect(w.datev.accepted().filter((a) => a.program === 'DATEV for Jira')).toHaveLength(1);
    await expectClean(w);
    await w.forge.close();
  });

  it('the search finds a planted value in each form', async () => {
    const w = await testWorld({ unwatched: true });
    const issue = await rejected(w);
    const mark = '73519284,61';
    const forms = [mark, encodeURIComponent(mark), Buffer.from(`x${mark}`).toString('base64')];
    for (const text of forms) {
      jiraCall(w, 'PUT', `/issue/${issue.id}/properties/planted`, { body: { text }, as: ACCOUNTS.admin });
      expect(leaks(w), text).not.toEqual([]);
    }
    await w.forge.close();
  });
});

describe('DATEV says why', () => {
  // Another draw every day; the name of the fault is in the name of the test.
  const drawn = headerFaults.filter((_, i) => (i * 7 + new Date().getDate()) % headerFaults.length < 14);
  it.each(drawn.map((f) => [f.name, f] as const))('%s is explained by its own text', async (_, one) => {
    const w = await testWorld();
    postElsewhere(w, one.file());
    await w.forge.advance(HOUR + 5 * MINUTE);
    const issue = issuesOf(w)[0];
    if (issue === undefined) throw new Error('There is no issue.');
    const view = await viewOf<{
      cause: { code: string; faults: readonly { text: string; field?: number }[]; verbatim?: object };
    }>(w, issue);
    expect(view.cause.code).toBe(one.code);
    expect(view.cause.verbatim).toBeDefined();
    expect(view.cause.faults.length).toBeGreaterThan(0);
    if (one.field !== undefined && one.field < 23)
      expect(view.cause.faults.map((f) => f.field)).toContain(one.field);
    expect(view.cause.faults.every((f) => f.text.length > 20)).toBe(true);
    expect(flat(issue.fields['description'])).not.toContain('is invalid');
    await expectClean(w);
    await w.forge.close();
  });
});

/** The directory names the bytes of a ledger twice. */
function overlapping(): Uint8Array {
  const entries = packageParts().map(({ name, bytes }) => ({ name, data: bytes, isStored: true }));
  return archive(entries.flatMap((entry, n) => (n === 1 ? [entry, { ...entry, sameAs: 1 }] : [entry])));
}

function damaged(): Uint8Array {
  return archive(
    packageParts().map(({ name, bytes }, n) => ({
      ...{ name, data: bytes },
      ...(n === 1 ? { central: { crc: 1 }, local: { crc: 1 } } : {}),
    })),
  );
}

function storm(): Uint8Array {
  const prefixes = Array.from({ length: 3000 }, (_, n) => `xmlns:p${n}="u"`).join(' ');
  return archive(
    packageParts().map(({ name, bytes }) => ({
      name,
      data:
        name === 'document.xml'
          ? Buffer.from(Buffer.from(bytes).toString().replace('<header>', `<header ${prefixes}>`))
          : bytes,
    })),
  );
}

describe('bad input gets a clear answer', () => {
  it.each([
    ['a PDF', new TextEncoder().encode('%PDF-1.7 …'), 'extf.'],
    ['blank lines', new TextEncoder().encode('\r\n\r\n'), 'extf.empty'],
    [
      'a file for another Mandant',
      correctFile({ mandant: '455148-3' }).bytes,
      'extf.header.mandant-mismatch',
    ],
    ['an HTML page', new TextEncoder().encode('<!doctype html><p>Login'), 'extf.'],
  ])('%s is refused before anything is sent', async (_, bytes, code) => {
    const w = await testWorld();
    const issue = await rejected(w);
    const state = await upload(w, { name: 'EXTF_x.csv', bytes }, { issue });
    expect(state.state).toBe('refused');
    expect(state.findings[0]?.code.startsWith(code)).toBe(true);
    expect(w.forge.storage.dump().filter((r) => r.key.startsWith('file:'))).toEqual([]);
    await w.forge.close();
  });

  it('an empty file and one of 60 MB are refused at the door', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const begin = (bytes: number, packedBytes: number) =>
      call(w, 'datev-panel', 'file.begin', {
        issue,
        payload: { target: { to: 'issue' }, name: 'EXTF_x.csv', bytes, packedBytes, sha256: 'a'.repeat(64) },
      });
    expect(await begin(0, 20)).toMatchObject({ ok: false, problem: { code: 'file.empty' } });
    expect(await begin(60_000_000, 5_000_000)).toMatchObject({
      ok: false,
      problem: { code: 'file.too-large', title: expect.stringContaining('60') },
    });
    await w.forge.close();
  });

  it.each([
    [
      'overlapping entries',
      overlapping(),
      /Beleg_1.xml overlaps another file|überlappt Beleg_1.xml eine andere/,
    ],
    ['a checksum that is wrong', damaged(), /Beleg_1.xml is damaged|Beleg_1.xml ist im Archiv beschädigt/],
    ['XML with prefixes without end', storm(), /dxso.xml.too-many-attributes/],
  ])('an archive with %s is refused in words, by the one attempt it gets', async (_, bytes, words) => {
    const w = await testWorld();
    const state = await upload(w, { name: 'Paket.zip', bytes }, { mandant: '455148-1' });
    expect(state.state).toBe('refused');
    const texts = JSON.stringify(state);
    expect(texts).toMatch(words);
    await w.forge.close();
  });

  it('a gzip bomb is stopped', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(Buffer.alloc(40_000_000));
    const how = {
      issue,
      payload: {
        target: { to: 'issue' },
        name: 'EXTF_x.csv',
        bytes: 1000,
        packedBytes: packed.length,
        sha256: 'a'.repeat(64),
      },
    };
    const begun = await call<{ fileId: string; chunkBytes: number }>(w, 'datev-panel', 'file.begin', how);
    if (!begun.ok) throw new Error('refused');
    const { fileId, chunkBytes } = begun.value;
    for (let n = 0; n * chunkBytes < packed.length; n++) {
      await call(w, 'datev-panel', 'file.put', {
        issue,
        payload: {
          fileId,
          n,
          data: packed.subarray(n * chunkBytes, (n + 1) * chunkBytes).toString('base64'),
        },
      });
    }
    await call(w, 'datev-panel', 'file.finish', { issue, payload: { fileId } });
    await w.forge.advance(MINUTE);
    expect(await call(w, 'datev-panel', 'file.state', { issue, payload: { fileId } })).toMatchObject({
      ok: true,
      value: { state: 'refused' },
    });
    await w.forge.close();
  });

  it('a queue body of an unknown version is told and left alone', async () => {
    const w = await testWorld();
    const outcome = await w.forge.invoke('work-fn', {
      body: { v: 99, look: 'everything' },
      queueName: 'work',
    });
    expect(outcome).toMatchObject({ kind: 'returned' });
    expect(JSON.stringify(w.forge.log.console)).toContain('work.unknown-body');
    await w.forge.close();
  });

  it.each(['html', 'cut-off', '500', '503', '429', 'network'] as const)(
    'DATEV answering %s to the list costs nothing but time',
    async (what) => {
      const w = await testWorld();
      fault(w, { service: 'datev', operation: 'listExtfJobs', fault: what, times: 3 });
      postElsewhere(w, failingFile());
      await w.forge.advance(5 * HOUR);
      expect(issuesOf(w)).toHaveLength(1);
      await w.forge.close();
    },
  );

  it.each(['429', '500', '503', 'html', 'network', 'timeout', 'cut-off'] as const)(
    'Jira answering %s to everything for a while costs nothing but time',
    async (what) => {
      const w = await testWorld();
      fault(w, { service: 'jira', operation: '*', fault: what, times: 6, match: { functionKey: 'work-fn' } });
      postElsewhere(w, failingFile());
      await w.forge.advance(6 * HOUR);
      expect(issuesOf(w)).toHaveLength(1);
      expect(commentsOf(w, issuesOf(w)[0]?.key ?? '')).toEqual([]);
      await w.forge.close();
    },
  );
});

describe('who may do what', () => {
  it('an outsider gets nothing of an issue they cannot see, a forged issue id neither', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    for (const name of ['submission.view', 'submission.presence', 'submission.withdraw'] as const) {
      expect(await call(w, 'datev-panel', name, { issue, as: ACCOUNTS.outsider })).toMatchObject({
        ok: false,
        problem: { code: 'access.no-issue' },
      });
    }
    expect(
      await call(w, 'datev-panel', 'submission.view', { issue: { id: '999999', key: 'X-1' } }),
    ).toMatchObject({ ok: false });
    expect(
      await call(w, 'datev-desk', 'desk.view', { as: ACCOUNTS.outsider, payload: { show: 'all' } }),
    ).toMatchObject({ ok: false, problem: { code: 'access.no-desk' } });
    await w.forge.close();
  });

  it('an installation knows nothing of another one', async () => {
    const one = await testWorld({ seed: 1 });
    const other = await testWorld({ seed: 2 });
    const issue = await rejected(one);
    const { submissionId } = await viewOf<{ submissionId: string }>(one, issue);
    const foreign = await call(other, 'datev-desk', 'submission.view', {
      as: ACCOUNTS.admin,
      payload: { submissionId },
    });
    expect(foreign).toMatchObject({ ok: false, problem: { code: 'access.no-issue' } });
    expect(await call(other, 'datev-panel', 'submission.view', { issue })).toMatchObject({ ok: false });
    await one.forge.close();
    await other.forge.close();
  });

  it('only administrators reach the calls of the admin page, through whatever module', async () => {
    const w = await testWorld();
    for (const as of [ACCOUNTS.accountant, ACCOUNTS.firmLead, ACCOUNTS.outsider]) {
      for (const name of ['admin.view', 'admin.stop', 'mandant.watch', 'datev.mandanten'] as const) {
        const payload = { stopped: true, reason: 'x', mandant: '455148-1', lookBackDays: 0 };
        expect(await call(w, 'datev-admin', name, { as, payload })).toMatchObject({
          ok: false,
          problem: { code: 'access.not-admin' },
        });
      }
    }
    await w.forge.close();
  });

  it('nobody reads or fills the upload of somebody else', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const payload = {
      target: { to: 'issue' },
      name: 'EXTF_x.csv',
      bytes: 10,
      packedBytes: 30,
      sha256: 'a'.repeat(64),
    };
    const begun = await call<{ fileId: string }>(w, 'datev-panel', 'file.begin', { issue, payload });
    if (!begun.ok) throw new Error('refused');
    const { fileId } = begun.value;
    for (const [name, extra] of [
      ['file.put', { n: 0, data: 'AAAA' }],
      ['file.finish', {}],
      ['file.state', {}],
    ] as const) {
      expect(
        await call(w, 'datev-panel', name, { issue, as: ACCOUNTS.admin, payload: { fileId, ...extra } }),
      ).toMatchObject({ ok: false, problem: { code: 'file.gone' } });
    }
    await w.forge.close();
  });

  it('sends nothing while an admin has stopped all sending, and goes on by itself after', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    await call(w, 'datev-admin', 'admin.stop', {
      as: ACCOUNTS.admin,
      payload: { stopped: true, reason: 'Jahresabschluss' },
    });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
    expect(await viewOf(w, issue)).toMatchObject({ state: 'stopped' });
    await call(w, 'datev-admin', 'admin.stop', {
      as: ACCOUNTS.admin,
      payload: { stopped: false, reason: '' },
    });
    await w.forge.advance(5 * MINUTE);
    expect(ours(w)).toHaveLength(1);
    await w.forge.close();
  });

  it('looks in production for what may have arrived, but sends nothing there again, when it is no production itself', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    const { version, settings } = await asAdmin<{ version: number; settings: object }>(
      w.forge,
      'admin.view',
      {},
    );
    await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, resendUnknown: true } });
    await upload(w, correctFile(), { issue });
    fault(w, { service: 'datev', operation: 'importExtfFile', fault: 'crash-before', times: 1 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * MINUTE);
    inProduction(w);
    w.forge.log.clear();
    await w.forge.advance(2 * HOUR);
    const asked = w.forge.log.requests.filter(({ service }) => service === 'datev');
    const looks = asked.filter(({ operation }) => operation === 'listExtfJobs');
    expect(looks.length).toBeGreaterThan(2);
    expect(looks.filter(({ path }) => !path.startsWith('/platform/'))).toEqual([]);
    expect(asked.filter(({ operation }) => operation === 'importExtfFile')).toEqual([]);
    expect(ours(w)).toEqual([]);
    await w.forge.close();
  });

  it('does not send what the dialog did not show', async () => {
    const w = await testWorld();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    const answer = await call(w, 'datev-panel', 'submission.resubmit', {
      issue,
      payload: { mode: 'file', sha256: 'b'.repeat(64) },
    });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'click.changed' } });
    await w.forge.advance(HOUR);
    expect(w.datev.accepted().filter((a) => a.program === 'DATEV for Jira')).toEqual([]);
    await w.forge.close();
  });
});
