import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '..');

// Forge serves the files from a path that is not known before: every address is relative.
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), oneLanguage(), noGates(), supply()],
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
