import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { FACE_ROOMS, type FaceName } from './shared/face-rooms';

const ROOT = join(import.meta.dirname, '..');

// Forge serves the files from a path that is not known before: every address is relative.
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), oneLanguage(), faceTexts(), preloadShared(), noGates(), supply()],
  // What checks files beside the page; it says nothing to anybody, so it needs none of the plugins.
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 900 },
});

/** A page says its texts in one language, from a file that fetches them: the catalogue of both stays in the backend. */
function oneLanguage(): Plugin {
  const loaded = join(import.meta.dirname, 'shared/loaded-texts.ts');
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

const FACE_FILES = ['admin/admin.tsx', 'desk/desk.tsx', 'panel/issue-face.tsx'];

/** Which face a page is, it learns from Jira; what every face needs is fetched before that, beside what asks. */
function preloadShared(): Plugin {
  return {
    name: 'preload-shared',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {}, chunk }) => {
        const neededBy = (file: string) =>
          importsOf(
            Object.values(bundle).find(
              (part) => part.type === 'chunk' && part.facadeModuleId?.endsWith(`/static/${file}`),
            ),
            bundle,
          );
        const faces = FACE_FILES.map(neededBy);
        const ofAll = [...(faces[0] ?? [])].filter((file) => faces.every((face) => face.has(file)));
        const there = importsOf(chunk, bundle);
        return [...new Set([...neededBy('render.tsx'), ...ofAll])]
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
      const folder = join(ROOT, 'build/supply');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'custom-ui.json'), JSON.stringify([...new Set(files)].toSorted(), null, 1));
      const source = readFileSync(join(ROOT, 'docs/supply/third-party-notices.txt'), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'third-party-notices.txt', source });
    },
  };
}
