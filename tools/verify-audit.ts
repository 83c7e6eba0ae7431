/**
 * `npm run -s verify-audit -- FILE`: checks an audit export without the app and without a network.
 * Exit code 0: every line is as it was written · 1: something was edited, dropped or moved · 2: no audit export, or a wrong call.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Flaw, type Verdict, Verification } from '../src/audit/verify-export';
import { flawText, summaryText, usage } from './lib/audit-words';
import { linesOf } from './lib/file-lines';

/** An entry is a value of Forge's storage, of which none has more than 240 KiB. */
const LONGEST_LINE = 1024 * 1024;

type Args = { readonly file: string; readonly json: boolean; readonly anchor: string | undefined };

process.exitCode = await main();

async function main(): Promise<number> {
  const { args, lang } = called();
  if (args === undefined) return fail(usage(lang));
  try {
    const verdict = await verify(args);
    process.stdout.write(
      args.json ? `${JSON.stringify({ file: args.file, ...verdict })}\n` : textOf(verdict),
    );
    if (verdict.head === undefined) return 2;
    return verdict.flaws.length === 0 ? 0 : 1;
  } catch (error) {
    return fail(`${args.file}: ${error instanceof Error ? error.message : String(error)}\n`);
  }

  function textOf({ flaws, ...verdict }: Verdict): string {
    const told = flaws.map((flaw: Flaw) => `${flawText(flaw, lang)}\n`);
    return `${told.join('')}${summaryText({ flaws, ...verdict }, lang)}\n`;
  }
}

function called(): { readonly args: Args | undefined; readonly lang: 'de' | 'en' } {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'de' },
        anchor: { type: 'string' },
      },
    });
    const [file, ...more] = positionals;
    const lang = values.lang === 'en' ? 'en' : 'de';
    if (file === undefined || more.length > 0) return { args: undefined, lang };
    return { args: { file, json: values.json, anchor: values.anchor?.toLowerCase() }, lang };
  } catch {
    return { args: undefined, lang: 'de' };
  }
}

async function verify({ file, anchor }: Args): Promise<Verdict> {
  const found = new Verification((text) => createHash('sha256').update(text).digest('hex'), anchor);
  for await (const line of linesOf(createReadStream(file), LONGEST_LINE)) if (!found.take(line)) break;
  return found.verdict();
}

function fail(said: string): number {
  process.stderr.write(said);
  return 2;
}
