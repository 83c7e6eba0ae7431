/**
 * `npm run -s marketplace [-- --publish]`: whether the Marketplace kit is complete, and what only the publisher can fill in. With
 * `--publish` the texts as they are published, below `build/marketplace`; refused while anything is open.
 * Exit code 0: complete · 1: something is wrong, or open with `--publish`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { judgeKit, KIT, TEXTS } from './lib/kit/kit';
import { LANGS } from './lib/kit/listing';
import { filled, readPublisher } from './lib/kit/publisher';

const ROOT = resolve(import.meta.dirname, '..');

function main(publishes: boolean): number {
  const { faults, open } = judgeKit(ROOT);
  for (const fault of faults) console.log(`wrong: ${fault}`);
  for (const one of open) console.log(`to be filled in by the publisher: ${one}`);
  console.log(
    `${faults.length} wrong, ${open.length} to be filled in by the publisher (${KIT}/publisher.json)`,
  );
  if (faults.length > 0) return 1;
  if (!publishes) return 0;
  if (open.length > 0) return 1;
  publish();
  return 0;
}

function publish(): void {
  const publisher = readPublisher(JSON.parse(readFileSync(join(ROOT, KIT, 'publisher.json'), 'utf8')));
  for (const name of LANGS.flatMap((lang) => TEXTS.map((text) => `${lang}/${text}.md`))) {
    const target = join(ROOT, 'build', KIT, name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, filled(publisher, readFileSync(join(ROOT, KIT, name), 'utf8')));
  }
  console.log(`build/${KIT} has the texts as they are published`);
}

process.exitCode = main(process.argv.slice(2).includes('--publish'));
