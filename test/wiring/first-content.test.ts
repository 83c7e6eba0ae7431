import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROOT } from './sources';

/* How much script stands before the first content of a face (ADR 0040). */

type Part = Rolldown.OutputChunk;
let parts: readonly Part[] = [];

beforeAll(async () => {
  // As it is deployed, not as tests run.
  vi.stubEnv('NODE_ENV', 'production');
  const output = await build({
    configFile: join(ROOT, 'static/vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  });
  parts = [output]
    .flat()
    .flatMap((one) => ('output' in one ? one.output : []))
    .filter((part) => part.type === 'chunk');
});

afterAll(() => {
  vi.unstubAllEnvs();
});

/** These files with everything they import at once. */
function withImports(files: readonly (Part | undefined)[]): ReadonlySet<Part> {
  const found = new Set<Part>();
  const visit = (part: Part | undefined): void => {
    if (part === undefined) throw new Error('The build has no such file.');
    if (found.has(part)) return;
    found.add(part);
    for (const name of part.imports) visit(parts.find(({ fileName }) => fileName === name));
  };
  files.map(visit);
  return found;
}

const beginningWith = (end: string) => parts.find(({ facadeModuleId }) => facadeModuleId?.endsWith(end));

function loaded(face: string, texts: string): ReadonlySet<Part> {
  return withImports(['/static/index.html', '/static/render.tsx', face, texts].map(beginningWith));
}

describe('before the first content', () => {
  it.each([
    ['issue', '/static/panel/issue-face.tsx', 110_000],
    ['desk', '/static/desk/desk.tsx', 160_000],
    ['admin', '/static/admin/admin.tsx', 110_000],
  ])('%s loads no more script than is allowed, in the longer of the languages', (name, face, most) => {
    const bytes = [...loaded(face, `virtual:face-texts/${name}/de`)].map(({ code }) => gzipSync(code).length);
    const sum = bytes.reduce((all, one) => all + one, 0);
    // Less than React and the bridge: then something was not found, and nothing was measured.
    expect(sum).toBeGreaterThan(60_000);
    expect(sum).toBeLessThanOrEqual(most);
  });

  it.each(['/static/panel/issue-face.tsx', '/static/desk/desk.tsx', '/static/admin/admin.tsx'])(
    '%s loads nothing that checks files, no popup and no second way of making styles',
    (face) => {
      const modules = [...withImports([beginningWith(face)])].flatMap(({ moduleIds }) => moduleIds);
      expect(modules.length).toBeGreaterThan(100);
      expect(
        modules.filter((id) => /\/src\/(?:extf\/check|dxso\/xml)\/|popper|@emotion|tooltip/.test(id)),
      ).toEqual([]);
    },
  );
});
