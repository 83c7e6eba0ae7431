import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createBuilder, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ROOT } from './sources';

/* How much script stands before the first content of a face (ADR 0040). */

type Part = Rolldown.OutputChunk;
type Page = { readonly html: string; readonly parts: readonly Part[] };
const pages = new Map<string, Page>();

beforeAll(async () => {
  // As it is deployed, not as tests run.
  vi.stubEnv('NODE_ENV', 'production');
  const builder = await createBuilder({
    configFile: join(ROOT, 'static/vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  });
  for (const face of ['panel', 'desk', 'admin', 'automation']) {
    const environment = builder.environments[face];
    if (environment === undefined) throw new Error(`Nothing builds ${face}.`);
    const output = await builder.build(environment);
    pages.set(face, pageOf([output].flat().flatMap((one) => ('output' in one ? one.output : []))));
  }
});

function pageOf(output: readonly (Part | Rolldown.OutputAsset)[]): Page {
  const html = output.find(({ fileName }) => fileName === 'index.html');
  if (html?.type !== 'asset') throw new Error('The build has no page.');
  return { html: String(html.source), parts: output.filter((part) => part.type === 'chunk') };
}

afterAll(() => {
  vi.unstubAllEnvs();
});

function page(face: string): Page {
  const found = pages.get(face);
  if (found === undefined) throw new Error(`There is no ${face}.`);
  return found;
}

/** These files with everything they import at once. */
function withImports(files: readonly (Part | undefined)[], parts: readonly Part[]): ReadonlySet<Part> {
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

const asks = ({ parts }: Page) => parts.find(({ isEntry }) => isEntry);
const draws = ({ parts }: Page) =>
  parts.find(({ moduleIds }) => moduleIds.some((id) => /\/static\/\w+\/draw\.ts$/.test(id)));
const says = (face: string, lang: string) =>
  page(face).parts.find(({ facadeModuleId }) =>
    facadeModuleId?.endsWith(`virtual:face-texts/${face}/${lang}`),
  );

describe('before the first content', () => {
  it.each([
    ['panel', 110_000],
    ['desk', 160_000],
    ['admin', 110_000],
    ['automation', 75_000],
  ])('%s loads no more script than is allowed, in the longer of the languages', (face, most) => {
    const files = [asks(page(face)), draws(page(face)), says(face, 'de')];
    const bytes = [...withImports(files, page(face).parts)].map(({ code }) => gzipSync(code).length);
    const sum = bytes.reduce((all, one) => all + one, 0);
    // Less than React and the bridge: then something was not found, and nothing was measured.
    expect(sum).toBeGreaterThan(60_000);
    expect(sum).toBeLessThanOrEqual(most);
  });

  it.each(['panel', 'desk', 'admin', 'automation'])(
    '%s asks without React, and names beforehand all else that it needs',
    (face) => {
      const first = withImports([asks(page(face))], page(face).parts);
      expect(
        [...first].flatMap(({ moduleIds }) => moduleIds).filter((id) => /\/react(?:-dom)?\//.test(id)),
      ).toEqual([]);
      const named = page(face).html.match(/(?<=(?:src|href)="\.\/)[^"]+\.(?:js|css)/g);
      const needed = withImports([asks(page(face)), draws(page(face))], page(face).parts);
      expect(named?.filter((file) => file.endsWith('.js')).sort()).toEqual(
        [...needed].map(({ fileName }) => fileName).sort(),
      );
      expect(named?.filter((file) => file.endsWith('.css'))).toHaveLength(1);
    },
  );

  it.each(['panel', 'desk', 'admin'])(
    '%s loads nothing that checks files, no popup and no second way of making styles',
    (face) => {
      const modules = [...withImports([draws(page(face))], page(face).parts)].flatMap(
        ({ moduleIds }) => moduleIds,
      );
      expect(modules.length).toBeGreaterThan(100);
      expect(
        modules.filter((id) => /\/src\/(?:extf\/check|dxso\/xml)\/|popper|@emotion|tooltip/.test(id)),
      ).toEqual([]);
    },
  );
});
