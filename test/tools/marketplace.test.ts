import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostFaults } from '../../tools/lib/kit/hosts';
import { judgeKit } from '../../tools/lib/kit/kit';
import { anchorOf, linkFaults } from '../../tools/lib/kit/links';
import { readListing } from '../../tools/lib/kit/listing';
import { pictureFaults, pngSize } from '../../tools/lib/kit/pictures';
import { timeFaults } from '../../tools/lib/kit/promises';
import { filled, openIn, placeFaults } from '../../tools/lib/kit/publisher';

const ROOT = join(import.meta.dirname, '../..');

describe('the Marketplace kit', () => {
  const { faults, open } = judgeKit(ROOT);

  it('is complete: lengths, sizes, languages, links, promises', () => {
    expect(faults).toEqual([]);
  });

  it('leaves open what only the publisher knows, and names it', () => {
    const said: Record<string, { readonly value: string }> = JSON.parse(
      readFileSync(join(ROOT, 'marketplace/publisher.json'), 'utf8'),
    );
    const empty = Object.keys(said).filter((name) => said[name]?.value === '');
    expect(open.map((line) => line.split(':')[0])).toEqual(empty);
  });
});

/** The head of a PNG. */
function png(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(24);
  head.write('\x89PNG\r\n\x1a\n', 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

describe('a picture', () => {
  const wanted = new Map([['logo.png', { width: 144, height: 144 }]]);

  it.each([
    ['fits', new Map([['logo.png', png(144, 144)]]), []],
    [
      'of another size',
      new Map([['logo.png', png(288, 144)]]),
      ['pictures/logo.png is 288×144, not 144×144'],
    ],
    ['that is none', new Map([['logo.png', Buffer.from('GIF89a')]]), ['pictures/logo.png is no PNG']],
    ['missing', new Map<string, Uint8Array>(), ['pictures/logo.png is missing']],
    [
      'too many',
      new Map([
        ['logo.png', png(144, 144)],
        ['old.png', png(1, 1)],
      ]),
      ['pictures/old.png is needed by nothing'],
    ],
  ])('%s', (_name, there, faults) => {
    expect(pictureFaults(wanted, there)).toEqual(faults);
  });

  it('tells its size in its header, wherever in a buffer it lies', () => {
    expect(pngSize(Buffer.concat([Buffer.alloc(7), png(1840, 900)]).subarray(7))).toEqual({
      width: 1840,
      height: 900,
    });
  });
});

describe('the listing', () => {
  const fine = JSON.parse(readFileSync(join(ROOT, 'marketplace/listing.json'), 'utf8'));

  it.each([
    ['a tagline that is too long', { tagline: 'x'.repeat(131) }],
    ['a summary that is too long', { summary: 'x'.repeat(221) }],
    ['a name with a word Atlassian refuses', { name: 'DATEV App for Jira' }],
    ['a name that begins with Jira', { name: 'Jira DATEV' }],
    ['an empty text', { details: ' ' }],
    ['one highlight', { highlights: fine.en.highlights.slice(0, 1) }],
    [
      'a title that is too long',
      { highlights: fine.en.highlights.map((one: object) => ({ ...one, title: 'x'.repeat(51) })) },
    ],
    ['other highlights than in German', { highlights: [...fine.en.highlights].reverse() }],
  ])('with %s is refused', (_name, change) => {
    expect(readListing(fine)).toHaveProperty('listing');
    expect(readListing({ ...fine, en: { ...fine.en, ...change } })).toHaveProperty('faults');
  });
});

describe('a link', () => {
  it.each([
    ['[a](not-there.md)', ['marketplace/README.md: not-there.md leads nowhere']],
    ['[a](en/dpa.md#not-there)', ['marketplace/README.md: en/dpa.md#not-there leads nowhere']],
    ['[a](#not-there)', ['marketplace/README.md: #not-there leads nowhere']],
    ['[a](http://example.org)', ['marketplace/README.md: http://example.org leads nowhere']],
    ['[a](en/dpa.md#5-sub-processors) [b](https://example.org) [c](#here)\n## Here', []],
  ])('%s', (text, faults) => {
    expect(linkFaults(ROOT, 'marketplace/README.md', text)).toEqual(faults);
  });

  it.each([
    ['3. Für Mandanten: was gilt?', '3-für-mandanten-was-gilt'],
    ['The `app` and [its log](x.md)', 'the-app-and-its-log'],
  ])('has the anchor GitHub makes: %s', (heading, anchor) => {
    expect(anchorOf(heading)).toBe(anchor);
  });
});

describe('what only the publisher knows', () => {
  const publisher = {
    name: { what: 'the legal name', value: '' },
    law: { what: 'the law that counts', value: 'German law' },
  };
  const texts = (text: string) => new Map([['a.md', text]]);

  it('is told while it is empty, and stays a place', () => {
    expect(openIn(publisher)).toEqual(['name: the legal name']);
    expect(filled(publisher, '{{publisher.name}} · {{publisher.law}}')).toBe(
      '{{publisher.name}} · German law',
    );
  });

  it.each([
    ['{{publisher.name}} {{publisher.law}}', []],
    ['{{publisher.law}}', ['publisher.json: no text uses name']],
    ['{{publisher.name}} {{publisher.law}} {{publisher.fax}}', ['a.md: publisher.json has no fax']],
    ['{{publisher.name}} {{publisher.law}} {{company}}', ['a.md: braces that nothing fills']],
  ])('has an entry for each place, and a place for each entry: %s', (text, faults) => {
    expect(placeFaults(publisher, texts(text))).toEqual(faults);
  });
});

describe('promised times', () => {
  const rows = (critical: string) =>
    `| ${critical} |\n| high | 7.0 | 28 days |\n| medium | 4.0 | 56 days |\n| niedrig | unter 4,0 | 175 Tage |`;

  it.each([
    ['critical | 9.0 | 10 days', []],
    ['critical | 9.0 | 11 days', ['b.md: critical in 11 days is later than Atlassian wants']],
    ['critical | 9.0 | 5 days', ['b.md: critical in 5 days is said otherwise elsewhere']],
    ['critical | 9.0 | soon', ['b.md: no time for critical']],
  ])('are the same everywhere and never later than Atlassian’s: %s', (row, faults) => {
    const texts = new Map([
      ['a.md', rows('kritisch | 9,0 | 10 Tage')],
      ['b.md', rows(row)],
    ]);
    expect(timeFaults(texts)).toEqual(faults);
  });
});

describe('hosts', () => {
  const hosts = [
    { address: 'https://a.datev.de', inScopeEUD: true },
    { address: '*.looker.com', inScopeEUD: false },
  ];

  it.each([
    ['| `a.datev.de` | files | yes |\n| `*.looker.com` | nothing | no |', []],
    [
      '| `a.datev.de` | Dateien | nein |\n| `*.looker.com` | nichts | nein |',
      ['d.md: a.datev.de is not told as manifest.yml declares it'],
    ],
    ['| `a.datev.de` | files | yes |', ['d.md: *.looker.com is not told as manifest.yml declares it']],
    [
      '| `a.datev.de` | files | yes |\n| `*.looker.com` | nothing | no |\n| `b.org` | all | yes |',
      ['d.md: manifest.yml has no b.org'],
    ],
  ])('are told as the manifest declares them: %s', (text, faults) => {
    expect(hostFaults(hosts, 'd.md', text)).toEqual(faults);
  });

  it('that the manifest says nothing of are a fault, too', () => {
    expect(
      hostFaults([{ address: 'https://a.datev.de' }], 'd.md', '| `a.datev.de` | files | yes |'),
    ).toHaveLength(1);
  });
});
