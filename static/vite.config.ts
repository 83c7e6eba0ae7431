import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import {
  type BuildEnvironmentOptions,
  defineConfig,
  type Plugin,
  type Rolldown,
  type UserConfig,
} from 'vite';
import { FACE_ROOMS, type FaceName } from './shared/texts/face-rooms.ts';

const ROOT = join(import.meta.dirname, '..');
/** By face: the modules of the file that draws it. */
const drawn = new Map<string, ReadonlySet<string>>();
const FACES = Object.keys(FACE_ROOMS) as FaceName[];

// Forge serves the files from a path that is not known before: every address is relative.
export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  base: './',
  // Each page is asked for by its own name, also while it is worked on.
  appType: 'mpa',
  plugins: [react(), oneLanguage(), faceTexts(), inTwoFiles(), asIndex(), noGates(), supply()],
  // What checks files beside the page; it says nothing to anybody, so it needs none of the plugins.
  worker: { format: 'es' },
  build: { emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 900, cssCodeSplit: false },
  ...(command === 'build' ? eachByItself() : {}),
}));

/** Each page that Jira shows is a resource of its own (manifest.yml): built from `<face>.html` into its own folder, all at once. */
function eachByItself(): Pick<UserConfig, 'environments' | 'builder'> {
  return {
    environments: Object.fromEntries(
      FACES.map((face) => [face, { consumer: 'client', build: builtInto(face) }]),
    ),
    builder: {
      async buildApp({ environments, build }) {
        const faces = FACES.flatMap((face) => environments[face] ?? []);
        await Promise.all(faces.map((face) => build(face)));
      },
    },
  };
}

function builtInto(face: FaceName): BuildEnvironmentOptions {
  const isDrawn = (id: string) => drawn.get(face)?.has(id) === true;
  return {
    outDir: `dist/${face}`,
    rolldownOptions: {
      input: join(import.meta.dirname, `${face}.html`),
      output: {
        codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: 'draw', test: isDrawn }] },
      },
      // What one face shows at once and another later is fetched by itself in the sources, and comes at once where it is needed so.
      checks: { ineffectiveDynamicImport: false, bundlerTimings: false },
    },
  };
}

/** A page says its texts in one language, from a file that fetches them: the catalogue of both stays in the backend. */
function oneLanguage(): Plugin {
  const loaded = join(import.meta.dirname, 'shared/texts/loaded-texts.ts');
  return {
    name: 'one-language',
    enforce: 'pre',
    resolveId: (source, importer) =>
      source === './catalogue' && importer?.endsWith('/src/texts/say.ts') ? loaded : undefined,
  };
}

/** Puts the rooms of a face into one file for each language; a room that several faces say is in the file of each. */
function faceTexts(): Plugin {
  const texts = join(ROOT, 'src/texts/generated');
  return {
    name: 'face-texts',
    resolveId: (source) => (source.startsWith('virtual:face-texts/') ? `\0${source}` : undefined),
    load(id) {
      const [, face = '', lang = ''] = /^\0virtual:face-texts\/(\w+)\/(\w+)$/.exec(id) ?? [];
      const rooms = FACE_ROOMS[face as FaceName] as readonly string[] | undefined;
      if (rooms === undefined) return undefined;
      const imports = rooms.map(
        (room, n) => `import { room as r${n} } from '${texts}/${lang}/${room}.ts?${face}';`,
      );
      return `${imports.join('\n')}\nexport const room = { ${rooms.map((_, n) => `...r${n}`).join(', ')} };`;
    },
  };
}

/**
 * A face comes in two files: what asks the first question, and what draws the answer, with everything the first content needs. The page names
 * the second beforehand, so that neither waits for the other.
 */
function inTwoFiles(): Plugin {
  return {
    name: 'in-two-files',
    apply: 'build',
    buildEnd() {
      const needed = (first: string | undefined, known = new Set<string>()) => {
        if (first === undefined || known.has(first)) return known;
        known.add(first);
        for (const id of this.getModuleInfo(first)?.importedIds ?? []) needed(id, known);
        return known;
      };
      const ids = [...this.getModuleIds()];
      const first = needed(ids.find((id) => this.getModuleInfo(id)?.isEntry));
      const all = needed(ids.find((id) => DRAWS.test(id)));
      drawn.set(this.environment.name, new Set([...all].filter((id) => !first.has(id))));
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {}, chunk }) => {
        const there = importsOf(chunk, bundle);
        const parts = Object.values(bundle);
        const draws = parts.find(
          (part) => part.type === 'chunk' && part.moduleIds.some((id) => DRAWS.test(id)),
        );
        return [...importsOf(draws, bundle)]
          .filter((file) => !there.has(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}

const DRAWS = /\/static\/\w+\/draw\.ts$/;

/** Forge shows the `index.html` of a resource. */
function asIndex(): Plugin {
  return {
    name: 'as-index',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle))
        if (part.type === 'asset' && part.fileName.endsWith('.html')) {
          delete bundle[part.fileName];
          this.emitFile({ type: 'asset', fileName: 'index.html', source: part.source });
        }
    },
  };
}

/** Everything a file imports at once, itself included. */
function importsOf(
  part: Rolldown.OutputBundle[string] | undefined,
  bundle: Rolldown.OutputBundle,
  found = new Set<string>(),
): ReadonlySet<string> {
  if (part?.type !== 'chunk' || found.has(part.fileName)) return found;
  found.add(part.fileName);
  for (const file of part.imports) importsOf(bundle[file], bundle, found);
  return found;
}

/** The components ask for feature gates, which are closed to us; with or without its subpath. */
function noGates(): Plugin {
  const none = join(import.meta.dirname, 'feature-gates.ts');
  return {
    name: 'no-gates',
    enforce: 'pre',
    resolveId: (source) =>
      /^@atlaskit\/feature-gate-js-client(?:\/feature-gates)?$/.test(source) ? none : undefined,
  };
}

/**
 * Writes down which files of packages are in the build, for `npm run supply`, and lays the licences beside it that want to go
 * with every copy.
 */
function supply(): Plugin {
  return {
    name: 'supply',
    apply: 'build',
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
      const files = ids
        .map((id) =>
          relative(ROOT, id.replace(/^\0/, '').replace(/[?#].*$/, ''))
            .split(sep)
            .join('/'),
        )
        .filter((path) => path.startsWith('node_modules/'));
      const folder = join(ROOT, 'build/supply/custom-ui');
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, `${this.environment.name}.json`),
        JSON.stringify([...new Set(files)].toSorted(), null, 1),
      );
      const source = readFileSync(join(ROOT, 'docs/supply/third-party-notices.txt'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source });
    },
  };
}
