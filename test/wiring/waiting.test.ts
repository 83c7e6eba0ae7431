import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodes, place, type Source, sourceOf, sourcesIn } from './sources';

/** Places where a failure would be told before the other calls have ended. */
function hasty(source: Source): readonly string[] {
  return nodes(source.tree, ts.isPropertyAccessExpression)
    .filter(
      ({ expression, name }) => expression.getText() === 'Promise' && /^(?:all|race|any)$/.test(name.text),
    )
    .map((node) => place(source, node));
}

describe('what a function began has ended when it returns', () => {
  it('so nothing waits for the first failure only', () => {
    const found = sourcesIn('src').filter(({ path }) => path !== 'src/kernel/await-all.ts');
    expect(found.length).toBeGreaterThan(300);
    expect(found.flatMap(hasty)).toEqual([]);
  });

  it('would be seen', () => {
    const source = sourceOf('src/x.ts', 'const a = 1;\nexport const b = await Promise.all([f(), g()]);\n');
    expect(hasty(source)).toEqual(['src/x.ts:2']);
  });
});
