import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { playEyes } from '../support/eyes-play';
import { type EyesWorld, eyesWorld } from '../support/eyes-world';
import { SIMULATES } from '../support/simulate';

/**
 * No byte of a pipeline with approval reaches DATEV without a second person who neither started nor wrote what was sent, whatever
 * six people do (test/support/eyes-play). `npm run simulate` plays 20,000 sequences, which takes most of an hour; `npm test` some
 * of them, and EYES=<count> as many as one likes.
 */
const ROOT = join(import.meta.dirname, '../..');
const BUNDLE = process.env['BUNDLE_DIR'] ?? join(ROOT, 'build/forge');
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

  it.each([
    ['the authors', "if (authors.includes(by)) return 'author';", ''],
    [
      'the hash',
      'run.run?.approval?.files[child.from.part - 1] !== file.sha256',
      'run.run?.approval === undefined',
    ],
    ['who ordered again', "if (run.attempts.some((attempt) => attempt.by === by)) return 'ordered';", ''],
  ] as const)(
    'finds code that forgets %s, within 2,000 sequences',
    { timeout: 600_000 },
    async (what, code, bug) => {
      const { found, wrong } = await play(await eyesWorld(await planted(code, bug)), 2000);
      console.info(`forgets ${what}: found by sequence ${found}: ${wrong.join('; ')}`);
      expect(found).toBeDefined();
    },
  );
});

/** The app with a mistake in the rule of approvals, as a bundle of its own. */
async function planted(code: string, bug: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'eyes-'));
  let isPlanted = false;
  await build({
    entryPoints: [join(ROOT, 'src/index.ts')],
    outfile: join(folder, 'index.cjs'),
    ...{ bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' },
    plugins: [
      {
        name: 'a mistake',
        setup: (to) =>
          to.onLoad(
            { filter: /[/\\]src[/\\]submissions[/\\]decisions[/\\]approval\.ts$/ },
            async ({ path }) => {
              const text = await readFile(path, 'utf8');
              if (text.split(code).length !== 2) throw new Error(`approval.ts does not say once: ${code}`);
              isPlanted = true;
              return { contents: text.replace(code, () => bug), loader: 'ts' };
            },
          ),
      },
    ],
  });
  // A rule that has moved would leave the app as it is, and the search would find nothing for minutes.
  if (!isPlanted)
    throw new Error('no mistake was planted: src/submissions/decisions/approval.ts is not in the bundle');
  return folder;
}
