import type { Aligned } from '../../mend/align';
import type { Opened } from '../../mend/open-file';
import type { Given } from '../../mend/sheet';
import type { About, CheckedFile, Chosen, FileChanges, Sums, Takes, Watch } from './file-types';

/** What takes too long for a page that somebody looks at, and what comes of it. */
export type FileWork = {
  readonly check: {
    readonly asks: { readonly files: readonly File[]; readonly mandant: string; readonly takes: Takes };
    readonly gives: CheckedFile;
  };
  /** The same file with the mark that its encoding lacks, checked again. */
  readonly mark: {
    readonly asks: { readonly chosen: Chosen; readonly mandant: string };
    readonly gives: CheckedFile;
  };
  /** One of many batches: checked without knowing yet which transmission it corrects. */
  readonly survey: {
    readonly asks: { readonly file: File };
    readonly gives: CheckedFile & { readonly about: About };
  };
  /** What the second changes against the first. */
  readonly compare: {
    readonly asks: { readonly before: Uint8Array; readonly after: Uint8Array };
    readonly gives: Omit<FileChanges, 'against'>;
  };
  /** What is to be mended in a batch, or in the ledgers of a package. */
  readonly mends: { readonly asks: Given; readonly gives: Opened };
  /** The same batch with what DATEV has in its header line. */
  readonly align: { readonly asks: Given; readonly gives: Aligned };
  /** Sums of a batch by currency. */
  readonly totals: { readonly asks: { readonly raw: Uint8Array }; readonly gives: { readonly sums: Sums } };
};
export type WorkName = keyof FileWork;
type Doing = {
  readonly [N in WorkName]: (asks: FileWork[N]['asks'], watch: Watch) => Promise<FileWork[N]['gives']>;
};

/** Does it, in a worker or, where there is none, on the page. @throws when a file cannot be read */
export function perform<N extends WorkName>(
  name: N,
  asks: FileWork[N]['asks'],
  watch: Watch,
): Promise<FileWork[N]['gives']> {
  return DOING[name](asks, watch);
}

const DOING: Doing = {
  check: async ({ files, mandant, takes }, watch) => {
    const packages = takes === 'dxso' || takes === 'any' ? await import('./package-file') : undefined;
    const isPackage = takes === 'dxso' || packages?.isPackage(files.map(({ name }) => name)) === true;
    if (isPackage && packages !== undefined) {
      const chosen = await packages.packed(files);
      return { chosen, found: packages.checkPackageFile(chosen.raw, mandant) };
    }
    const chosen = await readOne(files);
    if (takes === 'document') return { chosen, found: { findings: [], maySend: true } };
    return checkedBatch(chosen, mandant, watch);
  },
  mark: async ({ chosen, mandant }, watch) => {
    const { withItsMark } = await import('./batch-file');
    return checkedBatch(withItsMark(chosen), mandant, watch);
  },
  survey: async ({ file }, watch) => {
    const chosen = await readOne([file]);
    return { chosen, ...(await import('./batch-file')).surveyBatchFile(chosen, watch) };
  },
  compare: async ({ before, after }) =>
    (await import('../../../src/extf/changes')).changesBetween(before, after),
  mends: async (given) =>
    given.kind === 'dxso'
      ? (await import('../../mend/open-package')).openedPackage(given)
      : (await import('../../mend/open-file')).openedBatch(given),
  align: async (given) => (await import('../../mend/align')).aligned(given),
  totals: async ({ raw }) => ({ sums: (await import('./batch-file')).totalsIn(raw) }),
};

async function checkedBatch(chosen: Chosen, mandant: string, watch: Watch): Promise<CheckedFile> {
  const { checkBatchFile } = await import('./batch-file');
  return { chosen, found: checkBatchFile(chosen, mandant, watch) };
}

async function readOne([file]: readonly File[]): Promise<Chosen> {
  if (file === undefined) throw new Error('No file was chosen.');
  return { name: file.name, raw: new Uint8Array(await file.arrayBuffer()) };
}
