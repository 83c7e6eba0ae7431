import { join } from 'node:path';
import { build } from 'esbuild';

const HERE = import.meta.dirname;

/** The browser parts of the sandbox, made anew at every start (about 30 ms): the shell and the bridge in the frame. */
export async function browserScripts(): Promise<{ readonly shell: string; readonly bridge: string }> {
  const [shell, bridge] = await Promise.all([script('shell/main.ts'), script('bridge/client.ts')]);
  return { shell, bridge };
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
