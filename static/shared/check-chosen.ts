import type { ProblemView } from '../../src/contract/answers';
import type { Lang } from '../../src/kernel/problem';
import { say } from '../../src/texts/say';
import { tooBig } from './too-big';
import type { Happened } from './upload-state';

/** What may be handed in here; `any`: a batch or a package, by what is chosen. */
export type Takes = 'extf' | 'dxso' | 'document' | 'any';

/** A file as it was read. */
export type Chosen = { readonly name: string; readonly raw: Uint8Array<ArrayBuffer> };

type Wanted = { readonly mandant: string; readonly takes: Takes };

/** Reads the files once: exactly the bytes that were checked are sent. What is too big is not read: it would only stop the page. */
export async function check(files: readonly File[], wanted: Wanted, lang: Lang): Promise<Checked> {
  const problem = tooBig(files, lang);
  if (problem !== undefined) return [undefined, { on: 'failed', problem, mayGoOn: false }];
  try {
    return await checkRead(files, wanted);
  } catch {
    return [undefined, { on: 'failed', problem: unreadable(lang), mayGoOn: false }];
  }
}

type Checked = readonly [Chosen | undefined, Happened];

/** Only who hands in a package needs what reads packages, and only who hands in a batch what checks batches. */
async function checkRead(files: readonly File[], { mandant, takes }: Wanted): Promise<Checked> {
  const packages = takes === 'dxso' || takes === 'any' ? await import('./package-file') : undefined;
  const isPackage = takes === 'dxso' || packages?.isPackage(files.map(({ name }) => name)) === true;
  if (isPackage && packages !== undefined) {
    const chosen = await packages.packed(files);
    return [chosen, { on: 'checked', ...packages.checkPackageFile(chosen.raw, mandant) }];
  }
  const chosen = await readOne(files);
  if (takes === 'document') return [chosen, { on: 'checked', findings: [], maySend: true }];
  const { checkBatchFile } = await import('./batch-file');
  return [chosen, { on: 'checked', ...checkBatchFile(chosen, mandant) }];
}

/** The same file with the mark that its encoding lacks. */
export async function marked(chosen: Chosen, mandant: string, lang: Lang): Promise<Checked> {
  try {
    const { checkBatchFile, withItsMark } = await import('./batch-file');
    const withIt = withItsMark(chosen);
    return [withIt, { on: 'checked', ...checkBatchFile(withIt, mandant) }];
  } catch {
    return [chosen, { on: 'failed', problem: unreadable(lang), mayGoOn: false }];
  }
}

async function readOne([file]: readonly File[]): Promise<Chosen> {
  if (file === undefined) throw new Error('No file was chosen.');
  return { name: file.name, raw: new Uint8Array(await file.arrayBuffer()) };
}

function unreadable(lang: Lang): ProblemView {
  const [title, remedy] = [say('page.unreadableTitle', lang), say('page.unreadableRemedy', lang)];
  return { code: 'file.unreadable', title, remedy };
}
