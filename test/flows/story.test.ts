import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { correctFile, failingFile, untouchedSample } from '../../packages/sandbox/booking-files';
import { attach } from '../support/attach';
import { expectClean } from '../support/audit';
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
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

let world: TestWorld | undefined;
async function fresh(options: Parameters<typeof testWorld>[0] = {}): Promise<TestWorld> {
  world = await testWorld(options);
  return world;
}
afterEach(async () => {
  if (world !== undefined) await expectClean(world);
  await world?.forge.close();
  world = undefined;
});

type View = {
  state: string;
  sentence: string;
  auditIntact: boolean;
  candidate?: { sendName: string; sha256: string };
  actions: { resubmit: { allowed: boolean; mode?: string; goes?: { sha256: string } } };
};

describe('the story', () => {
  it('turns a file that another program sent and DATEV failed into one issue within one discovery round', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    expect(issue.fields.summary).toContain('EXTF_Buchungsstapel_fehlerhaft.csv');
    expect(issue.fields.status.name).toBe('Open');
    const found = jiraCall<{ issues: readonly { id: string }[] }>(w, 'POST', '/search/jql', {
      as: ACCOUNTS.admin,
      body: {
        jql: 'datevMandant = "455148-1" AND datevErrorCode = "1008834" AND datevExternalId IS NOT EMPTY',
      },
    });
    expect(found.issues.map((i) => i.id)).toEqual([issue.id]);
  });

  it('writes the DATEV fields that sit on no screen', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    const values = Object.values(issue.fields).filter((v) => typeof v === 'string');
    expect(values).toEqual(expect.arrayContaining(['455148-1', '1008834']));
  });

  it('keeps it at one issue through a day of doubled, late and reordered events', async () => {
    const w = await fresh();
    await rejected(w, failingFile({ label: 'Januar' }));
    for (const kind of ['duplicate', 'late', 'reorder'] as const) {
      fault(w, { service: 'events', operation: '*', fault: kind, times: 200 });
      fault(w, { service: 'queue', operation: 'deliver', fault: kind, times: 200 });
    }
    await w.forge.advance(24 * HOUR);
    expect(issuesOf(w)).toHaveLength(1);
    expect(commentsOf(w, issuesOf(w)[0]?.key ?? '')).toEqual([]);
  });

  it('sends nothing when the issue is done without a corrected file, says so once and moves back', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * MINUTE);
    expect(ours(w)).toEqual([]);
    expect(issuesOf(w)[0]?.fields.status.name).toBe('In correction');
    expect(commentsOf(w, issue.key)).toHaveLength(1);
  });

  it('sends the corrected file under the second revision when the issue is done, and delivers it', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    expect(await viewOf<View>(w, issue)).toMatchObject({ facts: { program: 'Kanzlei-Export' } });
    const state = await upload(w, correctFile({ label: 'Januar' }), { issue });
    expect(state).toMatchObject({ state: 'accepted' });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(MINUTE);
    expect(ours(w).map((a) => a.filename)).toEqual([
      expect.stringMatching(/^EXTF_455148-1_\d{6}_\w+_r2\.csv$/),
    ]);
    await w.forge.advance(30 * MINUTE);
    const view = await viewOf<View>(w, issue);
    expect(view).toMatchObject({ state: 'delivered', auditIntact: true });
    // What is shown of a file is of the file that DATEV was given last.
    expect(view).toMatchObject({ facts: { program: 'DATEV for Jira', revision: 2 } });
    const comments = commentsOf(w, issue.key);
    expect(comments).toHaveLength(2);
    expect(comments[1]).toContain('Januar');
    expect(issuesOf(w)).toHaveLength(1);
  });

  it('honours a move within the hour when its event was lost, once, and says that events are missing', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    await upload(w, correctFile(), { issue });
    fault(w, { service: 'events', operation: '*', fault: 'lost', times: 50 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    const admin = await must<{ health: readonly { code: string }[] }>(
      call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
    );
    expect(admin.health.map((h) => h.code)).toContain('health.events-missing');
  });

  it('comes back to the same issue when DATEV fails the corrected file again', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    await upload(w, correctFile(), { issue });
    w.datev.failNext('1008836', { mandant: '455148-1' });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    expect(issuesOf(w)).toHaveLength(1);
    expect(issuesOf(w)[0]?.fields.status.name).toBe('In correction');
    expect(commentsOf(w, issue.key)).toHaveLength(2);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'rejected' });
  });

  it('shows name, job, size and hash of one and the same file, while a corrected one waits and after it was sent', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    await upload(w, correctFile(), { issue });
    type Facts = { facts: { fileName: string; sha256?: string; bytes?: number } };
    const refused = (await viewOf<Facts>(w, issue)).facts;
    expect(refused).toMatchObject({ fileName: 'EXTF_Buchungsstapel_fehlerhaft.csv' });
    // Of another program's file nobody but DATEV has the bytes.
    expect([refused.sha256, refused.bytes]).toEqual([undefined, undefined]);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    const sent = createHash('sha256').update(correctFile().bytes).digest('hex');
    expect((await viewOf<Facts>(w, issue)).facts).toMatchObject({
      fileName: expect.stringMatching(/_r2\.csv$/),
      sha256: sent,
      bytes: correctFile().bytes.length,
    });
  });

  it('refuses the untouched sample before anything is sent, with two findings', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    const state = await upload(w, untouchedSample(), { issue });
    expect(state.state).toBe('refused');
    expect(state.findings.filter((f) => f.severity === 'error')).toHaveLength(2);
    expect(ours(w)).toEqual([]);
  });

  it('sends an own file from the desk by a click and opens no issue when DATEV takes it', async () => {
    const w = await fresh();
    const file = correctFile();
    const state = await upload(w, file, { mandant: '455148-1', as: ACCOUNTS.firmLead });
    const submissionId = state.submissionId ?? '';
    const view = await must<View>(
      call(w, 'datev-desk', 'submission.view', { as: ACCOUNTS.firmLead, payload: { submissionId } }),
    );
    expect(view).toMatchObject({ state: 'ready' });
    const sha256 = view.actions.resubmit.goes?.sha256;
    await must(
      call(w, 'datev-desk', 'submission.resubmit', {
        as: ACCOUNTS.firmLead,
        payload: { submissionId, mode: 'file', sha256 },
      }),
    );
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toHaveLength(1);
    expect(issuesOf(w)).toEqual([]);
    const after = await must<View>(
      call(w, 'datev-desk', 'submission.view', { as: ACCOUNTS.firmLead, payload: { submissionId } }),
    );
    expect(after.state).toBe('delivered');
  });

  it('asks for one click when the cause lay outside the file, and sends the same bytes then', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    const file = correctFile();
    await upload(w, file, { issue });
    w.datev.failNext('1008838', { mandant: '455148-1' });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(30 * MINUTE);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(2 * MINUTE);
    expect(ours(w)).toHaveLength(1);
    const view = await viewOf<View>(w, issue);
    expect(view).toMatchObject({
      state: 'asks-unchanged',
      actions: { resubmit: { allowed: true, mode: 'unchanged' } },
    });
    await must(
      call(w, 'datev-panel', 'submission.resubmit', {
        issue,
        payload: { mode: 'unchanged', sha256: view.actions.resubmit.goes?.sha256 },
      }),
    );
    await w.forge.advance(30 * MINUTE);
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    expect(ours(w).map((one) => one.sha256)).toEqual([sha256, sha256]);
    expect((await viewOf<View>(w, issue)).state).toBe('delivered');
  });

  it('closes without sending', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Closed without sending');
    await w.forge.advance(10 * MINUTE);
    expect(ours(w)).toEqual([]);
    expect((await viewOf<View>(w, issue)).state).toBe('closed');
    expect(commentsOf(w, issue.key)).toHaveLength(1);
  });

  it('says that the program itself has sent the file well meanwhile', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    postElsewhere(w, { ...correctFile(), name: failingFile().name });
    await w.forge.advance(HOUR + 5 * MINUTE);
    expect((await viewOf<View>(w, issue)).state).toBe('superseded');
    expect(commentsOf(w, issue.key)).toHaveLength(1);
  });

  it('opens no second issue after a person deleted the first, unless asked', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    const view = await viewOf<{ submissionId: string }>(w, issue);
    jiraCall(w, 'DELETE', `/issue/${issue.key}`, { as: ACCOUNTS.admin });
    await w.forge.advance(26 * HOUR);
    expect(issuesOf(w)).toEqual([]);
    await must(
      call(w, 'datev-desk', 'submission.new-issue', {
        as: ACCOUNTS.admin,
        payload: { submissionId: view.submissionId },
      }),
    );
    await w.forge.advance(5 * MINUTE);
    expect(issuesOf(w)).toHaveLength(1);
  });

  it('takes an issue that Jira hides from the app not for a deleted one, and goes on when it sees it again', async () => {
    const w = await fresh();
    const issue = await rejected(w);
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(3 * HOUR);
    const hidden = await viewOf<View & { issue?: { deletedAt?: string } }>(w, issue, ACCOUNTS.admin);
    expect(hidden.state).not.toBe('issue-deleted');
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, true);
    await w.forge.advance(2 * HOUR);
    expect(issuesOf(w)).toHaveLength(1);
    expect(issuesOf(w)[0]?.fields.status.name).not.toBe('Done');
    expect(commentsOf(w, issue.key)).toEqual([expect.stringContaining('Es wurde nichts gesendet')]);
  });

  it('sends once when two people and a move ask for it in the same second', async () => {
    const w = await fresh();
    const issue = await rejected(w);
    await upload(w, correctFile(), { issue });
    const { actions } = await viewOf<View>(w, issue);
    const payload = { sha256: actions.resubmit.goes?.sha256, mode: 'file' };
    const clicks = [ACCOUNTS.admin, ACCOUNTS.accountant, ACCOUNTS.admin].map((as) =>
      call(w, 'datev-panel', 'submission.resubmit', { issue, as, payload }),
    );
    moveTo(w, issue.key, 'Done');
    const answers = await Promise.all(clicks);
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    const view = await viewOf<View>(w, issue);
    expect(view).toMatchObject({ state: 'delivered', auditIntact: true });
    const comments = commentsOf(w, issue.key);
    expect(new Set(comments).size).toBe(comments.length);
  });

  it('warns of a booking file dropped into Jira, takes it over and removes it', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    const file = correctFile();
    attach(w, issue.key, file);
    await w.forge.advance(2 * MINUTE);
    const view = await viewOf<{ attachments: readonly { id: string }[] }>(w, issue);
    expect(view.attachments).toHaveLength(1);
    await must(
      call(w, 'datev-panel', 'attachment.take', {
        issue,
        payload: { attachmentId: view.attachments[0]?.id },
      }),
    );
    await w.forge.advance(2 * MINUTE);
    const { fields } = jiraCall<{ fields: { attachment: readonly unknown[] } }>(
      w,
      'GET',
      `/issue/${issue.key}`,
    );
    expect(fields.attachment).toEqual([]);
    expect((await viewOf<View>(w, issue)).state).toBe('rejected-has-file');
  });
});

describe('errors in booking rows', () => {
  /** The corrected file with another amount in its second booking row. */
  function withAmount(amount: string) {
    const file = correctFile();
    const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes).split('\r\n');
    const cells = (lines[3] ?? '').split(';');
    const text = lines.map((line, i) => (i === 3 ? [amount, ...cells.slice(1)].join(';') : line));
    return { ...file, bytes: new TextEncoder().encode(text.join('\r\n')) };
  }
  type Candidate = View & {
    candidate?: {
      sha256: string;
      errors: number;
      findings: readonly { code: string; row?: number; field?: number }[];
      changes?: { edited: number; fields: readonly number[]; rows: readonly { row: number }[] };
    };
  };

  it('stop the sending until an allowed person overrules exactly that file, with a reason', async () => {
    const w = await fresh();
    const issue = await rejected(w);
    const { state, findings } = await upload(w, withAmount('0,00'), { issue });
    expect(state).toBe('accepted');
    expect(findings[0]).toMatchObject({ severity: 'error', code: 'extf.row.zero' });
    const view = await viewOf<Candidate>(w, issue);
    expect(view).toMatchObject({ state: 'file-has-errors', candidate: { errors: 1 } });
    expect(view.candidate?.findings[0]).toMatchObject({ code: 'extf.row.zero', row: 2, field: 1 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(ours(w)).toEqual([]);
    expect(commentsOf(w, issue.key)).toEqual([expect.stringContaining('hat noch Fehler (1)')]);
    const overrule = (sha256: string | undefined, as: string) =>
      call(w, 'datev-panel', 'submission.overrule', {
        issue,
        as,
        payload: { sha256, reason: 'Nullzeile ist so abgesprochen' },
      });
    expect(await overrule('b'.repeat(64), ACCOUNTS.accountant)).toMatchObject({ ok: false });
    expect(await overrule(view.candidate?.sha256, ACCOUNTS.outsider)).toMatchObject({ ok: false });
    expect(await overrule(view.candidate?.sha256, ACCOUNTS.accountant)).toMatchObject({ ok: true });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    expect(ours(w)).toHaveLength(1);
    expect(await viewOf<View>(w, issue)).toMatchObject({ state: 'delivered', auditIntact: true });
  });

  it('what changed since the revision that was sent is told by row and column', async () => {
    const w = await fresh();
    const issue = await rejected(w);
    w.datev.failNext('1008836', { mandant: '455148-1' });
    await upload(w, correctFile(), { issue });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(HOUR);
    await upload(w, withAmount('12,34'), { issue });
    const { candidate } = await viewOf<Candidate>(w, issue);
    expect(candidate?.changes).toMatchObject({ edited: 1, fields: [1], rows: [{ row: 2 }] });
  });
});

describe('what the description says', () => {
  it('names the header field and what to do, in the language of the site', async () => {
    const w = await fresh();
    const issue = await rejected(w, failingFile({ label: 'Januar' }));
    const text = flat(issue.fields['description']);
    expect(text).toContain('Sachkontenlänge');
    expect(text).toContain('455148-1');
  });
});
