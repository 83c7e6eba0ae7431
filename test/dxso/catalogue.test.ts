import { describe, expect, it } from 'vitest';
import type { DxsoCode } from '../../src/dxso/codes';
import { PACKAGE_LIMITS } from '../../src/dxso/package-limits';
import { dxsoKeys } from '../../src/dxso/words';
import { allowedIn } from '../../src/dxso/xml/render';
import { TYPES } from '../../src/dxso/xml/simple-types';
import { XML_LIMITS } from '../../src/dxso/xml/xml-read';
import { codesIn, textsIn } from '../support/texts';

const SOURCES: Readonly<Record<string, string>> = {
  xml: 'XML 1.0; DTDs and entities are refused because they could do more than say something',
  xsd: 'DATEV’s schemas `Document_v060.xsd` and `Belegverwaltung_online_ledger_import_v060.xsd` with their types',
  text: 'the same rules as for EXTF files; DATEV checks neither',
  ledger: 'documentation of the elements in `Belegverwaltung_online_ledger_import_v060.xsd`',
  document: 'documentation of the elements in `Document_v060.xsd`',
  package: 'OpenAPI document dxso-jobs 2.1.7; DATEV developer portal, XML interface online',
};

const LIMIT = Object.fromEntries(
  Object.entries(XML_LIMITS).map(([what, most]) => [what, most.toLocaleString('en')]),
) as Record<keyof typeof XML_LIMITS, string>;

const INTRODUCTION = `# What is checked in a DXSO package

Written by \`test/dxso/catalogue.test.ts\` from the catalogue of the product (\`npx vitest run test/dxso/catalogue -u\`); every code
exists in German and English there, with the rule and the remedy. What the schema says is checked without an XML engine; the
tests prove with libxml2 that both say no to the same files. No finding contains a value of a booking.

A file that document.xml names and that is not there is an error before sending and a note where a package is only looked at
(\`npm run -s dxso -- check DIR|ZIP\`): DATEV's own sample comes without its images.

Whatever comes is answered in time and memory linear in it. XML is read no further than ${LIMIT.length} characters, ${LIMIT.parts}
elements, attributes, comments and character references (5,000 bookings with every field have 300,000), ${LIMIT.depth} levels, ${LIMIT.attributes}
attributes of one element, ${LIMIT.prefixes} prefixes at once, names of ${LIMIT.name} characters. All XML of a package together is read no further than
${PACKAGE_LIMITS.parts.toLocaleString('en')} of these parts, each fault counted as ${PACKAGE_LIMITS.fault}, and all of a file that is no ledger as faults: 20 MB of bookings have fewer. What was read is
kept for the check, so that each file is read once, up to as many parts together as one file may have; beyond that a ledger is
read again. Each of generated hostile packages of up to 20 MB of content (\`test/dxso/hostile-answer.ts\`) has to be answered
within 2 s of computing and 128 MB.

Of each kind of finding the first twenty are listed; the last of them says how many more there are.
`;

const TEXTS = textsIn('dxso');
const codes = codesIn('dxso') as readonly DxsoCode[];

function table(codes: readonly DxsoCode[]): string {
  const lines = codes.map((code) => `| \`${code}\` | ${saidOf(code, 'text')} | ${saidOf(code, 'rule')} |`);
  return ['| code | what is said | rule |', '| --- | --- | --- |', ...lines].join('\n');
}

/** As the catalogue has it, with its places open. */
function saidOf(code: DxsoCode, part: 'text' | 'rule'): string {
  return TEXTS[dxsoKeys(code)[part]]?.en ?? '';
}

function catalogue(): string {
  const parts = Object.entries(SOURCES).map(([part, source]) => {
    const own = codes.filter((code) => code.startsWith(`dxso.${part}.`));
    return `## ${part}\n\nSource: ${source}.\n\n${table(own)}\n`;
  });
  const types = Object.entries(TYPES).map(([name, type]) => `| \`${name}\` | ${allowedIn(type, 'en')} |`);
  const shown = ['| type of the schema | allowed |', '| --- | --- |', ...types].join('\n');
  return [INTRODUCTION, ...parts, `## Values\n\n${shown}\n`].join('\n');
}

describe('docs/dxso-checks.md', () => {
  it('names every code that the check knows, with rule and source', async () => {
    expect(catalogue().match(/^\| `dxso\./gm)).toHaveLength(codes.length);
    await expect(catalogue()).toMatchFileSnapshot('../../docs/dxso-checks.md');
  });

  it('says what every type of the schema allows, and nothing that no type does', () => {
    const said = Object.keys(TEXTS).filter((key) => key.startsWith('dxso.allowed.'));
    const types = Object.values(TYPES).map(({ allowed }) => `dxso.allowed.${allowed}`);
    expect(new Set(said)).toEqual(new Set(types));
  });
});
