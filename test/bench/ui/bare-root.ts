import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, resolveConfig } from 'vite';
import { FACE_ROOMS } from '../../../static/shared/texts/face-rooms';

const ROOT = join(import.meta.dirname, '../../..');

/** A folder like the project's, of which all faces are the bare page: bundled by the same configuration, served the same way. */
export async function bareRoot(): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'bare-'));
  cpSync(join(ROOT, 'manifest.yml'), join(root, 'manifest.yml'));
  mkdirSync(join(root, 'locales'));
  cpSync(join(ROOT, 'locales/forge'), join(root, 'locales/forge'), { recursive: true });
  const config = await resolveConfig(
    { configFile: join(ROOT, 'static/vite.config.ts'), logLevel: 'silent' },
    'build',
    'production',
    // Else it is said to be a build for development, and so is everything after it: React of twice the size.
    'production',
  );
  await build({
    configFile: false,
    logLevel: 'silent',
    root: join(import.meta.dirname, 'bare'),
    base: config.base,
    // All of ours but the one that writes down what is in our own build.
    plugins: config.plugins.filter(({ name }) => name === 'no-gates' || name.startsWith('vite:react')),
    build: { outDir: join(root, 'bare'), emptyOutDir: true, chunkSizeWarningLimit: 900 },
  });
  for (const face of Object.keys(FACE_ROOMS))
    cpSync(join(root, 'bare'), join(root, 'static/dist', face), { recursive: true });
  return root;
}
