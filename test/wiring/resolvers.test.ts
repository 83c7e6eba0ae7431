import { readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ADMIN_CALLS } from '../../src/contract/admin-calls';
import { AUTOMATION_CALLS } from '../../src/contract/automation-calls';
import { DESK_CALLS, ISSUE_CALLS } from '../../src/contract/calls';
import { WIDGET_CALLS } from '../../src/contract/widget';
import { readManifest } from './manifest-file';
import { calls, importsOf, ROOT, type Source, sourcesIn, texts } from './sources';

/** Calls that the backend answers and no page makes yet, each with its reason. */
const CALLS_DECLARED_AHEAD: readonly string[] = [];

const contract = { ISSUE_CALLS, DESK_CALLS, ADMIN_CALLS, AUTOMATION_CALLS, WIDGET_CALLS };
const known = [...new Set(Object.values(contract).flatMap((names) => Object.keys(names)))];
const entry = sourcesIn('src/entry');
const pages = sourcesIn('static');
/** The first file of each page, what the resolver behind it answers, and what its folder may ask. */
const FACES = [
  ['static/admin/admin.tsx', Object.keys(ADMIN_CALLS), Object.keys(ADMIN_CALLS)],
  ['static/desk/desk.tsx', Object.keys(DESK_CALLS), Object.keys(DESK_CALLS)],
  ['static/automation/action-form.tsx', Object.keys(AUTOMATION_CALLS), Object.keys(AUTOMATION_CALLS)],
  // The desk shows the panel's parts, too.
  ['static/panel/issue-face.tsx', Object.keys(ISSUE_CALLS), Object.keys({ ...ISSUE_CALLS, ...DESK_CALLS })],
] as const;

describe('the backend', () => {
  // Which calls a resolver answers is the compiler's matter: `resolverOf` takes one handler per name of the table.
  it('answers each table of the contract in exactly one resolver', () => {
    const answered = entry
      .flatMap(({ tree }) => calls(tree, 'resolverOf'))
      .map((call) => call.arguments[0]?.getText());
    expect(answered.sort()).toEqual(Object.keys(contract).sort());
  });

  it('defines no resolver beside the contract', () => {
    const beside = entry
      .filter(({ path }) => path !== 'src/entry/answering.ts')
      .filter(({ tree }) => /\bmakeResolver\b|\bnew Resolver\b|\.define\(/.test(tree.text));
    expect(beside.map(({ path }) => path)).toEqual([]);
  });
});

describe('the pages', () => {
  // The one of UI Kit asks one small question, and carries nothing of the others along.
  it('reach the backend through one file only, and the one of UI Kit through its own', () => {
    const invoking = pages.filter(({ tree }) => calls(tree, 'invoke').length > 0);
    expect(invoking.map(({ path }) => path)).toEqual(['static/backend.ts', 'static/widget/asked.ts']);
    expect(quoted(page('static/widget/asked.ts').tree)).toContain(Object.keys(WIDGET_CALLS)[0]);
  });

  // That a name is one of the contract's is the compiler's matter; that this page's resolver has it, is not.
  it.each(FACES)('ask in the folder of %s only what its resolver answers', (first, _answered, allowed) => {
    const own = pages.filter(({ path }) => path.startsWith(`${dirname(first)}/`));
    const asked = own.flatMap(({ path, tree }) =>
      quoted(tree).flatMap((name) => (known.includes(name) ? { path, name } : [])),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ name }) => !allowed.includes(name))).toEqual([]);
  });

  it.each(FACES)(
    'ask, from %s on, everything that its resolver answers, except what is declared ahead',
    (first, answered) => {
      const said = new Set(reachedFrom(first).flatMap(({ tree }) => quoted(tree)));
      const never = answered.filter((name) => !said.has(name));
      expect(never.filter((name) => !CALLS_DECLARED_AHEAD.includes(name))).toEqual([]);
    },
  );

  it('are those of the manifest', () => {
    const folders = FACES.map(([first]) => first.split('/')[1] ?? '');
    // Those of UI Kit: test/wiring/uikit.
    const custom = readManifest().resources.filter(({ path }) => !path.endsWith('.ts'));
    const resources = custom.map(({ key, path }) => [key, path]);
    expect(resources.sort()).toEqual(folders.map((name) => [name, `static/dist/${name}`]).sort());
  });

  it.each(FACES)('begin with what asks, and draw %s', (first) => {
    const folder = dirname(first);
    const html = readFileSync(join(ROOT, `${folder}.html`), 'utf8');
    expect(html.match(/<script[^>]*>/g)).toEqual([
      `<script type="module" async src="./${folder.replace('static/', '')}/main.ts">`,
    ]);
    const fetched = calls(page(`${folder}/main.ts`).tree, 'import').map(({ arguments: [of] }) =>
      of?.getText(),
    );
    expect(fetched.filter((name) => !name?.includes('virtual:face-texts/'))).toEqual(["'./draw'"]);
    expect(importsOf(page(`${folder}/draw.ts`))).toEqual(['../render', `./${basename(first, '.tsx')}`]);
  });
});

function page(path: string): Source {
  const found = pages.find((source) => source.path === path);
  if (found === undefined) throw new Error(`There is no ${path}.`);
  return found;
}

/** A page and all of ours that it imports, and what they import. */
function reachedFrom(first: string): readonly Source[] {
  const reached = new Map([[first, page(first)]]);
  for (const source of reached.values())
    for (const name of importsOf(source).filter((one) => one.startsWith('.'))) {
      const path = posix.join(dirname(source.path), name);
      const found = pages.find((one) => [`${path}.ts`, `${path}.tsx`].includes(one.path));
      if (found !== undefined) reached.set(found.path, found);
    }
  return [...reached.values()];
}

function quoted(tree: ts.SourceFile): readonly string[] {
  return texts(tree).filter((text) => /^[a-z]+\.[a-z-]+$/.test(text));
}
