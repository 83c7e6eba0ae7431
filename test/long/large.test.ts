import { describe, expect, it } from 'vitest';
import { atDesk, type bookingDraft, seedBooking } from '../sandbox/world/booking';
import { expectClean } from '../support/audit';
import { download, rowsOf } from '../support/ledger';
import { HOUR, type TestWorld, testWorld } from '../support/world';

type Draft = ReturnType<typeof bookingDraft>;
type Run = {
  readonly submission: { readonly state: string };
  readonly totals: readonly { readonly rows: number; readonly agrees: boolean }[];
  readonly files: readonly { readonly submissionId: string; readonly bytes: number }[];
};

/** The most rows that one batch of DATEV takes. */
const MOST = 99_999;

const large = (reading: object) => (draft: Draft) => ({
  ...draft,
  source: { ...draft.source, explore: 'big_ledger' },
  reading,
  schedule: { on: 'manual' },
});

/** Runs the pipeline of a month once and answers what came of it. */
async function once(w: TestWorld, pipeline: string): Promise<Run> {
  const { submissionId } = await atDesk<{ submissionId: string }>(w.forge, 'pipeline.run', {
    id: pipeline,
    period: '2026-11',
    isDry: false,
  });
  await w.forge.advance(HOUR);
  return atDesk<Run>(w.forge, 'run.view', { submissionId });
}

describe('a month of 99,999 rows', () => {
  it('is the same by key and by task, delivered inside Forge’s limits', async () => {
    const rows: (readonly (readonly string[])[])[] = [];
    for (const reading of [{ by: 'key', key: 'general_ledger.line_id' }, { by: 'task' }]) {
      const w = await testWorld();
      const { pipeline } = await seedBooking(w.forge, large(reading));
      const run = await once(w, pipeline);
      expect(run.submission.state).toBe('run-delivered');
      expect(run.totals.map((one) => [one.rows, one.agrees])).toEqual([
        [MOST, true],
        [MOST, true],
        [MOST, true],
        [MOST, true],
      ]);
      rows.push(rowsOf(await download(w, run.files[0]?.submissionId ?? '', 1)));
      // The sandbox enforces invocation times, storage units per minute and payloads; nothing was refused or killed.
      expect(
        w.forge.log.invocations.filter(({ outcome }) => outcome !== 'running' && outcome.kind !== 'returned'),
      ).toEqual([]);
      await expectClean(w);
    }
    expect(rows[0]).toHaveLength(MOST);
    expect(rows[1]).toEqual(rows[0]);
  }, 180_000);
});
