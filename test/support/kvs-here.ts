import { join } from 'node:path';
import { createKvs } from '../../packages/sandbox/forge/kvs';
import { readManifest } from '../../packages/sandbox/forge/manifest';
import type { Leaving } from './forge-globals';

/** The sandbox's model of Forge's storage behind the seam of this process. What was written is found at once, unless the queries lag. */
export function kvsHere(now: () => number = Date.now, queryLag = 0) {
  const { app } = readManifest(join(import.meta.dirname, '../../manifest.yml'));
  const entities = app.storage?.entities ?? [];
  const kvs = createKvs({ entities, now, queryLag, ttlGrace: 0, changed: () => undefined });
  return {
    answer: ({ path, body }: Leaving) => answerOf(kvs.handle(path, JSON.stringify(body))),
    secret: (key: string) => kvs.handle('/api/v1/secret/get', JSON.stringify({ key })),
  };
}

function answerOf({ status, body }: { readonly status: number; readonly body: unknown }): Response {
  return body === undefined
    ? new Response(null, { status })
    : new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
