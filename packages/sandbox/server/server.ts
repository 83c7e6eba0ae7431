import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { browserScripts } from './bundle';
import { controlRoutes } from './control';
import { egressApi } from './egress-api';
import { readFacesManifest } from './faces';
import { facesOrigin } from './faces-origin';
import { judgeOfOthers } from './judge';
import { realtimeApi } from './realtime-api';
import type { Sandbox, SandboxOptions } from './sandbox';
import { openSandbox } from './sandbox';
import { serviceRoutes } from './service-routes';
import { shellApi } from './shell-api';
import { shellPages } from './shell-pages';
import { themeStyles } from './theme';

export type RunningSandbox = {
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
};
type Handler = (request: Request) => Response | Promise<Response>;

/**
 * Opens the world and serves it on one port under two names: `localhost` is Jira (shell and systems), `127.0.0.1` is
 * Forge's CDN (Custom UI). What belongs to one is missing on the other, so that the frame's isolation is real.
 */
export async function startServer(
  options: SandboxOptions & { readonly storyPace: number; readonly demo: boolean; readonly pages?: string },
): Promise<RunningSandbox> {
  const shellOrigin = `http://localhost:${options.port}`;
  const facesAt = `http://127.0.0.1:${options.port}`;
  const manifest = readFacesManifest(options.root);
  const [scripts, themeCss, sandbox] = await Promise.all([
    browserScripts(),
    themeStyles(),
    openSandbox(options),
  ]);
  const shown = { storyPace: options.storyPace, demo: options.demo };
  const style = readFileSync(join(import.meta.dirname, 'shell/style.css'), 'utf8');
  const shell = new Hono();
  shell.use('*', async (c, next) => {
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== shellOrigin) return c.text(`Not for pages of ${origin}.`, 403);
    if (isWork(c.req)) sandbox.touched();
    await next();
    // Before the answer goes out: who was told that it happened can rely on it, even after kill -9.
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) sandbox.keep();
    return undefined;
  });
  shell.route('/', shellPages({ script: scripts.shell, style, themeCss, facesOrigin: facesAt }));
  shell.route('/', shellApi({ sandbox, manifest, root: options.root, facesOrigin: facesAt, ...shown }));
  shell.route('/', egressApi(sandbox));
  shell.route('/', realtimeApi(sandbox));
  shell.route('/', serviceRoutes(sandbox, judgeOfOthers()));
  shell.route('/_sandbox', controlRoutes(sandbox));
  shell.onError((error, c) => c.json({ error: error.message, stack: error.stack }, 500));
  const faces = facesOrigin({
    manifest,
    root: options.root,
    shellOrigin,
    bridgeScript: scripts.bridge,
    nativeScript: scripts.native,
    nativeDir: nativeDirOf(options),
    themeCss,
    ...(options.pages === undefined ? {} : { pages: options.pages }),
  });
  const servers = await listen(
    options.port,
    byName({ shell: shell.fetch, faces: faces.fetch }, options.port),
  );
  return {
    url: shellOrigin,
    sandbox,
    async close() {
      await Promise.all(servers.map(closeServer));
      await sandbox.close();
    },
  };
}

/** A bundle that was made in a hurry brings its pages of UI Kit along. */
function nativeDirOf({ root, bundleDir }: SandboxOptions): string {
  const own = join(bundleDir, 'native');
  return existsSync(own) ? own : join(root, 'build/native');
}

/** A change by another program, a test, or one of the sandbox's own levers; our pages ask by POST, too. */
function isWork({ method, path }: { readonly method: string; readonly path: string }): boolean {
  const isAsking =
    path === '/_shell/invoke' ||
    path === '/_shell/fetch-product' ||
    path === '/_shell/demo-begun' ||
    path === '/_shell/violation' ||
    path.startsWith('/_shell/realtime');
  return !['GET', 'HEAD', 'OPTIONS'].includes(method) && !isAsking;
}

/** Any other name (a page that rebound its DNS to this machine) gets nothing. */
function byName(origins: { readonly shell: Handler; readonly faces: Handler }, port: number): Handler {
  return (request) => {
    const { host } = new URL(request.url);
    if (host === `localhost:${port}`) return origins.shell(request);
    if (host === `127.0.0.1:${port}`) return origins.faces(request);
    return new Response(`Nothing here under the name ${host}.`, { status: 421 });
  };
}

/** On both loopback addresses, since `localhost` means either; never on an address other machines can reach. */
async function listen(port: number, handler: Handler): Promise<readonly Server[]> {
  const listener = getRequestListener(handler, { overrideGlobalObjects: false });
  const server = (): Server =>
    createServer((request: IncomingMessage, response: ServerResponse) => void listener(request, response));
  const v4 = server();
  await bound(v4, port, '127.0.0.1');
  const v6 = server();
  const both = await bound(v6, port, '::1').then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return false;
      throw error;
    },
  );
  return both ? [v4, v6] : [v4];
}

function bound(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve());
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
