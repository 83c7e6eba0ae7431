import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostFaults, readManifest } from './hosts';
import { linkFaults } from './links';
import { LANGS, readListing } from './listing';
import { pictureFaults, wantedPictures } from './pictures';
import { timeFaults } from './promises';
import { openIn, placeFaults, readPublisher } from './publisher';

export const KIT = 'marketplace';
/** What customers read, in each language. */
export const TEXTS = ['privacy-policy', 'terms', 'dpa', 'security', 'data-residency', 'support'] as const;
/** What only Atlassian reads, in English. */
const FORMS = ['README', 'security-questionnaire', 'privacy-and-security-tab'] as const;

type Verdict = {
  /** What is wrong, in words. */
  readonly faults: readonly string[];
  /** What only the publisher can fill in. */
  readonly open: readonly string[];
};

/** Whether the kit is complete: lengths, sizes, languages, links, promises; and what is left to the publisher. */
export function judgeKit(root: string): Verdict {
  const names = [...LANGS.flatMap((lang) => TEXTS.map((name) => `${lang}/${name}`)), ...FORMS];
  const files = names.map((name) => `${KIT}/${name}.md`);
  const missing = files.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) return { faults: missing.map((file) => `${file} is missing`), open: [] };
  const texts = new Map(files.map((file) => [file, read(root, file)]));
  const publisher = readPublisher(JSON.parse(read(root, `${KIT}/publisher.json`)));
  const drawn = new Map([...texts, [`${KIT}/banner.svg`, read(root, `${KIT}/banner.svg`)]]);
  return {
    faults: [
      ...listingFaults(root),
      ...[...texts].flatMap(([file, text]) => linkFaults(root, file, text)),
      ...LANGS.flatMap((lang) => pairFaults(texts, lang)),
      ...placeFaults(publisher, drawn),
      ...promiseFaults(root, texts),
    ],
    open: openIn(publisher),
  };
}

function read(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function listingFaults(root: string): readonly string[] {
  const listed = readListing(JSON.parse(read(root, `${KIT}/listing.json`)));
  if ('faults' in listed) return listed.faults;
  const folder = join(root, KIT, 'pictures');
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const there = names
    .filter((name) => name.endsWith('.png'))
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name))] as const);
  const { isPaid } = readManifest(read(root, 'manifest.yml'));
  const isSaidPaid = listed.listing.pricing === 'paid';
  return [
    ...pictureFaults(wantedPictures(listed.listing), new Map(there)),
    ...(isPaid === isSaidPaid
      ? []
      : ['listing.json and manifest.yml do not agree on whether the app is paid']),
  ];
}

/** A text that has other headings or places in the other language says something else. */
function pairFaults(texts: ReadonlyMap<string, string>, lang: (typeof LANGS)[number]): readonly string[] {
  const shapeOf = (of: string, name: string) =>
    (texts.get(`${KIT}/${of}/${name}.md`) ?? '').split('\n').flatMap((line) => /^#+/.exec(line) ?? []);
  const other = lang === 'de' ? 'en' : 'de';
  return TEXTS.filter((name) => shapeOf(lang, name).join() !== shapeOf(other, name).join()).map(
    (name) => `${KIT}/${lang}/${name}.md has other headings than in ${other}`,
  );
}

function promiseFaults(root: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const timed = ['SECURITY.md', ...LANGS.map((lang) => `${KIT}/${lang}/support.md`)];
  const { hosts } = readManifest(read(root, 'manifest.yml'));
  return [
    ...timeFaults(new Map(timed.map((file) => [file, texts.get(file) ?? read(root, file)]))),
    ...LANGS.map((lang) => `${KIT}/${lang}/data-residency.md`).flatMap((file) =>
      hostFaults(hosts, file, texts.get(file) ?? ''),
    ),
  ];
}
