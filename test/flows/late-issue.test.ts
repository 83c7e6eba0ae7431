import { beforeEach, describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { expectClean } from '../support/audit';
import { atDesk, pressSend } from '../support/desk';
import {
  call,
  commentsOf,
  fault,
  flat,
  HOUR,
  issuesOf,
  MINUTE,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

/**
 * Jira cannot make the issue at first, and people go on at the desk: an issue that comes late says what failed and what became of it,
 * never that nobody knows whether DATEV has the file.
 */
let w: TestWorld;
let id: string;

beforeEach(async () => {
  w = await testWorld();
});

type View = { readonly state: string; readonly auditIntact: boolean };
type Listed = { readonly rows: readonly { readonly submissionId: string }[] };

/** Rejected at DATEV, and the issue for it ends so, once. */
async function rejectedWithout(what: '503' | 'lost-response'): Promise<void> {
  fault(w, { service: 'jira', operation: 'createIssue', fault: what });
  postElsewhere(w, failingFile());
  await w.forge.advance(HOUR);
  const payload = { show: 'all', search: '', limit: 100 };
  const { rows } = await must<Listed>(call(w, 'datev-desk', 'desk.view', { payload }));
  expect(rows).toHaveLength(1);
  id = rows[0]?.submissionId ?? '';
  expect((await atDesk<{ facts: { issueKey?: string } }>(w, id)).facts.issueKey).toBeUndefined();
}

async function corrected(): Promise<void> {
  expect(await upload(w, correctFile({ label: 'Berichtigt' }), { submissionId: id })).toMatchObject({
    state: 'accepted',
  });
  await pressSend(w, id);
}

function theLate() {
  const [issue, ...more] = issuesOf(w);
  expect(more).toEqual([]);
  if (issue === undefined) throw new Error('There is no issue.');
  return { text: flat(issue.fields['description']), key: issue.key, summary: issue.fields.summary };
}

describe.each(['503', 'lost-response'] as const)('an issue that comes late after %s', (what) => {
  it('tells what failed and that the file is delivered since', async () => {
    await rejectedWithout(what);
    await corrected();
    await w.forge.advance(2 * HOUR);
    expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered', auditIntact: true });
    const { text, key, summary } = theLate();
    expect(text).not.toContain('Ungewiss');
    expect(summary).toMatch(
      /^An DATEV übergeben\. Vorher: DATEV hat „EXTF_Buchungsstapel_fehlerhaft.csv“ abgelehnt/,
    );
    expect(commentsOf(w, key).join('\n')).toContain('Berichtigt');
    await expectClean(w);
  });

  it('tells that somebody closed the file since, and rests where closed ones do', async () => {
    await rejectedWithout(what);
    const payload = { submissionId: id, reason: 'Von Hand gebucht' };
    await must(call(w, 'datev-desk', 'submission.close', { payload }));
    await w.forge.advance(2 * HOUR);
    const { key } = theLate();
    expect(commentsOf(w, key).join('\n')).toContain('Von Hand gebucht');
    expect(issuesOf(w)[0]?.fields.status.name).toBe('Closed without sending');
    await expectClean(w);
  });

  it('tells what failed while what was sent since is on its way', async () => {
    await rejectedWithout(what);
    w.datev.setPending(2 * HOUR);
    await corrected();
    await w.forge.advance(30 * MINUTE);
    const { text, key } = theLate();
    expect(text).not.toContain('Ungewiss');
    expect(commentsOf(w, key).join('\n')).toContain('Berichtigt');
    await expectClean(w);
  });

  it('tells that what was sent since failed, too', async () => {
    await rejectedWithout(what);
    w.datev.failNext('1008838');
    await corrected();
    await w.forge.advance(2 * HOUR);
    const { text, key } = theLate();
    expect(`${text} ${commentsOf(w, key).join(' ')}`).toContain('1008838');
    await expectClean(w);
  });
});

it.each([false, true])(
  'an issue that comes late is filed as what failed, by cause and day; delivered: %s',
  async (isDelivered) => {
    type Settings = Readonly<Record<string, unknown>>;
    await rejectedWithout('503');
    const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
      w.forge,
      'admin.view',
      {},
    );
    const rules = [{ class: 'datev', dueDays: 2, summary: '{code}: {batch}', labels: ['abgelehnt'] }];
    await asAdmin(w.forge, 'admin.save', {
      version,
      settings: { ...settings, routing: { land: 'BY', rules } },
    });
    if (!isDelivered) w.datev.setPending(HOUR);
    await corrected();
    await w.forge.advance(isDelivered ? 2 * HOUR : 30 * MINUTE);
    const { fields } = issuesOf(w)[0] ?? { fields: {} };
    expect(fields).toMatchObject({ labels: ['abgelehnt'], summary: expect.stringMatching(/1008834: /) });
    expect(Object.values(fields), 'the field with the code of the error').toContain('1008834');
    // Of what is delivered nothing is to be done any more.
    expect(fields).toMatchObject({ duedate: isDelivered ? null : '2026-12-03' });
    await expectClean(w);
  },
);
