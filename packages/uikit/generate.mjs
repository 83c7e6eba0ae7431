/**
 * `node packages/uikit/generate.mjs <folder of an unpacked @atlaskit/forge-react-types>`: reads off Atlassian's own types which
 * components UI Kit has, which properties each takes, and which words a property is limited to, where the types say so without other
 * packages. Writes `packages/sandbox/forge/uikit-components.json`, by which the sandbox judges, and `index.d.ts`, by which the compiler does.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const [folder = ''] = process.argv.slice(2);
const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const own = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'));
if (name !== own.name || version !== own.version)
  throw new Error(`${name} ${version} is not ${own.name} ${own.version}`);

const entry = resolve(folder, 'dist/types/index.d.ts');
const program = ts.createProgram([entry], { strict: true, noEmit: true, skipLibCheck: true, types: [] });
const checker = program.getTypeChecker();
const module = checker.getSymbolAtLocation(program.getSourceFile(entry));

/** `TButton<T> = (props: ButtonProps) => T` → the properties of a Button. */
function propertiesOf(symbol) {
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const [signature] = type.getCallSignatures();
  if (signature === undefined) return undefined;
  const [parameter] = signature.getParameters();
  if (parameter === undefined) return {};
  const props = checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
  const found = props.getProperties().map((property) => [property.name, wordsOf(property)]);
  return Object.fromEntries(found.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** More words than this are names of icons and colours: no mistake worth a page of table. */
const MOST_WORDS = 24;

/** The words a property is limited to, else `null`: anything that can cross the bridge. */
function wordsOf(property) {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const parts = type.isUnion() ? type.types : [type];
  const words = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  return words.length === parts.length && words.length <= MOST_WORDS ? words.toSorted() : null;
}

const components = {};
for (const symbol of checker.getExportsOfModule(module)) {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const component = /^T([A-Z]\w*)$/.exec(symbol.name)?.[1];
  const properties = component && propertiesOf(target);
  if (properties) components[component] = properties;
}
const sorted = Object.fromEntries(
  Object.entries(components).toSorted(([one], [other]) => (one < other ? -1 : 1)),
);

const typeOf = (words) =>
  words === null ? 'unknown' : words.map((word) => JSON.stringify(word)).join(' | ');
const declared = Object.entries(sorted).map(([component, properties]) => {
  const lines = Object.entries(properties).map(
    ([key, words]) => `  ${JSON.stringify(key)}?: ${typeOf(words)};`,
  );
  return `export type T${component}<T> = (props: {\n${lines.join('\n')}\n}) => T;`;
});
const head = `// Made of ${name} ${version} by generate.mjs.`;
writeFileSync(
  join(import.meta.dirname, '../sandbox/forge/uikit-components.json'),
  `${JSON.stringify(sorted, null, 1)}\n`,
);
writeFileSync(join(import.meta.dirname, 'index.d.ts'), `${head}\n${declared.join('\n')}\n`);
