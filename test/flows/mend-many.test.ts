import { describe, expect, it } from 'vitest';
import { type BookingFile, correctFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import type { SubmissionView } from '../../src/contract/answers';
import { baseIn, isTaken } from '../../static/desk/bulk/mendable';
import { aligned } from '../../static/mend/align';
import { atDesk, pressSend, sendAtDesk } from '../support/desk';
import { download } from '../support/download';
import { FAULTS } from '../support/effects';
import { SIMULATES } from '../support/simulate';
import { ours } from '../support/story';
import {
  ACCOUNTS,
  call,
  fault,
  HOUR,
  MINUTE,
  must,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

/** The header lines of several files put right by one decision: what the page does for each, by the calls it makes. */
const MANDANT = '455148-1';

/** Handed in here and kept back, because DATEV's own data say another Sachkontenlänge. */
async function keptBack(w: TestWorld, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await sendAtDesk(w, batch(n), { mandant: MANDANT }));
  await w.forge.advance(HOUR);
  expect(ours(w)).toEqual([]);
  return ids;
}

/** Right but for a Sachkontenlänge of 5. */
function batch(n: number): BookingFile {
  const right = correctFile({ name: `EXTF_Stapel_${n}.csv`, label: `Stapel ${n}` });
  return { ...right, bytes: bytesWith(right.bytes, ';20240101;4;', ';20240101;5;') };
}

const viewed = (w: TestWorld, id: string) => atDesk<SubmissionView>(w, id);

/** The mended file, or why there is none. */
async function proposed(w: TestWorld, id: string) {
  const view = await viewed(w, id);
  const base = baseIn(view);
  if ('why' in base) return base;
  const raw = new Uint8Array(await download(w, id, base.revision));
  const { facts, books } = view;
  const made = aligned({
    kind: 'extf',
    name: 'EXTF_Stapel.csv',
    raw,
    mandant: facts.mandant,
    books,
    asked: base.asked,
  });
  return made.is === 'mended' ? { ...made, before: raw } : made;
}

async function handIn(w: TestWorld, id: string): Promise<void> {
  const made = await proposed(w, id);
  if ('why' in made) throw new Error(made.why);
  const file = { name: made.chosen.name, bytes: made.chosen.raw };
  expect(await upload(w, file, { submissionId: id })).toMatchObject({ state: 'accepted' });
}

/** What could not be found out is a person's to say, as for any file. */
async function decideWhereUnknown(w: TestWorld, submissionId: string): Promise<void> {
  if ((await viewed(w, submissionId)).state !== 'unknown') return;
  const payload = { submissionId, decision: 'send-again' };
  await must(call(w, 'datev-desk', 'submission.decide', { payload }));
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('many header lines put right by one decision', () => {
  it('each file goes once, as it was but for the one field; what waits of nothing is left', async () => {
    const w = await testWorld();
    const ids = await keptBack(w, 3);
    for (const id of ids) {
      const made = await proposed(w, id);
      if ('why' in made) throw new Error(made.why);
      expect(made.changes).toEqual([{ nr: 14, label: 'Sachkontenlänge', was: '5', now: '4' }]);
      expect(textOf(made.chosen.raw)).toBe(textOf(made.before).replace(/^((?:[^;]*;){13})5;/, '$14;'));
      expect(made.touched).toMatchObject({ size: made.before.length });
      await handIn(w, id);
      await pressSend(w, id);
    }
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toHaveLength(3);
    for (const id of ids) {
      expect(await viewed(w, id)).toMatchObject({ state: 'delivered' });
      // Already delivered: the server says so, and the page leaves it.
      expect(await proposed(w, id)).toMatchObject({ why: 'told' });
    }
  });

  it('a page that was closed between handing in and sending goes on with the same file, and nothing goes twice', async () => {
    const w = await testWorld();
    const [id = ''] = await keptBack(w, 1);
    await handIn(w, id);
    const waiting = await viewed(w, id);
    expect(waiting.state).toBe('rejected-has-file');
    const made = await proposed(w, id);
    expect('why' in made).toBe(false);
    expect(isTaken(waiting, waiting.candidate?.sha256 ?? '')).toBe(false);
    await handIn(w, id);
    await pressSend(w, id);
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toHaveLength(1);
  });

  it.each(SIMULATES ? FAULTS : FAULTS.slice(0, 2))(
    'a send that meets %s arrives once all the same',
    async (what) => {
      const w = await testWorld();
      const ids = await keptBack(w, 2);
      fault(w, { service: 'datev', operation: 'importExtfFile', fault: what, times: 1 });
      for (const id of ids) {
        await handIn(w, id);
        await pressSend(w, id);
      }
      await w.forge.advance(3 * HOUR);
      expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
      for (const id of ids) await decideWhereUnknown(w, id);
      await w.forge.advance(2 * HOUR);
      expect(new Set(ours(w).map(({ sha256 }) => sha256)).size).toBe(2);
      expect(ours(w)).toHaveLength(2);
    },
  );

  it('the server asks for the rights at each step, whatever the page decided', async () => {
    const w = await testWorld();
    const [id = ''] = await keptBack(w, 1);
    const as = ACCOUNTS.outsider;
    const refused = { ok: false };
    expect(
      await call(w, 'datev-desk', 'submission.view', { as, payload: { submissionId: id } }),
    ).toMatchObject(refused);
    const part = { submissionId: id, revision: 1, n: 0 };
    expect(await call(w, 'datev-desk', 'file.download', { as, payload: part })).toMatchObject(refused);
    await expect(upload(w, batch(0), { submissionId: id, as })).rejects.toThrow();
    await handIn(w, id);
    const { goes, mode } = (await viewed(w, id)).actions.resubmit;
    const payload = { submissionId: id, mode, sha256: goes?.sha256 };
    expect(await call(w, 'datev-desk', 'submission.resubmit', { as, payload })).toMatchObject(refused);
    await w.forge.advance(HOUR);
    expect(ours(w)).toEqual([]);
  });

  it('while all sending is stopped, what is handed in waits and nothing goes', async () => {
    const w = await testWorld();
    const [id = ''] = await keptBack(w, 1);
    await asAdmin(w.forge, 'admin.stop', { stopped: true, reason: 'Jahresabschluss' });
    await handIn(w, id);
    expect((await viewed(w, id)).actions.resubmit.allowed).toBe(false);
    await w.forge.advance(30 * MINUTE);
    expect(ours(w)).toEqual([]);
  });

  it('what somebody handed in meanwhile is theirs', async () => {
    const w = await testWorld();
    const [id = ''] = await keptBack(w, 1);
    const made = await proposed(w, id);
    if ('why' in made) throw new Error(made.why);
    const mine = { name: 'EXTF_eigene.csv', bytes: bytesWith(made.chosen.raw, 'Stapel 0', 'Stapel X') };
    expect(await upload(w, mine, { submissionId: id })).toMatchObject({ state: 'accepted' });
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(made.chosen.raw).digest('hex');
    expect(isTaken(await viewed(w, id), sha256)).toBe(true);
  });
});

function bytesWith(raw: Uint8Array, was: string, now: string): Uint8Array {
  return new Uint8Array(Buffer.from(textOf(raw).replace(was, now), 'latin1'));
}
