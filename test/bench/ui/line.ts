import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** A line like good 4G: what Forge's CDN sends comes packed, one answer after the other, and each question takes its way. */
const BYTES_PER_MS = 1250;
const WAY_MS = 40;

export type Line = { readonly proxy: string; close(): void };

/** A proxy between browser and sandbox that is as fast as that line. */
export async function beginLine(): Promise<Line> {
  // When the line has sent everything that was given to it.
  let free = 0;
  const send = async (response: ServerResponse, answer: Packed): Promise<void> => {
    await setTimeout(WAY_MS);
    free = Math.max(free, performance.now()) + answer.body.length / BYTES_PER_MS;
    await setTimeout(free - performance.now());
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const asked = { method: request.method ?? 'GET', headers: request.headers, body: Buffer.concat(parts) };
      ask(request.url ?? '', asked).then(
        (answer) => send(response, answer),
        () => response.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return {
    proxy: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Asked = { readonly method: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer };
type Packed = { readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer };

async function ask(url: string, { method, headers, body }: Asked): Promise<Packed> {
  const { 'content-type': type, origin } = headers;
  const answer = await fetch(url, {
    method,
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(origin === undefined ? {} : { origin }),
    },
    ...(body.length === 0 ? {} : { body }),
  });
  const packed = gzipSync(Buffer.from(await answer.arrayBuffer()));
  const kept = ['content-type', 'content-security-policy', 'cache-control'].flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const about = { 'content-encoding': 'gzip', 'content-length': String(packed.length) };
  return { status: answer.status, headers: { ...Object.fromEntries(kept), ...about }, body: packed };
}
