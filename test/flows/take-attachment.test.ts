import { describe, expect, it } from 'vitest';
import { correctFile, failingFile, untouchedSample } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';
import { attach } from '../support/attach';
import { sendAtDesk, theIssue } from '../support/desk';
import { rejected } from '../support/story';
import {
  type Answer,
  call,
  fault,
  HOUR,
  type Issue,
  jiraCall,
  lived,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

type View = {
  readonly state: string;
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
};
const GOOD = correctFile();

/** A rejected file, and three attachments at its issue: the corrected one, one with errors, and a letter. */
const dropped = lived(async (w) => {
  const issue = await rejected(w, failingFile({ label: 'Januar' }));
  attach(w, issue.key, GOOD);
  attach(w, issue.key, { ...untouchedSample(), name: 'EXTF_Muster.csv' });
  attach(w, issue.key, { name: 'Anschreiben.pdf', bytes: new Uint8Array([37, 80, 68, 70]) });
  await w.forge.advance(2 * MINUTE);
  return issue;
});

const take = (w: TestWorld, issue: Issue, attachmentId: string): Promise<Answer<unknown>> =>
  call(w, 'datev-panel', 'attachment.take', { issue, payload: { attachmentId } });

/** How the attachment of this name is known to the panel. */
async function idOf(w: TestWorld, issue: Issue, name: string): Promise<string> {
  const { attachments } = await viewOf<View>(w, issue);
  return attachments.find((one) => one.name === name)?.id ?? '';
}

const stored = (w: TestWorld) => w.forge.storage.dump().filter(({ key }) => key.startsWith('file:'));
const atJira = (w: TestWorld, { key }: Issue) =>
  jiraCall<{ fields: { attachment: readonly { id: string; filename: string }[] } }>(w, 'GET', `/issue/${key}`)
    .fields.attachment;

describe('a file that was dropped into Jira', () => {
  it('is told of where it looks like bookings, and of nothing else', async () => {
    const { w, told: issue } = await dropped();
    const { attachments } = await viewOf<View>(w, issue);
    expect(attachments.map(({ name }) => name).sort()).toEqual(['EXTF_Muster.csv', GOOD.name].sort());
  });

  it('is taken once: then it is gone', async () => {
    const { w, told: issue } = await dropped();
    const id = await idOf(w, issue, GOOD.name);
    await must(take(w, issue, id));
    await w.forge.advance(2 * MINUTE);
    const kept = stored(w).length;
    expect(await take(w, issue, id)).toMatchObject({ problem: { code: 'jira.attachment-gone' } });
    expect([stored(w).length, (await viewOf<View>(w, issue)).state]).toEqual([kept, 'rejected-has-file']);
  });

  it.each([
    [
      'that the issue never showed',
      async (w: TestWorld, issue: Issue) =>
        atJira(w, issue).find(({ filename }) => filename === 'Anschreiben.pdf')?.id ?? '',
      'jira.attachment-gone',
    ],
    ['with errors', (w: TestWorld, issue: Issue) => idOf(w, issue, 'EXTF_Muster.csv'), 'file.findings'],
    [
      'that somebody has deleted since',
      async (w: TestWorld, issue: Issue) => {
        const id = await idOf(w, issue, GOOD.name);
        jiraCall(w, 'DELETE', `/attachment/${id}`);
        return id;
      },
      'jira.attachment-gone',
    ],
    [
      'whose bytes Jira does not give',
      async (w: TestWorld, issue: Issue) => {
        fault(w, { service: 'jira', operation: 'getAttachmentContent', fault: '503', times: 20 });
        return idOf(w, issue, GOOD.name);
      },
      expect.stringMatching(/^jira\./),
    ],
    [
      'while another one is with DATEV',
      async (w: TestWorld, issue: Issue) => {
        w.datev.setPending(6 * HOUR);
        await upload(w, correctFile({ label: 'Andere' }), { issue });
        moveTo(w, issue.key, 'Done');
        await w.forge.advance(5 * MINUTE);
        return idOf(w, issue, GOOD.name);
      },
      'file.not-now',
    ],
  ])('%s is not taken, said why, and nothing of it is kept', async (_, which, code) => {
    const { w, told: issue } = await dropped();
    const id = await which(w, issue);
    const before = stored(w).length;
    const { state } = await viewOf<View>(w, issue);
    expect(await take(w, issue, id)).toMatchObject({ ok: false, problem: { code } });
    await w.forge.advance(HOUR);
    expect([stored(w).length, (await viewOf<View>(w, issue)).state]).toEqual([before, state]);
  });

  it('is no correction of a package', async () => {
    const w = await testWorld();
    w.datev.endDxsoNext({ status: 3 });
    await sendAtDesk(w, packageFile(), { mandant: '455148-1' });
    await w.forge.advance(HOUR);
    const issue = theIssue(w);
    attach(w, issue.key, GOOD);
    await w.forge.advance(2 * MINUTE);
    const told = await take(w, issue, await idOf(w, issue, GOOD.name));
    expect(told).toMatchObject({ ok: false, problem: { code: 'file.other-kind' } });
    expect((await viewOf<View>(w, issue)).state).toBe('rejected');
  });
});
