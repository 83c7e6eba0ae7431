import { join } from 'node:path';
import { build } from 'esbuild';

const HERE = import.meta.dirname;

export type BrowserScripts = Readonly<Record<'shell' | 'bridge' | 'native', string>>;

/** The browser parts of the sandbox, made anew at every start (about 40 ms): the shell, and the bridges in the frames. */
export async function browserScripts(): Promise<BrowserScripts> {
  const [shell = '', bridge = '', native = ''] = await Promise.all(
    ['shell/main.ts', 'bridge/client.ts', 'bridge/native.ts'].map(script),
  );
  return { shell, bridge, native };
}

async function script(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [join(HERE, entry)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}
