import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { packageFile } from '../../packages/sandbox/package-files';
import {
  atDesk,
  bookingDraft,
  connectLooker,
  givePlan,
  savePipeline,
} from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { sendAtDesk } from './desk';
import {
  ACCOUNTS,
  call,
  HOUR,
  type Issue,
  issuesOf,
  jiraCall,
  MINUTE,
  moveTo,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
} from './world';

/**
 * An installation in which something of every kind lies in storage, in the middle of its life: files delivered, rejected,
 * corrected, closed and half uploaded, runs delivered, stopped and waiting for the second person, an issue that a person
 * deleted, hooks, a Looker connection. What is written of it on one day has to be read by the code of every later day.
 */
export type Lived = {
  readonly w: TestWorld;
  /** Submissions by what they stand for. */
  readonly of: {
    readonly delivered: string;
    readonly package: string;
    readonly waiting: string;
    readonly runDelivered: string;
    readonly runStopped: string;
    readonly runDry: string;
    readonly runForApproval: string;
  };
  /** Issue keys by what they stand for. */
  readonly issues: {
    readonly rejected: string;
    readonly corrected: string;
    readonly closed: string;
    readonly deleted: string;
  };
  readonly uploads: { readonly half: string; readonly halfBytes: number };
  readonly pipelines: { readonly plain: string; readonly approved: string };
};

/** What of it is kept besides the state itself. */
export type LivedNames = Omit<Lived, 'w'>;

export const MANDANT = '455148-1';

/** Lives it through by the calls that people's clicks make. */
export async function live(): Promise<Lived> {
  const w = await testWorld({ fresh: true, unwatched: true });
  await asAdmin(w.forge, 'hooks.make', { kind: 'signed' });
  const issues = await failures(w);
  const delivered = await sendAtDesk(w, correctFile({ label: 'Geliefert' }), { mandant: MANDANT });
  const bundle = await sendAtDesk(w, packageFile({ numbers: [1, 2] }), { mandant: MANDANT });
  await w.forge.advance(30 * MINUTE);
  const runs = await booking(w);
  const waiting = await upload(w, correctFile({ label: 'Wartet' }), { mandant: MANDANT });
  const uploads = await halfUpload(w);
  const { plain, approved, ...ran } = runs;
  return {
    w,
    of: { delivered, package: bundle, waiting: waiting.submissionId ?? '', ...ran },
    issues,
    uploads,
    pipelines: { plain, approved },
  };
}

/** Four files of another program fail: one stays so, one is corrected, one closed without sending, one issue is deleted. */
async function failures(w: TestWorld): Promise<Lived['issues']> {
  const [rejected, corrected, closed, deleted] = [
    await failed(w, 'Februar'),
    await failed(w, 'Januar'),
    await failed(w, 'Oktober'),
    await failed(w, 'August'),
  ];
  await upload(w, correctFile({ label: 'Januar' }), { issue: corrected });
  moveTo(w, corrected.key, 'Done');
  await must(
    call(w, 'datev-panel', 'submission.close', {
      issue: { id: closed.id, key: closed.key },
      payload: { reason: 'booked by hand' },
    }),
  );
  jiraCall(w, 'DELETE', `/issue/${deleted.key}`, { as: ACCOUNTS.admin });
  await w.forge.advance(HOUR);
  return {
    rejected: rejected.key,
    corrected: corrected.key,
    closed: closed.key,
    deleted: deleted.key,
  };
}

async function failed(w: TestWorld, label: string): Promise<Issue> {
  const before = new Set(issuesOf(w).map(({ key }) => key));
  postElsewhere(w, failingFile({ label }));
  await w.forge.advance(HOUR + 10 * MINUTE);
  const issue = issuesOf(w).find(({ key }) => !before.has(key));
  if (issue === undefined) throw new Error(`The file ${label} has no issue.`);
  return issue;
}

/** One run delivered, one tried, one stopped for want of a value, one that waits for the second person's approval. */
async function booking(w: TestWorld) {
  const connection = await connectLooker(w.forge);
  await asAdmin(w.forge, 'looker.test', { id: connection });
  await givePlan(w.forge, MANDANT);
  const manual = { ...bookingDraft(connection, MANDANT), schedule: { on: 'manual' } };
  const plain = await savePipeline(w.forge, { version: 0, draft: manual });
  const runDelivered = await run(w, plain, { period: '2026-11' });
  const runDry = await run(w, plain, { period: '2026-10', isDry: true });
  await w.forge.advance(HOUR);
  const { account: _, ...others } = manual.mapping;
  const gap = { from: 'table', column: 'general_ledger.partner_number', table: [{ when: '1', value: '2' }] };
  const broken = { ...manual, name: 'Mit Lücke', mapping: { ...others, account: gap } };
  const stopping = await savePipeline(w.forge, { version: 0, draft: broken });
  const runStopped = await run(w, stopping, { period: '2026-11' });
  const draft = { ...manual, name: 'Mit Freigabe', needsApproval: true };
  const approved = await savePipeline(w.forge, { version: 0, draft });
  const runForApproval = await run(w, approved, { period: '2026-09', as: ACCOUNTS.accountant });
  await w.forge.advance(20 * MINUTE);
  return { plain, approved, runDelivered, runDry, runStopped, runForApproval };
}

async function run(
  w: TestWorld,
  id: string,
  how: { readonly period: string; readonly isDry?: true; readonly as?: string },
): Promise<string> {
  const { period, isDry = false, as = ACCOUNTS.admin } = how;
  const wish = { id, period, isDry, anew: false };
  return (await atDesk<{ submissionId: string }>(w.forge, 'pipeline.run', wish, as)).submissionId;
}

/** Two pieces, of which one has come: whoever closes the page now goes on tomorrow. */
async function halfUpload(w: TestWorld): Promise<Lived['uploads']> {
  const { name, bytes } = bigFile();
  const packed = gzipSync(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const target = { to: 'mandant', mandant: MANDANT };
  const payload = { target, name, bytes: bytes.length, packedBytes: packed.length, sha256 };
  const begun = await must<{ fileId: string; chunkBytes: number }>(
    call(w, 'datev-desk', 'file.begin', { payload }),
  );
  const data = packed.subarray(0, begun.chunkBytes).toString('base64');
  await must(call(w, 'datev-desk', 'file.put', { payload: { fileId: begun.fileId, n: 0, data } }));
  return { half: begun.fileId, halfBytes: packed.length };
}

/** More than one piece even when compressed: texts by chance, the same every time. */
export function bigFile(): { readonly name: string; readonly bytes: Uint8Array } {
  const { bytes } = correctFile({ label: 'Halb' });
  const head = new TextDecoder('latin1')
    .decode(bytes)
    .split('\r\n')
    .filter((line) => line !== '');
  const row = head[2] ?? '';
  let seed = 1;
  const text = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed.toString(36).padStart(7, '0');
  };
  const rows = Array.from({ length: 6000 }, () => {
    const cells = row.split(';');
    cells[13] = `"${Array.from({ length: 8 }, text).join(' ').slice(0, 60)}"`;
    return cells.join(';');
  });
  const whole = [...head.slice(0, 2), ...rows, ''].join('\r\n');
  return { name: 'EXTF_Halb.csv', bytes: new Uint8Array(Buffer.from(whole, 'latin1')) };
}
