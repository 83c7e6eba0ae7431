import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './step.mjs';

/**
 * Where the quick bundle lies: the same sources as the deploy bundle, made by esbuild in half a second and without a type
 * check. For the loop of somebody at work only: `npm test` as a whole, the pictures and `npm start` run what Forge's own
 * bundler makes.
 */
export const QUICK = join(ROOT, 'build/quick');

/** What esbuild is told; `told(problems, milliseconds)` after every turn, with nothing to complain of when it is there. */
function options(told) {
  let began = 0;
  const put = {
    name: 'put',
    setup(build) {
      build.onStart(() => {
        began = performance.now();
      });
      build.onEnd(({ errors, outputFiles = [] }) => {
        if (errors.length === 0) lay(outputFiles);
        told(errors, performance.now() - began);
      });
    },
  };
  return {
    absWorkingDir: ROOT,
    entryPoints: ['src/index.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    outfile: join(QUICK, 'index.cjs'),
    write: false,
    logLevel: 'silent',
    plugins: [put],
  };
}

/** The finished file takes the old one's place at once: a worker that starts just now reads one or the other. */
function lay(files) {
  mkdirSync(QUICK, { recursive: true });
  for (const { path, contents } of files) {
    const beside = `${path}.${process.pid}.tmp`;
    writeFileSync(beside, contents);
    renameSync(beside, path);
  }
}

/** The pages of UI Kit, likewise; they lie beside the bundle, where the sandbox looks first. */
const NATIVE = {
  absWorkingDir: ROOT,
  // Read as a file of no package: in one of modules esbuild takes the default export of `@forge/react` otherwise than webpack does.
  stdin: {
    contents: readFileSync(join(ROOT, 'static/widget/main.ts'), 'utf8'),
    resolveDir: join(ROOT, 'static/widget'),
    loader: 'ts',
  },
  bundle: true,
  format: 'iife',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  outfile: join(QUICK, 'native/widget/widget.js'),
  logLevel: 'silent',
};

function layNativePage() {
  const page =
    '<!doctype html><html><head><title>widget</title></head><body><script defer src="widget.js"></script></body></html>';
  mkdirSync(join(QUICK, 'native/widget'), { recursive: true });
  writeFileSync(join(QUICK, 'native/widget/index.html'), page);
}

/** Makes it once. @throws with esbuild's words when the sources cannot be read */
export async function quickBundle() {
  const { build } = await import('esbuild');
  let problems = [];
  await build(
    options((errors) => {
      problems = errors;
    }),
  ).catch(() => undefined);
  if (problems.length > 0) throw new Error(inWords(problems));
}

/** The page of UI Kit for the same loop. @throws as `quickBundle` */
export async function quickNative() {
  const { build } = await import('esbuild');
  await build(NATIVE);
  layNativePage();
}

/** Makes it now and after every change of a source, as long as this process lives. */
export async function watchQuickBundle(told) {
  const { context } = await import('esbuild');
  const made = await context(options((errors, ms) => told(errors.length === 0 ? '' : inWords(errors), ms)));
  await made.watch();
  const native = await context(NATIVE);
  await native.watch();
  layNativePage();
}

function inWords(errors) {
  return errors
    .map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text))
    .join('\n');
}
