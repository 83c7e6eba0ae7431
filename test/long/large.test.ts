import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { atDesk, type bookingDraft, seedBooking } from '../../packages/sandbox/world/booking';
import { expectClean } from '../support/audit';
import { download } from '../support/download';
import { rowsOf } from '../support/ledger';
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

/** As the platform, Looker and DATEV answer on an ordinary day, in milliseconds. */
const ORDINARY = { callLatency: [5, 25], outsideLatency: [300, 1500] } as const;
/** Forge: a consumer with 300 s, 4,000 units a minute each way, 240 KiB a value, 100 calls in each minute of an invocation. */
const LIMITS = { seconds: 300, calls: 100, readUnits: 4000, writeUnits: 4000, bytes: 240 * 1024 } as const;

/** The most of each that the app needed, and for how long this machine computed, which no test judges. */
function figures({ forge }: TestWorld): Record<keyof typeof LIMITS | 'computing', number> {
  const { invocations } = forge.log;
  const most = (of: (one: (typeof invocations)[number]) => number) => Math.max(...invocations.map(of));
  return {
    seconds: most(({ tookMs = 0 }) => tookMs / 1000),
    computing: most(({ realMs = 0 }) => realMs / 1000),
    calls: most(({ calls = 0 }) => calls),
    ...forge.storage.most(),
  };
}

describe('a month of 99,999 rows', () => {
  it('is the same by key and by task, delivered inside Forge’s limits', async () => {
    const rows: (readonly (readonly string[])[])[] = [];
    const needed: Record<string, unknown> = {};
    for (const reading of [{ by: 'key', key: 'general_ledger.line_id' }, { by: 'task' }]) {
      const w = await testWorld({ tuning: ORDINARY });
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
      // The sandbox enforces the limits; nothing was refused or killed.
      expect(
        w.forge.log.invocations.filter(({ outcome }) => outcome !== 'running' && outcome.kind !== 'returned'),
      ).toEqual([]);
      const used = figures(w);
      for (const [what, limit] of Object.entries(LIMITS))
        expect(used[what as keyof typeof LIMITS], what).toBeLessThanOrEqual(limit);
      needed[reading.by] = used;
      await expectClean(w);
    }
    expect(rows[0]).toHaveLength(MOST);
    expect(rows[1]).toEqual(rows[0]);
    const told = process.env['FIGURES'];
    if (told !== undefined) writeFileSync(told, JSON.stringify({ limits: LIMITS, needed }));
  }, 180_000);
});
