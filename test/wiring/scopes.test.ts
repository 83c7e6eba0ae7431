import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { askEverything, type Heard } from './jira-story';
import { readManifest } from './manifest-file';
import { calls, nodes, place, type Source, sourcesIn } from './sources';

/** Not of Jira's documents: the scope of Forge's storage (test/wiring/manifest.test.ts), and those below. */
const STORAGE = 'storage:app';
/** Wanted by `privacy.reportPersonalData`. */
const PRIVACY = 'report:personal-data';
/** Wanted by `signRealtimeToken` and `publishGlobal`. */
const REALTIME = 'read:app-global-channel:realtime';

type Scopes = { readonly classic: readonly string[]; readonly granular: readonly string[] };
/** A path as it stands in the source, and as what it leaves the app. */
type Written = { readonly at: string; readonly path: string; readonly pattern: RegExp };

const { scopes } = readManifest().permissions;
const written = sourcesIn('src').flatMap(pathsOfJira);
let heard: readonly Heard[] = [];
beforeAll(async () => {
  heard = await askEverything();
}, 120_000);

describe('calls of Jira', () => {
  it('are written as route`…` in *-api.ts', () => {
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter(({ at }) => !/-api\.ts:/.test(at))).toEqual([]);
  });

  // One path with two methods stands twice in the source, so both are to be heard.
  it('are all heard in the story; a new one needs its step in jira-story.ts', () => {
    const silent = written.filter(({ path, pattern }) => {
      const methods = new Set(heard.flatMap((one) => (pattern.test(one.path) ? one.method : [])));
      return methods.size < written.filter((other) => other.path === path).length;
    });
    expect(silent.map(({ at, path }) => `${at} ${path}`)).toEqual([]);
  });

  it('leave no other way', () => {
    const strange = heard.filter(({ path }) => !written.some(({ pattern }) => pattern.test(path)));
    expect(strange).toEqual([]);
  });
});

describe(`scope ${PRIVACY}`, () => {
  it('is asked for, because the code reports accounts', () => {
    const reports = sourcesIn('src').some(({ tree }) => calls(tree, 'privacy.reportPersonalData').length > 0);
    expect(scopes.includes(PRIVACY)).toBe(reports);
    expect(reports).toBe(true);
  });
});

describe(`scope ${REALTIME}`, () => {
  it('is asked for, because pages are signalled that something changed', () => {
    const signals = sourcesIn('src').some(({ tree }) => calls(tree, 'publishGlobal').length > 0);
    expect(scopes.includes(REALTIME)).toBe(signals);
    expect(signals).toBe(true);
  });
});

const file = sharedPath('specs/jira/operation-scopes.json');
if (file === undefined)
  console.info('skipped: the scopes of Jira’s operations lie in ../shared/specs, which is not here');

describe.skipIf(file === undefined)('scopes of Jira’s own document', () => {
  const operations: ReadonlyMap<string, Scopes> =
    file === undefined
      ? new Map()
      : new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')).operations));
  const found = () => heard.map((call) => ({ ...call, needs: operationOf(operations, call) }));

  it('know every operation that we call', () => {
    expect(found().filter(({ needs }) => needs === undefined)).toEqual([]);
  });

  it('are all in the manifest, as classic or as granular scopes', () => {
    const missing = found().filter(({ needs }) => needs !== undefined && !covered(needs));
    expect(missing).toEqual([]);
  });

  it('leave no scope of the manifest without use', () => {
    const used = new Set(
      found().flatMap(({ needs }) => [...(needs?.classic ?? []), ...(needs?.granular ?? [])]),
    );
    const needless = scopes.filter(
      (scope) => ![STORAGE, PRIVACY, REALTIME].includes(scope) && !used.has(scope),
    );
    expect(needless).toEqual([]);
  });
});

function covered({ classic, granular }: Scopes): boolean {
  const all = (wanted: readonly string[]) => wanted.every((scope) => scopes.includes(scope));
  return (
    (classic.length > 0 && all(classic)) ||
    (granular.length > 0 && all(granular)) ||
    all([...classic, ...granular])
  );
}

/** The operation whose path fits; of several the one with the fewest holes (`/issue/bulkfetch` before `/issue/{id}`). */
function operationOf(operations: ReadonlyMap<string, Scopes>, call: Heard): Scopes | undefined {
  const [path = ''] = call.path.split('?');
  const fitting = [...operations.keys()].filter((key) => {
    const [method, template = ''] = key.split(' ');
    return method === call.method && fits(template, path);
  });
  const best = fitting.sort((a, b) => holes(a) - holes(b))[0];
  return best === undefined ? undefined : operations.get(best);
}

function fits(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith('{') || part === given[at])
  );
}

function holes(template: string): number {
  return template.split('{').length;
}

function pathsOfJira(source: Source): readonly Written[] {
  return nodes(source.tree, ts.isTaggedTemplateExpression)
    .filter(({ tag }) => tag.getText() === 'route')
    .map((node) => ({ at: place(source, node), ...pathOf(node) }));
}

/** Each hole is `{}`: before the query one part of the path, behind it anything. */
function pathOf({ template }: ts.TaggedTemplateExpression): {
  readonly path: string;
  readonly pattern: RegExp;
} {
  const pieces = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
  const path = pieces.join('{}');
  const [before = '', query] = path.split('?');
  const plain = (text: string) => text.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&');
  const behind = query === undefined ? '' : `\\?${plain(query).replaceAll('{}', '.*')}`;
  return { path, pattern: new RegExp(`^${plain(before).replaceAll('{}', '[^/?]+')}${behind}$`) };
}
