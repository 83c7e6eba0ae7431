import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
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

  it('needs less memory than a Forge function has', () => {
    const tsx = join(__dirname, '..', '..', 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const args = [tsx, 'tools/bench.ts', '--peak', 'pipeline'];
    const grown = Number(
      execFileSync(process.execPath, args, { encoding: 'utf8', cwd: join(__dirname, '..', '..') }),
    );
    // What Looker sends stays in pages of 5,000 rows in the app; here all of them are there from the beginning.
    expect(grown).toBeGreaterThan(0);
    expect(grown + INPUT_MB + NODE_MB).toBeLessThan(512);
  }, 120_000);
});

/** 99,999 rows of eleven columns as JSON, and Node with the app's code. */
const INPUT_MB = 48;
const NODE_MB = 90;
