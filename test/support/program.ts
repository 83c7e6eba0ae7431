import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * What Node is told to run a program of ours, named by its source: as the run of tests has made it (tools/lib/programs.mjs), else
 * the source itself.
 */
export function program(source: string): readonly string[] {
  const made = process.env['PROGRAMS'];
  if (made === undefined) return ['--import', 'tsx', join(ROOT, source)];
  return ['--enable-source-maps', join(made, source.replace(/\.ts$/, '.mjs'))];
}
