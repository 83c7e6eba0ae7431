import { EgressFilteringService } from '@forge/egress';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { type DatevApi, type DatevEnvironment, datevBase } from '../../src/datev/hosts';
import { modulesOf, readManifest } from './manifest-file';
import { calls, importsOf, nodes, place, type Source, sourcesIn, textOf, texts } from './sources';

/** Hosts that the manifest asks for before any code uses them: adding one later forces a major version. */
const HOSTS_DECLARED_AHEAD = [
  // DATEV's next login, which its documents announce already.
  'https://signin.datev.de',
  // DATEV's Accounting Data Exchange: account plan and postings are read from it next.
  'https://accounting-data-exchange.api.datev.de',
  // Looker.
  '*.looker.com',
  '*.looker.app',
];

const manifest = readManifest();
const modules = modulesOf(manifest);
const functions = modules.filter((module) => module.kind === 'function');
const src = sourcesIn('src');

describe('modules', () => {
  it('have keys that are unique and not longer than Forge’s 23 characters', () => {
    const keys = modules.map((module) => module.key);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(keys.filter((key) => !/^[a-zA-Z0-9_-]{1,23}$/.test(key))).toEqual([]);
  });

  it('call functions that exist, and every function is called by one', () => {
    const called = modules.flatMap(({ kind, function: own, resolver }) =>
      kind === 'function' ? [] : [own, resolver?.function].filter((key) => key !== undefined),
    );
    expect([...new Set(called)].sort()).toEqual(functions.map(({ key }) => key).sort());
  });

  it('show resources that exist', () => {
    const resources = manifest.resources.map(({ key }) => key);
    const shown = modules.flatMap(({ resource, config }) => resource ?? config?.resource ?? []);
    expect([...new Set(shown)].sort()).toEqual([...resources].sort());
  });
});

describe('functions', () => {
  const exported = exportsOf(src.find(({ path }) => path === 'src/index.ts'));

  it('are exactly what src/index.ts exports', () => {
    const handlers = functions.map(({ handler }) => handler?.replace(/^index\./, ''));
    expect(exported.map(({ name }) => name).sort()).toEqual(handlers.sort());
  });

  it('each live in a file of src/entry named <what>.<module>.ts, and each such file holds one', () => {
    const files = src.map(({ path }) => path).filter((path) => /^src\/entry\/[^/]+\.[a-z]+\.ts$/.test(path));
    expect(exported.map(({ file }) => file).sort()).toEqual(files);
    const wrong = exported.filter(({ name, file }) => !file.endsWith(`.${moduleOf(name)}.ts`));
    expect(wrong).toEqual([]);
  });

  /** The kind of module that calls the function, in the words of our file names. */
  function moduleOf(name: string): string | undefined {
    const key = functions.find(({ handler }) => handler === `index.${name}`)?.key;
    const caller = modules.find((module) => module.function === key || module.resolver?.function === key);
    if (caller?.resolver?.function === key) return 'resolver';
    const short: Readonly<Record<string, string>> = {
      scheduledTrigger: 'scheduled',
      preUninstall: 'uninstall',
      'jira:workflowValidator': 'validator',
    };
    return short[caller?.kind ?? ''] ?? caller?.kind;
  }
});

function exportsOf(index: Source | undefined) {
  if (index === undefined) return [];
  return nodes(index.tree, ts.isExportDeclaration).flatMap((declaration) => {
    const file = declaration.moduleSpecifier;
    const names = declaration.exportClause;
    if (file === undefined || !ts.isStringLiteral(file) || names === undefined || !ts.isNamedExports(names))
      return [];
    return names.elements.map(({ name }) => ({
      name: name.text,
      file: file.text.replace('./', 'src/').concat('.ts'),
    }));
  });
}

describe('queues', () => {
  it('have a consumer for each queue that the code writes to, and no other', () => {
    const written = src.flatMap(({ tree }) =>
      nodes(tree, ts.isNewExpression)
        .filter((made) => made.expression.getText() === 'Queue')
        .flatMap(({ arguments: [options] = [] as never }) =>
          options !== undefined && ts.isObjectLiteralExpression(options)
            ? [textOf(options, 'key')]
            : [undefined],
        ),
    );
    const consumed = (manifest.modules['consumer'] ?? []).map(({ queue }) => queue);
    expect([...new Set(written)].sort()).toEqual(consumed.sort());
  });
});

describe('entities', () => {
  const { entities } = manifest.app.storage;
  const names = entities.map(({ name }) => name);

  it('are known by every name that the code gives to storage', () => {
    const used = src.flatMap((source) => entityNames(source).map((name) => ({ name, file: source.path })));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter(({ name }) => !names.includes(name))).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set(src.flatMap(({ tree }) => texts(tree)));
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });

  it('have every index that the code queries', () => {
    const queried = src.flatMap((source) => {
      const here = new Set(texts(source.tree));
      const known = entities
        .filter(({ name }) => here.has(name))
        .flatMap(({ indexes }) => indexes.map(indexName));
      return nodes(source.tree, ts.isObjectLiteralExpression).flatMap((object) => {
        const index = textOf(object, 'index');
        return index === undefined
          ? []
          : [{ index, at: place(source, object), known: known.includes(index) }];
      });
    });
    expect(queried.length).toBeGreaterThan(0);
    expect(queried.filter(({ known }) => !known)).toEqual([]);
  });
});

function indexName(index: string | { readonly name: string }): string {
  return typeof index === 'string' ? index : index.name;
}

/** Values of `entity:`, and the first argument of the entity functions of src/platform/kv.ts. */
function entityNames({ tree }: Source): readonly string[] {
  const fields = nodes(tree, ts.isObjectLiteralExpression).flatMap(
    (object) => textOf(object, 'entity') ?? [],
  );
  const asked = ['getEntity', 'setEntity', 'setEntityIfAbsent', 'removeEntity']
    .flatMap((name) => calls(tree, name))
    .flatMap(({ arguments: [entity] }) =>
      entity !== undefined && ts.isStringLiteral(entity) ? [entity.text] : [],
    );
  return [...fields, ...asked];
}

describe('scope storage:app', () => {
  it('is asked for, because the code uses Forge’s storage', () => {
    const uses = src.some((source) => importsOf(source).includes('@forge/kvs'));
    expect(manifest.permissions.scopes.includes('storage:app')).toBe(uses);
  });
});

describe('egress', () => {
  const declared = manifest.permissions.external.fetch.backend.map(({ address }) => address);
  // A new API in src/datev/hosts.ts does not compile until it stands here.
  const apis: Readonly<Record<DatevApi, true>> = {
    'accounting-clients': true,
    'accounting-extf-files': true,
    'accounting-documents': true,
    'accounting-dxso-jobs': true,
  };
  const environments: readonly DatevEnvironment[] = ['sandbox', 'production'];
  const built = Object.keys(apis).flatMap((api) =>
    environments.map((environment) => datevBase(api as DatevApi, environment)),
  );
  const written = src
    .filter(({ path }) => /-api\.ts$|^src\/datev\/|^src\/looker\//.test(path))
    .flatMap(({ tree }) => texts(tree))
    .filter((text) => /^https?:\/\/[^/]/.test(text));
  const used = [...built, ...written];

  it('allows every host that the code calls', () => {
    const filter = new EgressFilteringService([...declared]);
    expect(used.filter((url) => !filter.isValidUrl(url))).toEqual([]);
  });

  it('allows no host that nothing calls, except those named as declared ahead', () => {
    const needless = declared.filter((address) => {
      const alone = new EgressFilteringService([address]);
      return !used.some((url) => alone.isValidUrl(url));
    });
    expect(needless.sort()).toEqual([...HOSTS_DECLARED_AHEAD].sort());
  });

  it('sees every host: only src/datev/hosts.ts and addresses that a person entered are put together', () => {
    const templates = src.flatMap((source) =>
      nodes(source.tree, ts.isTemplateExpression)
        .filter(({ head }) => /^https?:\/\/[^/]*$/.test(head.text))
        .map((node) => place(source, node)),
    );
    // A Looker's address is an admin's; a host that is not in the manifest is approved by the admin in Jira.
    const known = /^src\/(?:datev\/hosts|looker\/login\/connection)\.ts:/;
    expect(templates.filter((at) => !known.test(at))).toEqual([]);
  });
});
