import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { atDesk } from '../../packages/sandbox/world/booking';
import { expectClean } from '../support/audit';
import { pressSend } from '../support/desk';
import { bigFile, type Lived, type LivedNames, live, MANDANT } from '../support/lived-world';
import { ours } from '../support/story';
import {
  ACCOUNTS,
  DAY,
  type Issue,
  issuesOf,
  MINUTE,
  moveTo,
  type TestWorld,
  testWorld,
  upload,
  viewOf,
} from '../support/world';

/**
 * What earlier code wrote, today's code reads and carries on. Each file of `test/fixtures` is the whole state of an installation
 * as the code of that day left it (KEEP_STATE=<file> makes one of today's code); the same expectations hold for one that
 * today's code has just made.
 */
const FIXTURES = join(import.meta.dirname, '../fixtures');
const KEPT = readdirSync(FIXTURES).filter((name) => name.endsWith('.json.gz'));
const KEEP = process.env['KEEP_STATE'];

async function today(): Promise<Lived> {
  const lived = await live();
  const { w, ...names } = lived;
  if (KEEP !== undefined && !existsSync(KEEP))
    writeFileSync(KEEP, gzipSync(JSON.stringify({ names, state: w.forge.snapshot() })));
  return lived;
}

async function kept(file: string): Promise<Lived> {
  const { names, state } = JSON.parse(gunzipSync(readFileSync(join(FIXTURES, file))).toString()) as {
    names: LivedNames;
    state: unknown;
  };
  const w = await testWorld({ empty: true, unwatched: true });
  w.forge.restore(state);
  w.forge.log.clear();
  return { w, ...names };
}

type View = {
  readonly state: string;
  readonly auditIntact: boolean;
};
type RunView = {
  readonly submission: { readonly state: string; readonly auditIntact: boolean };
  readonly actions: { readonly approve: { readonly allowed: boolean; readonly revision?: number } };
};

const seen = (w: TestWorld, submissionId: string) =>
  atDesk<View>(w.forge, 'submission.view', { submissionId });
const run = (w: TestWorld, submissionId: string, as: string = ACCOUNTS.admin) =>
  atDesk<RunView>(w.forge, 'run.view', { submissionId }, as);

function issue(w: TestWorld, key: string): Issue {
  const found = issuesOf(w).find((one) => one.key === key);
  if (found === undefined) throw new Error(`There is no ${key}.`);
  return found;
}

describe.each([['today', today], ...KEPT.map((file) => [file, () => kept(file)] as const)] as const)(
  'an installation as the code of %s left it',
  { timeout: 120_000 },
  (_, made) => {
    it('is read: every file, every run, every chain', async () => {
      const { w, of, issues, pipelines } = await made();
      for (const id of [of.delivered, of.package])
        expect(await seen(w, id)).toMatchObject({ state: 'delivered', auditIntact: true });
      expect(await seen(w, of.waiting)).toMatchObject({ state: 'ready', auditIntact: true });
      for (const [id, state] of [
        [of.runDelivered, 'run-delivered'],
        [of.runStopped, 'rejected'],
        [of.runDry, 'run-tried'],
        [of.runForApproval, 'run-approve'],
      ] as const)
        expect(await run(w, id), state).toMatchObject({ submission: { state, auditIntact: true } });
      for (const [key, state] of [
        [issues.rejected, 'rejected'],
        [issues.corrected, 'delivered'],
        [issues.closed, 'closed'],
      ] as const)
        expect(await viewOf(w, issue(w, key)), key).toMatchObject({ state, auditIntact: true });
      for (const id of Object.values(pipelines))
        expect(await atDesk(w.forge, 'pipeline.view', { id })).toMatchObject({ pipeline: { id } });
      await w.forge.close();
    });

    it('goes on: what was begun is finished, nothing is done twice', async () => {
      const { w, of, issues, uploads } = await made();
      const before = ours(w).length;
      // The page was closed in the middle of an upload; one of two pieces is there.
      expect(await upload(w, bigFile(), { mandant: MANDANT })).toMatchObject({ state: 'accepted' });
      expect(uploads.halfBytes).toBeGreaterThan(180_224);
      await pressSend(w, of.waiting);
      await upload(w, correctFile({ label: 'Februar' }), { issue: issue(w, issues.rejected) });
      moveTo(w, issues.rejected, 'Done');
      await approve(w, of.runForApproval);
      await w.forge.advance(DAY);
      expect(await seen(w, of.waiting)).toMatchObject({ state: 'delivered', auditIntact: true });
      expect(await viewOf(w, issue(w, issues.rejected))).toMatchObject({ state: 'delivered' });
      expect(await run(w, of.runForApproval)).toMatchObject({ submission: { state: 'run-delivered' } });
      // One each for the file that waited, the corrected one, and the run; the deleted issue stays deleted.
      expect(ours(w).length - before).toBe(3);
      expect(issuesOf(w).map(({ key }) => key)).not.toContain(issues.deleted);
      await expectClean(w);
      await w.forge.close();
    });
  },
);

/** Neither the accountant, who started it, nor the admin, who made the pipeline. What is asked anew is approved anew. */
async function approve(w: TestWorld, submissionId: string): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    const { actions } = await run(w, submissionId, ACCOUNTS.firmLead);
    const { allowed, revision } = actions.approve;
    if (!allowed) return;
    await atDesk(w.forge, 'run.approve', { submissionId, revision }, ACCOUNTS.firmLead);
    await w.forge.advance(10 * MINUTE);
  }
}
