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

/** Keys that stand in no source: neither whole, nor by their code (`code.title`), nor as what a template can become. */
export function unusedTexts(keys: readonly string[], sources: readonly Source[]): readonly string[] {
  const ours = sources.filter(({ path }) => !path.startsWith('src/texts/generated/'));
  const said = new Set(ours.flatMap(({ tree }) => texts(tree)));
  const templates = [...new Set(ours.flatMap(patterns))].map((pattern) => new RegExp(`^${pattern}$`));
  return keys.filter((key) => {
    const code = key.replace(/\.(?:title|remedy)$/, '');
    return !said.has(key) && !said.has(code) && !templates.some((template) => template.test(key));
  });
}
