import { CHUNK_BYTES } from '../contract/upload-limits';
import type { PackageFile } from '../dxso/package';
import { readFile, storeByContent } from '../files/file-store';
import { awaitAll } from '../kernel/await-all';
import { sha256 as hashOf } from '../platform/bytes';
import type { Circumstances } from '../runs/conclude';
import { linesOf, type Taken } from '../runs/execute';
import type { GivenImage } from '../runs/given-images-store';
import { type Fault, pictureOf } from '../runs/source-api';
import { idsBy } from '../submissions/ids';
import type { RunProgress } from '../submissions/run';
import type { StoredFile } from '../submissions/stored-file';
import { type Doing, fileOf } from './run-files';

const ids = idsBy(hashOf);

type Images =
  | { readonly is: 'images'; readonly progress: RunProgress }
  | { readonly is: 'not-yet'; readonly afterSeconds: number; readonly progress: RunProgress }
  | Fault;

const PDF_AFTER_SECONDS = 20;
const MAX_PDF_TRIES = 3;

/** All are asked for before any is waited for; what is there is on record, before it is used, and never made again. */
export async function imagesOf(doing: Doing): Promise<Images> {
  const { pipeline, run } = doing;
  const before: RunProgress = run.progress ?? { version: pipeline.version, pdfs: [] };
  const pdfs: Pdf[] = [];
  for (const which of (pipeline.documents?.sources ?? []).keys()) {
    const next = await oneImage(doing, { which, before: before.pdfs[which] });
    if (next.is === 'fault') return next;
    pdfs.push(next.pdf);
  }
  const progress = { ...before, pdfs };
  const isThere = ({ is }: Pdf) => is === 'there';
  if (pdfs.length === before.pdfs.filter(isThere).length) return { is: 'images', progress };
  const afterSeconds = pdfs.every(isThere) ? 0 : PDF_AFTER_SECONDS;
  return { is: 'not-yet', afterSeconds, progress };
}

type Pdf = RunProgress['pdfs'][number];

async function oneImage(
  doing: Doing,
  { which, before }: { readonly which: number; readonly before: Pdf | undefined },
): Promise<{ readonly is: 'next'; readonly pdf: Pdf } | Fault> {
  if (before?.is === 'there') return { is: 'next', pdf: before };
  const { pipeline, period } = doing;
  const tries = before?.tries ?? 0;
  const asked = before === undefined || before.id === '' ? {} : { asked: before.id };
  const got = await pictureOf(pipeline, which, { period, ...asked });
  if (got.is === 'fault') return got;
  if (got.is === 'image') return { is: 'next', pdf: await storedImage(doing, { ...got, which }) };
  if (got.is === 'asked') return { is: 'next', pdf: { is: 'asked', id: got.id, tries: tries || 1 } };
  if (tries >= MAX_PDF_TRIES)
    return {
      is: 'fault',
      problem: { code: 'run.no-picture', retry: 'after-fix', values: { part: which + 1 } },
    };
  return { is: 'next', pdf: { is: 'asked', id: '', tries: tries + 1 } };
}

async function storedImage(
  doing: Doing,
  { which, bytes, ending }: { readonly which: number; readonly bytes: Uint8Array; readonly ending: string },
): Promise<Pdf> {
  const { subject, pipeline, period, revision } = doing;
  const stored = { owner: subject.submission.id, name: `${revision}-pdf${which}`, bytes };
  const { fileId, chunks, sha256 } = await storeByContent(stored, CHUNK_BYTES);
  const file: StoredFile = {
    ...fileOf(doing, { fileId, bytes: bytes.length, chunks, sha256 }),
    name: `Beleg_${period}_${which + 1}.${ending}`,
    kind: 'document',
    document: { type: pipeline.documents?.type ?? '' },
  };
  return { is: 'there', file, guid: ids.document(pipeline.mandant, sha256) };
}

type Packing = {
  readonly progress: RunProgress;
  readonly given: readonly GivenImage[];
  readonly taken: Taken;
};

type Packed = Pick<Circumstances, 'pictures' | 'given'> & {
  /** Who handed in what of it people gave. */
  readonly givenBy: readonly string[];
};

/** A package carries its images itself: those for all, and those whose document is among the lines. */
export async function packedImages(
  { pipeline }: Doing,
  { progress, given, taken }: Packing,
): Promise<Packed> {
  if (pipeline.output.as !== 'dxso') return { pictures: [], givenBy: [] };
  const numbers = new Set(linesOf(taken).lines.map(({ line }) => line.belegfeld1 ?? ''));
  const files = progress.pdfs.flatMap((pdf) => (pdf.is === 'there' ? [pdf.file] : []));
  const pictures = await awaitAll(files.map(packageFile));
  const own = given.filter(({ number, file }) => numbers.has(number) && file.deletedAt === undefined);
  const byNumber = new Map<string, PackageFile[]>();
  const givenBy = new Set<string>();
  for (const { number, file } of own) {
    const there = await packageFile(file);
    byNumber.set(number, [...(byNumber.get(number) ?? []), ...there]);
    if (there.length > 0) givenBy.add(file.by);
  }
  return { pictures: pictures.flat(), given: byNumber, givenBy: [...givenBy].sort() };
}

async function packageFile(file: StoredFile): Promise<readonly PackageFile[]> {
  const bytes = await readFile(file);
  return bytes.ok ? [{ name: file.name, bytes: bytes.value }] : [];
}
