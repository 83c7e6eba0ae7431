import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import type { Booked } from '../support/booking';
import { as, type Who } from '../support/eyes-hands';
import { begin, firm } from '../support/many-eyes';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  fault,
  HOUR,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/** The app's account loses the project: what a security level without the app does, too. */
const hide = (w: TestWorld) => w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, false);
const show = (w: TestWorld) => w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.app, true);

async function withFile() {
  const w = await testWorld();
  const issue = await rejected(w);
  await upload(w, correctFile(), { issue });
  const { submissionId } = await viewOf<{ submissionId: string }>(w, issue);
  return { w, issue, submissionId };
}

async function hidden() {
  const on = await withFile();
  hide(on.w);
  moveTo(on.w, on.issue.key, 'In correction');
  await on.w.forge.advance(HOUR + 10 * MINUTE);
  return on;
}

const CALLS: readonly [string, object][] = [
  ['submission.view', {}],
  ['file.download', { revision: 2, n: 0 }],
  ['submission.close', { reason: 'somebody else' }],
  ['submission.withdraw', {}],
  ['submission.resubmit', { mode: 'file', sha256: 'a'.repeat(64) }],
];
const health = async (w: TestWorld) =>
  (await asAdmin<{ health: readonly { code: string; title: string }[] }>(w.forge, 'admin.view', {})).health;

describe('an issue that Jira hides from the app', () => {
  it.each(CALLS)('%s: is nobody’s but a Jira administrator’s, in panel and desk', async (name, more) => {
    const { w, issue, submissionId } = await hidden();
    for (const as of [ACCOUNTS.accountant, ACCOUNTS.firmLead]) {
      const inPanel = await call(w, 'datev-panel', name, { as, issue, payload: more });
      const inDesk = await call(w, 'datev-desk', name, { as, payload: { submissionId, ...more } });
      expect([inPanel, inDesk]).toMatchObject([{ ok: false }, { ok: false }]);
    }
    const seen = await call(w, 'datev-desk', 'submission.view', {
      as: ACCOUNTS.admin,
      payload: { submissionId },
    });
    expect(seen).toMatchObject({ ok: true, value: { state: 'issue-hidden' } });
  });

  it('by a security level is not deleted, and the desk opens it to nobody', async () => {
    const { w, issue, submissionId } = await withFile();
    secure(w, issue.key);
    await w.forge.advance(HOUR + 10 * MINUTE);
    for (const as of [ACCOUNTS.accountant, ACCOUNTS.firmLead]) {
      const payload = { submissionId };
      const asked = [
        call(w, 'datev-desk', 'submission.view', { as, payload }),
        call(w, 'datev-desk', 'file.download', { as, payload: { ...payload, revision: 2, n: 0 } }),
        call(w, 'datev-desk', 'submission.close', { as, payload: { ...payload, reason: 'by BROWSE alone' } }),
      ];
      expect((await Promise.all(asked)).map((answer) => answer.ok)).toEqual([false, false, false]);
    }
    expect((await viewAtDesk(w, submissionId)).state).toBe('issue-hidden');
  });

  it('exists in the desk for administrators alone', async () => {
    const { w, submissionId } = await hidden();
    const rows = async (as: string) => {
      const wish = { show: 'all' };
      const desk = await must(
        call<{ rows: readonly { submissionId: string }[] }>(w, 'datev-desk', 'desk.view', {
          as,
          payload: wish,
        }),
      );
      return desk.rows.map((row) => row.submissionId);
    };
    expect(await rows(ACCOUNTS.firmLead)).toEqual([]);
    expect(await rows(ACCOUNTS.accountant)).toEqual([]);
    expect(await rows(ACCOUNTS.admin)).toEqual([submissionId]);
  });

  it('is told in health by its key, looked for ever less often, and goes on when it is seen again', async () => {
    const { w, issue } = await hidden();
    expect((await health(w)).find(({ code }) => code === 'health.issues-hidden')?.title).toContain(issue.key);
    await w.forge.advance(2 * DAY);
    const looks = w.forge.log.requests.filter(
      ({ path, status }) => path.includes(`/issue/${issue.id}?`) && status === 404,
    );
    expect(looks.length).toBeGreaterThan(4);
    expect(looks.length).toBeLessThan(16);
    moveTo(w, issue.key, 'Done');
    show(w);
    await w.forge.advance(DAY + HOUR);
    expect((await health(w)).map(({ code }) => code)).not.toContain('health.issues-hidden');
    expect(ours(w)).toHaveLength(1);
    expect(commentsOf(w, issue.key).join()).toContain('An DATEV übergeben');
  });

  it('gets no comment twice because it was hidden when the first one was looked for', async () => {
    const { w, issue, submissionId } = await withFile();
    fault(w, { service: 'jira', operation: 'addComment', fault: 'crash-after', times: 1 });
    const payload = { submissionId, reason: 'Booked by hand' };
    await must(call(w, 'datev-desk', 'submission.close', { as: ACCOUNTS.admin, payload }));
    // The comment is there, and nobody knows.
    await w.forge.advance(MINUTE);
    const said = commentsOf(w, issue.key);
    hide(w);
    await w.forge.advance(HOUR);
    show(w);
    await w.forge.advance(DAY);
    expect(commentsOf(w, issue.key)).toEqual(said);
    expect(said.filter((text) => text.includes('Booked by hand'))).toHaveLength(1);
    await w.forge.close();
  });

  it('is deleted only when Jira says so with its event, or an administrator', async () => {
    const { w, submissionId } = await hidden();
    const deleted = (as: string) =>
      call(w, 'datev-desk', 'submission.issue-deleted', { as, payload: { submissionId } });
    expect(await deleted(ACCOUNTS.firmLead)).toMatchObject({ ok: false });
    await must(deleted(ACCOUNTS.admin));
    const seen = await viewAtDesk(w, submissionId);
    expect(seen.state).toBe('rejected-has-file');
    expect(await deleted(ACCOUNTS.admin)).toMatchObject({ ok: false });
  });
});

describe('a run whose issue Jira hides from a person', () => {
  type Seen = { readonly submissionId: string };
  type Row = { readonly data: Readonly<Record<string, unknown>> };
  const runsSeen = async (b: Booked, who: Who) => {
    const { pipelines } = await as<{ pipelines: readonly { newest?: Seen }[] }>(b, who, 'pipelines.view', {});
    const { runs } = await as<{ runs: readonly Seen[] }>(b, who, 'pipeline.view', { id: b.pipeline });
    return [pipelines[0]?.newest?.submissionId, ...runs.map(({ submissionId }) => submissionId)];
  };

  it('is in no list of pipelines for them; what they see is told as before', async () => {
    const b = await firm();
    const order = { id: b.pipeline, period: '2026-10', isDry: false, anew: false };
    const { submissionId: first } = await as<Seen>(b, 'lead', 'pipeline.run', order);
    await b.w.forge.advance(MINUTE);
    const second = await begin(b, 'lead');
    const keys = issuesOf(b.w).map(({ key }) => key);
    expect(await runsSeen(b, 'accountant')).toEqual([second, second, first]);
    secure(b.w, keys.at(-1) ?? '');
    expect(await runsSeen(b, 'accountant')).toEqual([first, first]);
    expect(await runsSeen(b, 'lead')).toEqual([second, second, first]);
    await b.w.forge.advance(HOUR + 10 * MINUTE);
    expect(await runsSeen(b, 'lead'), 'hidden from the app, too').toEqual([first, first]);
    expect(await runsSeen(b, 'admin')).toEqual([second, second, first]);
    secure(b.w, keys[0] ?? '');
    expect(await runsSeen(b, 'accountant')).toEqual([undefined]);
  });

  it('is hidden also where more pipelines have runs than Jira is asked about at once', async () => {
    const b = await firm();
    const run = await begin(b, 'lead');
    const { storage } = b.w.forge;
    const copy = (
      entity: string,
      from: string,
      to: { readonly key: string; readonly is: (one: Row) => Row },
    ) => {
      const value = to.is(storage.getEntity(entity, from) as Row);
      storage.put({ store: 'entity', entity, key: to.key, value });
    };
    for (let n = 0; n < 101; n += 1) {
      const [pipeline, id] = [`p${String(n).padStart(12, '0')}`, `s${String(n).padStart(15, '0')}`];
      const issue = { id: String(900_000 + n), key: `BUCH-${900 + n}`, projectId: '' };
      copy('pipeline', b.pipeline, {
        key: pipeline,
        is: (row) => ({
          ...row,
          data: { ...row.data, pipeline: { ...(row.data['pipeline'] as object), id: pipeline } },
        }),
      });
      copy('desk-row', run, {
        key: id,
        is: (row) => ({ ...row, pipeline, data: { ...row.data, id, issue } }),
      });
    }
    const { pipelines } = await as<{ pipelines: readonly { newest?: Seen }[] }>(
      b,
      'lead',
      'pipelines.view',
      {},
    );
    expect(pipelines.length).toBe(102);
    expect(pipelines.flatMap(({ newest }) => (newest === undefined ? [] : [newest.submissionId]))).toEqual([
      run,
    ]);
  });
});

function secure(w: TestWorld, key: string): void {
  const level = w.jira.site().levels.find(({ name }) => name === 'Nur Kanzleileitung')?.id;
  const body = { fields: { security: { id: level } } };
  jiraCall(w, 'PUT', `/issue/${key}`, { body, as: ACCOUNTS.admin });
}

function viewAtDesk(w: TestWorld, submissionId: string): Promise<{ state: string }> {
  return must(call(w, 'datev-desk', 'submission.view', { as: ACCOUNTS.admin, payload: { submissionId } }));
}
