import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BookingFile } from '../../packages/sandbox/booking-files';
import { freePort } from './free-port';
import { program } from './program';

const ROOT = resolve(import.meta.dirname, '../..');
const START_WITHIN = 90_000;

export type StartOptions = {
  /** Folder with `index.cjs`; default `build/forge`, the app as deployed. */
  readonly bundleDir?: string;
  /** a: workers that are really killed (default). b: one process. */
  readonly host?: 'a' | 'b';
  /** Keeps the state of an earlier sandbox; default a new temporary folder, removed by `stop`. */
  readonly folder?: string;
  readonly port?: number;
  /** Let one virtual second pass per real one; default: the clock stands until `advance`. */
  readonly flowing?: boolean;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};
export type User = 'admin' | 'firm-lead' | 'accountant' | 'outsider';
export type Ask = {
  readonly method?: string;
  readonly user?: User | string;
  readonly json?: unknown;
  readonly body?: NonNullable<RequestInit['body']>;
  readonly headers?: Readonly<Record<string, string>>;
};
export type ResolverCall = {
  readonly user?: User | string;
  readonly issueKey?: string;
  readonly locale?: string;
};
export type SandboxLog = {
  readonly requests: readonly {
    readonly service: string;
    readonly operation: string;
    readonly method: string;
    readonly path: string;
    readonly status: number | string;
  }[];
  readonly violations: readonly { readonly rule: string; readonly message: string }[];
  readonly refused: readonly { readonly rule: string; readonly message: string }[];
  readonly checked: Readonly<Record<string, number>>;
  readonly console: readonly { readonly level: string; readonly text: string }[];
};

/** A sandbox server of its own, as a child process on a free port, with what tests ask of it. */
export type TestSandbox = {
  readonly url: string;
  /** The Custom UI's origin. */
  readonly facesUrl: string;
  readonly port: number;
  readonly folder: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  advance(seconds: number): Promise<{ readonly now: string; readonly ran: number }>;
  now(): Promise<string>;
  /** The fake Jira; `path` without `/rest/api/3`. */
  jira(path: string, ask?: Ask): Promise<Response>;
  /** The fake DATEV as "another program"; e.g. `accounting-extf-files/platform-sandbox/v3/clients/455148-1/extf-files/jobs`. */
  datev(path: string, ask?: Ask): Promise<Response>;
  /** Another program hands this file in for the first Mandant, under a reference of its own. */
  importElsewhere(file: Omit<BookingFile, 'rows'>, reference?: string): Promise<Response>;
  /** A resolver of the app, called as from a face. Throws what the bridge would reject with. */
  resolver<T = unknown>(
    moduleKey: string,
    functionKey: string,
    rest: { readonly payload?: unknown } & ResolverCall,
  ): Promise<T>;
  trigger(key: string): Promise<unknown>;
  faults(spec: unknown): Promise<unknown>;
  log(): Promise<SandboxLog>;
  storage(): Promise<
    readonly {
      readonly store: string;
      readonly entity?: string;
      readonly key: string;
      readonly value: unknown;
    }[]
  >;
  reset(options?: { readonly empty?: boolean; readonly connected?: boolean }): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  /** Starts again in the same folder and on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export async function startSandbox(options: StartOptions = {}): Promise<TestSandbox> {
  const port = options.port ?? (await freePort());
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'sandbox-'));
  let child = await launch(options, { port, folder });
  const url = `http://localhost:${port}`;
  const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(url + path, init);
  const end = (signal: NodeJS.Signals): Promise<void> => ended(child, signal);
  return {
    url,
    facesUrl: `http://127.0.0.1:${port}`,
    port,
    folder,
    fetch: ask,
    ...questions(ask),
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGKILL');
      child = await launch(options, { port, folder });
    },
    async stop() {
      await end('SIGTERM');
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const IMPORT = 'accounting-extf-files/platform-sandbox/v3/clients/455148-1/extf-files/import';

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

function questions(
  ask: Fetch,
): Pick<
  TestSandbox,
  | 'advance'
  | 'now'
  | 'jira'
  | 'datev'
  | 'importElsewhere'
  | 'resolver'
  | 'trigger'
  | 'faults'
  | 'log'
  | 'storage'
  | 'reset'
> {
  const post = async <T>(path: string, body: unknown): Promise<T> =>
    fine<T>(await ask(path, { method: 'POST', body: JSON.stringify(body) }), path);
  const get = async <T>(path: string): Promise<T> => fine<T>(await ask(path), path);
  const datev = (path: string, rest: Ask = {}) =>
    ask(
      `/datev/${path}`,
      request(rest, { authorization: 'Bearer sandbox', 'x-datev-client-id': 'kanzlei-export' }),
    );
  return {
    advance: (seconds) => post('/_sandbox/clock', { advanceSeconds: seconds }),
    now: async () => (await get<{ now: string }>('/_sandbox/clock')).now,
    jira: (path, { user = 'admin', ...rest } = {}) =>
      ask(`/jira/rest/api/3${path}`, request(rest, { 'x-sandbox-user': user })),
    datev,
    importElsewhere: ({ name, bytes }, reference = 'KE-1') =>
      datev(IMPORT, {
        method: 'POST',
        body: Buffer.from(bytes),
        headers: {
          'content-type': 'application/octet-stream',
          filename: name,
          'reference-id': reference,
          'client-application-version': '1',
        },
      }),
    async resolver<T>(
      moduleKey: string,
      functionKey: string,
      rest: { readonly payload?: unknown } & ResolverCall,
    ): Promise<T> {
      const answer = await ask('/_sandbox/resolver', {
        method: 'POST',
        body: JSON.stringify({ moduleKey, functionKey, ...rest }),
      });
      const reply = (await answer.json()) as {
        result?: T;
        error?: { name: string; message: string } | string;
      };
      if (reply.error === undefined) return reply.result as T;
      const { name, message } =
        typeof reply.error === 'string' ? { name: 'Error', message: reply.error } : reply.error;
      throw Object.assign(new Error(message), { name });
    },
    trigger: (key) => post(`/_sandbox/trigger/${key}`, {}),
    faults: (spec) => post('/_sandbox/faults', spec),
    log: () => get('/_sandbox/log'),
    storage: () => get('/_sandbox/storage'),
    reset: async (order = {}) => void (await post('/_sandbox/reset', order)),
  };
}

function request(ask: Omit<Ask, 'user'>, headers: Readonly<Record<string, string>>): RequestInit {
  const body = ask.json === undefined ? ask.body : JSON.stringify(ask.json);
  const type: Record<string, string> = ask.json === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method: ask.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { accept: 'application/json', ...type, ...headers, ...ask.headers },
    ...(body === undefined ? {} : { body }),
  };
}

async function fine<T>(answer: Response, path: string): Promise<T> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 2000)}`);
  return JSON.parse(text) as T;
}

function launch(
  options: StartOptions,
  place: { readonly port: number; readonly folder: string },
): Promise<ChildProcess> {
  const args = [
    // Who is killed leaves no sandbox behind.
    ...['--import', join(ROOT, 'tools/lib/leave-with-parent.mjs')],
    ...program('packages/sandbox/server/main.ts'),
    ...(options.flowing === true ? [] : ['--frozen']),
    ...(options.args ?? []),
  ];
  const env = {
    ...process.env,
    PORT: String(place.port),
    SANDBOX_DIR: place.folder,
    ...(options.bundleDir === undefined ? {} : { SANDBOX_BUNDLE: options.bundleDir }),
    ...(options.host === undefined ? {} : { SANDBOX_HOST: options.host }),
    ...options.env,
  };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  return new Promise((resolveReady, reject) => {
    let said = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The sandbox was not ready within ${START_WITHIN / 1000} s:\n${said}`));
    }, START_WITHIN);
    const hear = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-20_000);
      if (!/^ready http/m.test(said)) return;
      clearTimeout(timer);
      resolveReady(child);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The sandbox ended with ${code} before it was ready:\n${said}`));
    });
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolveEnd) => {
    child.once('exit', () => resolveEnd());
    child.kill(signal);
  });
}
