import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join, resolve, sep } from 'node:path';
import { Hono } from 'hono';
import { contentSecurityPolicy, withBridge } from './csp';
import { type Face, type FacesManifest, facesOf } from './faces';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export type FacesOptions = {
  readonly manifest: FacesManifest;
  /** The project folder; the manifest's resource paths are relative to it. */
  readonly root: string;
  /** Where the shell lives: the only page that may embed us. */
  readonly shellOrigin: string;
  /** What a page talks to Jira by: one of Custom UI, and one of UI Kit, which is drawn here, too. */
  readonly bridgeScript: string;
  readonly nativeScript: string;
  /** Where the pages of UI Kit lie that Forge bundled, a folder for each resource. */
  readonly nativeDir: string;
  readonly themeCss: string;
  /**
   * A server of pages under development, asked instead of the built files. What it makes (scripts in the page, its own
   * socket) production's policy forbids, so none is sent: only for people at work, never for tests.
   */
  readonly pages?: string;
};

/**
 * The second origin, standing for Forge's CDN: `/<uuid>/<moduleKey>/…` from the built Custom UI, the bridge and the
 * theme's styles, nothing else. Absolute asset paths are missing here as they are on the CDN.
 */
export function facesOrigin(options: FacesOptions): Hono {
  const app = new Hono();
  const faces = facesOf(options.manifest);
  app.get('/__forge/bridge.js', (c) =>
    c.body(options.bridgeScript, 200, { 'content-type': TYPES['.js'] ?? '' }),
  );
  app.get('/__forge/native.js', (c) =>
    c.body(options.nativeScript, 200, { 'content-type': TYPES['.js'] ?? '' }),
  );
  app.get('/__forge/theme.css', (c) =>
    c.body(options.themeCss, 200, { 'content-type': TYPES['.css'] ?? '' }),
  );
  app.get('/:uuid/:moduleKey/*', (c) => {
    const { uuid, moduleKey } = c.req.param();
    const face = faces.find((each) => each.key === moduleKey);
    if (face === undefined || uuid !== resourceId(options.manifest, face))
      return elsewhere(options, c.req.url);
    const rest = decodeURIComponent(new URL(c.req.url).pathname).split('/').slice(3).join('/');
    const path = rest === '' ? 'index.html' : rest;
    return options.pages === undefined || isNative(face)
      ? serveFile(options, face, path)
      : fromPages(options, pageOf(options, face, path));
  });
  app.all('*', (c) => elsewhere(options, c.req.url));
  return app;
}

/** Stands for the id Forge gives to a deployed resource: stable per app and resource, shaped as a UUID. */
export function resourceId(manifest: FacesManifest, face: Face): string {
  const hex = createHash('sha256').update(`${manifest.app.id}#${face.resource}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** What is no face's file: nothing on the CDN; in development the scripts and styles that Vite serves by themselves. */
function elsewhere(options: FacesOptions, url: string): Response | Promise<Response> {
  if (options.pages === undefined) return new Response('not found', { status: 404 });
  const { pathname, search } = new URL(url);
  return fromPages(options, pathname + search);
}

/** Under development the page of a resource stands beside the others, under the name of the folder it will be built into. */
function pageOf(options: FacesOptions, face: Face, path: string): string {
  return path === 'index.html' ? `/${basename(folderOf(options, face))}.html` : `/${path}`;
}

function isNative({ render }: Face): boolean {
  return render === 'native';
}

/** The folder of a face's resource, as the manifest says it; of one of UI Kit the manifest says the source. */
function folderOf({ manifest, nativeDir }: FacesOptions, face: Face): string {
  if (isNative(face)) return join(nativeDir, face.resource);
  return manifest.resources.find((each) => each.key === face.resource)?.path ?? '';
}

async function fromPages({ pages = '', shellOrigin }: FacesOptions, path: string): Promise<Response> {
  const answer = await fetch(pages + path);
  const type = answer.headers.get('content-type') ?? '';
  const body = type.startsWith('text/html')
    ? withBridge(await answer.text(), shellOrigin)
    : await answer.arrayBuffer();
  return new Response(body, {
    status: answer.status,
    headers: { 'content-type': type, 'cache-control': 'no-store' },
  });
}

function serveFile(options: FacesOptions, face: Face, path: string): Response {
  const folder = resolve(options.root, folderOf(options, face));
  const file = join(folder, path);
  const inside = file.startsWith(folder + sep);
  if (!inside || !existsSync(file) || !statSync(file).isFile())
    return new Response('not found', { status: 404 });
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  const bytes = readFileSync(file);
  if (extname(file) !== '.html') return new Response(bytes, { headers: { 'content-type': type } });
  const html = bytes.toString('utf8');
  const policy = contentSecurityPolicy(html, options.manifest.permissions, options.shellOrigin);
  return new Response(withBridge(html, options.shellOrigin, isNative(face) ? 'native' : 'bridge'), {
    headers: { 'content-type': type, 'content-security-policy': policy, 'cache-control': 'no-store' },
  });
}
