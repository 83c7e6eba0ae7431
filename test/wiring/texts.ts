import { posix } from 'node:path';
import ts from 'typescript';
import { nodes, type Source, texts } from './sources';

/** Parts of keys that a source puts together: `answer.${code}.title` with a pattern for what is in the middle. */
function patterns({ tree }: Source): readonly string[] {
  return nodes(tree, ts.isTemplateExpression)
    .filter(({ head }) => /^[a-z-]+\./.test(head.text))
    .map(({ head, templateSpans }) =>
      [head.text, ...templateSpans.map(({ literal }) => literal.text)].map(escaped).join('.+'),
    );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

type IsSaid = (key: string) => boolean;

/** Whether sources say a text: by its whole key, by its word (on a page), or by what a template can become. */
export function saidBy(all: readonly Source[]): IsSaid {
  const sources = handMade(all);
  const said = literalsOf(sources);
  const onPages = literalsOf(sources.filter(({ path }) => path.startsWith('static/')));
  const templates = [...new Set(sources.flatMap(patterns))].map((pattern) => new RegExp(`^${pattern}$`));
  // A page says its words without their `page.` (static/shared/texts/lang).
  return (key) =>
    key.startsWith('page.')
      ? onPages.has(key) || onPages.has(key.slice(5))
      : said.has(key) || templates.some((template) => template.test(key));
}

/** Keys that stand in no source; those of a problem or a finding count when its code (`code.title`, `code.text`) stands in one. */
export function unusedTexts(keys: readonly string[], sources: readonly Source[]): readonly string[] {
  const [isSaid, made] = [saidBy(sources), valuesOf(handMade(sources))];
  return keys.filter((key) => !isSaid(key) && !made.has(key.replace(/\.(?:title|text|rule|remedy)$/, '')));
}

/** Literals that become something when the app runs: neither types nor names of properties, which only list codes. */
function valuesOf(sources: readonly Source[]): ReadonlySet<string> {
  const literals = sources.flatMap(({ tree }) => nodes(tree, ts.isStringLiteralLike));
  const values = literals.filter(
    ({ parent }) => !ts.isLiteralTypeNode(parent) && !ts.isPropertyAssignment(parent),
  );
  const properties = literals.filter(
    (literal) => ts.isPropertyAssignment(literal.parent) && literal.parent.initializer === literal,
  );
  return new Set([...values, ...properties].map(({ text }) => text));
}

/** Neither the texts themselves nor the names of their rooms: some room is called like a word. */
function handMade(sources: readonly Source[]): readonly Source[] {
  return sources.filter(
    ({ path }) => !path.startsWith('src/texts/generated/') && path !== 'static/shared/texts/face-rooms.ts',
  );
}

function literalsOf(sources: readonly Source[]): ReadonlySet<string> {
  return new Set(sources.flatMap(({ tree }) => [...texts(tree), ...attributes(tree)]));
}

function attributes(tree: ts.SourceFile): readonly string[] {
  return nodes(tree, ts.isJsxAttribute).flatMap(({ initializer }) =>
    initializer !== undefined && ts.isStringLiteral(initializer) ? [initializer.text] : [],
  );
}

/** What a file of the pages brings with it when it is loaded: itself and what it imports, but for types. */
export function loadedWith(path: string, sources: readonly Source[]): readonly Source[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const found = new Map<string, Source>();
  const visit = (one: Source | undefined): void => {
    if (one === undefined || found.has(one.path)) return;
    found.set(one.path, one);
    for (const name of valueImports(one)) {
      const base = posix.join(posix.dirname(one.path), name);
      visit(byPath.get(`${base}.ts`) ?? byPath.get(`${base}.tsx`));
    }
  };
  visit(byPath.get(path));
  return [...found.values()];
}

function valueImports({ tree }: Source): readonly string[] {
  const all = nodes(tree, ts.isImportDeclaration).filter(
    ({ importClause }) => importClause?.isTypeOnly !== true,
  );
  return all.flatMap(({ moduleSpecifier }) => texts(moduleSpecifier)).filter((name) => name.startsWith('.'));
}
