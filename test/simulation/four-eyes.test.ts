import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BY_LIVES } from '../mutants/lives';
import type { Planting } from '../mutants/mutants';
import { bundleWith } from '../mutants/planted';
import { playEyes } from '../support/eyes-play';
import { type EyesWorld, eyesWorld } from '../support/eyes-world';
import { SIMULATES } from '../support/simulate';

/**
 * No byte of a pipeline with approval reaches DATEV without a second person who neither started nor wrote what was sent, whatever
 * six people do (test/support/eyes-play). `npm run simulate` plays 20,000 sequences, which takes most of an hour; `npm test` some
 * of them, and EYES=<count> as many as one likes. Of the faults it plants those that a few find; `npm run mutants -- --lives` all.
 */
const ROOT = join(import.meta.dirname, '../..');
const BUNDLE = process.env['BUNDLE_DIR'] ?? join(ROOT, 'build/forge');
const BY_EYES = BY_LIVES.filter(({ telling }) => telling?.by === 'four-eyes');
const COUNT = Number(process.env['EYES'] ?? (SIMULATES ? 20_000 : 30));

async function play(eyes: EyesWorld, count: number) {
  let sent = 0;
  for (let number = 1; number <= count; number++) {
    const story = await playEyes(eyes, number);
    sent += story.sent;
    if (story.wrong.length > 0) return { found: number, ...story };
  }
  return { found: undefined, sent, wrong: [], log: [] };
}

describe('four eyes', () => {
  it(`holds over ${COUNT} sequences`, { timeout: 3 * 3_600_000 }, async () => {
    const { wrong, log, found, sent } = await play(await eyesWorld(BUNDLE), COUNT);
    expect(wrong, `sequence ${found}:\n${log.join('\n')}`).toEqual([]);
    // Not by sending nothing: every other sequence gets bytes to DATEV.
    expect(sent).toBeGreaterThan(COUNT / 2);
    console.info(`four eyes: ${COUNT} sequences, DATEV got ${sent} files`);
  });

  it.each((SIMULATES ? BY_EYES : BY_EYES.slice(0, 3)).map((fault) => [fault.name, fault] as const))(
    'finds the fault “%s”, within 2,000 sequences',
    { timeout: 600_000 },
    async (_, fault) => {
      const { found, wrong } = await play(await eyesWorld(await bundled(fault)), 2000);
      console.info(`${fault.name}: found by sequence ${found}: ${wrong.join('; ')}`);
      expect(found).toBeDefined();
    },
  );
});

/** The app with a fault in the rule of approvals, as a bundle of its own. */
async function bundled(fault: Planting): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'eyes-'));
  await bundleWith(fault, folder);
  return folder;
}
